"""Eight processes write and two sequencers are killed at random for half a minute: one history, gap-free, nothing lost."""

import contextlib
import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest
from django.db import OperationalError, connections, transaction
from django.utils import timezone

from foundation.access import robot
from foundation.ledger import log, sequencer
from foundation.ledger.verify import verify_all
from foundation.models.ledger import LedgerLeaf
from foundation.models.trail import Event
from foundation.trail import record
from tests.company import found

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, SEQUENCERS, SECONDS = 8, 2, 30
fork = multiprocessing.get_context("fork")


class Undone(Exception):
    """The change failed, and its event with it."""


def write(until: float, acknowledged: Path, seed: int) -> None:
    """Events in transactions of different length, some rolled back; those that committed are noted afterwards."""
    chance, actor = random.Random(seed), robot()
    with acknowledged.open("a") as lines:
        while time.time() < until:
            written = []
            with contextlib.suppress(Undone, OperationalError), transaction.atomic():
                for _each in range(chance.randrange(1, 4)):
                    written.append(record(actor=actor, kind="test.stormed", subject=actor, summary="Stormed").pk)
                    time.sleep(chance.random() / 100)
                if chance.random() < 0.2:
                    raise Undone
                transaction.on_commit(lambda written=written: lines.write("".join(f"{pk}\n" for pk in written)))
            lines.flush()
    os._exit(0)


def seal(_seed: int) -> None:
    while True:
        with contextlib.suppress(OperationalError):
            sequencer.catch_up(timezone.now(), limit=16)
        time.sleep(0.02)


def start(target, *given) -> multiprocessing.Process:
    """A process of its own with connections of its own."""
    connections.close_all()
    process = fork.Process(target=target, args=given, daemon=True)
    process.start()
    return process


def storm(folder: Path) -> int:
    """How often a sequencer was killed while the writers wrote."""
    until, chance, killed = time.time() + SECONDS, random.Random(7), 0
    writers = [start(write, until, folder / f"{number}", number) for number in range(WRITERS)]
    running = [start(seal, 0) for _number in range(SEQUENCERS)]
    while time.time() < until:
        time.sleep(chance.uniform(0.05, 0.6))
        victim = chance.randrange(SEQUENCERS)
        os.kill(running[victim].pid, signal.SIGKILL)
        running[victim].join()
        running[victim] = start(seal, 0)
        killed += 1
    for writer in writers:
        writer.join(60)
    for process in running:
        process.kill()
        process.join()
    return killed


def test_a_storm_leaves_one_history_without_a_gap(tmp_path):
    found()
    folder = tmp_path / "acknowledged"
    folder.mkdir()

    killed = storm(folder)
    sealed_in_the_storm = LedgerLeaf.objects.count()
    sequencer.catch_up(timezone.now(), everything=True, wait=True)

    acknowledged = {int(line) for path in folder.iterdir() for line in path.read_text().split()}
    leaves = LedgerLeaf.objects.order_by("index").values_list("index", "event_id")
    assert killed > 5
    assert sealed_in_the_storm > 0
    assert len(acknowledged) > 20
    assert [index for index, _event in leaves] == list(range(Event.objects.count()))
    assert acknowledged <= {event for _index, event in leaves}
    assert log.state().size == len(leaves)
    assert verify_all() == []
