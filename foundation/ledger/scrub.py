"""What reading the stored files again found, as the app that keeps them tells it to the page of the ledger."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Scrub:
    """Every stored file in numbers: `unread` were never read again, `first_at` is when the one longest unread was."""

    files: int
    damaged: int
    unread: int
    first_at: datetime | None
    last_at: datetime | None


_tellers: list[Callable[[], Scrub]] = []


def offer_scrub(teller: Callable[[], Scrub]) -> None:
    _tellers.append(teller)


def scrubs() -> list[Scrub]:
    """One for each store of files (one query each)."""
    return [teller() for teller in _tellers]
