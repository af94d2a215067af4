"""Whether the history that somebody saw at their last visit is how the present one begins: a consistency proof.

What a visit began with is kept, one row per account, so that a history that was rewritten between two visits is noticed
by whoever comes back, however well its checkpoints are signed. Source: RFC 9162, 2.1.4.2; docs/ledger.md.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from foundation.access import require
from foundation.directory.models import User
from foundation.ledger import log
from foundation.ledger.growth import edge, near
from foundation.ledger.merkle import EMPTY_ROOT, Nodes, consistency_proof, verify_consistency
from foundation.ledger.officers import officers_of_all
from foundation.ledger.strict import Refused
from foundation.models.seen import LedgerSeen
from foundation.permissions import SEE_HISTORY
from foundation.trail import record
from foundation.verbs import verb
from foundation.words import moment

BEGAN, BROKEN = "ledger.seen", "ledger.broken"
VISIT = timedelta(hours=1)  # who looks again within it is on the same visit


@dataclass(frozen=True)
class Past:
    """A checkpoint that was shown: its size, its root, and when."""

    size: int
    root: bytes
    at: datetime


@dataclass(frozen=True)
class Continuity:
    """How the history of now stands to the one of the last visit; `refusal` is empty when nothing was rewritten.

    `before` is None on a first visit, `proof` the hashes between the two. `is_news` while this visit is not kept yet.
    """

    at: datetime
    size: int
    root: bytes
    signed_at: datetime | None
    before: Past | None
    proof: tuple[bytes, ...]
    refusal: str
    is_news: bool

    @property
    def is_broken(self) -> bool:
        return bool(self.refusal)

    @property
    def outcome(self) -> "Outcome":
        return Outcome(self.at, self.size, self.before.size if self.before else None, _said(self.before), self.refusal)


class Outcome(NamedTuple):
    """What came of a look, in what a session can keep: nothing was sealed where `size` is 0, a first visit without `then`."""

    at: datetime
    size: int
    then: int | None
    then_at: str
    refusal: str

    @property
    def is_broken(self) -> bool:
        return bool(self.refusal)

    def packed(self) -> list[Any]:
        return [self.at.isoformat(), *self[1:]]

    @classmethod
    def unpacked(cls, kept: list[Any]) -> "Outcome":
        return cls(datetime.fromisoformat(kept[0]), *kept[1:])


def _said(past: Past | None) -> str:
    return moment(past.at) if past else ""


def continuity(user: User, at: datetime) -> Continuity | None:
    """The history as `user` may find it at a moment; None where nothing was ever sealed (three queries)."""
    seen, present = LedgerSeen.objects.filter(user=user).first(), log.latest()
    if present is None and seen is None:
        return None
    size, root = (present.size, bytes(present.root)) if present else (0, EMPTY_ROOT)
    signed_at = present.signed_at if present else None
    is_new = seen is None or at - seen.seen_at >= VISIT
    pasts = [past for past in (_kept(seen), _before(seen)) if past is not None]
    around = [tile for past in pasts if past.size < size for tile in near(max(past.size - 1, 0), size)]
    nodes = log.nodes(size, [*edge(size), *around])
    before = pasts[0] if is_new and pasts else (pasts[1] if len(pasts) > 1 else None)
    for past in pasts:
        if refusal := _refusal(past, size, root, nodes):
            return Continuity(at, size, root, signed_at, past, (), refusal, is_new)
    proof = () if before is None else _proof(before.size, size, nodes)
    return Continuity(at, size, root, signed_at, before, proof, "", is_new)


@verb("ledger.begin_visit")
def begin_visit(*, actor: User, at: datetime) -> Continuity | None:
    """Keeps the present checkpoint as the one this visit began with. Within an hour it is the same visit: nothing is kept.

    A history that does not go on from the one seen before is never kept; the officers of the organisation are told, once
    a visit, and the warning stays until it does.
    """
    require(actor, SEE_HISTORY)
    seen = LedgerSeen.objects.select_for_update().filter(user=actor).first()
    found = continuity(actor, at)
    if found is None:
        return None
    if found.is_broken and seen is not None:
        _tell(actor, seen, found, at)
    elif found.is_news:
        _keep(actor, seen, found, at)
    return found


def _kept(seen: LedgerSeen | None) -> Past | None:
    return None if seen is None else Past(seen.size, bytes.fromhex(seen.root), seen.seen_at)


def _before(seen: LedgerSeen | None) -> Past | None:
    if seen is None or seen.before_size is None or seen.before_at is None:
        return None
    return Past(seen.before_size, bytes.fromhex(seen.before_root), seen.before_at)


def _refusal(past: Past, size: int, root: bytes, nodes: Nodes) -> str:
    """Why the present history is no continuation of a past one, in words; empty when it is."""
    if past.size == 0:
        return ""  # every history begins with the empty one
    if size < past.size:
        words = _("Then it had %(then)s entries, now it has only %(now)s: entries were taken away.")
        return words % {"then": past.size, "now": size}
    try:
        proof = consistency_proof(past.size, size, nodes)
        verify_consistency(first=past.size, second=size, first_root=past.root, second_root=root, proof=proof)
    except Refused:
        words = _("Its first %(then)s entries are no longer those that were there then: they were rewritten.")
        return words % {"then": past.size}
    return ""


def _proof(first: int, second: int, nodes: Nodes) -> tuple[bytes, ...]:
    return tuple(consistency_proof(first, second, nodes)) if first else ()


def _keep(actor: User, seen: LedgerSeen | None, found: Continuity, at: datetime) -> None:
    past = _kept(seen)
    row = seen or LedgerSeen(user=actor)
    if past is not None:
        row.before_size, row.before_root, row.before_at = past.size, past.root.hex(), past.at
    row.size, row.root, row.seen_at, row.told_at = found.size, found.root.hex(), at, None
    row.full_clean()
    row.save()
    record(
        actor=actor,
        kind=BEGAN,
        subject=actor,
        summary=_("saw the history at %(size)s entries") % {"size": found.size},
        details={"size": found.size, "root": found.root.hex()},
    )


def _tell(actor: User, seen: LedgerSeen, found: Continuity, at: datetime) -> None:
    if seen.told_at is not None and at - seen.told_at < VISIT:
        return
    seen.told_at = at
    seen.save(update_fields=["told_at"])
    past = found.before or Past(seen.size, bytes.fromhex(seen.root), seen.seen_at)
    words = _("The history is not the one that %(name)s saw on %(at)s. %(refusal)s")
    record(
        actor=actor,
        kind=BROKEN,
        subject=actor,
        summary=words % {"name": actor.name, "at": moment(past.at), "refusal": found.refusal},
        details={"then": [past.size, past.root.hex()], "now": [found.size, found.root.hex()]},
        notify=officers_of_all(),
    )
