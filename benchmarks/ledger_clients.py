"""What record() costs whoever writes, and what a sequencer that works beside them adds. Part of benchmarks.ledger_scale.

Each client is a process of its own. It changes one row in a transaction of its own: first without an event, then with one,
then with one while a sequencer looks every second.
"""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from benchmarks.ledger_scale import Took, measured, spread

WRITES, CLIENTS = 200, 8
fork = multiprocessing.get_context("fork")


def record_beside_a_sequencer() -> None:
    for clients in (1, CLIENTS):
        without = written(clients, tells=False)
        alone = written(clients, tells=True)
        with sequencing():
            beside = written(clients, tells=True)
        print(f"{clients} clients, a change without an event: {spread(without)}")
        print(f"{clients} clients, a change with record(): {spread(alone)}")
        print(f"{clients} clients, the same beside a sequencer: {spread(beside)}")


def written(clients: int, *, tells: bool) -> list[Took]:
    """How long each change took."""
    from django.db import connections

    connections.close_all()
    told = fork.SimpleQueue()
    processes = [fork.Process(target=client, args=(number, tells, told)) for number in range(clients)]
    for process in processes:
        process.start()
    taken = [took for _client in processes for took in told.get()]
    for process in processes:
        process.join()
    return [Took(*took) for took in taken]


def client(number: int, tells: bool, told: "multiprocessing.SimpleQueue[list[Took]]") -> None:
    from foundation.access import robot
    from foundation.pulse import leave_pulse

    actor, name = robot(), f"client {number}"
    leave_pulse(name, datetime.now(UTC))
    told.put([measured(lambda: change(actor, name, tells=tells)) for _write in range(WRITES)])


def change(actor: Any, name: str, *, tells: bool) -> None:
    from django.db import transaction

    from foundation.models.work import Pulse
    from foundation.trail import record

    with transaction.atomic():
        Pulse.objects.filter(host=name).update(clock_at=datetime.now(UTC))
        if tells:
            record(actor=actor, kind="finding.changed", subject=actor, summary="Changed")


@contextmanager
def sequencing() -> Iterator[None]:
    """A sequencer in a process of its own."""
    from django.db import connections

    connections.close_all()
    process = fork.Process(target=seal_forever, daemon=True)
    process.start()
    yield
    process.kill()
    process.join()


def seal_forever() -> None:
    from foundation.ledger import sequencer

    while True:
        sequencer.catch_up(datetime.now(UTC))
        time.sleep(1)
