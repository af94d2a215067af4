"""What the ledger costs with 1,000,000 entries.

    python -m benchmarks.ledger_scale                                  on SQLite, in a folder of its own
    python -m tests.postgres python -m benchmarks.ledger_scale         on a PostgreSQL of its own
    python -m benchmarks.ledger_scale 20000                            with so many entries

Prints how long it takes, and in brackets the processor of this process, which other work on the machine changes less, to
seal them all, to seal a batch of 256 with its signature, to compute the root, to prove an entry and the growth, and to verify
everything; how much room the ledger takes; and what record() costs 1 and 8 clients (benchmarks/ledger_clients.py).
"""

import logging
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

ENTRIES, BATCHES, CALLS, TILES_AT_ONCE = 1_000_000, 100, 200, 100
MARK = 4_711_471_147_114_711  # stands for the number of an event
START = datetime(2024, 1, 1, tzinfo=UTC)
TABLES = ("leaf", "tile", "checkpoint")
SIZES = ("pg_total_relation_size", "pg_table_size")
EVENT = ("id", "subject_type_id", "subject_uuid", "at", "kind", "digest")
CONTENT = ("event_id", "actor_id", "summary", "details", "salt")


class Took(NamedTuple):
    """Seconds on the clock, and of the thread's processor."""

    wall: float
    processor: float

    @property
    def seconds(self) -> str:
        return f"{self.wall:.1f} s ({self.processor:.1f})"


def main() -> None:
    folder = tempfile.mkdtemp(prefix="attest-ledger-")
    os.environ.setdefault("VAR", folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.ledger_clients import record_beside_a_sequencer

    if connection.vendor == "sqlite":
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = f"{folder}/scale.sqlite3"
    call_command("migrate", verbosity=0)
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    tree(entries)  # while no tile stands in its way
    fill(entries)
    seal_all(entries)
    prove()
    verify()
    record_beside_a_sequencer()


def tree(entries: int) -> None:
    """The tree alone, without events and leaves: in memory, and its tiles written as rows."""
    from foundation.ledger import merkle
    from foundation.ledger.growth import grown
    from foundation.ledger.tiles import nodes_from

    chance = random.Random(1)  # noqa: S311 - figures that come out the same
    tiles: dict[tuple[int, int], bytes] = {}
    hashes = [sha256(b"%d" % number).digest() for number in range(entries)]
    took = measured(lambda: tiles.update(grown(0, hashes, lambda level, index: b"")))
    written = measured(lambda: write_and_take_back(tiles))
    print(f"{entries:,} leaf hashes, {sum(map(len, tiles.values())) / 1e6:.0f} MB of tiles in {took.seconds}")
    print(f"these tiles written as rows in {written.seconds}")

    def nodes() -> merkle.Nodes:
        return nodes_from(lambda level, index, _width: tiles[level, index], entries)

    sizes = range(1, entries)
    print(f"in memory: root {timed(lambda: merkle.root(entries, nodes()))}")
    print(f"in memory: inclusion {timed(lambda: merkle.inclusion_proof(chance.randrange(entries), entries, nodes()))}")
    print(f"in memory: consistency {timed(lambda: merkle.consistency_proof(chance.choice(sizes), entries, nodes()))}")


def write_and_take_back(tiles: dict[tuple[int, int], bytes]) -> None:
    from django.db import transaction

    from foundation.ledger.statements import write_tiles

    places = list(tiles)
    with transaction.atomic():
        for first in range(0, len(places), TILES_AT_ONCE):
            write_tiles({place: tiles[place] for place in places[first : first + TILES_AT_ONCE]})
        transaction.set_rollback(True)


def fill(entries: int) -> None:
    """Events as record() leaves them, with what they say; the database takes them in bulk."""
    from django.db import connection, transaction

    from foundation.models.trail import Event, EventContent
    from foundation.triggers import move_sequences

    began = time.perf_counter()
    with transaction.atomic():
        put(Event, EVENT, events(entries))
        put(EventContent, CONTENT, contents(entries))
        move_sequences(connection, [Event])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{entries:,} events written in {time.perf_counter() - began:.0f} s")


def events(entries: int) -> Iterator[tuple[Any, ...]]:
    """Their rows; the database is asked before the first of them, for it takes them in one statement."""
    from django.db import connection

    from foundation.access import robot
    from foundation.rows import pointer

    kind, says, stored = pointer(robot())["subject_type"].pk, said(), connection.ops.adapt_datetimefield_value
    uuid = robot().uuid if connection.vendor == "postgresql" else robot().uuid.hex

    def row(number: int) -> tuple[Any, ...]:
        digest = sha256(salt(number) + says(number)).hexdigest()
        return number, kind, uuid, stored(START + timedelta(minutes=number)), "finding.changed", digest

    return map(row, range(1, entries + 1))


def contents(entries: int) -> Iterator[tuple[Any, ...]]:
    from foundation.access import robot

    actor = robot().pk

    def row(number: int) -> tuple[Any, ...]:
        return number, actor, f"Statement {number} changed", f'{{"number": {number}}}', salt(number)

    return map(row, range(1, entries + 1))


def salt(number: int) -> bytes:
    return sha256(b"salt %d" % number).digest()


def said() -> Callable[[int], bytes]:
    """What the event of a number says, in the form its digest is of: that of one event, with the number put in."""
    from foundation.access import robot
    from foundation.models.trail import Event, EventContent
    from foundation.rows import pointer
    from foundation.trail import said_by

    marked = EventContent(actor=robot(), summary=f"Statement {MARK} changed", details={"number": MARK})
    parts = said_by(Event(**pointer(robot())), marked).decode().split(str(MARK))
    return lambda number: str(number).join(parts).encode()


def put(model: Any, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    from django.db import connection

    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608 - names from here
            return
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def seal_all(entries: int) -> None:
    from foundation.ledger import sequencer

    before = disk()
    took = measured(lambda: sequencer.catch_up(now(), limit=sequencer.BULK))
    print(f"{entries:,} events sealed in {took.seconds}")
    print(f"room on disk: {(disk() - before) / 1e6:.0f} MB {rooms()}")
    batches = []
    for _batch in range(BATCHES):
        tell(sequencer.BATCH)
        batches.append(measured(lambda: sequencer.seal(now())))
    print(f"batch of {sequencer.BATCH} with its signature: {spread(batches)}")


def prove() -> None:
    from foundation.ledger import log
    from foundation.models.ledger import LedgerLeaf

    chance, size = random.Random(1), log.state().size  # noqa: S311 - figures that come out the same
    some = [LedgerLeaf.objects.select_related("event").get(index=chance.randrange(size)).event for _n in range(20)]
    print(f"root: {timed(lambda: log.root_at(size))}")
    print(f"inclusion proof: {timed(lambda: log.inclusion(chance.randrange(size), size))}")
    print(f"consistency proof: {timed(lambda: log.consistency(chance.randrange(1, size), size))}")
    print(f"proof to take home: {timed(lambda: log.proof_of(chance.choice(some)))}")


def verify() -> None:
    from foundation.ledger import log
    from foundation.ledger.verify import verify_all

    damages: list[Any] = []
    before = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    took = measured(lambda: damages.extend(verify_all()))
    print(f"{log.state().size:,} entries verified in {took.seconds}, {len(damages)} damages")
    print(f"memory added by the verification: {memory('VmHWM') - before:.0f} MB")


def memory(name: str) -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.split(f"{name}:")[1].split()[0]) / 1024


def tell(count: int) -> None:
    """So many events in one transaction."""
    from django.db import transaction

    from foundation.access import robot
    from foundation.trail import Told, record_each

    with transaction.atomic():
        actor = robot()
        record_each(actor=actor, kind="finding.changed", told=[Told(actor, "Changed")] * count)


def now() -> datetime:
    return datetime.now(UTC)


def disk() -> int:
    """Bytes of the database."""
    pages = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    return asked("SELECT pg_database_size(current_database())", pages)


def rooms() -> str:
    """Megabytes of each table, with its indices and without, where the database tells."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return ""
    sizes = {}
    for name in TABLES:
        whole, rows = (asked(f"SELECT {size}('foundation_ledger{name}')", "") for size in SIZES)
        sizes[name] = f"{whole / 1e6:.1f} MB, {rows / 1e6:.1f} without indices"
    return str(sizes)


def asked(postgresql: str, sqlite: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(postgresql if connection.vendor == "postgresql" else sqlite)
        return int(cursor.fetchone()[0])


def measured(call: Callable[[], Any]) -> Took:
    wall, processor = time.perf_counter(), time.thread_time()
    call()
    return Took(time.perf_counter() - wall, time.thread_time() - processor)


def timed(call: Callable[[], Any]) -> str:
    return spread([measured(call) for _number in range(CALLS)])


def spread(taken: list[Took]) -> str:
    wall, processor = ([getattr(one, name) * 1000 for one in taken] for name in ("wall", "processor"))
    middle, busy = statistics.median(wall), statistics.median(processor)
    return f"median {middle:.1f} ms ({busy:.1f}), fastest {min(wall):.1f} ms, slowest {max(wall):.1f} ms"


if __name__ == "__main__":
    main()
