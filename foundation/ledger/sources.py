"""Where entries come from: the trail itself, and logs of the same shape that other rooms keep apart and offer here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Exists, F, OuterRef, Value

from foundation.ledger.entries import entry
from foundation.ledger.merkle import leaf_hash
from foundation.ledger.statements import near_the_newest
from foundation.models.ledger import LedgerLeaf
from foundation.models.trail import Event
from foundation.trail import digest_of

TRAIL = "event"
WINDOW = 256  # events back from the newest sealed one among which those that committed late are looked for at once


class Waiting(NamedTuple):
    """What an entry says of an event, with the number by which its source knows it."""

    number: int
    at: datetime
    kind: str
    digest: str

    @property
    def entry(self) -> bytes:
        return entry(id=self.number, at=self.at, kind=self.kind, digest=self.digest)

    @property
    def leaf_hash(self) -> bytes:
        return leaf_hash(self.entry)


@dataclass(frozen=True)
class Source:
    """A log of events: rows with `at`, `kind` and `digest`, each with its `content`, as the trail has them.

    `says` stands in the entries instead of the kind where the kind itself would tell too much. `column` is where leaves
    keep the number of the event. `has_rooms` where events name the grant under which an outsider acted.
    """

    name: str
    model: type[models.Model]
    says: str = ""
    column: str = "foreign_id"
    has_rooms: bool = False

    def waiting(self) -> models.QuerySet:
        """Every event without a leaf, oldest number first."""
        leaves = LedgerLeaf.objects.filter(source=self.name, **{self.column: OuterRef("pk")})
        return self.model._default_manager.order_by("pk").filter(~Exists(leaves))

    def take(self, limit: int, *, everything: bool) -> list[Waiting]:
        """The first of them; without `everything` only those near or above the newest sealed.

        Never those above a number alone: transactions commit in another order than they drew their numbers.
        """
        if everything:
            return [self.waits(*row) for row in self.waiting().values_list(*SEALED)[:limit]]
        table = self.model._meta.db_table
        return [self.waits(*row) for row in near_the_newest(table, self.name, self.column, back=WINDOW, limit=limit)]

    def waits(self, number: int, at: datetime, kind: str, digest: str) -> Waiting:
        return Waiting(number, at, self.says or kind, digest)

    def found(self, numbers: Sequence[int]) -> dict[int, tuple[Waiting, str | None]]:
        """By number the events that are there, each with the digest of its content; None where that was erased."""
        grant = F("grant_uuid") if self.has_rooms else Value(None, models.UUIDField())
        columns = [*SEALED, *SAID, grant]
        rows = self.model._default_manager.filter(pk__in=numbers).order_by("pk").values_list(*columns)
        return {row[0]: (self.waits(*row[: len(SEALED)]), _digest(*row[len(SEALED) :])) for row in rows}


SEALED = ("pk", "at", "kind", "digest")
SAID = (
    "content__salt",
    "content__actor__uuid",
    "content__details",
    "content__ip",
    "content__summary",
    "subject_type__app_label",
    "subject_type__model",
    "subject_uuid",
)


def _digest(
    salt: Any, actor: Any, details: Any, ip: Any, summary: Any, app: str, model: str, uuid: Any, grant: Any
) -> str | None:
    if salt is None:
        return None
    subject = (f"{app}.{model}", uuid)
    return digest_of(bytes(salt), actor=actor, details=details, grant=grant, ip=ip, subject=subject, summary=summary)


_sources: dict[str, Source] = {}


def offer_entries(source: Source) -> None:
    """Lets the ledger seal another log. Offered twice, it fails at import."""
    if source.name in _sources:
        raise RuntimeError(f"The entries of {source.name} are offered twice.")
    _sources[source.name] = source


def sources() -> list[Source]:
    return list(_sources.values())


def source_of(event: models.Model) -> Source:
    return next(source for source in _sources.values() if isinstance(event, source.model))


offer_entries(Source(TRAIL, Event, column="event_id", has_rooms=True))
