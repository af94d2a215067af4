"""Whoever writes past the triggers, as a superuser of the database can, is found, and what they touched is named."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from foundation.ledger import log, seen, sequencer
from foundation.ledger.verify import verify_all
from foundation.models.ledger import LedgerCheckpoint, LedgerLeaf, LedgerTile
from foundation.models.trail import Event
from foundation.refusals import Refused
from foundation.triggers import silenced
from tests.foundation.ledger.sealing import grow, taken_back

pytestmark = pytest.mark.usefixtures("company")


def tamper(*statements):
    """As a superuser, with the triggers out of the way: (statement, parameters …)."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with silenced(connection):
            for statement, *values in statements:
                cursor.execute(statement, values)


def flipped(content, place=0):
    whole = bytearray(bytes(content))
    whole[place] ^= 1
    return bytes(whole)


def leaf_at(index):
    return LedgerLeaf.objects.select_related("event").get(index=index)


def kinds():
    return sorted(damage.kind for damage in verify_all())


def facts():
    (damage,) = verify_all()
    return dict(damage.facts)


@pytest.fixture
def size():
    """A log of some three hundred entries with a checkpoint in its middle; its size."""
    grow(150)
    return grow(150).size


def test_a_sound_log_has_no_damage_and_tells_how_far_it_is(size):
    told = []

    assert verify_all(lambda done, of: told.append((done, of))) == []
    assert told[-1] == (size, size)


@pytest.mark.parametrize(
    "change", ["kind = kind || '.'", "digest = 'f' || substr(digest, 2)", "at = '2020-01-01 00:00:00+00:00'"]
)
def test_an_altered_event_is_named(size, change):
    event = leaf_at(170).event
    if change.startswith("digest") and event.digest.startswith("f"):
        change = change.replace("'f'", "'e'")

    tamper((f"UPDATE foundation_event SET {change} WHERE id = %s", event.pk))  # noqa: S608

    assert kinds() == ["event_altered"]
    assert facts() == {"event": str(event.pk), "index": 170}


@pytest.mark.parametrize("column", ["summary", "ip", "details"])
def test_one_altered_byte_of_what_an_event_says_is_named(size, column):
    event = leaf_at(170).event
    value = {"summary": "happenee", "ip": "10.0.0.9", "details": '{"a": 1}'}[column]

    tamper((f"UPDATE foundation_eventcontent SET {column} = %s WHERE event_id = %s", value, event.pk))  # noqa: S608

    assert kinds() == ["content_altered"]
    assert facts()["event"] == str(event.pk)


def test_an_altered_leaf_is_named(size):
    broken = flipped(leaf_at(3).leaf_hash, 31)

    tamper(('UPDATE foundation_ledgerleaf SET leaf_hash = %s WHERE "index" = 3', broken))

    assert kinds() == ["leaf_altered"]
    assert facts() == {"index": 3}


@pytest.mark.parametrize(
    ("level", "name", "place"), [(0, "tile/0/000", 0), (0, "tile/0/000", 250), (1, "tile/1/000", 0)]
)
def test_an_altered_tile_is_named(size, level, name, place):
    """Also behind the last checkpoint within it."""
    broken = flipped(LedgerTile.objects.get(level=level, index=0).hashes, place * 32 + 5)

    tamper(('UPDATE foundation_ledgertile SET hashes = %s WHERE level = %s AND "index" = 0', broken, level))

    assert kinds() == ["tile_altered"]
    assert facts() == {"tile": name, "place": place}


@pytest.mark.parametrize("level", [0, 1])
def test_a_missing_tile_is_named(size, level):
    tamper(('DELETE FROM foundation_ledgertile WHERE level = %s AND "index" = 0', level))

    assert kinds() == ["tile_missing"]


def test_a_tile_that_should_not_be_there_is_named(size):
    tamper(('INSERT INTO foundation_ledgertile (level, "index", hashes) VALUES (2, 0, %s)', bytes(32)))

    assert kinds() == ["tile_extra"]


def delete(event):
    return (
        ("DELETE FROM foundation_eventcontent WHERE event_id = %s", event.pk),
        ("DELETE FROM foundation_event WHERE id = %s", event.pk),
    )


@pytest.mark.parametrize("back", [1, 100])
def test_the_last_and_a_middle_event_are_missed_when_they_are_deleted(size, back):
    event = leaf_at(size - back).event

    tamper(*delete(event))

    assert kinds() == ["event_missing"]
    assert facts() == {"event": str(event.pk), "index": size - back}


def test_the_last_event_is_missed_when_its_leaf_is_deleted_as_well(size):
    leaf = leaf_at(size - 1)

    tamper(*delete(leaf.event), ('DELETE FROM foundation_ledgerleaf WHERE "index" = %s', leaf.index))

    assert kinds() == ["leaf_missing"]


def test_a_deleted_leaf_is_missed_though_its_event_is_there(size):
    tamper(('DELETE FROM foundation_ledgerleaf WHERE "index" = 9',))

    assert kinds() == ["leaf_missing"]


def test_a_log_cut_off_in_all_its_parts_is_shorter_than_what_was_signed(size):
    leaf, tile = leaf_at(size - 1), LedgerTile.objects.filter(level=0).order_by("-index")[0]

    tamper(
        *delete(leaf.event),
        ('DELETE FROM foundation_ledgerleaf WHERE "index" = %s', leaf.index),
        ("UPDATE foundation_ledgertile SET hashes = %s WHERE id = %s", bytes(tile.hashes)[:-32], tile.pk),
    )

    assert kinds() == ["history_shorter"]
    assert facts() == {"size": size, "held": size - 1}


def exchanged(one, other, *, with_hashes):
    statement = 'UPDATE foundation_ledgerleaf SET event_id = %s, leaf_hash = %s WHERE "index" = %s'
    hashes = [other.leaf_hash, one.leaf_hash] if with_hashes else [one.leaf_hash, other.leaf_hash]
    return (
        (statement, -1, bytes(hashes[0]), one.index),
        (statement, one.event_id, bytes(hashes[1]), other.index),
        (statement, other.event_id, bytes(hashes[0]), one.index),
    )


@pytest.mark.parametrize("with_hashes", [True, False])
def test_two_exchanged_entries_are_named_together(size, with_hashes):
    tamper(*exchanged(leaf_at(5), leaf_at(280), with_hashes=with_hashes))

    assert kinds() == ["reordered"]
    assert facts() == {"index": 5, "other": 280}


def test_entries_exchanged_in_the_tile_too_are_found_by_the_signed_root(size):
    middle = LedgerCheckpoint.objects.order_by("pk")[0].size
    one, other = leaf_at(middle + 1), leaf_at(middle + 2)
    tile = LedgerTile.objects.get(level=0, index=0)
    hashes = bytes(tile.hashes)
    first, second = one.index * 32, other.index * 32
    hashes = hashes[:first] + hashes[second : second + 32] + hashes[first : first + 32] + hashes[second + 32 :]

    tamper(
        *exchanged(one, other, with_hashes=True),
        ("UPDATE foundation_ledgertile SET hashes = %s WHERE id = %s", hashes, tile.pk),
    )

    found = {damage.kind: dict(damage.facts) for damage in verify_all()}
    assert found["history_rewritten"]["index"] == middle
    assert found["history_rewritten"]["size"] == size


def test_an_event_put_in_afterwards_is_named(size):
    kind = ContentType.objects.get_for_model(Event).pk
    robot = leaf_at(170).event.subject_uuid
    uuid = robot if connection.vendor == "postgresql" else robot.hex
    number = Event.objects.order_by("-pk")[0].pk + 1

    tamper(
        (
            "INSERT INTO foundation_event (id, subject_type_id, subject_uuid, at, kind, digest) "
            "VALUES (%s, %s, %s, '2025-03-01 10:00:00+00:00', 'test.forged', %s)",
            number,
            kind,
            uuid,
            "0" * 64,
        )
    )

    assert kinds() == ["event_extra"]
    assert facts()["event"] == str(number)


def test_a_leaf_put_in_afterwards_is_named(size):
    tamper(
        (
            'INSERT INTO foundation_ledgerleaf ("index", source, foreign_id, leaf_hash, sealed_at) '
            "VALUES (%s, 'case', 77, %s, '2025-03-01 10:00:00+00:00')",
            size,
            bytes(32),
        )
    )

    assert kinds() == ["leaf_extra"]


def test_a_checkpoint_whose_row_says_something_else_than_was_signed_is_named(size):
    first = LedgerCheckpoint.objects.order_by("pk")[0]

    tamper(("UPDATE foundation_ledgercheckpoint SET root = %s WHERE id = %s", flipped(first.root), first.pk))

    assert kinds() == ["checkpoint_altered"]


def test_a_checkpoint_that_nobody_signed_is_named(size):
    first = LedgerCheckpoint.objects.order_by("pk")[0]
    forged = first.note.replace(f"\n{first.size}\n", f"\n{first.size - 1}\n")

    tamper(("UPDATE foundation_ledgercheckpoint SET note = %s WHERE id = %s", forged, first.pk))

    assert kinds() == ["checkpoint_unsigned"]


def test_yesterdays_backup_is_noticed_by_what_this_machine_remembers():
    before = grow(10).size
    with taken_back():
        seen.remember(grow(5).note)

    (damage,) = verify_all()
    assert damage.kind == "held_back"
    assert str(before + 5) in damage.sentence
    with pytest.raises(Refused):
        sequencer.seal(timezone.now(), wait=True)
    assert log.state().size == before


def test_the_command_names_what_it_finds_and_ends_with_one(size, capsys):
    event = leaf_at(170).event
    tamper(("UPDATE foundation_event SET kind = 'test.other' WHERE id = %s", event.pk))

    with pytest.raises(CommandError, match="Damages: 1"):
        call_command("ledger", "verify")

    assert f"Event {event.pk} was altered" in capsys.readouterr().out


def test_the_command_says_that_all_is_well(size, capsys):
    call_command("ledger", "verify")

    told = capsys.readouterr()
    assert f"{size} entries are as they were sealed." in told.out
    assert told.err


def test_a_great_many_damages_are_counted_and_not_all_named(size, monkeypatch):
    monkeypatch.setattr("foundation.ledger.findings.NAMED", 20)
    tamper(("UPDATE foundation_eventcontent SET summary = 'x'",))

    damages = verify_all()

    assert len(damages) == 21
    assert damages[-1].kind == "more"
