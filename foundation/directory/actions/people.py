"""People: added, changed, in another job, away, gone, and back."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from foundation import words
from foundation.access import require
from foundation.directory.actions.units import officers
from foundation.directory.changes import change, named
from foundation.directory.models import JobRole, JobRoleSpell, Leave, Person, Unit, User
from foundation.directory.permissions import CHANGE_PEOPLE
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb

FACTS = {"kind", "employer", "sponsor", "contract_end", "manager", "deputy"}
CODE_LENGTH = JobRole._meta.get_field("code").max_length or 20


@verb("directory.add_person")
def add_person(
    *, actor: User, unit: Unit, number: str, name: str, email: str, start_on: date, job: str = "", **fields: Any
) -> Person:
    """Adds someone who works here, with their first job. Raises ValidationError for an outside person without sponsor
    or contract end.

    `fields` may be kind, employer, sponsor, contract_end, manager and deputy.
    """
    require(actor, CHANGE_PEOPLE, unit)
    if set(fields) - FACTS:
        raise TypeError(f"A person takes no {', '.join(sorted(set(fields) - FACTS))}.")
    person = Person(unit=unit, number=number, name=name, email=email.lower(), start_on=start_on, **fields)
    person.full_clean()
    person.save()
    if job.strip():
        _begin(person, job, unit, start_on)
    record(actor=actor, kind="person.added", subject=person, summary=_("Person added"), details={"number": number})
    return person


def _begin(person: Person, job: str, unit: Unit, from_on: date) -> JobRoleSpell:
    spell = JobRoleSpell(person=person, role=_job(job), unit=unit, from_on=from_on)
    spell.full_clean()
    spell.save()
    return spell


def _job(name: str) -> JobRole:
    """The job of this name, whatever its capitals; a new one where there is none."""
    wanted = " ".join(name.split())
    known = JobRole.objects.filter(name__iexact=wanted).first()
    if known is not None:
        return known
    stem = slugify(wanted)[:CODE_LENGTH].strip("-") or "job"
    taken = set(JobRole.objects.filter(code__startswith=stem[: CODE_LENGTH - 4]).values_list("code", flat=True))
    codes = (stem, *(f"{stem[: CODE_LENGTH - 4]}-{number}" for number in range(2, 999)))
    made = JobRole(code=next(code for code in codes if code not in taken), name=wanted)
    made.full_clean()
    made.save()
    return made


@verb("directory.edit_person")
def edit_person(
    *,
    actor: User,
    person: Person,
    number: str,
    name: str,
    email: str,
    kind: str,
    employer: str = "",
    sponsor: Person | None = None,
    contract_end: date | None = None,
    manager: Person | None = None,
    deputy: Person | None = None,
) -> Person:
    """Changes the facts of a person. Their accounts keep name and address: those are changed there."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    require(actor, CHANGE_PEOPLE, locked)
    facts: dict[str, Any] = {"number": number, "name": name, "email": email.lower(), "kind": kind, "employer": employer}
    facts |= {"sponsor": sponsor, "contract_end": contract_end, "manager": manager, "deputy": deputy}
    changed = change(locked, facts)
    _insist_on_others(locked)
    locked.full_clean()
    if changed:
        locked.save()
        summary = _("Changed: %(what)s") % {"what": named(changed, Person)}
        record(actor=actor, kind="person.edited", subject=locked, summary=summary, details=changed)
    return locked


def _insist_on_others(person: Person) -> None:
    """Nobody manages, sponsors or stands in for themselves, and no line of managers bites its tail."""
    for name in ("sponsor", "deputy"):
        if getattr(person, f"{name}_id") == person.pk:
            raise ValidationError({name: _("Choose another person than %(person)s.") % {"person": person}})
    above, seen = person.manager, set()
    while above is not None and above.pk not in seen:
        if above.pk == person.pk:
            raise ValidationError(
                {"manager": _("This line of managers leads back to %(person)s.") % {"person": person}}
            )
        seen.add(above.pk)
        above = above.manager


@verb("directory.change_job")
def change_job(*, actor: User, person: Person, job: str, unit: Unit, from_on: date, on: date) -> JobRoleSpell:
    """Ends the present job the day before and begins the next. Independence looks back on both (S-01).

    One that begins later takes the person to its unit on its day (the clock does it).
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    require(actor, CHANGE_PEOPLE, locked)
    require(actor, CHANGE_PEOPLE, unit)
    _insist_at_work(locked, from_on)
    before = locked.spells.select_for_update().order_by("-from_on").first()
    if before is not None and before.from_on >= from_on:
        day = words.day(before.from_on)
        raise ValidationError({"from_on": _("The last known job began on %(day)s: choose a later day.") % {"day": day}})
    locked.spells.filter(to_on=None).update(to_on=from_on - timedelta(days=1))
    spell = _begin(locked, job, unit, from_on)
    if from_on <= on:
        _settle(locked, unit)
    said = {"job": spell.role, "unit": unit, "day": words.day(from_on)}
    summary = _("Job from %(day)s: %(job)s in %(unit)s") % said
    details = {"job": spell.role.name, "unit": unit, "from": from_on, "before": before and before.role.name}
    record(actor=actor, kind="person.job_changed", subject=locked, summary=summary, details=details)
    return spell


def _insist_at_work(person: Person, day: date) -> None:
    if person.left_on is not None and person.left_on < day:
        said = {"person": person, "day": words.day(person.left_on)}
        raise Refused("left", _("%(person)s left on %(day)s.") % said, "from_on")


def _settle(person: Person, unit: Unit) -> None:
    person.unit = unit
    person.full_clean()
    person.save(update_fields=["unit", "updated_at"])


@verb("directory.take_up_job")
def take_up_job(*, actor: User, spell: JobRoleSpell) -> Person:
    """Takes a person to the unit of a job that has begun."""
    locked = Person.objects.select_for_update().get(pk=spell.person_id)
    require(actor, CHANGE_PEOPLE, locked)
    if locked.unit_id != spell.unit_id:
        _settle(locked, spell.unit)
        summary = _("Works in %(unit)s now") % {"unit": spell.unit}
        record(actor=actor, kind="person.job_taken_up", subject=locked, summary=summary, details={"unit": spell.unit})
    return locked


@verb("directory.record_leave")
def record_leave(
    *, actor: User, person: Person, from_on: date, to_on: date | None = None, deputy: Person | None = None
) -> Leave:
    """Notes that somebody is away, and who stands in: reminders and escalations go there meanwhile."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    require(actor, CHANGE_PEOPLE, locked)
    _insist_at_work(locked, from_on)
    leave = Leave(person=locked, from_on=from_on, to_on=to_on, deputy=deputy)
    leave.full_clean()
    if deputy is not None and deputy.pk == locked.pk:
        raise ValidationError({"deputy": _("Choose another person than %(person)s.") % {"person": locked}})
    others = [one for one in locked.leaves.all() if (one.to_on or date.max) >= from_on]
    if any(one.from_on <= (to_on or date.max) for one in others):
        raise ValidationError({"from_on": _("There is another absence in these days. End that one first.")})
    leave.save()
    said = {"first": words.day(from_on), "last": words.day(to_on) if to_on else "…"}
    summary = _("Away from %(first)s to %(last)s") % said
    details = {"from": from_on, "to": to_on, "deputy": deputy}
    record(actor=actor, kind="person.away", subject=locked, summary=summary, details=details, notify=officers(deputy))
    return leave


@verb("directory.end_leave")
def end_leave(*, actor: User, person: Person, from_on: date, to_on: date) -> Leave:
    """Gives the absence that began on `from_on` another last day."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    require(actor, CHANGE_PEOPLE, locked)
    leave = locked.leaves.select_for_update().filter(from_on=from_on).first()
    if leave is None:
        raise Refused("gone", _("This absence is not there any more."))
    later = locked.leaves.filter(from_on__gt=from_on).order_by("from_on").first()
    if later is not None and later.from_on <= to_on:
        raise ValidationError({"to_on": _("The next absence begins on %(day)s.") % {"day": words.day(later.from_on)}})
    before, leave.to_on = leave.to_on, to_on
    leave.full_clean()
    leave.save()
    summary = _("Back after %(day)s") % {"day": words.day(to_on)}
    details = {"from": from_on, "to": [before, to_on]}
    record(actor=actor, kind="person.leave_ended", subject=locked, summary=summary, details=details)
    return leave
