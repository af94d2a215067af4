"""The checkpoints of the log: whether each is what was signed, and the roots they say for its sizes."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.damage import Damage
from foundation.ledger.findings import Findings
from foundation.ledger.keys import verifying_keys
from foundation.ledger.notes import VerifyingKey, opened
from foundation.ledger.strict import Refused
from foundation.models.ledger import LedgerCheckpoint


class Signed(NamedTuple):
    """The root that was signed for a size."""

    size: int
    root: bytes
    at: datetime


def check_signatures(findings: Findings) -> set[int]:
    """Names every checkpoint that no key of the log signed, that says something else than its row, or that shrank.

    Returns their ids: what they say is not believed.
    """
    keys, before, wrong = verifying_keys(), 0, set()
    for row in LedgerCheckpoint.objects.order_by("pk").iterator():
        kind = _wrong(row, keys) or ("checkpoint_shorter" if row.size < before else "")
        if kind:
            findings.add(Damage.of(kind, size=row.size, at=said(row.signed_at)))
            wrong.add(row.pk)
        before = max(before, row.size)
    return wrong


def signed_between(start: int, end: int, wrong: Collection[int]) -> list[Signed]:
    """The roots of sizes above `start` up to `end` that were signed, in order, each once (one query)."""
    rows = LedgerCheckpoint.objects.filter(size__gt=start, size__lte=end).order_by("size", "pk")
    found: dict[tuple[int, bytes], Signed] = {}
    for key, size, root, at in rows.values_list("pk", "size", "root", "signed_at").iterator():
        if key not in wrong:
            found.setdefault((size, bytes(root)), Signed(size, bytes(root), at))
    return list(found.values())


def _wrong(row: LedgerCheckpoint, keys: Sequence[VerifyingKey]) -> str:
    try:
        note = opened(row.note, *keys)
        checkpoint = Checkpoint.parse(note.text)
    except Refused:
        return "checkpoint_unsigned"
    named = (row.size, bytes(row.root), note.verified[0].name)
    return "" if named == (checkpoint.size, checkpoint.root, checkpoint.origin) else "checkpoint_altered"


def said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
