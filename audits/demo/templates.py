"""Templates of findings and checklists, as who leads audits keeps them."""

from assurance.demo import requirements
from assurance.models import Framework, Requirement
from audits.actions import (
    add_checklist_template,
    add_finding_template,
    choose_questions,
    release_version,
    start_version,
)
from audits.demo.audits import CONTENT
from audits.models import ChecklistTemplate, Question
from foundation.demonstration import Story, lines_of

LEAD = "P-0022"


def load_templates(story: Story) -> None:
    """Adds the templates, written by a lead auditor; the last version of one checklist is still a draft."""
    known, lead = requirements(), story.account(LEAD)
    frameworks = {row.code: row for row in Framework.objects.all()}
    for line in lines_of(CONTENT / "finding_templates.csv"):
        about = known[line["framework"], line["requirement"]] if line["requirement"] else None
        texts = {name: line[name] for name in ("title", "statement", "evidence")}
        add_finding_template(actor=lead, framework=frameworks[line["framework"]], requirement=about, **texts)
    for line in lines_of(CONTENT / "checklists.csv"):
        _checklist(story, line, known)


def _checklist(story: Story, line: dict[str, str], known: dict[tuple[str, str], Requirement]) -> None:
    lead = story.account(LEAD)
    template = ChecklistTemplate.objects.filter(name=line["name"]).first()
    if template is None:
        template = add_checklist_template(actor=lead, name=line["name"], purpose=line["purpose"])
        version = template.versions.get()
    else:
        version = start_version(actor=lead, template=template)
    refs = line["requirements"].split(";")
    chosen = [known["MCB" if ref.startswith("MCB") else "ISO27001-2022", ref] for ref in refs]
    questions = Question.objects.filter(requirement__in=chosen).order_by("requirement__order", "order")
    choose_questions(actor=lead, version=version, questions=questions)
    if line["state"] == "released":
        release_version(actor=lead, template_version=version, on=story.on)
