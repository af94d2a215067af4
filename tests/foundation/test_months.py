"""Months later in a query are the same days as in Python, on either database. Source: T-01."""

from datetime import date, timedelta

from django.db.models import F, Value

from foundation.dates import add_months
from foundation.directory.models import Site
from foundation.months import MonthsLater

YEARS = [date(2023, 8, 1) + timedelta(days=number) for number in range(0, 1000, 3)]
ENDS = [date(2024, 1, 31), date(2024, 2, 29), date(2023, 8, 31), date(2026, 3, 31), date(2026, 12, 31)]


def test_a_day_months_later_is_the_day_that_python_gives(company):
    unit = company.units["MN"]
    Site.objects.bulk_create(
        Site(code=f"M{number}", name=f"M{number}", kind="office", unit=unit, country="XA", opened_on=day)
        for number, day in enumerate([*YEARS, *ENDS])
    )
    rows = Site.objects.filter(code__startswith="M", opened_on__isnull=False)
    for months in (1, 6, 12, 48):
        found = rows.annotate(later=MonthsLater("opened_on", Value(months))).values_list("opened_on", "later")
        assert [(day, later) for day, later in found if later != add_months(day, months)] == []


def test_the_number_of_months_may_be_that_of_the_row(company):
    Site.objects.create(
        code="6", name="S", kind="office", unit=company.units["MN"], country="XA", opened_on=date(2026, 8, 31)
    )

    found = Site.objects.filter(code="6").annotate(later=MonthsLater("opened_on", F("id") * 0 + 6))

    assert found.get().later == date(2027, 2, 28)
