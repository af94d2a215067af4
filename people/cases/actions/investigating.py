"""The verbs of an investigation: steps, interviews, files, measures in the meantime, and its report. Source: 2.20."""

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from assurance.actions.evidence import Kept
from foundation import files
from foundation.access import require, robot
from foundation.directory.models import Person, User
from foundation.refusals import WrongState
from foundation.verbs import verb
from people.cases.actions.reporting import by_token
from people.cases.actions.seats import bind
from people.cases.handlers import officers_of
from people.cases.models import (
    Case,
    CaseFile,
    CaseSubject,
    Interview,
    Investigation,
    InvestigationStep,
    Seat,
    Side,
)
from people.cases.permissions import INVESTIGATE, KEEP_CLOCK, KEEP_FILE, REPORT, WRITE_AS_REPORTER
from people.cases.trail import record_case
from people.cases.workflows import CASE


@verb("cases.plan_step")
def plan_step(*, actor: User, case: Case, text: str, on: date, due_on: date | None = None) -> InvestigationStep:
    """Notes one thing to find out."""
    require(actor, INVESTIGATE, case)
    _insist_on_work(case)
    row = InvestigationStep(case=case, text=text.strip(), due_on=due_on)
    row.full_clean()
    row.save()
    record_case(actor=actor, kind="case.step_planned", subject=row, summary=_("planned a step"))
    return row


@verb("cases.finish_step")
def finish_step(*, actor: User, step: InvestigationStep, result: str, on: date) -> InvestigationStep:
    """Notes what came of a step."""
    require(actor, INVESTIGATE, step.case)
    _insist_on_work(step.case)
    if not result.strip():
        raise ValidationError({"result": _("Say what came of it.")})
    step.result, step.done_on = result.strip(), on
    step.full_clean()
    step.save(update_fields=["result", "done_on", "updated_at"])
    record_case(actor=actor, kind="case.step_done", subject=step, summary=_("finished a step"))
    return step


@verb("cases.record_interview")
def record_interview(
    *, actor: User, case: Case, person: Person, held_on: date, notes: str, on: date, side: str = Side.BOTH
) -> Interview:
    """Notes what somebody said; whoever is heard is a witness and has no other part in the case from now on. S-09."""
    require(actor, INVESTIGATE, case)
    _insist_on_work(case)
    if not case.reported_on <= held_on <= on:
        raise ValidationError({"held_on": _("Give a day from the report to today.")})
    row = Interview(case=case, person=person, held_on=held_on, notes=notes.strip(), side=side)
    row.full_clean()
    row.save()
    if not CaseSubject.objects.filter(case=case, person=person).exists():
        bind(case, person, Seat.Kind.WITNESS, on=on)
    record_case(actor=actor, kind="case.interviewed", subject=row, summary=_("noted an interview"))
    return row


@verb("cases.redact_interview")
def redact_interview(*, actor: User, interview: Interview, text: str, on: date) -> Interview:
    """Says what of an interview the person may read, third parties blacked out; nothing takes it back from them."""
    require(actor, KEEP_FILE, interview.case)
    interview.redacted = text.strip()
    interview.full_clean()
    interview.save(update_fields=["redacted", "updated_at"])
    summary = _("blacked out an interview for the person")
    record_case(actor=actor, kind="case.redacted", subject=interview, summary=summary)
    return interview


@verb("cases.add_files")
def add_files(
    *, actor: User, case: Case, kept: Sequence[Kept], title: str, on: date, side: str = Side.BOTH
) -> list[CaseFile]:
    """Adds files to a case; `kept` comes from receive_files(). Their names are not kept, for names may tell."""
    require(actor, KEEP_FILE, case)
    rows = _keep(case, kept, title=title, side=side, uploaded_by=actor)
    summary = _("added files")
    record_case(actor=actor, kind="case.files_added", subject=case, summary=summary, details=_hashes(rows))
    return rows


@verb("cases.add_files_as_reporter")
def add_files_as_reporter(*, actor: User, case: Case, kept: Sequence[Kept], title: str, on: date) -> list[CaseFile]:
    """Somebody who reported with their name adds files; nothing of them says who it was."""
    require(actor, WRITE_AS_REPORTER, case)
    return _take_from_reporter(case, kept, title=title, on=on)


@verb("cases.add_files_by_token")
def add_files_by_token(*, actor: User, token: str, kept: Sequence[Kept], title: str, on: date) -> list[CaseFile]:
    """Somebody without a name adds files. Raises PermissionDenied for a token that opens nothing."""
    require(actor, REPORT)
    return _take_from_reporter(by_token(token), kept, title=title, on=on)


def _take_from_reporter(case: Case, kept: Sequence[Kept], *, title: str, on: date) -> list[CaseFile]:
    rows = _keep(case, kept, title=title, side=Side.BOTH, uploaded_by=robot())
    told = officers_of(case, on=on)
    facts: dict[str, Any] = {"summary": _("The reporter added files"), "details": _hashes(rows), "notify": told}
    record_case(actor=robot(), kind="case.files_added", subject=case, **facts)
    return rows


def _keep(case: Case, kept: Sequence[Kept], *, title: str, side: str, uploaded_by: User) -> list[CaseFile]:
    if not kept:
        raise ValidationError({"files": _("Attach at least one file.")})
    if case.erased_on is not None:
        raise WrongState(_("The case is erased."))
    count = case.files.count()
    rows = [
        _row(case, facts, number=count + number, title=title.strip(), side=side, uploaded_by=uploaded_by)
        for number, (_upload, facts) in enumerate(kept, start=1)
    ]
    for upload, _facts in kept:
        if upload is not None:
            upload.taken()
    return rows


def _row(case: Case, facts: files.FileFacts, *, number: int, **more: Any) -> CaseFile:
    row = CaseFile(
        case=case,
        name=f"file-{number}{PurePath(facts.name).suffix.lower()}",
        size=facts.size,
        declared_type=facts.declared_type,
        detected_type=facts.detected_type,
        sha256=facts.sha256,
        active_content=facts.active_content,
        scan=CaseFile.Scan.PENDING if settings.CLAMD_URL else CaseFile.Scan.NOT_SCANNED,
        **more,
    )
    row.full_clean()
    row.save()
    return row


def _hashes(rows: Sequence[CaseFile]) -> dict[str, Any]:
    return {"sha256": [row.sha256 for row in rows]}


@verb("cases.scan_file")
def scan_file(*, actor: User, file: CaseFile, result: files.ScanResult) -> CaseFile:
    """Notes what the scanner said."""
    require(actor, KEEP_CLOCK, file.case)
    CaseFile.objects.filter(pk=file.pk, scan=CaseFile.Scan.PENDING).update(scan=result.scan, scanned_at=timezone.now())
    file.refresh_from_db()
    record_case(actor=actor, kind="case.file_scanned", subject=file, summary=_("scanned a file"))
    return file


@verb("cases.show_file")
def show_file(*, actor: User, file: CaseFile, shown: bool, on: date) -> CaseFile:
    """Opens a file to the person a case is about, or closes it again; only with third parties blacked out."""
    require(actor, KEEP_FILE, file.case)
    file.shown_to_subject = shown
    file.save(update_fields=["shown_to_subject", "updated_at"])
    summary = _("opened a file to the person") if shown else _("closed a file to the person")
    record_case(actor=actor, kind="case.file_shown", subject=file, summary=summary)
    return file


@verb("cases.finish_investigation")
def finish_investigation(*, actor: User, case: Case, speaks_against: str, speaks_for: str, on: date) -> Case:
    """Hands in the report: the evidence is listed, and both sides are written down. Source: 2.20."""
    said = {"speaks_against": speaks_against.strip(), "speaks_for": speaks_for.strip()}
    CASE.move(case, "finish_investigation", actor=actor, on=on, given=said, notify=officers_of(case, on=on))
    Investigation.objects.filter(case=case).update(reported_on=on, **said)
    return case


def _insist_on_work(case: Case) -> None:
    """Raises WrongState outside the investigation."""
    if case.state != Case.State.INVESTIGATING:
        raise WrongState(_("This is written while the case is investigated."))
