"""Verifies the whole log: every event, leaf and tile against what was signed, in the memory of a few tiles.

The database holds each entry three times: as an event, from which its hash is computed anew, as the hash of its leaf, and in
a tile. Where they differ, what was signed says which of them was altered. Whoever alters all three alike, and the tiles
above, is found by the root; whoever signs it anew as well, by the witnesses and by the checkpoints that people took home.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta

from foundation.ledger import blocks, log
from foundation.ledger.blocks import AT_ONCE, UNKNOWN, Block, Named
from foundation.ledger.damage import Damage
from foundation.ledger.findings import NAMED, Findings, Stray
from foundation.ledger.frontier import Frontier
from foundation.ledger.holding import UNASKED, held_back
from foundation.ledger.merkle import root_of
from foundation.ledger.signed import Signed, check_signatures, said, signed_between
from foundation.ledger.sources import TRAIL, sources
from foundation.ledger.stored_tiles import UpperTiles, too_wide, widest_tiles
from foundation.ledger.tiles import TILE_WIDTH, tile_path
from foundation.models.ledger import LedgerLeaf

GRACE = timedelta(minutes=10)  # an event of the minutes before the last checkpoint may still wait for its transaction

Progress = Callable[[int, int], None]


def verify_all(progress: Progress | None = None) -> list[Damage]:
    """Everything that is not as it was sealed, the log as long as it is now; `progress(done, of)` hears of each step."""
    findings, newest = Findings(), log.latest()
    refusal = held_back()
    if refusal is not None and refusal.code != UNASKED:
        findings.add(Damage.of("held_back", why=str(refusal.sentence)))
    if newest is not None:
        wrong = check_signatures(findings)
        _Walk(newest.size, wrong, findings).through(progress or (lambda done, of: None))
        _name_extra(findings)
    return findings.all()


class _Walk:
    """From the first entry to the last: `seen` is the tree up to here, `good` the size that a signature confirmed last."""

    def __init__(self, size: int, wrong: Collection[int], findings: Findings) -> None:
        self.size, self.wrong, self.findings = size, wrong, findings
        self.seen, self.good, self.is_whole = Frontier(), 0, True
        self.upper = UpperTiles(size, findings)

    def through(self, progress: Progress) -> None:
        step = AT_ONCE * TILE_WIDTH
        for start in range(0, self.size, step):
            end = min(start + step, self.size)
            signed = signed_between(start, end, self.wrong)
            for block in blocks.read(start, end):
                self._block(block, [one for one in signed if block.start < one.size <= block.start + block.width])
            progress(end, self.size)
            if not self.is_whole:
                return
        self.upper.finish()

    def _block(self, block: Block, signed: list[Signed]) -> None:
        held = block.held()
        if not self.is_whole or held < block.width:
            self._cut_off(block.start + held)
            return
        sealed = block.sealed(lambda hashes: self._fits(block, hashes, signed))
        name_differences(block, sealed, self.findings)
        self._roll(sealed, signed)
        if block.is_full:
            self.upper.push(root_of(sealed))

    def _fits(self, block: Block, hashes: Sequence[bytes], signed: list[Signed]) -> bool:
        """Whether the block, if it held these, is what was signed within it, and what the tile above says of it."""
        if block.is_full and self.upper.says(block.start // TILE_WIDTH) != root_of(hashes):
            return False
        last = signed[-1] if signed else None
        return last is None or self.seen.followed_by(hashes[: last.size - block.start]).root == last.root

    def _roll(self, sealed: Sequence[bytes], signed: list[Signed]) -> None:
        waiting = list(signed)
        for leaf in sealed:
            self.seen.push(leaf)
            while waiting and waiting[0].size == self.seen.size:
                self._confirm(waiting.pop(0))

    def _confirm(self, signed: Signed) -> None:
        """The first root that differs is named; those after it differ because of it."""
        if self.good < 0:
            return
        if signed.root == self.seen.root:
            self.good = signed.size
            return
        damage = Damage.of("history_rewritten", size=signed.size, at=said(signed.at), index=self.good)
        self.findings.add(damage)
        self.good = -1

    def _cut_off(self, held: int) -> None:
        if self.is_whole:
            self.findings.add(Damage.of("history_shorter", size=self.size, held=held))
        self.is_whole = False


def name_differences(block: Block, sealed: Sequence[bytes], findings: Findings) -> None:
    """Names what differs from what was sealed: events and what they say, rows of leaves, and the tile."""
    path = tile_path(0, block.start // TILE_WIDTH)
    if None in block.tile:
        findings.add(Damage.of("tile_missing", tile=path))
    for place, truth in enumerate(sealed):
        if block.tile[place] not in (None, truth):
            findings.add(Damage.of("tile_altered", tile=path, place=place))
        _name_entry(block, place, truth, findings)


def _name_entry(block: Block, place: int, truth: bytes, findings: Findings) -> None:
    index, row, event = block.start + place, block.rows[place], block.events[place]
    if row is None:
        findings.add(Damage.of("leaf_missing", index=index))
        findings.without_row.add(truth)
        return
    if event is None:
        findings.add(Damage.of("event_missing", event=_named(row), index=index))
    elif block.computed[place] != truth:
        findings.stray(Stray(index, _named(row), block.computed[place] or UNKNOWN, truth, row.leaf_hash == truth))
        return
    elif event[1] not in (None, event[0].digest):
        findings.add(Damage.of("content_altered", event=_named(row), index=index))
    if row.leaf_hash != truth:
        findings.add(Damage.of("leaf_altered", index=index))


def _named(row: Named) -> str:
    """An event as it is named to people: by its number, and by its source where that is not the trail."""
    return f"{row.number}" if row.source == TRAIL else f"{row.source} {row.number}"


def _name_extra(findings: Findings) -> None:
    """What is there though nothing of it was signed: rows behind the last entry, tiles, and events that nobody sealed."""
    rows = list(LedgerLeaf.objects.order_by("-index").values_list("index", flat=True)[:NAMED])
    tiles = list(widest_tiles())
    newest = log.latest()  # read after them: the log may grow meanwhile
    if newest is None:
        return
    for index in rows:
        if index >= newest.size:
            findings.add(Damage.of("leaf_extra", index=index))
    for tile in too_wide(tiles, newest.size):
        findings.add(Damage.of("tile_extra", tile=tile_path(*tile)))
    for source in sources():
        old = source.waiting().filter(at__lt=newest.signed_at - GRACE)
        for row in old.values_list("pk", "at", "kind", "digest")[:NAMED]:
            if source.waits(*row).leaf_hash not in findings.without_row:
                name = _named(Named(source.name, row[0], b""))
                findings.add(Damage.of("event_extra", event=name, at=said(row[1])))
