"""The accounts that hear of a case; nobody who is a party to it is among them, for even a neutral word would tell."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from foundation.access import Role
from foundation.directory.models import Person, User
from people.cases.models import Case, CaseReporter, CaseSubject, Seat

PARTIES = (Seat.Kind.WITNESS, Seat.Kind.BENEFICIARY)


def officers_of(case: Case, *, on: date) -> list[User]:
    return holders(case, Role.CASE, on=on)


def counsel_of(case: Case, *, on: date) -> list[User]:
    return holders(case, Role.LEG, on=on)


def holders(case: Case, role: Role, *, on: date) -> list[User]:
    """Who holds a role for the unit of the case, without the parties to it."""
    return list(_apart_from_parties(case, User.objects.holding(role, case.unit, on)))


def seated(case: Case, *kinds: str) -> list[User]:
    """The accounts of those who have one of these parts now."""
    people = Seat.objects.filter(case=case).seated(*kinds).values("person")
    return list(User.objects.filter(person__in=people, is_active=True))


def accounts(people: Iterable[Person | None]) -> list[User]:
    keys = [person.pk for person in people if person is not None]
    return list(User.objects.filter(person__in=keys, is_active=True))


def reporter_accounts(case: Case) -> list[User]:
    rows = CaseReporter.objects.filter(case=case, person__isnull=False)
    return list(User.objects.filter(person__in=rows.values("person"), is_active=True))


def subject_accounts(case: Case) -> list[User]:
    """Nobody before the person was told."""
    if case.subject_told_on is None:
        return []
    rows = CaseSubject.objects.filter(case=case, person__isnull=False)
    return list(User.objects.filter(person__in=rows.values("person"), is_active=True))


def _apart_from_parties(case: Case, users: QuerySet[User]) -> QuerySet[User]:
    reporters = CaseReporter.objects.filter(case=case, person__isnull=False).values("person")
    subjects = CaseSubject.objects.filter(case=case, person__isnull=False).values("person")
    bound = Seat.objects.filter(case=case, kind__in=PARTIES).values("person")
    return users.exclude(person__in=reporters).exclude(person__in=subjects).exclude(person__in=bound)
