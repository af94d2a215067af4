"""Working papers: written by one auditor, signed off by another, fixed with the report."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.actions import link_evidence
from assurance.models import EvidenceLink, EvidenceVersion
from audits.actions.audits import accounts
from audits.models import Audit, WorkingPaper
from audits.permissions import CHANGE_PAPER, TAKE_BACK_SIGN_OFF, WORK_ON_AUDIT
from audits.querysets import AFTER_ISSUE
from foundation.access import require
from foundation.clock import EARLIEST
from foundation.directory.models import User
from foundation.refusals import Refused, WrongState
from foundation.trail import record
from foundation.verbs import verb

S = Audit.State
AT_WORK = (S.INITIATED, S.PREPARED, S.IN_PROGRESS, S.SUSPENDED, S.REPORTING)


def locked_at_work(audit: Audit) -> Audit:
    """The audit, locked. Raises WrongState before it is initiated, and for good once its report is issued."""
    locked = Audit.objects.select_for_update(of=("self",)).select_related("unit").get(pk=audit.pk)
    if locked.state in AFTER_ISSUE:
        raise WrongState(_("The report is issued. What was written for it stays as it is."))
    if locked.state not in AT_WORK:
        raise WrongState(_("Working papers and samples are made between the initiation of the audit and its report."))
    return locked


@verb("audits.write_paper")
def write_paper(
    *, actor: User, audit: Audit, on: date, at: datetime, evidence: Iterable[EvidenceVersion] = (), **facts: Any
) -> WorkingPaper:
    """Writes a working paper about something that was heard, read, seen or computed at the moment `at`.

    Raises ValidationError for a moment to come and for a question of another audit, WrongState outside the work.
    """
    require(actor, WORK_ON_AUDIT, audit)
    locked = locked_at_work(audit)
    number = locked.working_papers.count() + 1
    numbered = {"number": number, "ref": f"{locked.ref}-W{number:02d}"}
    paper = WorkingPaper(audit=locked, author=actor.person, at=at, **numbered, **facts)
    _check(paper, on=on)
    paper.save()
    summary = _("wrote it: %(kind)s") % {"kind": paper.get_kind_display().lower()}
    record(actor=actor, kind="working_paper.written", subject=paper, summary=summary, details={"item": paper.item})
    _attach(paper, evidence, actor=actor)
    return paper


@verb("audits.change_paper")
def change_paper(
    *, actor: User, paper: WorkingPaper, on: date, evidence: Iterable[EvidenceVersion] = (), **facts: Any
) -> WorkingPaper:
    """Changes what its author wrote. Raises WrongState once it is signed off or the report is issued."""
    locked = _locked(paper)
    require(actor, CHANGE_PAPER, locked)
    if locked.reviewed_by_id is not None:
        raise WrongState(_("It is signed off. Have the sign-off taken back first, with a reason."))
    before = {key: getattr(locked, key) for key in facts}
    for key, value in facts.items():
        setattr(locked, key, value)
    _check(locked, on=on)
    locked.save()
    changed = {key: [before[key], value] for key, value in facts.items() if before[key] != value}
    if changed:
        record(actor=actor, kind="working_paper.changed", subject=locked, summary=_("changed it"), details=changed)
    _attach(locked, evidence, actor=actor)
    return locked


@verb("audits.sign_off_paper")
def sign_off_paper(*, actor: User, paper: WorkingPaper, on: date) -> WorkingPaper:
    """Says that somebody else of the team has read it and stands behind it. Refused (S-06) for its author."""
    locked = _locked(paper)
    require(actor, WORK_ON_AUDIT, locked)
    if locked.author_id == actor.person_id:
        raise Refused("S-06", _("You wrote this. Somebody else of the team signs it off."))
    if locked.reviewed_by_id is not None:
        raise WrongState(_("It is signed off already."))
    locked.reviewed_by, locked.reviewed_on = actor.person, on
    locked.full_clean()
    locked.save(update_fields=["reviewed_by", "reviewed_on", "updated_at"])
    told = accounts(locked.author)
    record(actor=actor, kind="working_paper.signed_off", subject=locked, summary=_("signed it off"), notify=told)
    return locked


@verb("audits.take_back_sign_off")
def take_back_sign_off(*, actor: User, paper: WorkingPaper, reason: str) -> WorkingPaper:
    """Takes the sign-off back, so that its author can change it; for who gave it, or the lead."""
    locked = _locked(paper)
    require(actor, TAKE_BACK_SIGN_OFF, locked)
    if locked.reviewed_by_id is None:
        raise WrongState(_("It is not signed off."))
    given = reason.strip()
    if not given:
        raise ValidationError({"reason": _("Say why the sign-off is taken back.")})
    told = accounts(locked.author, locked.reviewed_by)
    details = {"reason": given, "reviewed_by": locked.reviewed_by, "reviewed_on": locked.reviewed_on}
    locked.reviewed_by = locked.reviewed_on = None
    locked.save(update_fields=["reviewed_by", "reviewed_on", "updated_at"])
    summary = _("took the sign-off back: %(reason)s") % {"reason": given}
    record(
        actor=actor,
        kind="working_paper.sign_off_taken_back",
        subject=locked,
        summary=summary,
        details=details,
        notify=told,
    )
    return locked


def _locked(paper: WorkingPaper) -> WorkingPaper:
    """The paper with its audit, both locked, the audit first. Raises WrongState once the report is issued."""
    audit = locked_at_work(paper.audit)
    rows = WorkingPaper.objects.select_for_update(of=("self",)).select_related("author", "reviewed_by", "item")
    locked = rows.get(pk=paper.pk)
    locked.audit = audit
    return locked


def _check(paper: WorkingPaper, *, on: date) -> None:
    """Raises ValidationError for values that cannot be, by field."""
    if paper.at.year < EARLIEST.year:
        raise ValidationError({"at": _("Check the year.")})
    if paper.at.astimezone(ZoneInfo(paper.audit.unit.zone)).date() > on:
        raise ValidationError({"at": _("This is still to come. A working paper tells of what has happened.")})
    if paper.item is not None and paper.item.audit_id != paper.audit_id:
        raise ValidationError({"item": _("This question belongs to another audit.")})
    paper.full_clean()


def _attach(paper: WorkingPaper, evidence: Iterable[EvidenceVersion], *, actor: User) -> None:
    """Links versions to the paper; what is linked already is left alone."""
    linked = set(EvidenceLink.objects.about(paper).values_list("version", flat=True))
    for version in evidence:
        if version.pk not in linked:
            link_evidence(actor=actor, version=version, subject=paper, purpose="working_paper")
