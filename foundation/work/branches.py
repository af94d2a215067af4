"""The branches of My work as one UNION ALL, and what is counted over it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Value, When

from foundation import offers
from foundation.directory.models import Person, User

GROUPS = ("late", "today", "week", "later", "undated")
ORDER = (F("due_by").asc(nulls_last=True), "row_ref", "task", "row_detail")
WEEK = timedelta(days=7)
HOLDERS = 200


@dataclass(frozen=True)
class Counts:
    """How many lines there are, by group of due dates, held by the reader and by others."""

    mine: dict[str, int] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)

    def of(self, view: str) -> dict[str, int]:
        """The size of each group in a view of the list."""
        both = {group: self.mine.get(group, 0) + self.others.get(group, 0) for group in GROUPS}
        if view == "late":
            return {"late": both["late"]}
        return {"mine": self.mine, "chasing": self.others}.get(view, both)

    def total(self, view: str) -> int:
        return sum(self.of(view).values())


def branches(user: User, on: date, *, only_dated: bool = False) -> list[tuple[offers.Work, QuerySet]]:
    """What every app offers to a member of staff; asked once per request, as the user is loaded once per request."""
    if user.person_id is None:
        return []
    offered = user.__dict__.setdefault("_work_offered", {})
    wanted = [branch for branch in offers.work() if branch.dated or not only_dated]
    for branch in wanted:
        if (branch.name, on) not in offered:
            offered[branch.name, on] = branch.rows(user, on)
    return [(branch, offered[branch.name, on]) for branch in wanted]


def held_by(user: User, view: str) -> Q:
    """The lines of a view: those the person holds, those they chase, or both."""
    mine = Q(held_by_id=user.person_id)
    return {"mine": mine, "chasing": ~mine | Q(held_by_id=None)}.get(view, Q())


def union(rows: Sequence[QuerySet]) -> QuerySet:
    """One combined query of all branches, in the order of the list."""
    if not rows:
        return _nothing()
    first, *rest = [_columns(branch) for branch in rows]
    return first.union(*rest, all=True).order_by(*ORDER)


def count(user: User, rows: Sequence[QuerySet], *, on: date) -> Counts:
    """The sizes of all groups, held and chased, in one query."""
    bucket = Case(
        When(due_by__lt=on, then=Value("late")),
        When(due_by=on, then=Value("today")),
        When(due_by__lte=on + WEEK, then=Value("week")),
        When(due_by__gt=on + WEEK, then=Value("later")),
        default=Value("undated"),
        output_field=CharField(),
    )
    mine = Case(When(held_by_id=user.person_id, then=Value(1)), default=Value(0), output_field=IntegerField())
    grouped = [
        branch.order_by().annotate(bucket=bucket, held=mine).values("bucket", "held").annotate(number=Count("pk"))
        for branch in rows
    ]
    sizes = Counts(dict.fromkeys(GROUPS, 0), dict.fromkeys(GROUPS, 0))
    for row in grouped[0].union(*grouped[1:], all=True) if grouped else []:
        (sizes.mine if row["held"] else sizes.others)[row["bucket"]] += row["number"]
    return sizes


def holders(rows: Sequence[QuerySet]) -> list[Person]:
    """The people who hold something in these branches, by name; at most `HOLDERS`."""
    term = Q(pk__in=[])
    for branch in rows:
        term |= Q(pk__in=branch.order_by().exclude(held_by_id=None).values("held_by_id"))
    return list(Person.objects.filter(term)[:HOLDERS])


def _nothing() -> QuerySet:
    return Person.objects.none().values("pk")


def _columns(rows: QuerySet) -> QuerySet:
    return rows.order_by().values(*offers.WORK_COLUMNS)
