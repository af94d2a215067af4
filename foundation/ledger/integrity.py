"""The page of the ledger for officers and administrators: how far it reaches, who watches it, and what was verified."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.conf import settings

from foundation.jobs import OPEN
from foundation.ledger import checking, keys, log
from foundation.ledger.holding import held_back
from foundation.ledger.scrub import Scrub, scrubs
from foundation.ledger.witnesses import configured, cosigned, rows_of
from foundation.models.witnesses import LedgerWitness
from foundation.models.work import Job
from foundation.refusals import Refusal
from foundation.words import ago

LATE = timedelta(hours=2)  # one checkpoint an hour is signed also when nothing happens


@dataclass(frozen=True)
class Watcher:
    """A witness by its name, with what is known of it; None before it was asked."""

    name: str
    url: str
    row: LedgerWitness | None

    @property
    def agrees(self) -> bool:
        return self.row is not None and self.row.cosigned_at is not None and not self.row.refusal


class Integrity:
    """Everything the page shows, at a moment."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.size, self.root, self.checkpoint = log.state()

    @cached_property
    def age(self) -> timedelta | None:
        return self.now - self.checkpoint.signed_at if self.checkpoint else None

    @property
    def since(self) -> str:
        """How long ago the newest checkpoint was signed, in words."""
        return ago(self.checkpoint.signed_at, now=self.now) if self.checkpoint else ""

    @cached_property
    def published(self) -> str:
        """The newest checkpoint with the cosignatures under it."""
        return cosigned(self.checkpoint) if self.checkpoint else ""

    @property
    def is_late(self) -> bool:
        return self.age is not None and self.age > LATE

    @cached_property
    def held(self) -> Refusal | None:
        """Why nothing is signed now."""
        return held_back()

    @cached_property
    def watchers(self) -> list[Watcher]:
        rows = rows_of(keys.origin()) if settings.WITNESSES else {}
        return [Watcher(one.name, one.url, rows.get(one.key.vkey)) for one in configured()]

    @cached_property
    def scrubs(self) -> list[Scrub]:
        return scrubs()

    @cached_property
    def checked(self) -> checking.Checked | None:
        return checking.last_check()

    @cached_property
    def job(self) -> Job | None:
        return checking.running()

    @property
    def checks_now(self) -> bool:
        """Whether a verification waits or runs."""
        return self.job is not None and self.job.state in OPEN

    @property
    def is_sound(self) -> bool:
        return self.held is None and not self.is_late and not (self.checked and self.checked.count)
