"""Who has learned what is asked of them: the rows behind every number of training, and how they are narrowed."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.clock import today
from foundation.directory.models import JobRole, Person, Unit
from foundation.lists import Choices, Column, Empty, RowFilter, TableList
from people.figures.training import under
from people.lists.training import in_words, units
from people.models import Assignment, Course, Standing
from people.querysets.compliance import PARTS, counted, part, working_as

PART_WORDS = [(name, Standing(name).label) for name in PARTS]
COUNTED, NONE = "counted", "none"


def within(person: str, paths: list[str]) -> Q:
    """People of some units and of everything below them."""
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{person}unit__path__startswith": path})
    return found


def regions() -> list[tuple[str, str, str]]:
    """Code, name and path of every region."""
    rows = Unit.objects.filter(kind=Unit.Kind.REGION).order_by("path")
    return [(code, name, str(path)) for code, name, path in rows.values_list("code", "name", "path")]


def courses(request: HttpRequest) -> list[tuple[str, Any]]:
    return list(Course.objects.visible_to(request.user).offered().order_by("code").values_list("code", "title"))


def jobs(request: HttpRequest) -> list[tuple[str, Any]]:
    return [*JobRole.objects.values_list("code", "name"), (NONE, _("No job noted"))]


def employers(request: HttpRequest) -> list[tuple[str, Any]]:
    named = Person.objects.visible_to(request.user).exclude(employer="").order_by("employer")
    names = named.values_list("employer", flat=True).distinct()
    return [("own", _("Our own people")), *((name, name) for name in names)]


class PeopleFilters(filters.FilterSet):
    """What narrows people by where and as what they work, in every list of training.

    Choices that stand in the database are read once, for the form as for its check.
    """

    region = Choices(choices=[], label=_("Region"), method="in_region")
    unit = RowFilter(queryset=units, to_field_name="code", label=_("Unit and below"), method="below")
    role = Choices(choices=[], label=_("Job"), method="as_role")
    kind = Choices(choices=Person.Kind.choices, label=_("Kind of person"), method="of_kind")
    employer = Choices(choices=[], label=_("Employer"), method="of_employer")

    person: ClassVar[str] = "person__"
    read: ClassVar[dict[str, Callable[[HttpRequest], list[Any]]]] = {"role": jobs, "employer": employers}

    class Meta:
        model = Assignment
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regions = regions() if "region" in self.filters else []
        for name, choices in self.read.items():
            self.filters[name].extra["choices"] = choices(self.request)
        if self.regions:
            named = [(code, name) for code, name, _path in self.regions]
            self.filters["region"].extra["choices"] = [*named, (NONE, _("Outside the regions"))]

    def in_region(self, rows: QuerySet, name: str, codes: list[str]) -> QuerySet:
        paths = {code: path for code, _name, path in self.regions}
        wanted = within(self.person, [paths[code] for code in codes if code in paths])
        if NONE in codes:
            wanted |= ~within(self.person, list(paths.values()))
        return rows.filter(wanted)

    def below(self, rows: QuerySet, name: str, unit: Unit) -> QuerySet:
        return rows.filter(within(self.person, [str(unit.path)]))

    def as_role(self, rows: QuerySet, name: str, codes: list[str]) -> QuerySet:
        on, person = today(), self.person.removesuffix("__") or "pk"
        wanted = Q(working_as([code for code in codes if code != NONE] or [NONE], on, person))
        return rows.filter(wanted | ~Q(working_as([], on, person)) if NONE in codes else wanted)

    def of_kind(self, rows: QuerySet, name: str, kinds: list[str]) -> QuerySet:
        return rows.filter(**{f"{self.person}kind__in": kinds})

    def of_employer(self, rows: QuerySet, name: str, names: list[str]) -> QuerySet:
        return rows.filter(**{f"{self.person}employer__in": ["" if one == "own" else one for one in names]})


class MatrixFilters(PeopleFilters):
    """What narrows the matrix: people, and courses."""

    read: ClassVar[dict[str, Callable[[HttpRequest], list[Any]]]] = {**PeopleFilters.read, "course": courses}

    course = Choices(choices=[], label=_("Course"), field_name="course__code")


class StandingFilters(MatrixFilters):
    """As the matrix, and by how they stand; the numbers of figures ask for their own rows with `under` and `standing`."""

    standing = Choices(choices=PART_WORDS, label=_("How it stands"), method="as_it_stands")
    scope = filters.ChoiceFilter(choices=[(COUNTED, _("What the figure counts"))], label=_("Only"), method="as_counted")
    under = filters.ChoiceFilter(choices=[("me", _("Units I manage"))], label=_("Under"), method="in_my_units")

    def as_it_stands(self, rows: QuerySet, name: str, parts: list[str]) -> QuerySet:
        on, wanted = today(), [one for one in PARTS if one in parts]
        found = part(wanted[0], on)
        for one in wanted[1:]:
            found |= part(one, on)
        return counted(rows, on).filter(found)

    def as_counted(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Without those still within their first time to learn: the lower number of the figure."""
        on = today()
        return counted(rows, on).exclude(part("grace", on))

    def in_my_units(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return under(self.request.user, rows)


class StandingList(TableList):
    name = "training-states"
    title = _("Training by person")
    columns = (
        Column("person", _("Person"), value="person.name", sort="person__name", kind="person"),
        Column("course", _("Course"), value=lambda row: row.course.title, sort="course__code"),
        Column("standing", _("How it stands"), value=in_words, kind="state"),
        Column("due", _("Due"), value="due_on", sort="due_on", kind="date"),
        Column("valid", _("Valid until"), value="completion.valid_until", kind="date"),
        Column("unit", _("Unit"), value="person.unit.name", sort="person__unit__path"),
        Column("kind", _("Kind"), value="person.get_kind_display", sort="person__kind", hidden=True),
        Column("employer", _("Employer"), value="person.employer", sort="person__employer", hidden=True),
        Column("reason", _("Reason"), value="get_reason_display", sort="reason", hidden=True),
        Column("assigned", _("Assigned on"), value="assigned_on", sort="assigned_on", kind="date", hidden=True),
    )
    default_sort = "due"
    filterset = StandingFilters
    row_template = "people/_standing_row.html"
    empty = Empty(
        _("Nothing is asked of anybody yet"),
        _("Every course that is asked of somebody stands here, with the day it is due and how long it holds."),
        None,
        "academic-cap",
    )


def standing_list(request: HttpRequest, on: date) -> StandingList:
    """What the reader may see and is asked today."""
    return StandingList(request, Assignment.objects.visible_to(request.user).active().for_list(on))
