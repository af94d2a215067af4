"""What the ledger costs with 1,000,000 entries.

    python -m benchmarks.ledger_scale                                  on SQLite, in a folder of its own
    python -m tests.postgres python -m benchmarks.ledger_scale         on a PostgreSQL of its own
    python -m benchmarks.ledger_scale 20000                            with so many entries

Prints how long it takes, and in brackets the processor of this process, which other work on the machine does not change, to
seal them all, to seal a batch of 256 with its signature, to compute the root, to prove an entry and the growth, and to verify
everything; how much room the ledger takes; and what record() costs 1 and 8 clients while a sequencer works beside them and
while none does.
"""

import logging
import multiprocessing
import os
import random
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

ENTRIES, BATCHES, CALLS, RECORDS, CLIENTS = 1_000_000, 30, 200, 200, 8
ROWS = 5_000
START = datetime(2024, 1, 1, tzinfo=UTC)
TABLES = ("foundation_ledgerleaf", "foundation_ledgertile", "foundation_ledgercheckpoint")


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

    if connection.vendor == "sqlite":
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = f"{folder}/scale.sqlite3"
    call_command("migrate", verbosity=0)
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    tree(entries)
    fill(entries)
    seal_all(entries)
    prove(entries)
    verify()
    record_beside_a_sequencer()


def tree(entries: int) -> None:
    """The tree alone, in memory, without a database."""
    from foundation.ledger import merkle
    from foundation.ledger.growth import grown
    from foundation.ledger.tiles import nodes_from

    chance = random.Random(1)  # noqa: S311 - figures that come out the same
    tiles: dict[tuple[int, int], bytes] = {}
    hashes = [sha256(b"%d" % number).digest() for number in range(entries)]
    took = measured(lambda: tiles.update(grown(0, hashes, lambda level, index: b"")))
    print(f"in memory: {entries:,} leaves, {sum(map(len, tiles.values())) / 1e6:.0f} MB of tiles in {took.seconds}")

    def nodes() -> merkle.Nodes:
        return nodes_from(lambda level, index, _width: tiles[level, index], entries)

    print(f"in memory: root {timed(lambda: merkle.root(entries, nodes()))}")
    print(f"in memory: inclusion {timed(lambda: merkle.inclusion_proof(chance.randrange(entries), entries, nodes()))}")
    sizes = range(1, entries)
    print(f"in memory: consistency {timed(lambda: merkle.consistency_proof(chance.choice(sizes), entries, nodes()))}")


def fill(entries: int) -> None:
    """Events as record() writes them, with what they say."""
    from foundation.access import robot
    from foundation.models.trail import Event, EventContent
    from foundation.rows import pointer
    from foundation.trail import _content, digest

    actor = robot()
    about = pointer(actor)
    began = time.perf_counter()
    for first in range(0, entries, ROWS):
        events, contents = [], []
        for number in range(first, min(first + ROWS, entries)):
            event = Event(at=START + timedelta(minutes=number), kind="finding.changed", **about)
            content = _content(actor, f"Statement {number} changed", {"number": number, "from": "a", "to": "b"})
            event.digest = digest(event, content)
            events.append(event)
            contents.append(content)
        for event, content in zip(Event.objects.bulk_create(events), contents, strict=True):
            content.event = event
        EventContent.objects.bulk_create(contents)
    print(f"{entries:,} events written in {time.perf_counter() - began:.0f} s")


def seal_all(entries: int) -> None:
    from foundation.ledger import sequencer

    before = disk()
    took = measured(lambda: sequencer.catch_up(now(), limit=sequencer.BULK))
    print(f"{entries:,} events sealed in {took.seconds}")
    batches = []
    for _batch in range(BATCHES):
        tell(sequencer.BATCH)
        batches.append(measured(lambda: sequencer.seal(now())))
    print(f"batch of {sequencer.BATCH} with its signature: {spread(batches)}")
    print(f"room on disk: {(disk() - before) / 1e6:.0f} MB {rooms()}")


def prove(entries: int) -> None:
    from foundation.ledger import log
    from foundation.models.ledger import LedgerLeaf

    chance, size = random.Random(1), log.state().size  # noqa: S311 - figures that come out the same
    events = [LedgerLeaf.objects.select_related("event").get(index=chance.randrange(size)).event for _n in range(20)]
    print(f"root: {timed(lambda: log.root_at(size))}")
    print(f"inclusion proof: {timed(lambda: log.inclusion(chance.randrange(size), size))}")
    print(f"consistency proof: {timed(lambda: log.consistency(chance.randrange(1, size), size))}")
    print(f"proof to take home: {timed(lambda: log.proof_of(chance.choice(events)))}")


def verify() -> None:
    from foundation.ledger import log
    from foundation.ledger.verify import verify_all

    damages: list[Any] = []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    took = measured(lambda: damages.extend(verify_all()))
    size, memory = log.state().size, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{size:,} entries verified in {took.seconds}, {len(damages)} damages")
    print(f"memory added by the verification: {memory:.0f} MB")


def record_beside_a_sequencer() -> None:
    for clients in (1, CLIENTS):
        alone = recorded(clients)
        with sequencing():
            beside = recorded(clients)
        print(f"record(), {clients} clients: {spread(alone)}; beside a sequencer: {spread(beside)}")


def recorded(clients: int) -> list[Took]:
    """Transactions of one event each."""
    taken: list[Took] = []
    threads = [threading.Thread(target=client, args=(taken,)) for _client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def client(taken: list[Took]) -> None:
    from django.db import connection

    taken.extend(measured(lambda: tell(1)) for _number in range(RECORDS))
    connection.close()


@contextmanager
def sequencing() -> Iterator[None]:
    """A sequencer in a process of its own, which looks every second."""
    from django.db import connections

    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=seal_forever, daemon=True)
    process.start()
    yield
    process.kill()
    process.join()


def seal_forever() -> None:
    from foundation.ledger import sequencer

    while True:
        sequencer.catch_up(now())
        time.sleep(1)


def tell(count: int) -> None:
    from django.db import transaction

    from foundation.access import robot
    from foundation.trail import Told, record, record_each

    with transaction.atomic():
        actor = robot()
        if count == 1:
            record(actor=actor, kind="finding.changed", subject=actor, summary="Changed")
        else:
            record_each(actor=actor, kind="finding.changed", told=[Told(actor, "Changed")] * count)


def now() -> datetime:
    return datetime.now(UTC)


def disk() -> int:
    """Bytes of the database."""
    pages = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    return asked("SELECT pg_database_size(current_database())", pages)


def rooms() -> str:
    """Bytes of each table with its indices, where the database tells."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return ""
    sizes = {name: asked(f"SELECT pg_total_relation_size('{name}')", "") for name in TABLES}
    return str({name.removeprefix("foundation_ledger"): f"{size / 1e6:.0f} MB" for name, size in sizes.items()})


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
    return f"median {statistics.median(wall):.1f} ms ({statistics.median(processor):.1f}), slowest {max(wall):.1f} ms"


if __name__ == "__main__":
    main()
