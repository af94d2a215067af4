"""How several processes share the tests: whole modules, but matrices in pieces; what takes longest comes first.

Tests of a module may tell one story or share what one of them built, so a module stays together. In the modules of `PIECES`
each test stands alone; they come last and in pieces, so that no process is idle while another has much left.
"""

from collections import Counter
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

PIECES = {  # module → tests of a piece
    "tests/test_access_matrix.py": 20,
    "tests/test_api_matrix.py": 20,
    "tests/test_every_answer.py": 20,
    "tests/test_known_faults.py": 1,
    "tests/api/test_contract.py": 1,
}
WITH_SERVERS = ("tests/faults/", "tests/journeys/", "tests/setup/")  # whose tests start the program beside them


class InShares(LoadScopeScheduling):
    """Hands out share after share, in the order in which the tests were collected."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        super().__init__(config, log)
        self.seen: Counter[str] = Counter()
        self.shares: dict[str, str] = {}

    def _split_scope(self, nodeid: str) -> str:
        """The share a test belongs to; a piece is counted off when its tests are first met."""
        if nodeid not in self.shares:
            module = nodeid.partition("::")[0]
            self.shares[nodeid] = f"{module}#{self.seen[module] // PIECES[module]}" if module in PIECES else module
            self.seen[module] += 1
        return self.shares[nodeid]


def arrange(items: list[pytest.Item]) -> None:
    """Journeys take minutes and cannot be parted, so they come first; what comes in pieces is last."""
    items.sort(key=_turn)


def depends_on_the_database(item: pytest.Item) -> bool:
    """Those of WITH_SERVERS start programs that do."""
    asks = asks_database(item) or "django_db_setup" in item.fixturenames
    return asks or item.get_closest_marker("server") is not None or item.nodeid.startswith(WITH_SERVERS)


def lives_in_company(request: pytest.FixtureRequest) -> bool:
    """Whether every test of the module that asks the database asks for the company, and none for more than its rows."""
    items = [item for item in request.session.items if item.path == request.path and asks_database(item)]
    return bool(items) and all("company" in item.fixturenames and not _has_its_own(item) for item in items)


def asks_database(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    return marked or not {"db", "transactional_db"}.isdisjoint(item.fixturenames)


def _has_its_own(item: pytest.Item) -> bool:
    """Whether it commits, or meets what its module put into the database."""
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction")
    if commits or not {"live_server", "transactional_db"}.isdisjoint(item.fixturenames):
        return True
    fixtures = [one for found in item._fixtureinfo.name2fixturedefs.values() for one in found]
    return any(one.scope == "module" and "django_db_blocker" in one.argnames for one in fixtures)


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("journey") is not None:
        return 0
    return 2 if item.nodeid.partition("::")[0] in PIECES else 1
