"""The page of a course: whom it catches, and how those stand whom the reader may see."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Value
from django.utils.http import urlencode

from foundation.access import permits
from foundation.directory.models import JobRole, Person, Unit, User
from foundation.looks import Look, look_of
from foundation.stories import read_by, story_of
from people.models import Assignment, Course, Edition, Standing
from people.permissions import ASSIGN_COURSE, EDIT_COURSE, VIEW_TRAINING, WRITE_CONTENT
from people.querysets import people_of

SHOWN = (
    Standing.VALID,
    Standing.EXPIRING,
    Standing.GRACE,
    Standing.OVERDUE,
    Standing.EXPIRED,
    Standing.AWAY,
    Standing.WAIVED,
)


@dataclass(frozen=True)
class Caught:
    """How many people an audience catches: by kind, on leave, and those who are not asked yet."""

    people: int
    away: int
    new: int
    kinds: list[tuple[str, int]]


@dataclass(frozen=True)
class Stand:
    """How many stand in one way, with the look of it and the address of their rows."""

    label: str
    count: int
    look: Look
    url: str


def caught(
    unit: Unit, *, roles: Any, kinds: list[str], units: Any, on: date, user: User, course: Course | None = None
) -> Caught:
    """Counts whom an audience catches among the people the reader may see, before it is kept or after (one query)."""
    people = people_of(kinds=kinds, roles=list(roles), units=list(units), within=unit, on=on)
    asked = Assignment.objects.active().filter(course=course, person=OuterRef("pk"))
    numbers = {kind: Count("pk", filter=Q(kind=kind)) for kind in Person.Kind.values}
    rows = people.visible_to(user).with_leave(on).annotate(is_asked=Exists(asked))
    found = rows.aggregate(
        people=Count("pk"),
        away=Count("pk", filter=Q(is_on_leave=True)),
        new=Count("pk", filter=Q(is_asked=False)),
        **numbers,
    )
    by_kind = [(str(Person.Kind(kind).label), found[kind]) for kind in Person.Kind.values if found[kind]]
    return Caught(found["people"], found["away"], found["new"], by_kind)


read_by(Course, lambda course, user: permits(user, VIEW_TRAINING))


class CourseRecord:
    """Everything the page of one course shows; built on a row `for_page`."""

    def __init__(self, course: Course, *, user: User, on: date) -> None:
        self.course, self.user, self.on = course, user, on
        self.may_see = permits(user, VIEW_TRAINING)
        self.may_edit = course.is_active and permits(user, EDIT_COURSE, course)
        self.may_assign = course.is_active and permits(user, ASSIGN_COURSE)
        self.may_write = course.is_active and permits(user, WRITE_CONTENT, course)
        self.story = story_of(course, actor=user) if self.may_see else {}

    @cached_property
    def own(self) -> Assignment | None:
        """What is asked of the reader, who does not find it in the list."""
        if self.user.person_id is None or self.may_see:
            return None
        return Assignment.objects.active().filter(course=self.course, person=self.user.person_id).first()

    @cached_property
    def caught(self) -> Caught | None:
        if not self.course.is_active or not self.may_see:
            return None
        parts: dict[str, Any] = {"roles": self.roles, "kinds": self.course.audience.kinds, "units": self.units}
        return caught(self.course.unit, **parts, on=self.on, user=self.user, course=self.course)

    @cached_property
    def named(self) -> list[tuple[str, int, str, str]]:
        """The job roles and units of the audience, by name (one query for both)."""
        audience = self.course.audience
        roles = audience.roles.order_by().annotate(_of=Value("role", CharField()), _path=Value("", CharField()))
        units = audience.units.order_by().annotate(_of=Value("unit", CharField()), _path=F("path"))
        columns = ("_of", "pk", "name", "_path")
        return sorted(roles.values_list(*columns).union(units.values_list(*columns), all=True), key=lambda one: one[2])

    @cached_property
    def stands(self) -> list[Stand]:
        """How those who are asked stand, each leading to its rows."""
        rows = Assignment.objects.visible_to(self.user).active().filter(course=self.course).with_standing(self.on)
        numbers = dict(rows.order_by().values_list("standing").annotate(n=Count("pk")))
        return [
            Stand(
                str(one.label),
                numbers[one],
                look_of("people.standing", one),
                f"?{urlencode({'standing': one.value})}#list",
            )
            for one in SHOWN
            if numbers.get(one)
        ]

    @cached_property
    def editions(self) -> list[Edition]:
        """What it teaches, the newest version first, for whoever writes it."""
        rows = Edition.objects.visible_to(self.user).filter(course=self.course)
        return list(rows.order_by("-number"))

    @property
    def has_draft(self) -> bool:
        return any(one.is_draft for one in self.editions)

    @property
    def roles(self) -> list[JobRole]:
        return [JobRole(pk=pk, name=name) for of, pk, name, _path in self.named if of == "role"]

    @property
    def units(self) -> list[Unit]:
        return [Unit(pk=pk, name=name, path=path) for of, pk, name, path in self.named if of == "unit"]
