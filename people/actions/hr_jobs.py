"""The two jobs of a file of human resources: compare it with the directory, and make the changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import files, jobs
from foundation.clock import today
from foundation.directory.models import Person, User
from foundation.imports.tables import rows_of
from foundation.jobs import Result
from foundation.models.work import Job
from people.actions.hr_import import READ, TAKE, finish_hr_import, note_hr_counts, refuse_hr_line, take_hr_line
from people.hr.applying import REFUSALS, NotHere, tried, why_not
from people.hr.comparing import Comparing, Line
from people.hr.known import Units
from people.models import HrImport, HrLine
from people.permissions import IMPORT_PEOPLE

BATCH = 500
C, Outcome = HrLine.Change, HrLine.Outcome


@jobs.job(READ, label=gettext_lazy("Compare a file of human resources"), permission=IMPORT_PEOPLE)
def read_hr_file(job: Job, *, actor: User, hr_import: HrImport, on: date) -> Result:
    """Compares line by line, then tries each change and undoes it; begun anew when it broke off."""
    if hr_import.compared_on is None:
        hr_import.lines.all().delete()
        _compare(job, hr_import, actor=actor, on=on)
        _mark_twice(hr_import)
        if hr_import.complete:
            _add_missing(job, hr_import, actor=actor, on=on)
        _try(job, hr_import, actor=actor, on=on)
        note_hr_counts(actor=actor, hr_import=hr_import, on=on)
        hr_import.refresh_from_db()
    counts = hr_import.counts
    return Result(_("%(joiner)d join, %(mover)d change, %(leaver)d leave, %(fault)d faults.") % counts)


def _compare(job: Job, hr_import: HrImport, *, actor: User, on: date) -> None:
    comparing, done = Comparing(hr_import, actor=actor, on=on), 0
    with _stored(hr_import) as stream:
        lines = _lines(stream, hr_import)
        while batch := list(islice(lines, BATCH)):
            with transaction.atomic():
                HrLine.objects.bulk_create(comparing.compare(batch))
            done += len(batch)
            jobs.progress(job, done)


@contextmanager
def _stored(hr_import: HrImport) -> Iterator[IO[bytes]]:
    """The bytes of the file in a place that can be read from anywhere in it."""
    with TemporaryFile() as copy:
        try:
            with files.open_stored(hr_import.file_sha256) as kept:
                copyfileobj(kept, copy)
        except FileNotFoundError as gone:
            raise ValidationError(_("The file is no longer kept. Read it again.")) from gone
        copy.seek(0)
        yield copy


def _lines(stream: IO[bytes], hr_import: HrImport) -> Iterator[Line]:
    rows = rows_of(stream, hr_import.file_name)
    next(rows, None)
    fields = [field for _heading, field in hr_import.columns]
    for place, cells in rows:
        yield place, {field: text for field, text in zip(fields, cells, strict=False) if field}


def _mark_twice(hr_import: HrImport) -> None:
    """Of lines about the same person none is done: nobody can tell which of them is meant."""
    numbers = hr_import.lines.exclude(number="").order_by().values("number").annotate(n=Count("pk")).filter(n__gt=1)
    said = _("This number stands on several lines. Leave one of them.")
    twice = hr_import.lines.filter(number__in=numbers.values("number"))
    twice.update(change=C.FAULT, outcome="", said=said)


def _add_missing(job: Job, hr_import: HrImport, *, actor: User, on: date) -> None:
    """Whoever works in the unit and is not named has left on the day that was said."""
    last = hr_import.missing_left_on.isoformat() if hr_import.missing_left_on else ""
    named = hr_import.lines.filter(number=OuterRef("number"))
    rows = Person.objects.visible_to(actor).active(on).filter(~Exists(named), left_on=None)
    rows = rows.filter(unit__path__startswith=hr_import.unit.path)
    missing = (rows.filter(kind__in=hr_import.kinds) if hr_import.kinds else rows).order_by("pk").iterator(BATCH)
    while batch := list(islice(missing, BATCH)):
        facts = {
            "hr_import": hr_import,
            "change": C.LEAVER,
            "outcome": Outcome.WAITING,
            "changes": {"left_on": ["", last]},
        }
        HrLine.objects.bulk_create(
            HrLine(number=person.number, name=person.name, person=person, **facts) for person in batch
        )
        jobs.progress(job, job.done_count)


def _try(job: Job, hr_import: HrImport, *, actor: User, on: date) -> None:
    """Each change is made by the verbs and undone, so that what they refuse with stands beside the line."""
    units, total = Units(), hr_import.lines.to_do().count()
    for done, line in enumerate(_each(hr_import.lines.to_do()), start=1):
        try:
            tried(line, actor=actor, units=units, on=on)
        except NotHere as missing:
            if not _comes_along(hr_import, missing):
                _fault(line, str(missing))
        except REFUSALS as refusal:
            _fault(line, why_not(refusal))
        jobs.progress(job, done, total)


def _comes_along(hr_import: HrImport, missing: NotHere) -> bool:
    return hr_import.lines.filter(number=missing.text, change=C.JOINER).exists()


def _fault(line: HrLine, said: str) -> None:
    HrLine.objects.filter(pk=line.pk).update(change=C.FAULT, outcome="", said=said)


def _each(rows: QuerySet[HrLine]) -> Iterator[HrLine]:
    """The rows by their key, some hundred at a time, while others of them change; new people before everybody else."""
    for joins in (True, False):
        part, last = rows.filter(person=None) if joins else rows.exclude(person=None), 0
        while batch := list(part.filter(pk__gt=last).select_related("hr_import__unit").order_by("pk")[:BATCH]):
            last = batch[-1].pk
            yield from batch


@jobs.job(TAKE, label=gettext_lazy("Take a file of human resources over"), permission=IMPORT_PEOPLE)
def take_hr_file(job: Job, *, actor: User, hr_import: HrImport) -> Result:
    """Makes the changes that wait, each in a transaction of its own; run again it goes on where it broke off.

    Who is led by somebody that comes with the same file waits for the next round.
    """
    if hr_import.state == HrImport.State.READ:
        rounds = [hr_import.lines.to_do().count(), 0]
        while rounds[0] != rounds[1]:
            _take_round(job, hr_import, actor=actor, last=False)
            rounds = [hr_import.lines.to_do().count(), rounds[0]]
        _take_round(job, hr_import, actor=actor, last=True)
        finish_hr_import(actor=actor, hr_import=hr_import, on=today(hr_import.unit))
    done = hr_import.lines.filter(outcome=Outcome.DONE).count()
    refused = hr_import.lines.filter(outcome=Outcome.REFUSED).count()
    return Result(_("%(done)d done, %(refused)d refused.") % {"done": done, "refused": refused})


def _take_round(job: Job, hr_import: HrImport, *, actor: User, last: bool) -> None:
    units, on, every = Units(), today(hr_import.unit), hr_import.lines.exclude(outcome="")
    done, total = every.exclude(outcome=Outcome.WAITING).count(), every.count()
    for line in _each(hr_import.lines.to_do()):
        try:
            take_hr_line(actor=actor, line=line, units=units, on=on)
            done += 1
        except NotHere as missing:
            if last:
                refuse_hr_line(actor=actor, line=line, why=str(missing))
        except REFUSALS as refusal:
            refuse_hr_line(actor=actor, line=line, why=why_not(refusal))
            done += 1
        jobs.progress(job, min(done, total - 1), total)
    if last:
        jobs.progress(job, total, total)
