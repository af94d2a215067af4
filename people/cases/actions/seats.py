"""Who has which part in a case: given by the verbs of the steps, kept for separation even when it ends."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from foundation.directory.models import Person, User
from foundation.refusals import Refused
from people.cases.models import Case, Seat

WORKING = (Seat.Kind.INTAKE, Seat.Kind.INVESTIGATOR, Seat.Kind.DECIDER, Seat.Kind.PANEL)


def acting(actor: User) -> Person:
    """The person who acts: what separates duties needs one."""
    if actor.person is None:
        raise Refused("person", _("Only a member of staff can do this."))
    return actor.person


def give_seat(case: Case, person: Person | None, kind: str, *, on: date) -> None:
    """Gives somebody a part; one they had before goes on."""
    if person is None:
        return
    seat, made = Seat.objects.get_or_create(case=case, person=person, kind=kind, defaults={"from_on": on})
    if not made and seat.ended_on is not None:
        Seat.objects.filter(pk=seat.pk).update(ended_on=None)
    case.__dict__.pop("_parts", None)


def only_these(case: Case, people: Iterable[Person], kind: str, *, on: date) -> None:
    """Gives these people the part, and ends it for all others who had it."""
    named = list(people)
    Seat.objects.filter(case=case, kind=kind, ended_on=None).exclude(person__in=named).update(ended_on=on)
    for person in named:
        give_seat(case, person, kind, on=on)


def bind(case: Case, person: Person, kind: str, *, on: date) -> Seat:
    """Makes somebody a witness or beneficiary. Refused for who works on the case: they hand over first."""
    working = Seat.objects.filter(case=case, person=person).seated(*WORKING)
    if working.exists():
        raise Refused("S-09", _("%(name)s works on this case. Name somebody else first.") % {"name": person}, "person")
    give_seat(case, person, kind, on=on)
    return Seat.objects.get(case=case, person=person, kind=kind)
