"""Templates: texts that findings start from, and checklists in versions that audits are built from."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audits.actions import (
    add_checklist_template,
    add_finding_template,
    answer_item,
    change_finding_template,
    choose_questions,
    clone_checklist,
    drop_question,
    load_questions,
    log_finding,
    release_version,
    retire_finding_template,
    start_version,
    use_template,
    write_question,
)
from audits.models import Audit, FindingTemplate, Question, TemplateVersion
from audits.workflows import AUDIT
from foundation.access import robot
from foundation.refusals import Refused, WrongState
from tests.audits.conftest import SHEET
from tests.company import TODAY, plan_audit

pytestmark = pytest.mark.usefixtures("company_day")


@pytest.fixture
def template(company, cast) -> FindingTemplate:
    texts = {"statement": "Of … sampled sessions, … have no recording.", "evidence": "Session register."}
    about = company.framework.requirements.get(ref="MCB-15")
    return add_finding_template(
        actor=cast["tobias"], framework=company.framework, requirement=about, title="Not recorded", **texts
    )


def sheet_of(audit: Audit, number: str) -> str:
    return reverse("audits:log_finding", args=[audit.uuid, audit.items.get(number=number).uuid])


def test_a_lead_writes_changes_and_retires_a_template(company, cast, template):
    facts = {"framework": company.framework, "statement": "Late."}
    with pytest.raises(PermissionDenied):
        add_finding_template(actor=cast["priya"], title="Late", **facts)
    with pytest.raises(ValidationError, match="has a template of that title"):
        add_finding_template(actor=cast["ines"], title="not recorded", **facts)

    change_finding_template(actor=cast["ines"], template=template, statement="No recording of ….")
    retire_finding_template(actor=cast["tobias"], template=template, on=TODAY)

    template.refresh_from_db()
    assert (template.statement, template.retired_on) == ("No recording of ….", TODAY)
    with pytest.raises(Refused):
        change_finding_template(actor=cast["ines"], template=template, statement="Again.")
    add_finding_template(actor=cast["ines"], title="Not recorded", **facts)


def test_a_template_fills_what_is_empty_and_leaves_what_was_typed(browse, audit, template):
    priya = browse("priya")
    said = priya.get(sheet_of(audit, "MCB-15"), headers=SHEET).content.decode()
    other = priya.get(sheet_of(audit, "MCB-16"), headers=SHEET).content.decode()
    sent = {"type": "minor", "statement": "Typed.", "template": str(template.uuid), "then": "fill"}
    filled = priya.post(sheet_of(audit, "MCB-15"), sent)

    form = filled.context["form"]
    assert 'data-statement="Of … sampled sessions, … have no recording."' in said
    assert "Not recorded" not in other
    assert (form["statement"].value(), form["objective_evidence"].value()) == ("Typed.", "Session register.")
    assert not audit.findings.exists()


def test_the_sheet_names_the_findings_of_its_clause_and_logs_a_further_one(browse, cast, audit):
    item = audit.items.get(number="MCB-15")
    first = {"audit": audit, "item": item, "type": "minor", "statement": "A column is missing.", "on": TODAY}
    log_finding(actor=cast["priya"], **first)
    priya = browse("priya")

    said = priya.get(sheet_of(audit, "MCB-15"), headers=SHEET).content.decode()
    priya.post(sheet_of(audit, "MCB-15"), {"type": "ofi", "statement": "A reminder would help.", "then": "keep"})

    assert "This audit has logged one finding against MCB-15" in said
    assert "A column is missing." in said
    assert item.findings.count() == 2


def test_the_page_of_templates_keeps_what_was_typed_and_lists_in_few_queries(
    browse, company, template, django_assert_max_num_queries
):
    tobias, facts = browse("tobias"), {"framework": str(company.framework.uuid), "title": "Late", "statement": ""}

    refused = tobias.post(reverse("audits:finding_template_add"), facts)
    tobias.post(reverse("audits:finding_template_add"), facts | {"statement": "The review was late."})

    assert refused.status_code == 422
    assert 'value="Late"' in refused.content.decode()
    with django_assert_max_num_queries(12):
        said = tobias.get(reverse("audits:finding_templates")).content.decode()
    assert "Late" in said
    assert "Not recorded" in said


# Checklists.


@pytest.fixture
def draft(company, cast) -> TemplateVersion:
    """Two questions of the bank and one of its own, against MCB-15 and MCB-16."""
    bank = [
        {
            "ref": "MCB-15",
            "order": str(n),
            "title": f"Bank {n}",
            "question": f"Question {n}?",
            "guidance": "",
            "expected": "",
        }
        for n in (1, 2)
    ]
    load_questions(actor=robot(), framework="MCB", rows=bank)
    version = add_checklist_template(actor=cast["tobias"], name="Remote access").versions.get()
    choose_questions(actor=cast["tobias"], version=version, questions=Question.objects.all())
    own = {"requirement": company.framework.requirements.get(ref="MCB-16"), "title": "Own", "text": "How soon?"}
    write_question(actor=cast["tobias"], version=version, **own)
    return version


@pytest.fixture
def initiated(company, cast) -> Audit:
    audit = plan_audit(company)
    AUDIT.move(audit, "initiate", actor=cast["tobias"], on=TODAY)
    return audit


def test_a_released_version_never_changes_and_the_next_begins_with_its_questions(company, cast, draft):
    tobias = cast["tobias"]
    with pytest.raises(PermissionDenied):
        choose_questions(actor=cast["priya"], version=draft, questions=Question.objects.all())
    release_version(actor=tobias, template_version=draft, on=TODAY)
    own = {"requirement": company.framework.requirements.get(ref="MCB-18"), "title": "Late", "text": "Late?"}

    with pytest.raises(WrongState):
        write_question(actor=tobias, version=draft, **own)
    with pytest.raises(WrongState):
        drop_question(actor=tobias, question=draft.questions.first())
    second = start_version(actor=cast["ines"], template=draft.template)
    with pytest.raises(Refused, match="draft exists"):
        start_version(actor=tobias, template=draft.template)

    drop_question(actor=tobias, question=second.questions.get(title="Own"))
    assert (second.number, second.questions.count(), draft.questions.count()) == (2, 2, 3)
    assert (draft.released_on, draft.released_by) == (TODAY, tobias.person)
    for question in second.questions.all():
        drop_question(actor=tobias, question=question)
    with pytest.raises(Refused, match="Put questions on it first"):
        release_version(actor=tobias, template_version=second, on=TODAY)


def test_an_audit_is_built_from_a_released_version_which_it_keeps(cast, draft, initiated):
    tobias = cast["tobias"]
    with pytest.raises(Refused, match="Release this version first"):
        use_template(actor=tobias, audit=initiated, version=draft, on=TODAY)
    release_version(actor=tobias, template_version=draft, on=TODAY)

    added = use_template(actor=tobias, audit=initiated, version=draft, on=TODAY)
    again = use_template(actor=tobias, audit=initiated, version=draft, on=TODAY)

    initiated.refresh_from_db()
    numbers = list(initiated.items.order_by("order").values_list("number", flat=True))
    assert (added, again, initiated.checklist_version) == (3, 0, draft)
    assert numbers == ["MCB-15.1", "MCB-15.2", "MCB-16"]


def test_the_checklist_of_an_earlier_audit_is_taken_without_its_results(browse, company, cast, audit, initiated):
    answer_item(actor=cast["priya"], item=audit.items.first(), result="conforms", note="Seen.")

    clone_checklist(actor=cast["tobias"], audit=initiated, source=audit, on=TODAY)

    asked = [list(one.items.order_by("order").values_list("number", "question")) for one in (audit, initiated)]
    page = browse("tobias").get(initiated.get_absolute_url()).content.decode()
    assert asked[0] == asked[1]
    assert not initiated.items.exclude(result="", note="", version=0).exists()
    assert f"Questions of {audit.ref}, without its results" in page
    initiated.frameworks.clear()
    with pytest.raises(ValidationError, match="Not among the criteria of this audit: MCB-15"):
        clone_checklist(actor=cast["tobias"], audit=initiated, source=audit, on=TODAY)


def test_a_checklist_is_made_on_its_pages(browse, company, draft, django_assert_max_num_queries):
    tobias, page = browse("tobias"), draft.template.get_absolute_url()

    with django_assert_max_num_queries(12):
        said = tobias.get(page).content.decode()
    tobias.post(reverse("audits:question_drop", args=[draft.questions.get(title="Bank 2").uuid]))
    offered = tobias.get(reverse("audits:questions_choose", args=[draft.uuid])).content.decode()
    tobias.post(reverse("foundation:step", args=["template_version", draft.uuid, "release"]))
    begun = tobias.post(reverse("audits:version_start", args=[draft.template.uuid]))
    with django_assert_max_num_queries(12):
        listed = tobias.get(reverse("audits:checklist_templates")).content.decode()

    draft.refresh_from_db()
    assert "Written for this checklist" in said
    assert "Bank 2" in offered
    assert "Bank 1" not in offered
    assert (draft.state, begun.url) == ("released", f"{page}?version=2")
    assert "Remote access" in listed
