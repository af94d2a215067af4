"""No combination of what the product shows of sanctions lets a hidden cell be worked out. Source: K-12, T-61.

Covered are the three tables of the page and the figure K-12 (board, API, `manage.py figures`) side by side, whoever
knows the rules by which cells are hidden. There is no filter by unit or day to add: the figure tells nothing of earlier
months, and what is shown moves once a month. Not covered is who writes down each month's numbers and compares.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from people.cases.figures import HIDDEN, shown
from people.cases.models import Case, Sanction
from people.cases.offers.sanctions import final_sanctions
from people.cases.records.numbers import beside_others
from tests.company import TODAY
from tests.test_access_matrix import sign_in

SIZES = {"region": 3, "level": 3, "category": 4}
Row = tuple[int, ...]
CASE = st.tuples(*(st.integers(0, size - 1) for size in SIZES.values()))


def views(rows: dict[str, Row]) -> dict[str, tuple]:
    """All that is shown of the same cases, to somebody who sees no whole numbers."""
    told = {name: seen(name, row) for name, row in rows.items()}
    return told | {"figure": seen("figure", rows["region"])}


@cache
def seen(name: str, row: Row) -> tuple:
    counted = {str(at): count for at, count in enumerate(row)}
    cells = shown(counted).cells if name == "figure" else beside_others(counted)
    return (*cells.values(), shown(counted).total)


def rows_of(total: int, cells: int) -> Iterator[Row]:
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in rows_of(total - first, cells - 1):
            yield (first, *rest)


def possible(told: dict[str, tuple]) -> dict[str, set[Row]]:
    """For each table the rows that could stand behind all that is shown; tables share nothing but their total."""
    fits = {
        total: {name: {row for row in rows_of(total, size) if fit(name, row, told)} for name, size in SIZES.items()}
        for total in range(12)
    }
    joint = [found for found in fits.values() if all(found.values())]
    return {name: set().union(*(found[name] for found in joint)) for name in SIZES}


def fit(name: str, row: Row, told: dict[str, tuple]) -> bool:
    return seen(name, row) == told[name] and (name != "region" or seen("figure", row) == told["figure"])


def is_inherent(row: Row) -> bool:
    """Every cell is 1 and none is zero: their number and the total say it, however much is hidden."""
    return set(row) == {1} and len(row) >= 4


@pytest.mark.anywhere
@settings(max_examples=150, deadline=None)
@given(st.lists(CASE, max_size=10))
def test_no_hidden_cell_can_be_worked_out(cases):
    counted = [Counter(case[at] for case in cases) for at in range(3)]
    rows = {name: tuple(counted[at][cell] for cell in range(size)) for at, (name, size) in enumerate(SIZES.items())}
    told = views(rows)
    behind = possible(told)

    for name, row in rows.items():
        assert row in behind[name]
        for cell in hidden(name, told):
            assert len({other[cell] for other in behind[name]}) > 1 or is_inherent(row), (name, cell, told)


def hidden(name: str, told: dict[str, tuple]) -> list[int]:
    """The cells of a table that nothing shows; regions stand in the figure as well."""
    places = [told[name], *([told["figure"]] if name == "region" else [])]
    return [cell for cell in range(SIZES[name]) if all(place[cell] == HIDDEN for place in places)]


@pytest.mark.anywhere
def test_one_table_does_not_tell_the_total_to_another():
    """Four cases of four kinds in one region: four hidden ones would say four, and so the region."""
    behind = possible(views({"region": (4, 0, 0), "level": (2, 2, 0), "category": (1, 1, 1, 1)}))

    assert len({row[0] for row in behind["region"]}) > 1


def final(company, unit: str, level: int, category: str) -> None:
    facts = {"state": "final", "final_on": date(2026, 6, 1), "reported_on": date(2026, 1, 5), "category": category}
    number = Case.objects.count()
    case = Case.objects.create(ref=f"VC-{number}", unit=company.units[unit], description="…", **facts)
    Sanction.objects.create(case=case, level=level, form="written_warning", start_on=TODAY)


def numbers(user) -> str:
    client = Client()
    sign_in(client, user)
    said = client.get(reverse("cases:numbers")).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", said))


def test_the_whole_is_for_who_answers_for_the_whole(company, cast):
    for unit, level, category in (*[("HQ", 1, "conduct")] * 6, ("MEA", 2, "disclosure")):
        final(company, unit, level, category)

    assert re.search(r"Headquarters 6 .*Middle East and Africa 1 ", numbers(cast["grace"]))
    told = numbers(cast["helena"])
    assert re.search(r"Headquarters ∗ hidden .*Middle East and Africa ∗ hidden", told)
    assert "Sanctions 7 " in told


def test_no_day_can_be_asked_for(company, cast):
    final(company, "HQ", 1, "conduct")

    assert final_sanctions(cast["ines"], date(2026, 9, 30)).parts == {}
    assert final_sanctions(cast["ines"], TODAY) == final_sanctions(cast["ines"], TODAY.replace(day=2))


def test_the_figures_file_holds_what_everybody_may_read(company, capsys):
    for unit in (*["HQ"] * 6, "MEA"):
        final(company, unit, 1, "conduct")

    call_command("figures", "--json", on=TODAY)

    assert '"HQ": "*"' in capsys.readouterr().out
