"""The checklist: built from the questions of the criteria, opened, answered item by item."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from assurance.actions import link_evidence
from assurance.models import EvidenceLink, EvidenceVersion, Requirement
from assurance.permissions import LOAD_FRAMEWORK
from audits.actions.audits import accounts, to_be_audited
from audits.actions.versions import count_up, insist_on_seen
from audits.models import Audit, ChecklistItem, Finding, Meeting, Question
from audits.permissions import WORK_ON_AUDIT
from audits.workflows import AUDIT
from foundation.access import require
from foundation.directory.models import Person, User
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb

# A result that a finding stands behind is set by logging the finding, never by hand.
BY_FINDING = (ChecklistItem.Result.MINOR, ChecklistItem.Result.MAJOR)


@verb("audits.load_questions")
def load_questions(*, actor: User, framework: str, rows: Iterable[Mapping[str, str]]) -> int:
    """Adds or updates the questions of a framework's requirements (keys ref, order, title, question, guidance, expected).

    Returns how many rows were read. Raises ValidationError on “rows” for a reference the framework does not have.
    """
    require(actor, LOAD_FRAMEWORK)
    known = {row.ref: row for row in Requirement.objects.filter(framework__code=framework)}
    lines = list(rows)
    strange = [line["ref"] for line in lines if line["ref"] not in known]
    if strange:
        raise ValidationError({"rows": [_("There is no requirement %(ref)s.") % {"ref": ref} for ref in strange]})
    for line in lines:
        expected = [entry.strip() for entry in line["expected"].split(";") if entry.strip()]
        facts = {"title": line["title"], "text": line["question"], "guidance": line["guidance"], "expected": expected}
        Question.objects.update_or_create(requirement=known[line["ref"]], order=int(line["order"]), defaults=facts)
    if lines:
        framework_row = next(iter(known.values())).framework
        record(
            actor=actor,
            kind="questions.loaded",
            subject=framework_row,
            summary=_("%(count)d audit questions loaded") % {"count": len(lines)},
        )
    return len(lines)


@verb("audits.build_checklist")
def build_checklist(*, actor: User, audit: Audit, requirements: Iterable[Requirement], on: date) -> int:
    """Adds the questions of the chosen requirements; those on the list already are left alone. Returns how many were added."""
    chosen = list(requirements)
    if not chosen:
        raise ValidationError({"requirements": _("Choose at least one requirement.")})
    criteria = set(audit.frameworks.values_list("pk", flat=True))
    strange = [row.ref for row in chosen if row.framework_id not in criteria]
    if strange:
        words = {"refs": ", ".join(strange)}
        raise ValidationError({"requirements": _("Not among the criteria of this audit: %(refs)s.") % words})
    AUDIT.move(audit, "build_checklist", actor=actor, on=on, details={"requirements": [row.ref for row in chosen]})
    present = set(audit.items.values_list("requirement", flat=True))
    last = audit.items.count()
    drafts = [draft for row in chosen if row.pk not in present for draft in _drafts(audit, row)]
    for number, item in enumerate(drafts, start=last + 1):
        item.order = number
        item.full_clean()
    ChecklistItem.objects.bulk_create(drafts)
    return len(drafts)


def _drafts(audit: Audit, requirement: Requirement) -> list[ChecklistItem]:
    questions = list(requirement.questions.all())
    if not questions:
        text = _("How is “%(title)s” met here, and what shows it?") % {"title": requirement.title}
        return [
            ChecklistItem(
                audit=audit,
                requirement=requirement,
                number=requirement.ref,
                title=requirement.title[:80],
                question=text,
                order=0,
            )
        ]
    several = len(questions) > 1
    return [
        ChecklistItem(
            audit=audit,
            requirement=requirement,
            number=f"{requirement.ref}.{question.order}" if several else requirement.ref,
            title=question.title,
            question=question.text,
            guidance=question.guidance,
            expected=question.expected,
            order=0,
        )
        for question in questions
    ]


@verb("audits.add_item")
def add_item(*, actor: User, audit: Audit, requirement: Requirement, question: str, title: str) -> ChecklistItem:
    """Adds a question of one's own to the checklist, before or during the fieldwork."""
    require(actor, WORK_ON_AUDIT, audit)
    order = audit.items.count() + 1
    item = ChecklistItem(
        audit=audit,
        requirement=requirement,
        order=order,
        number=f"{requirement.ref}+{order}",
        title=title,
        question=question,
    )
    item.full_clean()
    item.save()
    record(
        actor=actor,
        kind="checklist.item_added",
        subject=audit,
        summary=_("Question added: %(title)s") % {"title": title},
    )
    return item


@verb("audits.open_audit")
def open_audit(*, actor: User, audit: Audit, attendees: str, on: date, minutes: str = "") -> Audit:
    """Records the opening meeting; the fieldwork begins today, and the audited hear of it, announced or not."""
    team = [member.person for member in audit.team.select_related("person")]
    told = accounts(*team, *to_be_audited(audit))
    AUDIT.move(audit, "open", actor=actor, on=on, changes={"actual_start": on}, notify=told)
    meeting = Meeting(audit=audit, kind=Meeting.Kind.OPENING, held_on=on, attendees=attendees, minutes=minutes)
    meeting.full_clean()
    meeting.save()
    return audit


@verb("audits.answer_item")
def answer_item(
    *, actor: User, item: ChecklistItem, seen: Mapping[str, int] | None = None, draft: str = "", **answer: Any
) -> ChecklistItem:
    """Saves what was typed or chosen: any of `result`, `methods`, `note`, `assignee`; the rest stays.

    `seen` is the version each field was read in; without it nothing is compared. Minor and major are refused here:
    logging the finding sets them. Raises Outdated when somebody was faster, WrongState outside the fieldwork,
    ValidationError when “not tested” comes without a note.
    """
    locked = ChecklistItem.objects.select_for_update().select_related("audit").get(pk=item.pk)
    require(actor, WORK_ON_AUDIT, locked.audit)
    if locked.audit.state != Audit.State.IN_PROGRESS:
        raise WrongState(_("The checklist is filled in between the opening and the closing meeting."))
    if seen is not None:
        insist_on_seen(locked, answer, seen, draft)
    _insist_on_finding(locked, answer.get("result"))
    before = {key: getattr(locked, key) for key in answer}
    for key, value in answer.items():
        setattr(locked, key, value)
    count_up(locked, (key for key, value in answer.items() if before[key] != value), actor=actor, draft=draft)
    if "result" in answer and answer["result"] != before["result"]:
        locked.answered_by, locked.answered_at = _answerer(actor, answer["result"])
    locked.full_clean()
    locked.save()
    if "result" in answer and answer["result"] != before["result"]:
        _record_result(locked, before["result"], actor=actor)
    return locked


def _record_result(item: ChecklistItem, before: str, *, actor: User) -> None:
    label = item.get_result_display() or _("no result")
    summary = _("%(item)s: %(result)s") % {"item": item.number, "result": label}
    details = {"from": before, "to": item.result}
    record(actor=actor, kind="checklist.answered", subject=item, summary=summary, details=details)


@verb("audits.attach_to_item")
def attach_to_item(*, actor: User, item: ChecklistItem, evidence: Iterable[EvidenceVersion]) -> ChecklistItem:
    """Says that evidence answers a question; what is linked already is left alone. Raises WrongState outside the fieldwork."""
    require(actor, WORK_ON_AUDIT, item.audit)
    if item.audit.state != Audit.State.IN_PROGRESS:
        raise WrongState(_("Evidence is attached to questions between the opening and the closing meeting."))
    linked = set(EvidenceLink.objects.about(item).values_list("version", flat=True))
    for version in evidence:
        if version.pk not in linked:
            link_evidence(actor=actor, version=version, subject=item, purpose="checklist")
    return item


def _answerer(actor: User, result: str) -> tuple[Person | None, Any]:
    return (actor.person, timezone.now()) if result else (None, None)


def _insist_on_finding(item: ChecklistItem, result: str | None) -> None:
    if result in BY_FINDING and not item.findings.exclude(state=Finding.State.VOID).filter(type=result).exists():
        raise ValidationError({"result": _("Log the finding: that sets the result.")})
    held = item.result in BY_FINDING and result is not None and result != item.result
    if held and item.findings.exclude(state=Finding.State.VOID).filter(type=item.result).exists():
        raise ValidationError({"result": _("A finding stands behind this result. Change or void the finding first.")})
