"""The checklists of the audits we hold: answered as written where the content has it, from the questions elsewhere."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from assurance.demo import requirements
from assurance.models import Requirement
from audits.demo.audits import CONTENT, NOT_BEGUN, OURS
from audits.models import Audit, ChecklistItem, Question
from foundation.demonstration import Story, lines_of

METHODS = ("interview", "document_review", "sample", "observation")

Line = Mapping[str, str]


def load_checklists(story: Story) -> None:
    """Builds the checklist of every audit of ours that has begun."""
    known, answers = requirements(), _answers()
    audits = {audit.ref: audit for audit in Audit.objects.select_related("unit", "lead")}
    findings = lines_of(CONTENT / "findings.csv")
    for line in lines_of(CONTENT / "audits.csv"):
        if line["kind"] not in OURS or line["state"] in NOT_BEGUN:
            continue
        audit = audits[line["ref"]]
        chosen = [_chosen(known, ref) for ref in line["requirements"].split(";")]
        items = _blank(audit, chosen)
        if line["ref"] in {ref for ref, _requirement, _order in answers}:
            _answer_as_written(story, items, answers)
        else:
            _answer(story, items, [row for row in findings if row["audit"] == audit.ref])
        ChecklistItem.objects.bulk_create(items)
        _tell(story, audit, items)


def _answers() -> dict[tuple[str, str, int], Line]:
    lines = lines_of(CONTENT / "checklist_results.csv")
    return {(line["audit"], line["requirement"], int(line["order"])): line for line in lines}


def _chosen(known: dict[tuple[str, str], Requirement], ref: str) -> Requirement:
    return known["MCB" if ref.startswith("MCB") else "ISO27001-2022", ref]


def _blank(audit: Audit, chosen: list[Requirement]) -> list[ChecklistItem]:
    found = list(Question.objects.filter(requirement__in=chosen).order_by("order"))
    bank = {row.pk: [question for question in found if question.requirement_id == row.pk] for row in chosen}
    return [
        ChecklistItem(
            audit=audit,
            requirement=row,
            order=number,
            number=f"{row.ref}.{question.order}" if len(bank[row.pk]) > 1 else row.ref,
            title=question.title,
            question=question.text,
            guidance=question.guidance,
            expected=question.expected,
        )
        for number, (row, question) in enumerate(
            ((row, question) for row in chosen for question in bank[row.pk]), start=1
        )
    ]


def _position(item: ChecklistItem) -> int:
    """Which question of its requirement this is."""
    return int(item.number.rpartition(".")[2]) if item.number != item.requirement.ref else 1


def _answer_as_written(story: Story, items: list[ChecklistItem], answers: Mapping[tuple[str, str, int], Line]) -> None:
    for item in items:
        line = answers[item.audit.ref, item.requirement.ref, _position(item)]
        item.assignee = story.somebody(line["auditor"])
        item.note, item.result = line["note"], line["result"]
        item.methods = [line["method"]] if line["method"] else []
        if item.result:
            item.answered_by = item.assignee
            item.answered_at = story.moment(line["answered_offset"], line["answered_at"], unit=item.audit.unit)


def _answer(story: Story, items: list[ChecklistItem], findings: list[Line]) -> None:
    """Spreads the answers over the days on site: where a finding was logged its evidence, elsewhere what was seen."""
    audit = items[0].audit
    people = [member.person for member in audit.team.auditing().select_related("person")]
    waiting = list(findings)
    for number, item in enumerate(items):
        found = next((line for line in waiting if line["requirement"] == item.requirement.ref), None)
        if found is not None:
            waiting.remove(found)
        raiser = story.somebody(found["raised_by"]) if found else None
        item.assignee = item.answered_by = raiser or people[number % len(people)]
        item.result = found["type"] if found else ChecklistItem.Result.CONFORMS
        item.methods = [METHODS[number % len(METHODS)]]
        item.note = found["objective_evidence"] if found else _seen(item)
        item.answered_at = _moment(story, audit, number / len(items))


def _seen(item: ChecklistItem) -> str:
    return _("Seen: %(evidence)s.") % {"evidence": ", ".join(item.expected[:2])} if item.expected else ""


def _moment(story: Story, audit: Audit, share: float) -> datetime:
    """A working hour after this share of the days on site."""
    first, last = (day - story.on for day in (audit.actual_start, audit.actual_end))
    hours = share * 7 * ((last - first).days + 1)
    return story.moment(
        first.days + int(hours // 7), f"{9 + int(hours % 7):02d}:{int(hours * 60 % 60):02d}", unit=audit.unit
    )


def _tell(story: Story, audit: Audit, items: list[ChecklistItem]) -> None:
    for item in items:
        if item.result:
            summary = _("%(item)s: %(result)s") % {"item": item.number, "result": item.get_result_display()}
            story.tell(
                at=item.answered_at,
                actor=story.account(item.answered_by.number),
                kind="checklist.answered",
                subject=item,
                summary=summary,
                details={"from": "", "to": item.result},
            )
