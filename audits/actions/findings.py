"""A finding from the first note to its issue."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assurance.actions import link_evidence
from assurance.models import EvidenceLink, EvidenceVersion
from audits import dues
from audits.actions.audits import accounts
from audits.actions.versions import count_up
from audits.caps import cap_of_the_audit
from audits.models import Audit, ChecklistItem, Finding
from audits.permissions import ISSUE_FINDING, LOG_FINDING
from audits.workflows import FINDING
from foundation.access import require
from foundation.directory.calendars import work_calendar
from foundation.directory.models import User
from foundation.numbers import next_reference
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb

LOGGING = (Audit.State.IN_PROGRESS, Audit.State.SUSPENDED, Audit.State.REPORTING)


@verb("audits.log_finding")
def log_finding(
    *,
    actor: User,
    audit: Audit,
    type: str,  # noqa: A002  the word of the domain
    statement: str,
    on: date,
    item: ChecklistItem | None = None,
    evidence: Iterable[EvidenceVersion] = (),
    **fields: Any,
) -> Finding:
    """Writes a draft finding; from a checklist item it takes the requirement and sets the item's result.

    Raises WrongState outside fieldwork and reporting, ValidationError for what is missing.
    """
    require(actor, LOG_FINDING, audit)
    if audit.state not in LOGGING:
        raise WrongState(_("Findings are logged between the opening meeting and the report."))
    if item is not None:
        fields.setdefault("requirement", item.requirement)
    fields["title"] = (fields.get("title") or "").strip() or _first_line(statement)
    fields.setdefault("unit", fields["process"].unit if fields.get("process") else audit.unit)
    raised = {"raised_by": actor.person, "raised_on": on, "ref": next_reference("F", on.year)}
    finding = Finding(audit=audit, item=item, type=type, statement=statement, **raised, **fields)
    _write(finding, actor=actor)
    attach(actor=actor, finding=finding, evidence=evidence)
    if item is not None:
        _answer(item, finding, actor=actor)
    return finding


def _first_line(statement: str) -> str:
    return Truncator(statement.strip().split("\n")[0]).chars(100)


def _write(finding: Finding, *, actor: User) -> None:
    finding.full_clean()
    finding.save()
    summary = _("logged it: %(type)s") % {"type": finding.get_type_display().lower()}
    details = {"item": finding.item, "statement": finding.statement}
    told = accounts(finding.audit.lead)
    record(actor=actor, kind="finding.logged", subject=finding, summary=summary, details=details, notify=told)


def attach(*, actor: User, finding: Finding, evidence: Iterable[EvidenceVersion], purpose: str = "objective") -> None:
    """Links evidence versions to a finding; what is linked for the purpose already is left alone."""
    linked = set(EvidenceLink.objects.about(finding).filter(purpose=purpose).values_list("version", flat=True))
    for version in evidence:
        if version.pk not in linked:
            link_evidence(actor=actor, version=version, subject=finding, purpose=purpose)


def _answer(item: ChecklistItem, finding: Finding | None, *, actor: User) -> None:
    """The result that a finding gives its question, or none any more; a save of its own for whoever reads it."""
    locked = ChecklistItem.objects.select_for_update().get(pk=item.pk)
    locked.result = finding.type if finding else ""
    locked.answered_by, locked.answered_at = (actor.person, timezone.now()) if finding else (None, None)
    count_up(locked, ["result"], actor=actor)
    locked.save()


@verb("audits.change_finding")
def change_finding(
    *, actor: User, finding: Finding, evidence: Iterable[EvidenceVersion] = (), **fields: Any
) -> Finding:
    """Changes a draft; the item's result follows the type. Raises WrongState once the finding is issued."""
    locked = Finding.objects.select_for_update(of=("self",)).select_related("audit", "item").get(pk=finding.pk)
    require(actor, LOG_FINDING, locked)
    if locked.state != Finding.State.DRAFT:
        raise WrongState(_("An issued finding is not changed any more."))
    if fields.get("process") is not None:
        fields.setdefault("unit", fields["process"].unit)
    before = {key: getattr(locked, key) for key in fields}
    for key, value in fields.items():
        setattr(locked, key, value)
    locked.full_clean()
    locked.save()
    changed = {key: [before[key], value] for key, value in fields.items() if before[key] != value}
    if changed:
        record(actor=actor, kind="finding.changed", subject=locked, summary=_("Draft changed"), details=changed)
    attach(actor=actor, finding=locked, evidence=evidence)
    if locked.item is not None and "type" in changed:
        _answer(locked.item, locked, actor=actor)
    return locked


@verb("audits.issue_at_once")
def issue_at_once(*, actor: User, on: date, finding: Finding | None = None, **given: Any) -> Finding:
    """Logs a finding, or changes a draft, and issues it, all or nothing. Refuses as the two verbs do."""
    require(actor, ISSUE_FINDING, finding if finding is not None else given["audit"])
    if finding is None:
        return issue_finding(actor=actor, finding=log_finding(actor=actor, on=on, **given), on=on)
    return issue_finding(actor=actor, finding=change_finding(actor=actor, finding=finding, **given), on=on)


@verb("audits.issue_finding")
def issue_finding(*, actor: User, finding: Finding, on: date) -> Finding:
    """Issues it: dues start today, and the owner with deputy is told; what needs no answer is noted at once.

    Source: T-10. Raises Refused for one that is incomplete or, unless a major, before the report.
    """
    FINDING.move(finding, "issue", actor=actor, on=on, notify=_told(finding))
    finding.issued_on = on
    known = None if finding.cap_on is not None else cap_of_the_audit(finding, work_calendar(finding.unit))
    if known is not None:
        finding.cap_source, finding.cap_on = known
    finding.save(update_fields=["issued_on", "cap_on", "cap_source", "updated_at"])
    dues.issue(finding, on=on)
    return finding


def _told(finding: Finding) -> list[User]:
    process = finding.process
    deputies = [finding.owner.deputy] if finding.owner else []
    return accounts(finding.owner, *deputies, *((process.owner, process.deputy) if process else ()))


@verb("audits.note_finding")
def note_finding(*, actor: User, finding: Finding, on: date) -> Finding:
    """Notes an observation or a good practice: nothing is due."""
    FINDING.move(finding, "note", actor=actor, on=on, notify=_told(finding))
    if finding.issued_on is None:
        finding.issued_on = on
        finding.save(update_fields=["issued_on", "updated_at"])
    return finding


@verb("audits.discard_finding")
def discard_finding(*, actor: User, finding: Finding, reason: str, on: date) -> Finding:
    """Takes back a draft that was logged by mistake; its question has no result again, unless another finding gives one."""
    FINDING.move(finding, "discard", actor=actor, on=on, reason=reason, notify=accounts(finding.audit.lead))
    item = finding.item
    if item is None or item.result != finding.type:
        return finding
    if not item.findings.exclude(state=Finding.State.VOID).filter(type=item.result).exists():
        _answer(item, None, actor=actor)
    return finding


@verb("audits.void_finding")
def void_finding(*, actor: User, finding: Finding, reason: str, on: date) -> Finding:
    """Voids a wrong record with a second person's approval; it leaves every figure and stays readable."""
    FINDING.move(finding, "void", actor=actor, on=on, reason=reason, notify=_told(finding))
    dues.meet(finding, on=on)
    return finding
