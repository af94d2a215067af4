"""The jobs of the import centre: check a file, take it over, undo it."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import jobs
from foundation.directory.models import User
from foundation.imports.actions import CHECK, TAKE, UNDO, kind_of, note_check, take_import, undo_import
from foundation.imports.applying import BATCH, Faults, Taking, each, rehearse
from foundation.imports.beside import Beating
from foundation.imports.comparing import Comparing
from foundation.imports.kinds import Importable
from foundation.imports.receiving import lines_of, stored
from foundation.jobs import Result
from foundation.models.imports import FileImport, ImportLine
from foundation.models.work import Job
from foundation.permissions import VIEW_IMPORTS

S, C = FileImport.State, ImportLine.Change


@jobs.job(CHECK, label=gettext_lazy("Check a file to be imported"), permission=VIEW_IMPORTS)
def check_import(job: Job, *, actor: User, file_import: FileImport, on: date) -> Result:
    """Compares line by line, then makes everything and takes it back; begun anew when it broke off."""
    if file_import.state == S.CHECKING:
        kind = kind_of(file_import)
        file_import.lines.all().delete()
        unchanged = _compare(job, kind, file_import, actor=actor)
        _rehearse(job, kind, file_import, actor=actor, on=on)
        counts = {change: file_import.lines.filter(change=change).count() for change in C.values}
        note_check(actor=actor, file_import=file_import, counts=counts | {"unchanged": unchanged}, on=on)
    return Result(
        _("%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused.") % _whole(file_import)
    )


def _whole(row: FileImport) -> dict[str, int]:
    return dict.fromkeys((*C.values, "unchanged"), 0) | row.counts


def _compare(job: Job, kind: Importable, row: FileImport, *, actor: User) -> int:
    """Keeps the lines that change something or are wrong; returns how many change nothing."""
    comparing, done, unchanged = Comparing(kind, row, actor=actor), 0, 0
    with stored(row) as stream:
        lines = lines_of(stream, row.file_name)
        while batch := list(islice(lines, BATCH)):
            found = [line for line in comparing.compare(batch) if line is not None]
            with transaction.atomic():
                ImportLine.objects.bulk_create(found)
            done, unchanged = done + len(batch), unchanged + len(batch) - len(found)
            jobs.progress(job, done)
    return unchanged


def _rehearse(job: Job, kind: Importable, row: FileImport, *, actor: User, on: date) -> None:
    """Notes beside each line what the verbs would refuse it with."""
    lines = row.lines.to_take()
    beating = Beating(job, total := lines.count())
    taking = Taking(kind, actor=actor, on=on, source=row.file_name, beat=beating.tell)
    refused = rehearse(taking, lines, beating) if total else {}
    for batch in _batches(refused):
        ImportLine.objects.bulk_update(batch, ["change", "faults"])
        jobs.progress(job, total, total)


def _batches(refused: dict[int, Faults]) -> Iterator[list[ImportLine]]:
    keys = iter(refused)
    while wanted := list(islice(keys, BATCH)):
        yield [_with_faults(line, refused[line.pk]) for line in each(ImportLine.objects.filter(pk__in=wanted))]


def _with_faults(line: ImportLine, faults: Faults) -> ImportLine:
    line.change, line.faults = C.REFUSED, faults
    return line


@jobs.job(TAKE, label=gettext_lazy("Take an imported file over"), permission=VIEW_IMPORTS)
def take_file(job: Job, *, actor: User, file_import: FileImport, on: date) -> Result:
    """Takes the lines over in one transaction; run a second time it finds its work done."""
    if file_import.state == S.CHECKED:
        with Beating(job, file_import.lines.to_take().count()) as beating:
            take_import(actor=actor, file_import=file_import, on=on, beat=beating.tell)
    return Result(_("%(new)d new, %(changed)d changed, %(refused)d left out.") % _whole(file_import))


@jobs.job(UNDO, label=gettext_lazy("Undo an import"), permission=VIEW_IMPORTS)
def undo_file(job: Job, *, actor: User, file_import: FileImport, reason: str, on: date) -> Result:
    """Takes everything back in one transaction; run a second time it finds its work done."""
    if file_import.state == S.TAKEN:
        with Beating(job, file_import.lines.to_take().count()) as beating:
            undo_import(actor=actor, file_import=file_import, reason=reason, on=on, beat=beating.tell)
    return Result(_("%(new)d rows taken back, %(changed)d put back as they were.") % _whole(file_import))
