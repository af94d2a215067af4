"""What a body from outside did here: it began, it found, it reported, it wrote."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.actions import link_evidence
from assurance.models import EvidenceLink, EvidenceVersion
from audits.actions.audits import accounts, audited
from audits.actions.caps import set_cap
from audits.actions.findings import log_finding
from audits.actions.reporting import fix_report
from audits.models import Audit, Finding, Report
from audits.querysets import LETTER
from audits.workflows import AUDIT
from foundation.clock import EARLIEST
from foundation.directory.models import User
from foundation.verbs import verb


@verb("audits.begin_external")
def begin_external(*, actor: User, audit: Audit, began_on: date, on: date) -> Audit:
    """Notes that the body began, without checklist, plan or documents of ours; the audited are told.

    Raises ValidationError for a day to come, Refused for an audit of our own.
    """
    _insist_on_day("began_on", began_on, first=EARLIEST, on=on)
    told = accounts(*audited(audit))
    return AUDIT.move(audit, "begin_external", actor=actor, on=on, changes={"actual_start": began_on}, notify=told)


@verb("audits.log_external")
def log_external(
    *, actor: User, audit: Audit, external_ref: str, on: date, limit_on: date | None = None, **facts: Any
) -> Finding:
    """Logs what the body found, under its reference and with its grade; `limit_on` is the limit of its letter.

    The finding is issued with the body's report. Raises Refused for an audit of our own. Source: T-11.
    """
    AUDIT.move(audit, "log_external", actor=actor, on=on, details={"external_ref": external_ref})
    finding = log_finding(actor=actor, audit=audit, on=on, external_ref=external_ref, **facts)
    if limit_on is not None:
        if not finding.is_nonconformity:
            raise ValidationError({"limit_on": _("Only a nonconformity has a limit.")})
        set_cap(actor=actor, finding=finding, cap_source=Finding.CapSource.LETTER, counted_from=limit_on, on=on)
    return finding


@verb("audits.record_external_report")
def record_external_report(
    *,
    actor: User,
    audit: Audit,
    issued_on: date,
    evidence: Iterable[EvidenceVersion],
    on: date,
    ended_on: date | None = None,
    **words: Any,
) -> Audit:
    """Takes over the report that the body issued on a day, with the letter that shows it; its findings are issued now.

    `words` are those of the report. No reviewer of ours agrees to it. Raises ValidationError without the letter, without
    the last day of the audit, or for days in the wrong order, Refused for an audit of our own or incomplete findings.
    """
    letters = _letters(evidence)
    last_day = audit.actual_end or _last_day(audit, ended_on, on=on)
    _insist_on_day("issued_on", issued_on, first=last_day, on=on)
    told, details = accounts(*audited(audit)), {"issued_on": issued_on, "letters": [str(one) for one in letters]}
    changes = {"actual_end": last_day}
    AUDIT.move(audit, "record_external_report", actor=actor, on=on, details=details, changes=changes, notify=told)
    _attach(letters, audit, actor=actor)
    report = Report(audit=audit, **words)
    report.full_clean()
    report.save()
    return fix_report(report, actor=actor, issued_on=issued_on, on=on)


@verb("audits.attach_letter")
def attach_letter(*, actor: User, audit: Audit, evidence: Iterable[EvidenceVersion], on: date) -> Audit:
    """Attaches a letter of the body after its report; an accepted one lets the audit be closed."""
    letters = _letters(evidence)
    told = accounts(audit.lead)
    AUDIT.move(
        audit, "attach_letter", actor=actor, on=on, details={"letters": [str(one) for one in letters]}, notify=told
    )
    _attach(letters, audit, actor=actor)
    return audit


def _last_day(audit: Audit, ended_on: date | None, *, on: date) -> date:
    """The day on which the body ended, where no closing meeting told it."""
    if ended_on is None:
        raise ValidationError({"ended_on": _("Give the last day on which the body audited.")})
    _insist_on_day("ended_on", ended_on, first=audit.actual_start or EARLIEST, on=on)
    return ended_on


def _letters(evidence: Iterable[EvidenceVersion]) -> list[EvidenceVersion]:
    letters = list(evidence)
    if not letters:
        raise ValidationError({"evidence": _("Attach what the body sent.")})
    return letters


def _attach(letters: Iterable[EvidenceVersion], audit: Audit, *, actor: User) -> None:
    """Links the letters to the audit; what is linked already is left alone."""
    linked = set(EvidenceLink.objects.about(audit).filter(purpose=LETTER).values_list("version", flat=True))
    for version in letters:
        if version.pk not in linked:
            link_evidence(actor=actor, version=version, subject=audit, purpose=LETTER)


def _insist_on_day(field: str, day: date, *, first: date, on: date) -> None:
    """Raises ValidationError for a day to come, or before what came before it."""
    if day > on:
        raise ValidationError({field: _("This day is still to come.")})
    if day < first:
        raise ValidationError({field: _("This day lies too early. Check the order of the days.")})
