"""Makes the change of a line by the directory's own verbs; also tried beforehand, and undone."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.directory import actions
from foundation.directory.models import Person, User
from foundation.refusals import Conflict, Refused
from people.hr.columns import PEOPLE
from people.hr.known import Colleagues, Units, day_of, present
from people.hr.reading import label
from people.models import HrLine

FACTS = ("number", "name", "email", "kind", "employer", "sponsor", "contract_end", "manager", "deputy")


class NotHere(Exception):
    """A cell names somebody who is not here, or not yet; carries the text of the cell and the field."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(field, text)
        self.field, self.text = field, text

    def __str__(self) -> str:
        said = {"name": label(self.field), "text": self.text[:60]}
        return _("%(name)s: nobody has the number, address or name “%(text)s”.") % said


def apply(line: HrLine, *, actor: User, units: Units, on: date) -> Person:
    """Adds, changes or lets leave as the line says. Raises NotHere, or what the verbs refuse with.

    Refused as well when what the line would change is no longer what it was when the file was read.
    """
    wanted = {name: after for name, (_before, after) in line.changes.items()}
    if line.person_id is None:
        person = _add(wanted, actor=actor, units=units)
    else:
        person = Person.objects.for_list(on).select_for_update(of=("self",)).get(pk=line.person_id)
        wanted = _still_wanted(line, person)
        _change(person, wanted, actor=actor, units=units, on=on)
    if wanted.get("left_on"):
        last, why = day_of(wanted["left_on"]), _("Read from a file of human resources.")
        person = actions.record_leaving(actor=actor, person=person, left_on=last, on=on, reason=why)
    return person


def _still_wanted(line: HrLine, person: Any) -> dict[str, str]:
    """What is still to be changed; refuses where something else has changed it since."""
    now = present(person) | {"from_on": ""}
    left = {name: pair for name, pair in line.changes.items() if now[name] != pair[1]}
    moved = [label(name) for name, (before, _after) in left.items() if now[name] != before]
    if moved:
        sentence = _("Changed here since the file was read: %(names)s. Read the file again.")
        raise Refused("changed", sentence % {"names": ", ".join(moved)})
    return {name: after for name, (_before, after) in left.items()}


def _add(wanted: dict[str, str], *, actor: User, units: Units) -> Person:
    facts = {name: wanted[name] for name in ("number", "name", "email", "job", "kind", "employer") if name in wanted}
    days = {name: day_of(wanted[name]) for name in ("start_on", "contract_end") if name in wanted}
    return actions.add_person(
        actor=actor, unit=_unit(units, wanted["unit"]), **facts, **days, **_people(wanted, actor=actor)
    )


def _change(person: Any, wanted: dict[str, str], *, actor: User, units: Units, on: date) -> None:
    if set(wanted) & set(FACTS):
        facts = {name: getattr(person, name) for name in FACTS}
        facts |= {name: value for name, value in wanted.items() if name in FACTS and name not in PEOPLE}
        if "contract_end" in wanted:
            facts["contract_end"] = day_of(wanted["contract_end"])
        actions.edit_person(actor=actor, person=person, **(facts | _people(wanted, actor=actor)))
    if "unit" in wanted or "job" in wanted:
        unit = _unit(units, wanted["unit"]) if "unit" in wanted else person.unit
        job, first = wanted.get("job") or person.job or "", day_of(wanted.get("from_on", "")) or on
        if not job:
            raise ValidationError({"job": _("Say the job in the new unit: none is noted yet.")})
        actions.change_job(actor=actor, person=person, job=job, unit=unit, from_on=first, on=on)


def _unit(units: Units, code: str) -> Any:
    found = units.find(code)
    if not found:
        raise Refused("unit", _("The unit %(code)s is not there any more.") % {"code": code})
    return found[0]


def _people(wanted: dict[str, str], *, actor: User) -> dict[str, Person | None]:
    """Manager, deputy and sponsor as people. Raises NotHere."""
    named = {name: wanted[name] for name in PEOPLE if name in wanted}
    colleagues, found = Colleagues(named.values(), actor=actor), dict[str, Person | None]()
    for name, text in named.items():
        people = colleagues.find(text) if text else []
        if text and not people:
            raise NotHere(name, text)
        found[name] = people[0] if people else None
    return found


def tried(line: HrLine, *, actor: User, units: Units, on: date) -> None:
    """Does what the line says and undoes it: what the verbs refuse with is known before anything is changed."""
    with transaction.atomic():
        apply(line, actor=actor, units=units, on=on)
        transaction.set_rollback(True)


def why_not(refusal: Exception) -> str:
    """What a verb refused with, in sentences that name the column."""
    if isinstance(refusal, ValidationError) and hasattr(refusal, "error_dict"):
        told = refusal.message_dict.items()
        return " ".join(f"{_named(name)}{sentence}" for name, sentences in told for sentence in sentences)
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    if isinstance(refusal, PermissionDenied):
        return _("Your roles do not reach the people of this unit.")
    return str(refusal.sentence) if isinstance(refusal, Conflict) else str(refusal)


def _named(field: str) -> str:
    try:
        return f"{label(field)}: "
    except KeyError:
        return ""


REFUSALS = (NotHere, ValidationError, PermissionDenied, Conflict)
