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


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("journey") is not None:
        return 0
    return 2 if item.nodeid.partition("::")[0] in PIECES else 1
