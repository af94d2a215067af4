"""What the night keeps of the figures of audits: how many of how many in each unit."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from audits.figures import plan_filter
from audits.figures.year import COUNTED
from audits.models import Audit, Finding
from foundation.figures import Kept
from foundation.snapshots import by_unit


def _of_programme(part: str, on: date) -> list[Kept]:
    due = Audit.objects.filter(plan_filter("due", on=on))
    hit = Audit.objects.filter(plan_filter(part, on=on)).order_by().values("pk")
    return by_unit(due, Q(pk__in=hit))


def completion(on: date) -> list[Kept]:
    return _of_programme("held", on)


def punctuality(on: date) -> list[Kept]:
    return _of_programme("punctual", on)


def share_of_year(name: str, *, unit: str = "unit") -> Callable[[date], list[Kept]]:
    """Of a population of audits/figures/year.py."""

    def kept(on: date) -> list[Kept]:
        return by_unit(COUNTED[name](Finding.objects.all(), on), Q(hit=1), unit=unit)

    return kept


def majors(on: date) -> list[Kept]:
    return by_unit(Finding.objects.open_on(on).filter(type="major").with_due_on(on), Q(next_due_on__lt=on))
