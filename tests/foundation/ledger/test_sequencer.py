"""Every event gets its place, once and without a gap, whatever is rolled back, late or killed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from foundation.access import robot
from foundation.ledger import keys, log, merkle, sequencer
from foundation.ledger.entries import entry
from foundation.ledger.merkle import leaf_hash
from foundation.ledger.notes import opened
from foundation.ledger.sources import WINDOW
from foundation.ledger.turns import take_turn
from foundation.ledger.verify import verify_all
from foundation.models.ledger import LedgerCheckpoint, LedgerLeaf, LedgerTile
from foundation.models.trail import Event, EventContent
from foundation.rows import pointer
from foundation.trail import record
from tests.foundation.ledger.sealing import grow

pytestmark = pytest.mark.usefixtures("company")

NOW = timezone.now()


def tell(count=1):
    with transaction.atomic():
        return [
            record(actor=robot(), kind="test.happened", subject=robot(), summary=f"Happened {number}")
            for number in range(count)
        ]


def late(number):
    """An event with a number that its transaction drew long before it committed."""
    return Event.objects.create(pk=number, at=NOW, kind="test.late", digest="0" * 64, **pointer(robot()))


def killed(*_given):
    raise KeyboardInterrupt


def entry_of(event):
    return entry(id=event.pk, at=event.at, kind=event.kind, digest=event.digest)


def test_every_event_has_a_place_and_the_places_have_no_gap():
    grow(3)

    leaves = LedgerLeaf.objects.order_by("index")
    assert [leaf.index for leaf in leaves] == list(range(Event.objects.count()))
    assert {leaf.event_id for leaf in leaves} == set(Event.objects.values_list("pk", flat=True))
    assert log.state().size == len(leaves)


def test_the_checkpoint_is_signed_by_the_key_whose_name_is_the_origin():
    checkpoint = grow(1)

    text = opened(checkpoint.note, *keys.verifying_keys()).text
    assert text.splitlines()[:2] == [keys.origin(), str(checkpoint.size)]
    assert bytes(checkpoint.root) == log.root_at(checkpoint.size)


def test_an_event_is_proven_to_be_in_the_log(django_assert_num_queries):
    grow(300)
    event = Event.objects.order_by("pk")[7]

    with django_assert_num_queries(4):
        proof = log.proof_of(event)

    proof.verify(entry_of(event), keys.verifying_keys()[0])


def test_an_event_that_is_not_sealed_yet_has_no_proof():
    grow(1)
    (event,) = tell()

    with pytest.raises(log.NotSealed):
        log.proof_of(event)


def test_a_longer_log_is_proven_to_begin_with_the_shorter_one(django_assert_num_queries):
    first, second = grow(20), grow(280)

    with django_assert_num_queries(1):
        proof = log.consistency(first.size, second.size)

    merkle.verify_consistency(
        first=first.size,
        second=second.size,
        first_root=bytes(first.root),
        second_root=bytes(second.root),
        proof=proof,
    )


@pytest.mark.parametrize("size", [255, 256, 257, 513])
def test_the_log_is_sound_at_the_joints_of_tiles(size):
    grow(size - Event.objects.count() - LedgerLeaf.objects.count())

    assert log.state().size == size
    assert verify_all() == []


def test_what_was_rolled_back_leaves_no_entry():
    before = grow(1).size
    try:
        with transaction.atomic():
            tell()
            raise DatabaseError("the change failed")
    except DatabaseError:
        pass

    assert sequencer.seal(NOW) == 0
    assert log.state().size == before


def test_events_that_commit_behind_others_are_sealed_too():
    last = tell()[0].pk
    late(last + 50)
    sequencer.catch_up(NOW)

    late(last + 20)

    assert sequencer.seal(NOW) == 1
    assert LedgerLeaf.objects.order_by("-index")[0].event_id == last + 20


def test_what_commits_behind_a_great_many_others_is_sealed_as_a_straggler():
    last = tell()[0].pk
    late(last + WINDOW + 50)
    sequencer.catch_up(NOW, everything=True)
    late(last + 20)

    assert sequencer.seal(NOW) == 0
    assert sequencer.seal(NOW, everything=True) == 1
    assert verify_all() == []


def test_a_crash_after_the_tiles_and_before_the_checkpoint_leaves_the_log_as_it_was(monkeypatch):
    before = grow(10)
    tiles = list(LedgerTile.objects.values_list("level", "index", "hashes"))
    tell(5)

    with monkeypatch.context() as patched:
        patched.setattr(sequencer, "_sign", killed)
        with pytest.raises(KeyboardInterrupt):
            sequencer.seal(NOW)

    assert log.latest() == before
    assert LedgerLeaf.objects.count() == before.size
    assert [(a, b, bytes(c)) for a, b, c in LedgerTile.objects.values_list("level", "index", "hashes")] == [
        (a, b, bytes(c)) for a, b, c in tiles
    ]
    assert sequencer.catch_up(NOW) == 5
    assert verify_all() == []


def test_a_checkpoint_is_signed_within_every_hour_though_nothing_happens():
    first = grow(1)

    assert sequencer.seal(first.signed_at + timedelta(minutes=30)) == 0
    assert log.latest() == first
    sequencer.seal(first.signed_at + timedelta(minutes=56))

    assert log.latest().pk > first.pk
    assert (log.latest().size, bytes(log.latest().root)) == (first.size, bytes(first.root))


def test_events_that_another_sequencer_seals_first_are_sealed_once(monkeypatch):
    before, waiting = grow(1).size, len(tell(3))
    told = []

    def too_late(**given):
        monkeypatch.undo()
        told.append(sequencer.seal(NOW))
        return take_turn(**given)

    monkeypatch.setattr(sequencer, "take_turn", too_late)

    assert sequencer.seal(NOW) == 0
    assert told == [waiting]
    assert log.state().size == before + waiting
    assert verify_all() == []


def test_an_empty_log_is_not_signed():
    assert sequencer.seal(NOW, limit=0, wait=True) == 0
    assert log.state() == (0, merkle.EMPTY_ROOT, None)


def test_a_batch_costs_the_same_queries_however_many_events_are_in_it(django_assert_max_num_queries):
    grow(3)
    tell(256)

    with django_assert_max_num_queries(14):
        assert sequencer.seal(NOW) == 256


def test_erasing_what_events_say_leaves_the_log_sound():
    grow(5)
    EventContent.objects.filter(event__kind="test.happened").delete()
    event = Event.objects.filter(kind="test.happened").order_by("pk")[0]

    assert verify_all() == []
    log.proof_of(event).verify(entry_of(event), keys.verifying_keys()[0])


def test_a_leaf_is_the_hash_of_what_the_formats_say_of_its_event():
    grow(1)

    leaf = LedgerLeaf.objects.select_related("event").order_by("-index")[0]
    assert bytes(leaf.leaf_hash) == leaf_hash(entry_of(leaf.event))


REFUSED = [
    "UPDATE foundation_ledgerleaf SET source = 'x'",
    "DELETE FROM foundation_ledgerleaf",
    "UPDATE foundation_ledgercheckpoint SET size = 1",
    "DELETE FROM foundation_ledgercheckpoint",
    "UPDATE foundation_ledgertile SET level = 3",
    "UPDATE foundation_ledgertile SET hashes = substr(hashes, 1, 32)",
    "UPDATE foundation_ledgertile SET hashes = substr(hashes, 2)",
    "DELETE FROM foundation_ledgertile",
    "UPDATE foundation_ledgerkey SET vkey = 'x'",
    "DELETE FROM foundation_ledgerkey",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses_to_change_the_ledger(statement):
    grow(3)

    with pytest.raises(DatabaseError, match=r"changed|deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["ledgerleaf", "ledgertile", "ledgercheckpoint"])
def test_postgresql_refuses_to_truncate_the_ledger_and_sqlite_has_no_such_statement(table):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE foundation_{table} CASCADE")


def test_the_newest_checkpoint_of_a_size_is_found_by_it():
    first = grow(2)
    grow(2)

    assert log.checkpoint_at(first.size) == first
    with pytest.raises(log.NotSealed):
        log.checkpoint_at(first.size + 1)
    assert LedgerCheckpoint.objects.count() == 2
