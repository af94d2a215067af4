"""The way of an audit or a finding as a stepper: what is done and when, where it stands, what comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from audits.models import Audit, Finding
from foundation.words import day

S, T = Finding.State, Finding.Type
AFTER_PLAN = (S.ACTION, S.IMPLEMENTED, S.CLOSED)
VOIDED = ("finding.void", "finding.annul", "finding.discard")


@dataclass(frozen=True)
class Stage:
    """One stage; `state` is done, current or todo."""

    name: str | Promise
    state: str
    note: str = ""


@dataclass(frozen=True)
class Mark:
    """A stage before its place is known: whether it is done, when, and what is said while it is not."""

    name: str
    done: bool
    on: date | None = None
    due: date | None = None
    opens: date | None = None

    @property
    def note(self) -> str:
        if self.done:
            return said(self.on, self.due)
        if self.opens is not None:
            return _("from %(day)s") % {"day": day(self.opens)}
        return _("by %(day)s") % {"day": day(self.due)} if self.due is not None else ""


def said(on: date | None, due: date | None) -> str:
    """ "11 Sep 2026, in time"; the day alone where nothing was due."""
    if on is None or due is None:
        return day(on)
    return (_("%(day)s, in time") if on <= due else _("%(day)s, late")) % {"day": day(on)}


def staged(marks: Sequence[Mark], *, stopped: bool = False) -> list[Stage]:
    """The first stage that is not done is the present one; after an end that cuts the way short there is none."""
    current = None if stopped else next((mark for mark in marks if not mark.done), None)
    return [
        Stage(mark.name, "done" if mark.done else "current" if mark is current else "todo", mark.note)
        for mark in marks
        if mark.done or not stopped
    ]


def finding_stages(
    finding: Finding, *, dues: Mapping[str, date], happened: Mapping[str, date], stands: str = ""
) -> list[Stage]:
    """`dues` are the dates issued, by step; `happened` the days on which steps were last taken, by event kind.

    `stands` is where the finding stood before its risk was accepted; else its state.
    """
    issued = Mark(_("Issued"), finding.issued_on is not None, finding.issued_on)
    if finding.state == S.VOID:
        void = next((happened[kind] for kind in VOIDED if kind in happened), None)
        return staged([issued, Mark(_("Void"), True, void)], stopped=True)
    if finding.type == T.OFI:
        return staged(_opportunity(finding, issued, dues, happened))
    if not finding.is_nonconformity:
        return staged(_silent(finding, issued, happened))
    marks = [issued, *_panel(finding), *_corrective(finding, stands or finding.state, dues, happened)]
    if finding.state == S.RISK_ACCEPTED:
        accepted = Mark(_("Risk accepted"), True, happened.get("finding.accept_risk"))
        return staged([*marks, accepted], stopped=True)
    return staged(marks)


def _panel(finding: Finding) -> list[Mark]:
    dispute = getattr(finding, "dispute", None)
    return [Mark(_("Dispute decided"), bool(dispute.outcome), dispute.decided_on)] if dispute else []


def _corrective(finding: Finding, state: str, dues: Mapping[str, date], happened: Mapping[str, date]) -> list[Mark]:
    closed = finding.state == S.CLOSED
    return [
        Mark(
            _("Plan accepted"),
            state in AFTER_PLAN,
            happened.get("finding.accept_plan"),
            None if state in AFTER_PLAN else dues.get("plan"),
        ),
        Mark(_("Corrected"), finding.corrected_on is not None, finding.corrected_on, dues.get("correction")),
        Mark(_("Implemented"), finding.implemented_on is not None, finding.implemented_on, dues.get("action")),
        Mark(_("Verified effective"), closed, finding.closed_on, dues.get("verification"), finding.verify_from),
        Mark(_("Closed"), closed, finding.closed_on),
    ]


def _opportunity(finding: Finding, issued: Mark, dues: Mapping[str, date], happened: Mapping[str, date]) -> list[Mark]:
    decided = happened.get("finding.accept") or happened.get("finding.decline")
    closed = finding.state == S.CLOSED
    return [
        issued,
        Mark(_("Decided"), closed or finding.state == S.ACTION, decided, dues.get("disposition")),
        Mark(_("Closed"), closed, finding.closed_on),
    ]


def _silent(finding: Finding, issued: Mark, happened: Mapping[str, date]) -> list[Mark]:
    noted = finding.state in (S.NOTED, S.PUBLISHED)
    marks = [issued, Mark(_("Noted"), noted, happened.get("finding.note"))]
    if finding.type == T.GOOD_PRACTICE:
        marks.append(Mark(_("Offered to other units"), finding.state == S.PUBLISHED, happened.get("finding.publish")))
    return marks


A = Audit.State
ORDER = (A.PLANNED, A.INITIATED, A.PREPARED, A.IN_PROGRESS, A.REPORTING, A.ISSUED, A.CLOSED)
STANDS = {A.SUSPENDED: A.IN_PROGRESS, A.FOLLOW_UP: A.ISSUED}


def audit_stages(audit: Audit, *, report_due: date | None, happened: Mapping[str, date]) -> list[Stage]:
    """From the plan to the closed audit; a cancelled one stops where it was, one from outside needs no preparation."""
    if audit.state == A.CANCELLED:
        marks = [
            Mark(_("Planned"), True, happened.get("audit.scheduled")),
            Mark(_("Cancelled"), True, happened.get("audit.cancel")),
        ]
        return staged(marks, stopped=True)
    at = ORDER.index(STANDS.get(A(audit.state), A(audit.state)))
    report = getattr(audit, "report", None)
    preparation = [
        Mark(_("Initiated"), at >= 1, happened.get("audit.initiate")),
        Mark(_("Prepared"), at >= 2, happened.get("audit.prepare"), None if at >= 2 else audit.planned_start),
    ]
    return staged(
        [
            Mark(_("Planned"), True, happened.get("audit.scheduled")),
            *(mark for mark in preparation if mark.on is not None or not audit.is_external),
            Mark(_("Opened"), at >= 3, audit.actual_start, None, None if at >= 3 else audit.planned_start),
            Mark(_("Fieldwork done"), at >= 4, audit.actual_end, None if at >= 4 else audit.planned_end),
            Mark(_("Report issued"), at >= 5, report.issued_on if report else None, report_due),
            Mark(_("Closed"), at >= 6, audit.closed_on),
        ]
    )
