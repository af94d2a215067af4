"""Attest and its witnesses: cosignatures, and a database that was put back and may not sign."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation import status
from foundation.access import robot
from foundation.ledger import asking, holding, keys, publishing, seen
from foundation.ledger.cosignatures import verify_cosignature
from foundation.ledger.holding import DAMAGED, REWRITTEN, SHORTER, UNASKED, held_back
from foundation.ledger.note_keys import COSIGNATURE, SigningKey
from foundation.ledger.telling import tell_standing
from foundation.ledger.witnesses import configured, cosigned
from foundation.models.ledger import LedgerCheckpoint, LedgerKey, LedgerLeaf, LedgerTile
from foundation.models.trail import Event, Notification
from foundation.models.witnesses import LedgerCosignature, LedgerWitness
from foundation.refusals import Refused
from foundation.status import Standing
from foundation.tasks import tell_of_ledger
from tests.company import TODAY
from tests.foundation.ledger.sealing import grow, taken_back, unguarded
from tests.foundation.ledger.witnessing import NAME, witnessing

pytestmark = pytest.mark.usefixtures("company")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.LEDGER_FOLDER = tmp_path / "ledger"
    settings.WITNESSES = []
    return settings.LEDGER_FOLDER


@pytest.fixture
def sealed():
    """The ledger with what the company did so far."""
    return grow(5)


@pytest.fixture
def witness(sealed, settings, tmp_path):
    """A process that witnesses this log, and that Attest was told of."""
    with witnessing(tmp_path / "w", LedgerKey.objects.get().vkey) as process:
        settings.WITNESSES = [(process.url, process.key.vkey)]
        yield process


def ask(*, later: bool = False) -> int:
    """Now, or when those that agreed are asked again."""
    return asking.ask_all(timezone.now() + (asking.AGAIN if later else timedelta()))


def forget_file():
    """As when the disk was put back too, or is another machine's."""
    seen.place().unlink()


def reading():
    return next(told.reading for told in status.take(timezone.now()) if told.check.name == "witnesses")


def test_a_checkpoint_is_cosigned_and_published_so(sealed, witness):
    assert ask() == 1

    kept = LedgerCosignature.objects.get()
    assert kept.checkpoint == sealed
    assert verify_cosignature(publishing.checkpoint(), witness.key) == kept.at
    assert cosigned(sealed).startswith(sealed.note)


def test_each_checkpoint_after_it_is_proven_to_have_grown(sealed, witness):
    ask()

    for count in (1, 250, 3):
        newest = grow(count)
        assert ask() == 1
        verify_cosignature(cosigned(newest), witness.key)
    assert LedgerWitness.objects.get().size == newest.size == int(witness.read("/").text.split()[-1])


def test_one_that_agreed_is_asked_again_only_after_a_minute(witness):
    ask()

    assert ask() == 0
    assert ask(later=True) == 1
    assert LedgerCosignature.objects.count() == 1


def test_a_witness_that_knows_more_than_we_remember_is_caught_up_with(witness):
    ask()
    LedgerWitness.objects.update(size=0)
    grow(2)

    assert ask() == 1


def test_who_asks_about_a_checkpoint_that_was_overtaken_raises_no_alarm(sealed, witness):
    grow(2)
    ask()
    (named,) = configured()

    assert asking.ask(named, keys.origin(), sealed) is False

    assert held_back() is None
    assert LedgerWitness.objects.get().error == ""


def test_without_a_witness_nothing_is_asked_and_nothing_held_back(sealed, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        assert held_back() is None
    assert ask() == 0
    assert reading().standing == Standing.OFF


def after_a_long_sleep(checkpoint):
    """What holds the ledger back a quarter of an hour after it signed last."""
    return holding.below_witnessed(checkpoint, keys.origin(), timezone.now() + timedelta(minutes=15))


def test_after_a_long_sleep_the_witnesses_are_asked_before_anything_is_signed(sealed, witness):
    assert after_a_long_sleep(sealed).code == UNASKED

    ask()
    LedgerWitness.objects.update(asked_at=timezone.now() + timedelta(minutes=14))

    assert after_a_long_sleep(sealed) is None


def test_who_signed_just_now_need_not_ask_first(sealed, witness):
    assert held_back() is None

    ask()

    assert reading().standing == Standing.GOOD


def test_a_witness_that_is_away_holds_nothing_up(witness):
    ask()
    witness.stop()
    grow(1)

    assert ask() == 0

    row = LedgerWitness.objects.get()
    assert (row.tries, row.refusal) == (1, "")
    assert "connection failed" in row.error
    assert ask() == 0
    assert LedgerWitness.objects.get().tries == 1
    assert held_back() is None
    grow(1)


def test_a_witness_that_is_away_for_hours_is_shown(witness):
    ask()
    witness.stop()
    grow(1)
    ask()
    LedgerWitness.objects.update(cosigned_at=timezone.now() - timedelta(hours=2))

    assert reading().standing == Standing.WARN
    assert NAME in str(reading().words)


def test_a_signature_of_another_key_does_not_count(witness, settings):
    settings.WITNESSES = [(witness.url, SigningKey.generate(NAME, COSIGNATURE).verifying.vkey)]

    assert ask() == 0

    assert "without a signature of the key" in LedgerWitness.objects.get().error
    assert not LedgerCosignature.objects.exists()


def test_a_witness_that_does_not_know_us_is_an_error_and_no_refusal(witness):
    (witness.folder / "logs").write_text("")

    assert ask() == 0
    assert "404" in LedgerWitness.objects.get().error
    assert held_back() is None


def test_yesterdays_backup_is_noticed_by_this_machine_alone(sealed):
    with taken_back():
        seen.remember(grow(4).note)

    assert held_back().code == SHORTER
    assert f"signed {sealed.size + 4} entries" in str(held_back())
    with pytest.raises(Refused, match="Restore a later backup"):
        grow(1)


def test_yesterdays_backup_is_found_by_the_witness(sealed, witness):
    ask()
    with taken_back():
        grow(4)
        ask()
    forget_file()

    assert ask(later=True) == 0

    assert held_back().code == SHORTER
    assert f"{NAME} has cosigned {sealed.size + 4} entries" in str(held_back())
    with pytest.raises(Refused, match="Restore a later backup"):
        grow(1)
    assert LedgerCheckpoint.objects.order_by("-pk")[0] == sealed


def test_a_later_backup_lets_the_ledger_go_on(witness):
    ask()
    point = transaction.savepoint()
    later = grow(4)
    ask()
    leaves, tiles = list(LedgerLeaf.objects.all()), list(LedgerTile.objects.all())
    events = list(Event.objects.filter(leaf__index__gte=later.size - 4))
    transaction.savepoint_rollback(point)
    ask()
    assert held_back().code == SHORTER

    Event.objects.bulk_create(events)
    LedgerLeaf.objects.bulk_create(leaf for leaf in leaves if leaf.index >= later.size - 4)
    LedgerTile.objects.bulk_create(
        tiles, update_conflicts=True, unique_fields=["level", "index"], update_fields=["hashes"]
    )
    LedgerCheckpoint.objects.bulk_create([later])

    assert ask() == 1
    assert held_back() is None


def test_a_deleted_last_event_is_found_by_the_witness(sealed, witness):
    """By somebody who may do everything in the database, and tidies up behind themselves."""
    ask()
    before = grow(1)
    ask()
    grow(1)
    ask()
    with unguarded():
        LedgerCosignature.objects.filter(checkpoint__pk__gt=before.pk).delete()
        LedgerCheckpoint.objects.filter(pk__gt=before.pk).delete()
        LedgerLeaf.objects.filter(index__gte=before.size).delete()
        for tile in LedgerTile.objects.filter(level=0):
            tile.hashes = bytes(tile.hashes)[: before.size * 32]
            tile.save()
        LedgerWitness.objects.update(size=before.size)
    forget_file()

    ask(later=True)

    assert held_back().code == SHORTER


def test_another_history_of_the_same_length_is_found_by_the_witness(sealed, witness, settings):
    ask()
    with taken_back():
        grow(4)
        ask()
    forget_file()
    named, settings.WITNESSES = settings.WITNESSES, []
    grow(4, summary="happened otherwise")
    settings.WITNESSES = named

    ask()

    assert LedgerWitness.objects.get().refusal == "split"
    assert held_back().code == REWRITTEN


def test_a_longer_history_that_does_not_contain_what_was_seen_is_found_by_the_witness(sealed, witness, settings):
    ask()
    with taken_back():
        grow(4)
        ask()
    forget_file()
    named, settings.WITNESSES = settings.WITNESSES, []
    grow(9, summary="happened otherwise")
    settings.WITNESSES = named

    ask()

    assert LedgerWitness.objects.get().refusal == "rewritten"
    assert "are not those that the witness" in str(held_back())


def test_another_history_is_noticed_by_this_machine_too(sealed, folder):
    with taken_back():
        seen.remember(grow(4).note)
    kept = (folder / "seen").read_text()
    forget_file()
    grow(9, summary="happened otherwise")
    (folder / "seen").write_text(kept)

    assert held_back().code == REWRITTEN
    ask()
    assert (folder / "seen").read_text() == kept


def test_what_is_remembered_only_grows(sealed, folder):
    later = grow(3)
    seen.remember(later.note)

    seen.remember(sealed.note)

    assert seen.remembered().size == later.size
    assert (folder / "seen").stat().st_mode & 0o077 == 0


def test_a_memory_that_cannot_be_read_holds_back(sealed, folder):
    folder.mkdir(exist_ok=True)
    (folder / "seen").write_text("size 5\n")

    assert held_back().code == DAMAGED


def test_the_memory_of_another_log_means_nothing_here(sealed, settings):
    seen.remember(sealed.note)
    with unguarded():
        LedgerKey.objects.update(name="other.example.com/ledger")

    assert held_back() is None


def test_officers_and_administrators_are_told_once_and_when_it_goes_on(sealed, cast):
    with taken_back():
        seen.remember(grow(4).note)

    tell_of_ledger()
    tell_of_ledger()

    held = Event.objects.get(kind="ledger.held_back")
    told = set(Notification.objects.filter(event=held).values_list("user__email", flat=True))
    assert {cast["ines"].email, cast["adam"].email} <= told
    assert cast["samir"].email not in told
    assert reading().standing == Standing.BAD

    forget_file()
    tell_of_ledger()
    tell_of_ledger()

    assert Event.objects.filter(kind="ledger.goes_on").count() == 1


def test_nobody_is_told_that_a_witness_was_not_asked_yet(sealed, witness):
    assert tell_standing(actor=robot(), refusal=after_a_long_sleep(sealed), on=TODAY) is None
    assert not Event.objects.filter(kind__startswith="ledger.").exists()


def test_a_cosignature_is_never_changed(witness):
    ask()

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        LedgerCosignature.objects.update(at=timezone.now())


def test_how_an_officer_reads_it(witness, client, cast):
    ask()
    client.force_login(cast["ines"])

    page = client.get("/administration/status/").content.decode()

    assert "Ledger and witnesses" in page
    assert NAME in page
