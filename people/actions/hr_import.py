"""A file of human resources: received, looked at, taken over line by line, or dropped."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from foundation import files, jobs, policy
from foundation.access import require
from foundation.directory.models import Person, Unit, User
from foundation.files import kinds as file_kinds
from foundation.files.facts import refuse_unreceived
from foundation.files.names import readable_name
from foundation.imports.tables import MAX_BYTES, rows_of
from foundation.models.work import Job
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb
from people.hr.applying import apply
from people.hr.columns import found_in
from people.hr.known import Units
from people.models import HrImport, HrLine
from people.permissions import IMPORT_PEOPLE
from people.policies import HR_LEAVER_SHARE
from people.workflows.hr_import import HR_IMPORT

READ, TAKE = "people.read_hr_file", "people.take_hr_file"
Outcome = HrLine.Outcome


@verb("people.receive_hr_file")
def receive_hr_file(
    *,
    actor: User,
    file: files.ReceivedFile,
    unit: Unit,
    complete: bool = False,
    kinds: Sequence[str] = (),
    missing_left_on: date | None = None,
    on: date,
) -> HrImport:
    """Takes a file in and starts the job that compares it with the directory; nothing of the directory changes.

    Of the file only name and hash are kept: its bytes leave the store with the next clearing. Raises ValidationError
    under “files” for what is no table, or names nobody. Source: M-17.
    """
    require(actor, IMPORT_PEOPLE, unit)
    facts = _judged(file)
    row = HrImport(unit=unit, file_name=facts.name, file_sha256=facts.sha256, complete=complete, read_by=actor)
    row.kinds = [kind for kind in Person.Kind.values if kind in kinds] if complete else []
    row.missing_left_on = (missing_left_on or on) if complete else None
    row.columns = _columns(file, facts.name)
    row.full_clean(exclude=["columns", "counts"])
    files.keep(file, facts)
    row.save()
    row.job = jobs.start(actor=actor, kind=READ, parameters={"hr_import": row, "on": on})
    row.save(update_fields=["job", "updated_at"])
    details = {"file": facts.name, "sha256": facts.sha256, "complete": complete}
    summary = _("Read %(file)s") % {"file": facts.name}
    record(actor=actor, kind="hr_import.received", subject=row, summary=summary, details=details)
    return row


def _judged(file: files.ReceivedFile) -> files.FileFacts:
    """The facts of a file that may be read: a workbook that unpacks to something sane, or text of whatever encoding.

    The bytes are never shown to anybody, so that text need not be UTF-8.
    """
    name = readable_name(file.name or "")
    if (file.size or 0) > MAX_BYTES:
        raise ValidationError({"files": _("The file is larger than 50 MB.")})
    try:
        if name.lower().endswith(".xlsx"):
            return files.accept(file)
        refuse_unreceived(file)
    except ValidationError as error:
        raise ValidationError({"files": error.messages}) from error
    if not name.lower().endswith(".csv"):
        raise ValidationError({"files": _("Only .csv and .xlsx are read.")})
    return files.FileFacts(name, file.size or 0, "", file_kinds.CSV, file.sha256, active_content=False)


def _columns(file: files.ReceivedFile, name: str) -> list[list[str]]:
    """The headings, each with the field it is read as."""
    with file.path.open("rb") as stream:
        _place, head = next(rows_of(stream, name), (0, []))
    return [[heading, field] for heading, field in zip(head, found_in(head), strict=True)]


@verb("people.compare_hr_file_anew")
def compare_hr_file_anew(*, actor: User, hr_import: HrImport, on: date) -> HrImport:
    """Compares the file once more with the directory as it is now, as long as its bytes are still kept."""
    HR_IMPORT.move(hr_import, "compare", actor=actor, on=on, changes={"compared_on": None})
    if not files.exists(hr_import.file_sha256):
        raise Refused("gone", _("The file is no longer kept. Read it again."))
    hr_import.job = jobs.start(actor=actor, kind=READ, parameters={"hr_import": hr_import, "on": on})
    hr_import.save(update_fields=["job", "updated_at"])
    return hr_import


def leaver_share(row: HrImport) -> int:
    """Percent of the people of the unit whom the file would have leave, rounded up."""
    people = row.counts.get("people", 0)
    return -(-100 * row.counts.get("leaver", 0) // people) if people else 0


def needs_a_tick(row: HrImport, on: date) -> bool:
    return leaver_share(row) > policy.current(HR_LEAVER_SHARE, on).value


@verb("people.ask_to_take_hr_file")
def ask_to_take_hr_file(*, actor: User, hr_import: HrImport, on: date, sure: bool = False) -> Job:
    """Starts the job that makes the changes; one that is under way already is returned.

    More leavers than the policy's share of the unit need `sure`: a file that was cut off looks like that.
    """
    locked = HrImport.objects.select_for_update(of=("self",)).select_related("job").get(pk=hr_import.pk)
    require(actor, IMPORT_PEOPLE, locked.unit)
    if locked.state != HrImport.State.READ:
        raise Refused("state", _("This file was taken over or dropped already."))
    if locked.compared_on is None:
        raise Refused("reading", _("The file is still being read."))
    if locked.job is not None and locked.job.state in jobs.OPEN:
        return locked.job
    if needs_a_tick(locked, on) and not sure:
        sentence = _("%(share)d %% of the people of %(unit)s would leave. Say that this is meant.")
        raise ValidationError({"sure": sentence % {"share": leaver_share(locked), "unit": locked.unit}})
    locked.job = jobs.start(actor=actor, kind=TAKE, parameters={"hr_import": locked})
    locked.save(update_fields=["job", "updated_at"])
    summary = _("Asked to take the file over")
    record(actor=actor, kind="hr_import.asked", subject=locked, summary=summary, details=locked.counts)
    return locked.job


@verb("people.take_hr_line")
def take_hr_line(*, actor: User, line: HrLine, units: Units, on: date) -> HrLine:
    """Makes the change of one line and notes on the person where it came from; a second call changes nothing."""
    locked = HrLine.objects.select_for_update(of=("self",)).select_related("hr_import__unit").get(pk=line.pk)
    require(actor, IMPORT_PEOPLE, locked.hr_import.unit)
    if locked.outcome != Outcome.WAITING:
        return locked
    person = apply(locked, actor=actor, units=units, on=on)
    locked.person, locked.outcome = person, Outcome.DONE
    locked.save(update_fields=["person", "outcome", "updated_at"])
    said = {"file": locked.hr_import.file_name, "line": locked.place}
    summary = _("From %(file)s, line %(line)d") % said if locked.place else _("Not named by %(file)s") % said
    record(actor=actor, kind="person.imported", subject=person, summary=summary, details={"fields": [*locked.changes]})
    return locked


@verb("people.refuse_hr_line")
def refuse_hr_line(*, actor: User, line: HrLine, why: str) -> HrLine:
    """Notes why the change of a line was not made."""
    require(actor, IMPORT_PEOPLE, line.hr_import.unit)
    HrLine.objects.filter(pk=line.pk, outcome=Outcome.WAITING).update(outcome=Outcome.REFUSED, said=why)
    details = {"line": line.place, "why": why}
    summary = _("Line %(line)d was refused") % {"line": line.place}
    record(actor=actor, kind="hr_import.line_refused", subject=line.hr_import, summary=summary, details=details)
    return line


@verb("people.note_hr_counts")
def note_hr_counts(*, actor: User, hr_import: HrImport, on: date) -> HrImport:
    """Ends the reading: counts what the lines would change."""
    locked = HrImport.objects.select_for_update(of=("self",)).select_related("unit").get(pk=hr_import.pk)
    require(actor, IMPORT_PEOPLE, locked.unit)
    found = locked.lines.order_by().values_list("change").annotate(n=models.Count("pk"))
    people = Person.objects.active(on).filter(unit__path__startswith=locked.unit.path).count()
    locked.counts = dict.fromkeys(HrLine.Change.values, 0) | dict(found) | {"people": people}
    locked.compared_on = on
    locked.save(update_fields=["counts", "compared_on", "updated_at"])
    summary = _("Compared: %(joiner)d join, %(mover)d change, %(leaver)d leave, %(fault)d faults") % locked.counts
    record(actor=actor, kind="hr_import.compared", subject=locked, summary=summary, details=locked.counts)
    return locked


@verb("people.finish_hr_import")
def finish_hr_import(*, actor: User, hr_import: HrImport, on: date) -> HrImport:
    """The file is taken over: no line of it waits. What changed nothing is not kept."""
    outcomes = hr_import.lines.order_by().values_list("outcome").annotate(n=models.Count("pk"))
    details = {outcome: number for outcome, number in outcomes if outcome}
    HR_IMPORT.move(hr_import, "take", actor=actor, on=on, details=details)
    hr_import.lines.filter(change=HrLine.Change.UNCHANGED).delete()
    return hr_import


@verb("people.forget_hr_lines")
def forget_hr_lines(*, actor: User, hr_import: HrImport) -> int:
    """Removes the lines of a file that was taken over or dropped long ago; what was done stands with the people."""
    require(actor, IMPORT_PEOPLE, hr_import.unit)
    number, _by_model = hr_import.lines.all().delete()
    details = {"lines": number}
    record(actor=actor, kind="hr_import.forgotten", subject=hr_import, summary=_("Lines removed"), details=details)
    return number
