"""Signed notes and their keys: the published example, what is no note, and who is believed to have signed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.ledger.note_keys import COSIGNATURE, ED25519, SigningKey, VerifyingKey
from foundation.ledger.notes import MAX_BYTES, MAX_SIGNATURES, Signature, add_line, add_signature, opened, parts, sign
from foundation.ledger.strict import Refused
from tests.foundation.ledger.written import LOG, WITNESS, flipped, unhurried

pytestmark = pytest.mark.anywhere

EXAMPLE_KEY = VerifyingKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
EXAMPLE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYj"
    "OBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
OTHER = SigningKey.generate("attest.example/ledger")  # the name of the log, another key
SIGNED = "— attest.example/ledger"


def test_the_published_note_is_opened():
    note = opened(EXAMPLE, EXAMPLE_KEY)

    assert note == ("This is an example message.\n", (EXAMPLE_KEY,), ())
    assert EXAMPLE_KEY.key_id == "530d903a"


def test_every_single_bit_of_the_published_note_matters():
    content = EXAMPLE.encode()

    for bit in range(len(content) * 8):
        with pytest.raises(Refused):
            opened(flipped(content, bit), EXAMPLE_KEY)


@pytest.mark.parametrize("key", [LOG, WITNESS, OTHER])
def test_keys_keep_their_text(key):
    assert SigningKey.parse(key.text) == key
    assert VerifyingKey.parse(key.verifying.vkey) == key.verifying
    assert key.text.startswith(f"PRIVATE+KEY+{key.name}+{key.key_id}+")


def test_the_type_of_a_key_is_part_of_its_id():
    as_witness = SigningKey(LOG.name, COSIGNATURE, LOG.secret)

    assert as_witness.verifying.public == LOG.verifying.public
    assert as_witness.key_id != LOG.key_id


@pytest.mark.parametrize("text", [LOG.text, LOG.verifying.vkey])
def test_every_single_bit_of_a_key_matters(text):
    parse = SigningKey.parse if text.startswith("PRIVATE") else VerifyingKey.parse

    for bit in range(len(text) * 8):
        with pytest.raises(Refused):
            parse(flipped(text.encode(), bit).decode("latin-1"))


@pytest.mark.parametrize("vkey", ["", "name", "name+530d903a", "name+530d903a+", "+530d903a+AekyeQ==", "a b+1+AQ=="])
def test_what_is_no_key_is_refused(vkey):
    with pytest.raises(Refused):
        VerifyingKey.parse(vkey)
    with pytest.raises(Refused, match="no private key"):
        SigningKey.parse(f"PRIVATE+KEY+{vkey}")


def test_a_type_that_is_not_known_is_refused():
    with pytest.raises(Refused, match="type 0x06"):
        VerifyingKey("witness.example", 0x06, bytes(32))


def test_a_private_key_does_not_show_itself():
    assert str(LOG.secret) not in repr(LOG)
    with pytest.raises(Refused) as refused:
        SigningKey.parse(LOG.text[:-1])
    assert LOG.text[40:60] not in str(refused.value)


def test_a_note_says_who_has_signed_it():
    note = add_signature(sign("history\n", LOG), OTHER)

    assert opened(note, LOG.verifying, OTHER.verifying).verified == (LOG.verifying, OTHER.verifying)
    seen = opened(note, OTHER.verifying)
    assert seen.verified == (OTHER.verifying,)
    assert [(line.name, line.key_id) for line in seen.unknown] == [(LOG.name, LOG.key_id)]


def test_who_signed_twice_counts_once():
    note = sign("history\n", LOG, LOG)

    assert opened(note, LOG.verifying).verified == (LOG.verifying,)


def test_one_wrong_signature_of_a_known_key_spoils_the_note():
    good, other = sign("history\n", LOG), sign("another\n", LOG, OTHER)

    spoilt = good + other.partition("\n\n")[2].splitlines(keepends=True)[1]

    assert opened(spoilt, LOG.verifying).verified == (LOG.verifying,)
    with pytest.raises(Refused, match="does not fit the text"):
        opened(spoilt, LOG.verifying, OTHER.verifying)


def test_only_keys_one_trusts_open_a_note():
    note = sign("history\n", LOG)

    for keys in [(), (OTHER.verifying,), (EXAMPLE_KEY,), (SigningKey(LOG.name, COSIGNATURE, LOG.secret).verifying,)]:
        with pytest.raises(Refused, match="No key that is trusted here"):
            opened(note, *keys)


def test_the_text_ends_at_the_last_empty_line():
    text = "Ognuno sta solo\n\ned è subito sera.\n\n"

    assert opened(sign(text, LOG), LOG.verifying).text == text


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        "text\n",
        "text\n\n",
        EXAMPLE.removesuffix("\n"),
        EXAMPLE + "\n",
        EXAMPLE + "garbage\n",
        EXAMPLE + "— \n",
        EXAMPLE.replace("\n\n", "\n"),
        EXAMPLE.replace("— ", "- "),
        EXAMPLE.replace("— ", "—  "),
        EXAMPLE.replace("\n", "\r\n"),
        EXAMPLE.replace("aQM=", "aQM"),
        EXAMPLE.replace("aQM=", "aQN="),
        EXAMPLE.replace("aQM=", "aQM= "),
        EXAMPLE.replace("Uw2QOkn8", "Uw2QOkn8\n"),
        EXAMPLE.replace("example", "exam\tple"),
        EXAMPLE.replace("example", "exam\x00ple"),
        EXAMPLE.replace("example", "exam\ud800ple"),
        "text\n\n— name\u2028more AAAAAAA=\n",
        "text\n\n— na+me AAAAAAA=\n",
        "text\n\n— name AAAAAA==\n",
        "text\n\n—  AAAAAAA=\n",
        b"text \xff" + EXAMPLE.encode(),
        EXAMPLE.encode("utf-16"),
    ],
)
def test_what_is_no_note_is_refused(note):
    with pytest.raises(Refused):
        parts(note)
    with pytest.raises(Refused):
        opened(note, EXAMPLE_KEY)


def test_a_note_has_a_limit():
    parts(sign("text\n", *[LOG] * MAX_SIGNATURES))
    with pytest.raises(Refused, match="more than 100 signatures"):
        sign("text\n", *[LOG] * (MAX_SIGNATURES + 1))
    with pytest.raises(Refused, match="larger than"):
        sign("t" * MAX_BYTES + "\n", LOG)


@pytest.mark.parametrize("text", ["", "no line break", "control\x07\n", "\ud800\n"])
def test_what_cannot_be_a_text_is_not_signed(text):
    with pytest.raises(Refused):
        sign(text, LOG)


def test_nothing_is_signed_without_a_key_or_with_that_of_a_witness():
    with pytest.raises(Refused, match="needs a signature"):
        sign("history\n")
    with pytest.raises(Refused, match="checkpoints only"):
        sign("history\n", WITNESS)


@pytest.mark.parametrize("line", ["", "\n", "— name AAAAAAA=", f"{SIGNED} AAAAAAA=\n{SIGNED} AAAAAAA=\n", "x\n\ny\n"])
def test_only_one_signature_line_is_added(line):
    with pytest.raises(Refused):
        add_line(EXAMPLE, line)


@unhurried
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), st.binary(min_size=1, max_size=80))
def test_texts_and_lines_are_read_as_they_were_written(text, content):
    line = Signature("name", "0a0b0c0d", content).line

    note = sign(f"{text}\n", LOG)

    assert Signature.parse(line) == ("name", "0a0b0c0d", content)
    assert opened(note.encode(), LOG.verifying).text == f"{text}\n"
    assert parts(add_line(note, line))[1][1:] == [("name", "0a0b0c0d", content)]


@unhurried
@given(st.text() | st.binary())
def test_any_garbage_is_refused_and_nothing_worse(garbage):
    for read in (parts, opened):
        with pytest.raises(Refused):
            read(garbage)
    for parse in (VerifyingKey.parse, SigningKey.parse, Signature.parse):
        with pytest.raises(Refused):
            parse(garbage if isinstance(garbage, str) else garbage.decode("latin-1"))


def test_types_are_the_assigned_bytes():
    assert (ED25519, COSIGNATURE) == (1, 4)
