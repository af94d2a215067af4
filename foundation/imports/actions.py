"""The verbs of the import centre: a file is received, its columns matched, checked, taken over, undone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import files, jobs
from foundation.access import require
from foundation.directory.models import User
from foundation.imports.applying import BATCH, Beat, Taking
from foundation.imports.guessing import guessed, insist_on_columns
from foundation.imports.kinds import Importable, kind_named
from foundation.imports.receiving import first_lines, judged
from foundation.imports.undoing import Undoing
from foundation.imports.workflow import FILE_IMPORT
from foundation.models.imports import FileImport, ImportLine
from foundation.models.trail import Event
from foundation.models.work import Job
from foundation.permissions import TAKE_IMPORT
from foundation.refusals import Refused
from foundation.trail import Told, record, record_each
from foundation.verbs import verb

CHECK, TAKE, UNDO = "foundation.check_import", "foundation.take_import", "foundation.undo_import"
S = FileImport.State


def kind_of(row: FileImport) -> Importable:
    """The kind of an import. Raises Refused when no app offers it any more."""
    kind = kind_named(row.kind)
    if kind is None:
        raise Refused("kind", _("This kind is not imported any more."))
    return kind


@verb("foundation.receive_import")
def receive_import(*, actor: User, kind: Importable, file: files.ReceivedFile) -> FileImport:
    """Takes a file in and guesses its columns; nothing else changes.

    Of the file only name and hash are kept: its bytes leave the store with the next clearing. Raises ValidationError
    under “files” for what is no table.
    """
    require(actor, kind.permission)
    facts = judged(file)
    columns = guessed(kind, *first_lines(file, facts.name), actor=actor)
    row = FileImport(kind=kind.kind, file_name=facts.name, file_sha256=facts.sha256, columns=columns, read_by=actor)
    row.full_clean(exclude=["columns", "counts"])
    files.keep(file, facts)
    row.save()
    details = {"kind": kind.kind, "file": facts.name, "sha256": facts.sha256}
    summary = _("Received %(file)s") % {"file": facts.name}
    record(actor=actor, kind="file_import.received", subject=row, summary=summary, details=details)
    return row


@verb("foundation.match_columns")
def match_columns(*, actor: User, file_import: FileImport, fields: Sequence[str], on: date) -> FileImport:
    """Says as which field each column is read, “” for none, and starts the job that checks the file.

    Raises ValidationError where a field is named twice, or nothing says which row is meant.
    """
    kind = kind_of(file_import)
    require(actor, kind.permission)
    insist_on_columns(kind, fields)
    known = zip(file_import.columns, fields, strict=True)
    columns = [[heading, field, sample] for (heading, _field, sample), field in known]
    changes: dict[str, Any] = {"columns": columns, "counts": {}, "checked_on": None}
    FILE_IMPORT.move(file_import, "match", actor=actor, on=on, changes=changes)
    return _work(file_import, CHECK, actor=actor, on=on)


def _work(row: FileImport, name: str, *, actor: User, **parameters: Any) -> FileImport:
    row.job = jobs.start(actor=actor, kind=name, parameters={"file_import": row, **parameters})
    row.save(update_fields=["job", "updated_at"])
    return row


@verb("foundation.note_check")
def note_check(*, actor: User, file_import: FileImport, counts: dict[str, int], on: date) -> FileImport:
    """Ends the check with what it counted: new, changed, unchanged, refused."""
    changes = {"counts": counts, "checked_on": on}
    FILE_IMPORT.move(file_import, "check", actor=actor, on=on, changes=changes, details=counts)
    return file_import


@verb("foundation.ask_to_take_import")
def ask_to_take_import(*, actor: User, file_import: FileImport, on: date) -> Job:
    """Starts the job that takes a checked file over; one that is under way already is returned."""
    locked = _locked(file_import)
    require(actor, TAKE_IMPORT, locked)
    require(actor, kind_of(locked).permission)
    if locked.state != S.CHECKED:
        raise Refused("state", _("Only a checked file is taken over."))
    if not locked.counts.get("new") and not locked.counts.get("changed"):
        raise Refused("nothing", _("There is nothing to take over: the file changes nothing."))
    if locked.job is None or locked.job.state not in jobs.OPEN:
        _work(locked, TAKE, actor=actor, on=on)
        summary = _("Asked to take the file over")
        record(actor=actor, kind="file_import.asked", subject=locked, summary=summary, details=locked.counts)
    assert locked.job is not None  # noqa: S101 - it was started above, or before
    return locked.job


@verb("foundation.take_import")
def take_import(*, actor: User, file_import: FileImport, on: date, beat: Beat) -> FileImport:
    """Takes every line that was not refused over, by the verbs of its app, all or none.

    Raises Refused with the line where one no longer can be; then nothing is written.
    """
    locked, kind = _locked(file_import), kind_of(file_import)
    require(actor, TAKE_IMPORT, locked)
    require(actor, kind.permission)
    taking = Taking(kind, actor=actor, on=on, source=locked.file_name, beat=beat)
    told: list[tuple[ImportLine, Any]] = []
    for line, row, faults in taking.apply(locked.lines.to_take()):
        if faults:
            said = {"line": line.place, "why": faults[0][1]}
            raise Refused("line", _("Line %(line)d: %(why)s Nothing was taken over. Check the file again.") % said)
        line.subject_uuid = row.uuid  # type: ignore[union-attr]
        told.append((line, row))
        told = _tell(locked, told, actor=actor) if len(told) >= BATCH else told
    _tell(locked, told, actor=actor)
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    changes = {"taken_at": timezone.now(), "last_event": newest}
    FILE_IMPORT.move(locked, "take", actor=actor, on=on, changes=changes, details=locked.counts)
    return locked


def _tell(row: FileImport, told: list[tuple[ImportLine, Any]], *, actor: User) -> list[tuple[ImportLine, Any]]:
    """Keeps which row came of which line, and tells each row where it came from."""
    ImportLine.objects.bulk_update([line for line, _subject in told], ["subject_uuid"])
    lines = [
        Told(
            subject,
            _("From %(file)s, line %(line)d") % {"file": row.file_name, "line": line.place},
            {"import": row.uuid, "fields": [*line.changes]},
        )
        for line, subject in told
    ]
    record_each(actor=actor, kind="file_import.brought", told=lines)
    return []


@verb("foundation.ask_to_undo_import")
def ask_to_undo_import(*, actor: User, file_import: FileImport, reason: str, on: date) -> Job:
    """Starts the job that undoes an import. Refused while something it brought was changed or is used, which it names."""
    locked, kind = _locked(file_import), kind_of(file_import)
    require(actor, kind.permission)
    if locked.job is not None and locked.job.state in jobs.OPEN:
        return locked.job
    FILE_IMPORT.check(locked, FILE_IMPORT.step("undo"), actor=actor, on=on, reason=reason, given={})
    _insist_untouched(kind, locked, actor=actor)
    _work(locked, UNDO, actor=actor, reason=reason, on=on)
    summary = _("Asked to undo the import: %(reason)s") % {"reason": reason}
    record(actor=actor, kind="file_import.undo_asked", subject=locked, summary=summary, details={"reason": reason})
    assert locked.job is not None  # noqa: S101 - it was started above
    return locked.job


def _insist_untouched(kind: Importable, row: FileImport, *, actor: User) -> None:
    obstacles = Undoing(kind, row, actor=actor).obstacles()
    if obstacles:
        raise ValidationError([_("It cannot be undone any more."), *obstacles])


@verb("foundation.undo_import")
def undo_import(*, actor: User, file_import: FileImport, reason: str, on: date, beat: Beat) -> FileImport:
    """Takes back what an import brought, the last line first: its rows go, its changes are put back; all or nothing."""
    locked, kind = _locked(file_import), kind_of(file_import)
    require(actor, kind.permission)
    _insist_untouched(kind, locked, actor=actor)
    Undoing(kind, locked, actor=actor).run(Taking(kind, actor=actor, on=on, source="", beat=beat))
    details = {"reason": reason, **locked.counts}
    FILE_IMPORT.move(locked, "undo", actor=actor, on=on, reason=reason, details=details)
    return locked


def _locked(row: FileImport) -> FileImport:
    return FileImport.objects.select_for_update(of=("self",)).select_related("job", "read_by").get(pk=row.pk)
