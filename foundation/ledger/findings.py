"""What a verification has found so far; however much it is, only the first thousand are kept with their names."""

from dataclasses import dataclass

from foundation.ledger.damage import Damage

NAMED = 1000


@dataclass(frozen=True)
class Stray:
    """An entry whose event gives another hash than was sealed at its place."""

    index: int
    event: str
    computed: bytes
    sealed: bytes
    row_agrees: bool


class Findings:
    def __init__(self) -> None:
        self._damages: list[Damage] = []
        self._strays: dict[bytes, Stray] = {}
        self._more = 0
        self.without_row: set[bytes] = set()  # hashes of entries whose row is missing

    def add(self, damage: Damage) -> None:
        if len(self._damages) < NAMED:
            self._damages.append(damage)
        else:
            self._more += 1

    def stray(self, stray: Stray) -> None:
        """Named at the end, when it is known whether two entries were exchanged."""
        if len(self._strays) < NAMED:
            self._strays[stray.sealed] = stray
        else:
            self._more += 1

    def all(self) -> list[Damage]:
        for stray in self._strays.values():
            self._name(stray)
        more = [Damage.of("more", count=self._more)] if self._more else []
        return [*self._damages, *more]

    def _name(self, stray: Stray) -> None:
        other = self._strays.get(stray.computed)
        if other is not None and other.computed == stray.sealed:
            if stray.index < other.index:
                self.add(Damage.of("reordered", index=stray.index, other=other.index))
            return
        self.add(Damage.of("event_altered", event=stray.event, index=stray.index))
        if not stray.row_agrees:
            self.add(Damage.of("leaf_altered", index=stray.index))
