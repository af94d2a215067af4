"""My team: the people who report to me or work in my units, with what each has learned and still has to."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

import django_filters as filters
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.access import permits, reach
from foundation.clock import today
from foundation.directory.models import Person, User
from foundation.directory.permissions import VIEW_PEOPLE
from foundation.directory.querysets import PersonQuerySet
from foundation.lists import Choices, Column, Empty, TableList
from foundation.work.reminding import reminded_lately as told_lately
from people.actions.reminding import LEARN
from people.lists.attestation import standing_of
from people.lists.standing import PART_WORDS, PeopleFilters, jobs
from people.lists.training import in_words
from people.models import Assignment, Attestation
from people.permissions import TEAM_ROLES
from people.querysets.compliance import PARTS, counted, part, reporting_to
from people.workflows.attestation_rules import reminded_lately


def team_of(user: User, on: date) -> QuerySet[Person]:
    """The people at work who report to the reader or belong to units the reader manages; never the reader.

    Source: domain section 5 (training: MGR and CO their units); the people whose manager one is come with them.
    """
    mine = Q(manager=user.person_id) if user.person_id else Q(pk__in=[])
    seen = Person.objects.active(on).filter(reach(user, *TEAM_ROLES) | mine)
    return seen.exclude(pk=user.person_id or 0)


def with_training(rows: PersonQuerySet, on: date) -> PersonQuerySet:
    """Adds unit, leave, `has_account`, and what each is asked today: to learn (`asked`), to sign (`papers`).

    Two queries more.
    """
    asked = Assignment.objects.active().for_list(on).order_by("course__code")
    papers = Attestation.objects.current().with_standing(on).select_related("campaign").order_by("campaign__ref")
    parts = Prefetch("assignments", asked, to_attr="asked"), Prefetch("attestations", papers, to_attr="papers")
    accounts = User.objects.filter(person=OuterRef("pk"), is_active=True)
    found = rows.with_leave(on).annotate(has_account=Exists(accounts)).select_related("unit")
    return found.prefetch_related(*parts)


class TeamFilters(PeopleFilters):
    reports = filters.ChoiceFilter(
        choices=[("direct", _("To me directly")), ("line", _("To me, or to those who report to me"))],
        label=_("Reports"),
        method="in_my_line",
    )
    standing = Choices(choices=PART_WORDS, label=_("Training"), method="as_it_stands")
    person: ClassVar[str] = ""
    read: ClassVar[dict[str, Any]] = {"role": jobs}
    region = employer = None  # type: ignore[assignment]

    class Meta:
        model = Person
        fields: list[str] = []

    def in_my_line(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        me = self.request.user.person_id
        return rows.filter(manager=me) if value == "direct" else rows.filter(pk__in=reporting_to(me))

    def as_it_stands(self, rows: QuerySet, name: str, parts: list[str]) -> QuerySet:
        on, wanted = today(), Q(pk__in=[])
        for one in PARTS:
            wanted |= part(one, on) if one in parts else Q(pk__in=[])
        return rows.filter(Exists(counted(Assignment.objects.filter(person=OuterRef("pk")), on).filter(wanted)))


def told(person: Any) -> str:
    """What is asked of a person and how it stands, for a file: “AWR: Valid; SEC: Overdue”."""
    return "; ".join(f"{row.course.code}: {in_words(row)}" for row in person.asked)


def signed(person: Any) -> str:
    return "; ".join(f"{row.campaign.title}: {standing_of(row)[2]}" for row in person.papers)


@dataclass(frozen=True)
class Member:
    """A person of the team with what one can do for them."""

    person: Any
    told: set[UUID]  # courses they were reminded of lately
    on: date

    @property
    def asked(self) -> list[Any]:
        """What is late first, then what is still to learn, then what holds."""
        return sorted(
            self.person.asked, key=lambda row: (row.standing in ("valid", "expiring", "away", "waived"), row.due_on)
        )

    @property
    def papers(self) -> list[Any]:
        """What they are asked to sign, or have signed."""
        return self.person.papers

    @property
    def can_be_reminded(self) -> bool:
        """Of a course that nobody reminded them of lately, or of a document, once a week."""
        learns = any(row.is_open and row.uuid not in self.told for row in self.person.asked)
        signs = any(row.state == row.State.OPEN and not reminded_lately(row, self.on) for row in self.person.papers)
        return self.is_here and self.person.has_account and (learns or signs)

    @property
    def was_reminded(self) -> bool:
        return any(row.is_open and row.uuid in self.told for row in self.person.asked)

    @property
    def is_waited_for(self) -> bool:
        """Has something left to learn or to sign, and is here to do it."""
        asked = [
            *(row.is_open for row in self.person.asked),
            *(row.state == row.State.OPEN for row in self.person.papers),
        ]
        return self.is_here and any(asked)

    @property
    def is_here(self) -> bool:
        return not self.person.is_on_leave


class TeamList(TableList):
    name = "team"
    title = _("My team")
    columns = (
        Column("name", _("Person"), sort="name"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__path"),
        Column("training", _("Training"), value=told),
        Column("signing", _("Signing"), value=signed),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind", hidden=True),
        Column("employer", _("Employer"), sort="employer", hidden=True),
        Column("remind", _("Reminder"), value=lambda person: ""),
    )
    default_sort = "name"
    filterset = TeamFilters
    row_template = "people/_team_row.html"
    page_size = 25
    empty = Empty(
        _("Nobody reports to you"),
        _("The people whose manager you are stand here with what they have learned and still have to."),
        None,
        "user-group",
    )

    @cached_property
    def reminded(self) -> set[UUID]:
        """The courses of this page of which somebody was reminded lately (two queries)."""
        courses = [row.uuid for person in self.page.rows for row in person.asked]
        return told_lately(LEARN, courses, today()) if courses else set()

    @cached_property
    def rows(self) -> list[Member]:  # type: ignore[override]
        return [Member(person, self.reminded, today(person.unit)) for person in self.page.rows]

    @property
    def opens_people(self) -> bool:
        """Whether the pages of people are open to the reader."""
        return permits(self.person, VIEW_PEOPLE)

    def exported_columns(self) -> list[Column]:
        """Without the buttons."""
        return [column for column in super().exported_columns() if column.name != "remind"]
