"""K-09 in SQL against its definition in plain Python, over assignments with dates at the edges."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from foundation.directory.models import Leave
from people.figures.training import Tally, by_course, tallies
from people.models import Assignment, Audience, Completion, Course
from people.querysets.compliance import PARTS, counted, part
from tests.company import TODAY

DAYS = st.sampled_from((-400, -2, -1, 0, 1, 40))
OPEN = ("assigned", "in_progress", "blocked")
PEOPLE = ("ines", "samir", "emma", "omar", "leo", "priya", "helena", "malik")


@dataclass(frozen=True)
class Told:
    """What is asked of somebody, its days counted from the cut-off; `valid` None without a completion, 0 the last day."""

    state: str
    due: int
    valid: int | None
    released: bool
    away: bool
    never_ends: bool


ASKED = st.builds(
    Told,
    state=st.sampled_from([*OPEN, "completed", "completed", "waived", "cancelled"]),
    due=DAYS,
    valid=st.none() | DAYS,
    released=st.booleans(),
    away=st.booleans(),
    never_ends=st.booleans(),
)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def holds(one: Told) -> bool:
    return one.state == "completed" or one.valid is not None


def counts(one: Told) -> bool:
    gone = one.state == "cancelled" or (one.released and one.state == "completed")
    return not gone and one.state != "waived" and not one.away


def stands(one: Told) -> str:
    """Valid, still learning, run out, or overdue."""
    if holds(one):
        return "valid" if one.never_ends or (one.valid or 0) >= 0 else "expired"
    return "grace" if one.due >= 0 else "overdue"


def expected(asked: list[Told]) -> Tally:
    found = [stands(one) for one in asked if counts(one)]
    return Tally(*(found.count(name) for name in PARTS))


def course(company, code: str) -> Course:
    return Course.objects.create(code=code, title=code, unit=company.units["MN"], audience=Audience.objects.create())


def write(company, of: Course, asked: list[Told]) -> list[Assignment]:
    rows = []
    for name, one in zip(PEOPLE, asked, strict=False):
        person = company.person(name)
        until = None if one.never_ends else day(one.valid or 0)
        made = holds(one) and Completion.objects.create(
            person=person, course=of, completed_on=day(-800), valid_until=until
        )
        gone = one.state == "cancelled" or (one.released and one.state == "completed")
        rows.append(
            Assignment.objects.create(
                person=person,
                course=of,
                reason="role",
                state=one.state,
                anchor_on=day(-900),
                assigned_on=day(-900),
                due_on=day(one.due),
                completion=made or None,
                released_on=day(-1) if gone else None,
                waived_until=day(50) if one.state == "waived" else None,
                waived_because="Long away." if one.state == "waived" else "",
            )
        )
        if one.away:
            Leave.objects.create(person=person, from_on=day(-5), to_on=None)
    return rows


def compare(company, asked: list[Told]) -> None:
    of = course(company, "ABC")
    rows = write(company, of, asked)
    found = by_course(Assignment.objects.all(), on=TODAY)

    wanted = expected(asked)
    assert found.get("ABC", Tally()) == wanted
    assert wanted.figure.numerator <= wanted.figure.denominator
    assert wanted.figure.denominator == wanted.asked - wanted.grace
    for name in PARTS:
        behind = counted(Assignment.objects.filter(part(name, TODAY)), TODAY)
        assert {row.pk for row in behind} == {
            row.pk for row, one in zip(rows, asked, strict=False) if counts(one) and stands(one) == name
        }
    by_kind = tallies(Assignment.objects.all(), "person__kind", on=TODAY)
    assert sum(by_kind.values(), Tally()) == wanted


def test_the_figure_follows_its_definition(company):
    @settings(
        max_examples=15, phases=[Phase.generate], deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.lists(ASKED, max_size=len(PEOPLE)))
    def check(asked):
        with transaction.atomic():
            compare(company, asked)
            transaction.set_rollback(True)

    check()


def test_nobody_asked_is_no_figure(company):
    assert by_course(Assignment.objects.all(), on=TODAY) == {}
    assert Tally().figure.told["value"] is None
    assert Tally(grace=3).figure.told["value"] is None
