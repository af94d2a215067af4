"""Proofs to take home: how they are written, and what they say to whoever trusts a log and its witnesses."""

from dataclasses import replace

import pytest

from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.cosignatures import cosign
from foundation.ledger.note_keys import COSIGNATURE, SigningKey
from foundation.ledger.notes import add_line, sign
from foundation.ledger.strict import Refused, base64_of
from foundation.ledger.tlog_proof import TlogProof
from tests.foundation.ledger.written import AT, LOG, ORIGIN, WITNESS, WrittenLog, entry_of

pytestmark = pytest.mark.anywhere

TREE = WrittenLog(300)
PROOF = TREE.proof(42)
ENTRY = entry_of(42)


def test_a_proof_is_written_as_the_specification_says():
    hashes = "".join(f"{base64_of(one)}\n" for one in TREE.included(42))

    assert PROOF.text == f"c2sp.org/tlog-proof@v1\nindex 42\n{hashes}\n{TREE.note()}"
    assert replace(PROOF, extra=b"context").text.startswith("c2sp.org/tlog-proof@v1\nextra Y29udGV4dA==\nindex 42\n")


@pytest.mark.parametrize("proof", [PROOF, replace(PROOF, extra=b"\x00\xff"), WrittenLog(1).proof(0)])
def test_a_proof_is_read_as_it_was_written(proof):
    assert TlogProof.parse(proof.text) == TlogProof.parse(proof.text.encode()) == proof


def test_a_proof_says_what_the_entry_is_in():
    checkpoint = PROOF.verify(ENTRY, LOG.verifying, [WITNESS.verifying], quorum=1)

    assert checkpoint == PROOF.checkpoint == Checkpoint(ORIGIN, 300, TREE.root())


def test_a_proof_holds_for_its_entry_alone():
    for wrong in (b"", entry_of(41), entry_of(43), ENTRY + b"\n"):
        with pytest.raises(Refused, match="another root"):
            PROOF.verify(wrong, LOG.verifying)


def test_the_log_must_have_signed_it_itself_and_under_its_own_name():
    namesake = SigningKey.generate(ORIGIN)
    elsewhere = SigningKey("other.example/log", LOG.kind, LOG.secret)
    text = Checkpoint(ORIGIN, 300, TREE.root()).text

    with pytest.raises(Refused, match="No key that is trusted"):
        PROOF.verify(ENTRY, namesake.verifying)
    with pytest.raises(Refused, match="another log"):
        replace(PROOF, checkpoint_note=sign(text, elsewhere)).verify(ENTRY, elsewhere.verifying)
    with pytest.raises(Refused, match="cannot sign for a log"):
        PROOF.verify(ENTRY, WITNESS.verifying)


def test_witnesses_are_counted_by_their_keys():
    second = SigningKey.generate("witness.example/w2", COSIGNATURE)
    alias = SigningKey("witness.example/alias", COSIGNATURE, WITNESS.secret)
    note = PROOF.checkpoint_note
    both = [WITNESS.verifying, second.verifying]

    twice = replace(PROOF, checkpoint_note=add_line(note, cosign(note, WITNESS, AT)))
    renamed = replace(PROOF, checkpoint_note=add_line(note, cosign(note, alias, AT)))
    for proof in (PROOF, twice, renamed):
        with pytest.raises(Refused, match="Fewer than 2"):
            proof.verify(ENTRY, LOG.verifying, [*both, alias.verifying], quorum=2)

    witnessed = replace(PROOF, checkpoint_note=add_line(note, cosign(note, second, AT)))
    assert witnessed.verify(ENTRY, LOG.verifying, both, quorum=2) == PROOF.checkpoint


def test_a_log_is_no_witness_of_itself():
    itself = SigningKey("witness.example/self", COSIGNATURE, LOG.secret)
    proof = replace(PROOF, checkpoint_note=add_line(PROOF.checkpoint_note, cosign(PROOF.checkpoint_note, itself, AT)))

    with pytest.raises(Refused, match="Fewer than 1"):
        proof.verify(ENTRY, LOG.verifying, [itself.verifying], quorum=1)


def test_a_wrong_cosignature_of_a_witness_one_trusts_spoils_the_proof():
    later = TREE.note(299)
    proof = replace(PROOF, checkpoint_note=add_line(sign(PROOF.checkpoint.text, LOG), cosign(later, WITNESS, AT)))

    proof.verify(ENTRY, LOG.verifying)
    with pytest.raises(Refused, match="does not fit the text"):
        proof.verify(ENTRY, LOG.verifying, [WITNESS.verifying], quorum=0)


LINES = PROOF.text.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        TREE.note(),
        PROOF.text.replace("@v1", "@v2"),
        PROOF.text.replace("index 42", "index 042"),
        PROOF.text.replace("index 42", "index -42"),
        PROOF.text.replace("index 42", "index 42\nindex 42"),
        PROOF.text.replace("index 42", "index"),
        PROOF.text.replace("index 42\n", ""),
        PROOF.text.replace("index 42", "extra \nindex 42"),
        PROOF.text.replace("index 42", "extra !\nindex 42"),
        PROOF.text.replace("index 42", "index 42\nextra AA=="),
        PROOF.text.replace("index 42", "extra AA==\nextra AA==\nindex 42"),
        PROOF.text.replace("\n\n", "\n\n\n", 1),
        PROOF.text.replace("\n\n", "\n", 1),
        PROOF.text.replace("\n", "\r\n"),
        f"\n{PROOF.text}",
        f"{PROOF.text}\n",
        f"{PROOF.text}garbage",
        "\n".join(LINES[:-3]),
        PROOF.text.encode() + b"\xff",
    ],
)
def test_what_is_no_proof_is_refused(text):
    with pytest.raises(Refused):
        TlogProof.parse(text)


def test_a_proof_cannot_be_made_around_something_else():
    for wrong in ({"index": -1}, {"hashes": (b"short",)}, {"checkpoint_note": "no note"}):
        with pytest.raises(Refused):
            replace(PROOF, **wrong)
    with pytest.raises(Refused, match="three lines"):
        replace(PROOF, checkpoint_note=sign("no checkpoint\n", LOG))
