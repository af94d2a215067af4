"""Several sequencers and open transactions, on PostgreSQL: one log, and nobody waits for it."""

import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from foundation.access import robot
from foundation.ledger import log, sequencer
from foundation.ledger.turns import take_turn
from foundation.ledger.verify import verify_all
from foundation.models.ledger import LedgerCheckpoint, LedgerLeaf
from foundation.models.trail import Event
from foundation.trail import record
from tests.company import found
from tests.faults.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30  # seconds


@pytest.fixture(autouse=True)
def company():
    return found()


def happen(count=1):
    with transaction.atomic():
        actor = robot()
        return [record(actor=actor, kind="test.happened", subject=actor, summary="Happened") for _each in range(count)]


def seal():
    return sequencer.catch_up(timezone.now())


def sealed():
    return set(LedgerLeaf.objects.values_list("event_id", flat=True))


def test_four_sequencers_at_once_give_each_event_one_place():
    happen(600)

    at_once(*[seal] * 4)
    seal()

    leaves = LedgerLeaf.objects.order_by("index").values_list("index", flat=True)
    assert list(leaves) == list(range(Event.objects.count()))
    assert verify_all() == []


def test_a_sequencer_does_not_wait_for_another():
    happen(3)
    told = []

    def other():
        told.append(seal())
        connection.close()

    with transaction.atomic():
        assert take_turn()
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(PATIENCE)

    assert told == [0]
    assert seal() >= 3


def test_an_event_that_commits_after_later_ones_were_sealed_gets_its_place():
    begun, may_commit, written = threading.Event(), threading.Event(), []

    def slow():
        with transaction.atomic():
            written.extend(happen())
            begun.set()
            may_commit.wait(PATIENCE)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(PATIENCE)
    (later,) = happen()
    seal()
    assert later.pk in sealed()
    assert written[0].pk < later.pk
    assert written[0].pk not in sealed()

    may_commit.set()
    thread.join(PATIENCE)
    seal()

    assert written[0].pk in sealed()
    assert verify_all() == []


def test_nobody_who_writes_waits_for_the_sequencer():
    happen(5)
    done = threading.Event()

    def write():
        happen()
        done.set()
        connection.close()

    with transaction.atomic():
        take_turn()
        thread = threading.Thread(target=write)
        thread.start()
        assert done.wait(PATIENCE)
    thread.join(PATIENCE)


def test_a_checkpoint_is_of_entries_that_are_there():
    """Whoever reads while batches are sealed never sees a checkpoint beyond the entries."""
    happen(500)
    seen, over = [], threading.Event()

    def look():
        while not over.is_set():
            newest = log.latest()
            if newest is not None:
                seen.append(LedgerLeaf.objects.filter(index__lt=newest.size).count() == newest.size)
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    sequencer.catch_up(timezone.now(), limit=20)
    over.set()
    thread.join(PATIENCE)

    assert LedgerCheckpoint.objects.count() > 20
    assert all(seen)
