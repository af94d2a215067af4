"""Checkpoints and what a witness adds to them; entries, byte for byte."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.cosignatures import cosign, verify_cosignature
from foundation.ledger.entries import entry
from foundation.ledger.merkle import EMPTY_ROOT
from foundation.ledger.note_keys import COSIGNATURE, SigningKey
from foundation.ledger.notes import Signature, add_line, opened, sign
from foundation.ledger.strict import LARGEST, Refused, base64_of
from tests.foundation.ledger.written import AT, LOG, ORIGIN, WITNESS, unhurried

pytestmark = pytest.mark.anywhere

ROOT = hashlib.sha256(b"root").digest()
CHECKPOINT = Checkpoint(ORIGIN, 20_852_163, ROOT)
NOTE = sign(CHECKPOINT.text, LOG)


def test_the_published_checkpoint_is_read_and_written():
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

    checkpoint = Checkpoint.parse(text)

    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert checkpoint.root.hex().startswith("0ac5186a")
    assert checkpoint.text == text


@unhurried
@given(st.integers(1, LARGEST), st.binary(min_size=32, max_size=32), st.lists(st.sampled_from(["a", "é b"])))
def test_checkpoints_are_read_as_they_were_written(size, root, extensions):
    checkpoint = Checkpoint(ORIGIN, size, root, tuple(extensions))

    assert Checkpoint.parse(checkpoint.text) == checkpoint


def test_an_empty_log_has_a_checkpoint():
    assert Checkpoint.parse(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text).size == 0
    with pytest.raises(Refused, match="empty log"):
        Checkpoint(ORIGIN, 0, ROOT)


HASH = base64_of(ROOT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        f"{ORIGIN}\n5\n",
        f"{ORIGIN}\n5\n{HASH}",
        f"\n5\n{HASH}\n",
        f"{ORIGIN}\n5\n{HASH}\n\n",
        f"{ORIGIN}\n5\n{HASH}\n\nextension\n",
        f"{ORIGIN}\n05\n{HASH}\n",
        f"{ORIGIN}\n+5\n{HASH}\n",
        f"{ORIGIN}\n-5\n{HASH}\n",
        f"{ORIGIN}\n5 \n{HASH}\n",
        f"{ORIGIN}\n٥\n{HASH}\n",
        f"{ORIGIN}\n1_000\n{HASH}\n",
        f"{ORIGIN}\n0x5\n{HASH}\n",
        f"{ORIGIN}\n5\r\n{HASH}\n",
        f"{ORIGIN}\n{LARGEST + 1}\n{HASH}\n",
        f"{ORIGIN}\n{'9' * 5000}\n{HASH}\n",
        f"{ORIGIN}\n5\n{ROOT.hex()}\n",
        f"{ORIGIN}\n5\n{HASH} \n",
        f"{ORIGIN}\n5\n{HASH.removesuffix('=')}\n",
        f"{ORIGIN}\n5\n{base64_of(ROOT[:31])}\n",
        f"{ORIGIN}\n5\n{base64_of(ROOT + b'x')}\n",
        f"{ORIGIN}\n5\n\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(Refused):
        Checkpoint.parse(text)


def test_a_witness_signs_the_checkpoint_and_the_second():
    line = cosign(NOTE, WITNESS, AT + timedelta(milliseconds=900))

    signed = Signature.parse(line)
    assert (signed.name, signed.key_id) == (WITNESS.name, WITNESS.key_id)
    message = f"cosignature/v1\ntime 1796040005\n{CHECKPOINT.text}".encode()
    public = WITNESS.verifying.public
    Ed25519PublicKey.from_public_bytes(public).verify(signed.content[8:], message)
    assert hashlib.sha256(b"witness.example/w1\n\x04" + public).hexdigest()[:8] == WITNESS.key_id
    assert verify_cosignature(add_line(NOTE, line), WITNESS.verifying) == AT


def test_a_cosigned_checkpoint_is_opened_by_both_keys():
    note = add_line(NOTE, cosign(NOTE, WITNESS, AT))

    assert opened(note, LOG.verifying, WITNESS.verifying).verified == (LOG.verifying, WITNESS.verifying)
    assert opened(note, LOG.verifying).verified == (LOG.verifying,)


def test_the_latest_of_several_cosignatures_counts():
    note = add_line(NOTE, cosign(NOTE, WITNESS, AT + timedelta(hours=1)))

    assert verify_cosignature(add_line(note, cosign(NOTE, WITNESS, AT)), WITNESS.verifying) == AT + timedelta(hours=1)


def test_only_a_witness_cosigns_and_only_a_checkpoint():
    with pytest.raises(Refused, match="Only the key of a witness"):
        cosign(NOTE, LOG, AT)
    with pytest.raises(Refused, match="Only the key of a witness"):
        verify_cosignature(NOTE, LOG.verifying)
    with pytest.raises(Refused, match="three lines"):
        cosign(sign("no checkpoint\n", LOG), WITNESS, AT)
    with pytest.raises(Refused, match="before 1970"):
        cosign(NOTE, WITNESS, datetime(1969, 12, 31, tzinfo=UTC))


def test_a_cosignature_is_of_one_checkpoint_one_moment_and_one_witness():
    line = cosign(NOTE, WITNESS, AT)
    later = sign(Checkpoint(ORIGIN, 20_852_164, ROOT).text, LOG)
    signed = Signature.parse(line)
    moved = signed._replace(content=bytes(7) + b"\x01" + signed.content[8:]).line
    short = signed._replace(content=signed.content[8:]).line
    namesake = SigningKey.generate(WITNESS.name, COSIGNATURE).verifying

    with pytest.raises(Refused, match="has not signed"):
        verify_cosignature(NOTE, WITNESS.verifying)
    with pytest.raises(Refused, match="has not signed"):
        verify_cosignature(add_line(NOTE, line), namesake)
    for note in (add_line(later, line), add_line(NOTE, moved)):
        with pytest.raises(Refused, match="does not fit the text"):
            verify_cosignature(note, WITNESS.verifying)
    with pytest.raises(Refused, match="8 bytes"):
        verify_cosignature(add_line(NOTE, short), WITNESS.verifying)


@pytest.mark.parametrize(("seconds", "sentence"), [(2**62, "calendars"), (2**63, "a moment of 8 bytes")])
def test_moments_beyond_all_calendars_are_refused(seconds, sentence):
    stamp = seconds.to_bytes(8, "big")
    content = stamp + bytes(64)
    if seconds < 2**63:
        content = WITNESS.signature(CHECKPOINT.text, stamp)

    note = add_line(NOTE, Signature(WITNESS.name, WITNESS.key_id, content).line)

    with pytest.raises(Refused, match=sentence):
        verify_cosignature(note, WITNESS.verifying)


def test_an_entry_is_canonical_json():
    at = datetime(2026, 11, 30, 13, 0, 5, 70, tzinfo=timezone(timedelta(hours=1)))

    made = entry(id=UUID(int=7), at=at, kind="finding.logged", digest="ab" * 32)

    assert made == (
        b'{"at":"2026-11-30T12:00:05.000070Z","digest":"' + b"ab" * 32 + b'",'
        b'"id":"00000000-0000-0000-0000-000000000007","kind":"finding.logged","v":1}'
    )


@unhurried
@given(st.text(st.characters(exclude_categories=["Cs"])), st.datetimes(timezones=st.just(UTC)))
def test_an_entry_is_what_rfc_8785_makes_of_it(kind, at):
    made = entry(id=4711, at=at, kind=kind, digest="ab" * 32)

    told = at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    assert made == rfc8785.dumps({"v": 1, "id": "4711", "at": told, "kind": kind, "digest": "ab" * 32})


@pytest.mark.parametrize("digest", ["", "AB" * 32, "ab" * 31, "ab" * 32 + "\n"])
def test_an_entry_needs_a_digest(digest):
    with pytest.raises(Refused, match="digest"):
        entry(id=UUID(int=7), at=AT, kind="case", digest=digest)


def test_an_entry_needs_a_time_zone():
    with pytest.raises(Refused, match="time zone"):
        entry(id=UUID(int=7), at=AT.replace(tzinfo=None), kind="case", digest="ab" * 32)
