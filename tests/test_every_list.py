"""Every list of the house, as its pages and the API build it: each order, alone and with another, shows each row once.

The lists are caught while every address of the access matrix is opened; one that no address shows fails.
"""

from collections.abc import Iterator
from itertools import islice, product
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import RequestFactory, override_settings
from django.urls import reverse

from foundation.api.paging import Sieve
from foundation.directory.models import User
from foundation.lists import TableList
from foundation.lists.columns import Column
from foundation.lists.keyset import Keyset
from tests.routes import ROUTES, SITUATIONS
from tests.routes.api import CALLS
from tests.test_access_matrix import sign_in, visitor
from tests.world import meet

pytestmark = pytest.mark.usefixtures("figures_kept", "standing_world", "world")

READERS = ("ines", "adam", "tobias", "claire")
PAIRS = 12  # of each list, beside every column alone


def lists(of: type[TableList] = TableList) -> Iterator[type[TableList]]:
    for one in of.__subclasses__():
        if not one.__module__.startswith("tests.") and hasattr(one, "name"):
            yield one
        yield from lists(one)


@pytest.fixture(scope="module")
def caught(figures_kept: None, standing_world: None, django_db_blocker: Any) -> dict[type[TableList], Any]:
    """The rows of every list by its class: of all the readers, those who see most."""
    found: dict[type[TableList], Any] = {}

    def keep(table: type[TableList], rows: Any) -> None:
        if table not in found or rows.count() > found[table].count():
            found[table] = rows

    begin, page = TableList.__init__, Sieve.page

    def begun(self: TableList, request: Any, queryset: Any) -> None:
        keep(type(self), queryset)
        begin(self, request, queryset)

    def paged(self: Sieve, rows: Any, request: Any) -> Any:
        if self.table is not None:
            keep(self.table, rows)
        return page(self, rows, request)

    unlimited = override_settings(API_CALLS_PER_USER=1_000_000, API_CALLS_PER_ADDRESS=1_000_000)
    with django_db_blocker.unblock(), transaction.atomic(), unlimited, pytest.MonkeyPatch.context() as patch:
        patch.setattr(TableList, "__init__", begun)
        patch.setattr(Sieve, "page", paged)
        open_everything(meet())
        transaction.set_rollback(True)
    return found


def open_everything(world: Any) -> None:
    for name in READERS:
        client = visitor()
        sign_in(client, world.company.cast[name])
        for route, line in ROUTES.items():
            if name in line.read and route not in SITUATIONS:
                client.get(reverse(route, args=line.own(world)) + line.query)
        for call, line in CALLS.items():
            if name in line.read:
                client.get(reverse(call.partition("#")[0], args=line.own(world)))


def orders(table: type[TableList]) -> Iterator[tuple[str, ...]]:
    """Each column both ways, and some pairs of them."""
    signed = [(column, turned) for column in table.columns if column.sort for turned in (False, True)]
    yield from (column.order(descending=turned) for column, turned in signed)
    pairs = ((one, other) for one, other in product(signed, signed) if one[0] is not other[0])
    for one, other in islice(pairs, 0, None, max(1, len(signed) ** 2 // PAIRS)):
        yield both(one, other)


def both(*columns: tuple[Column, bool]) -> tuple[str, ...]:
    fields: dict[str, str] = {}
    for column, turned in columns:
        for path in column.order(descending=turned):
            fields.setdefault(path.lstrip("-"), path)
    return tuple(fields.values())


def test_every_order_of_every_list_shows_each_row_once(caught):
    wrong, missing = [], [one.__name__ for one in lists() if one not in caught]
    for table, rows in caught.items():
        for order in orders(table):
            keyset = Keyset(rows, order, name="x")
            whole = [row.pk for row in keyset.ordered()]
            if walked(keyset, size=max(1, len(whole) // 3)) != whole or len(set(whole)) != rows.count():
                wrong.append((table.__name__, order))

    assert (wrong, missing) == ([], [])
    assert len(caught) > 60


def walked(keyset: Keyset, *, size: int) -> list[Any]:
    found, page = [], keyset.page(size=size)
    while True:
        found += [row.pk for row in page.rows]
        if not page.next:
            return found
        page = keyset.page(size=size, after=page.next)


def test_every_list_reads_every_column_and_has_a_name_of_its_own(caught):
    for table, rows in caught.items():
        for row in rows[:2]:
            for column in table.columns:
                column.read(row)

    pages = [table for table in caught if ".lists" in table.__module__]
    assert len({table.name for table in pages}) == len(pages)


def test_a_filter_that_nothing_is_asked_of_leaves_every_row(caught):
    narrowed = {}
    for table, rows in caught.items():
        if table.filterset is not None:
            request = RequestFactory().get("/")
            request.user = User.objects.get(name="Ines Moreau")
            made = table.filterset(QueryDict(), queryset=rows, request=request)
            if str(made.qs.query) != str(rows.query):
                narrowed[table.__name__] = str(made.qs.query)

    assert narrowed == {}
