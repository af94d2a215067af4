"""Nominations in the small company: Emma is put forward by Tobias, and stands in any state."""

from datetime import timedelta
from typing import Any

from foundation.access import robot
from foundation.directory.models import Person
from foundation.numbers import next_reference
from people.actions.nomination import PREFIX
from people.models import Nomination, NominationHold, Nominee
from people.workflows import NOMINATION
from tests.company import TODAY, Company, grant

S = Nomination.State
STORY = "She saw that recordings stopped at midnight, and found out why."
FACTS = {"title": "Recordings that stopped", "story": STORY, "kind": "finding"}
AGO = TODAY - timedelta(days=10)


def nominated(
    company: Company,
    state: str = S.DRAFT,
    *,
    nominees: tuple[str, ...] = ("emma",),
    by: str = "tobias",
    band: str = "award",
    consent: str = "open",
    unit: str = "TS",
    **facts: Any,
) -> Nomination:
    """A nomination placed into a state, reviewed and awarded ten days ago where it is past that."""
    is_past = state in (S.REVIEWED, S.AWARDED, S.PUBLISHED)
    row = Nomination.objects.create(
        ref=next_reference(PREFIX, TODAY.year),
        nominator=company.person(by),
        unit=company.units[unit],
        band=band if is_past else "",
        reviewed_on=AGO if is_past else None,
        awarded_on=AGO if state in (S.AWARDED, S.PUBLISHED) else None,
        published_on=AGO if state == S.PUBLISHED else None,
        **FACTS | facts,
    )
    for name in nominees:
        answered = None if consent == "open" else AGO
        Nominee.objects.create(nomination=row, person=company.person(name), consent=consent, answered_on=answered)
    return NOMINATION.place(row, state, actor=robot(), on=TODAY, source="the tests")


def held(company: Company, row: Nomination) -> NominationHold:
    """A hold that Carla, a case officer too, placed."""
    grant(company.cast["carla"], ("CASE", company.units["MN"]))
    return NominationHold.objects.create(nomination=row, placed_by=company.cast["carla"], placed_on=TODAY)


def managed_by(company: Company, person: str, manager: str) -> Person:
    """Says who somebody's direct manager is."""
    row = company.person(person)
    Person.objects.filter(pk=row.pk).update(manager=company.person(manager))
    return row


def of_the_world(company: Company) -> None:
    """One that waits at headquarters and one in the other region, a draft, and one that Petra, a case officer too, holds."""
    nominated(company, S.SUBMITTED)
    nominated(company, S.SUBMITTED, by="omar", nominees=("malik",), unit="MEADEL", title="Far")
    nominated(company, S.DRAFT, title="Draft")
    waiting = nominated(company, S.REVIEWED, title="Held")
    NominationHold.objects.create(nomination=waiting, placed_by=company.cast["petra"], placed_on=TODAY)
