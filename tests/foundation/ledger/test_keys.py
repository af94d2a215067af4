"""The key of the ledger: made once and for one reader, changed with two signatures side by side, never made anew by itself."""

import stat
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from foundation.access import robot
from foundation.ledger import keys, log, sequencer
from foundation.ledger.actions import rotate_ledger_key
from foundation.ledger.notes import SigningKey, opened
from foundation.ledger.verify import verify_all
from foundation.models.ledger import LedgerKey
from foundation.models.trail import Event
from foundation.refusals import Refused
from tests.foundation.ledger.sealing import grow

NOW = timezone.now()
ORIGIN = "attest.example.com/ledger"


@pytest.fixture(autouse=True)
def origin(settings, company):
    settings.LEDGER_ORIGIN = ORIGIN


def file(settings):
    return settings.LEDGER_FOLDER / "keys"


def names_under(checkpoint):
    return [key.key_id for key in opened(checkpoint.note, *keys.verifying_keys()).verified]


def signed_at(moment):
    sequencer.seal(moment, wait=True)
    return log.latest()


def test_the_first_key_is_made_with_the_first_entry_for_our_eyes_only(settings):
    assert not file(settings).exists()

    grow(1)

    assert stat.S_IMODE(file(settings).stat().st_mode) == 0o600
    assert stat.S_IMODE(file(settings).parent.stat().st_mode) == 0o700
    assert LedgerKey.objects.get().name == ORIGIN
    assert [path.name for path in file(settings).parent.iterdir()] == ["keys"]


def test_the_same_key_signs_on(settings):
    first, second = grow(1), grow(1)

    assert names_under(first) == names_under(second)
    assert len(file(settings).read_text().split()) == 1


def test_the_private_key_is_not_in_the_database():
    grow(1)

    assert "PRIVATE" not in LedgerKey.objects.get().vkey


def test_a_key_of_the_environment_needs_no_file(settings):
    settings.LEDGER_KEYS = [SigningKey.generate(ORIGIN).text]

    grow(1)

    assert LedgerKey.objects.get().vkey == SigningKey.parse(settings.LEDGER_KEYS[0]).verifying.vkey
    assert not file(settings).exists()


def test_a_lost_key_is_not_replaced_in_silence(settings):
    grow(1)
    file(settings).unlink()

    with pytest.raises(Refused, match="private key of the ledger is missing"):
        grow(1)
    assert LedgerKey.objects.count() == 1


def test_a_key_of_another_log_does_not_sign_for_this_one(settings):
    grow(1)
    settings.LEDGER_KEYS = [SigningKey.generate(ORIGIN).text]

    with pytest.raises(Refused):
        grow(1)


def test_the_origin_stays_what_it_was_at_the_first_entry(settings):
    grow(1)
    settings.LEDGER_ORIGIN = "other.example.com/ledger"

    assert grow(1).note.startswith(f"{ORIGIN}\n")


def test_both_keys_sign_until_the_overlap_is_over(settings):
    (old,) = names_under(grow(1))

    new = rotate_ledger_key(actor=robot(), overlap=timedelta(days=30), now=NOW)

    assert set(names_under(signed_at(NOW + timedelta(days=29)))) == {old, new.key_id}
    assert names_under(signed_at(NOW + timedelta(days=31))) == [new.key_id]
    assert stat.S_IMODE(file(settings).stat().st_mode) == 0o600
    assert verify_all() == []


def test_a_change_of_the_key_is_an_event(settings):
    grow(1)

    key = rotate_ledger_key(actor=robot(), overlap=timedelta(days=30), now=NOW)

    event = Event.objects.select_related("content").get(kind="ledger.key_rotated")
    assert event.content.details["vkey"] == key.vkey
    assert "PRIVATE" not in str(event.content.details)


def test_nobody_changes_the_key_from_a_page(cast):
    grow(1)

    with pytest.raises(PermissionDenied):
        rotate_ledger_key(actor=cast["adam"], overlap=timedelta(days=30), now=NOW)


def test_a_key_that_is_lost_is_replaced_only_when_somebody_says_so(settings):
    (old,) = names_under(grow(1))
    file(settings).unlink()
    with pytest.raises(CommandError, match="missing"):
        call_command("ledger", "rotate-key")

    call_command("ledger", "rotate-key", "--lost")

    assert old not in names_under(signed_at(NOW + timedelta(hours=1)))
    assert verify_all() == []


def test_a_new_key_of_the_environment_signs_beside_the_old_one_once_it_was_put_into_use(settings):
    old, new = SigningKey.generate(ORIGIN), SigningKey.generate(ORIGIN)
    settings.LEDGER_KEYS = [old.text]
    grow(1)
    settings.LEDGER_KEYS = [new.text, old.text]
    assert names_under(grow(1)) == [old.key_id]

    call_command("ledger", "rotate-key")

    assert set(names_under(signed_at(NOW + timedelta(hours=1)))) == {new.key_id, old.key_id}


def test_a_new_key_of_the_environment_must_be_new_and_of_this_log(settings):
    settings.LEDGER_KEYS = [SigningKey.generate(ORIGIN).text]
    grow(1)

    with pytest.raises(CommandError, match="must be a new key"):
        call_command("ledger", "rotate-key")
