"""The program in the pack, run with nothing but cryptography: it says that a pack holds, and names whatever was damaged."""

import ast
import base64
import re
import shutil

import pytest

from certifications.pack.bag import MANIFEST
from certifications.pack.verifier import verifier
from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.note_keys import SigningKey
from foundation.ledger.notes import add_line, sign
from tests.certifications.packed import change, list_again, make

pytestmark = pytest.mark.anywhere

FILE, CUSTODY = "data/evidence/EV-1/v1/sessions.txt", "data/evidence/EV-1/custody.json"
FACTS, PROOF = "data/evidence/EV-1/evidence.json", "proofs/11.tlog-proof"


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return make(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def pack(sound, tmp_path):
    shutil.copytree(sound.folder, tmp_path / "pack")
    return type(sound)(tmp_path / "pack", sound.log, sound.older)


def failures(told: str) -> list[str]:
    return [line.removeprefix("DOES NOT HOLD").strip() for line in told.splitlines() if line.startswith("DOES NOT")]


def test_a_sound_pack_holds_and_says_what_was_checked(sound):
    status, told = sound.verify()

    assert (status, failures(told)) == (0, [])
    assert "Nothing is missing, changed or added: 21 files are as they are listed." in told
    assert "The log “attest.example/ledger” has signed its checkpoint of 12 entries." in told
    assert "The witness “witness.example” has seen the same history at 2026-11-20 10:00:00 UTC." in told
    assert "4 events stand in the log; the 4 that are opened say what was sealed." in told
    assert "2 files are, bit by bit, those that the log has recorded as they came in." in told
    assert told.endswith("\nEverything holds.\n")


def test_without_a_key_from_elsewhere_it_says_what_that_rests_on(sound):
    key = sound.log.key.verifying.vkey

    assert f"The key of the log came with the pack: {key}" in sound.verify()[1]
    assert "came with the pack" not in sound.verify("--key", key)[1]


def test_it_imports_nothing_of_ours():
    tree = ast.parse(verifier())
    named = {one.module for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
    named |= {alias.name for one in ast.walk(tree) if isinstance(one, ast.Import) for alias in one.names}

    assert not [name for name in named if name.split(".")[0] in ("certifications", "foundation", "django")]


def write_into(path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


def shift(path) -> None:
    """The index of a proof is that of the entry before."""
    path.write_text(re.sub(r"index (\d+)", lambda found: f"index {int(found[1]) - 1}", path.read_text()))


def swap_keys(pack, *, sign_again: bool = False) -> SigningKey:
    """Puts another key of the same name into the pack, and may sign every checkpoint with it."""
    key = SigningKey.generate(pack.log.key.name)
    (pack.folder / "ledger/log.vkey").write_text(f"{key.verifying.vkey}\n")
    if sign_again:
        old = pack.log.checkpoint()
        witnessed = old.splitlines(keepends=True)[-1]
        root = base64.b64decode(old.split("\n")[2])
        new = add_line(sign(Checkpoint(key.name, len(pack.log.entries), root).text, key), witnessed)
        for path in [pack.folder / "ledger/checkpoint", *pack.folder.glob("proofs/*")]:
            path.write_text(path.read_text().replace(old, new))
    return key


DAMAGES = {
    "a byte of a file": (lambda pack: write_into(pack.folder / FILE, b"week 1", b"week 2"), FILE, "was changed"),
    "a missing file": (lambda pack: (pack.folder / FILE).unlink(), FILE, "is missing"),
    "an added file": (
        lambda pack: (pack.folder / "data/more.txt").write_text("x"),
        "data/more.txt",
        "somebody added it",
    ),
    "changed facts": (lambda pack: write_into(pack.folder / FACTS, b"EV-1", b"EV-9"), FACTS, "was changed"),
    "a custody row removed": (
        lambda pack: change(pack.folder / CUSTODY, lambda rows: rows[:1]),
        PROOF,
        "its custody row was removed",
    ),
    "an event that says something else": (
        lambda pack: write_into(pack.folder / CUSTODY, b"ines", b"omar"),
        CUSTODY,
        "the event evidence.uploaded of 2026-11-20T10:00:00.000000Z does not say what was sealed",
    ),
    "a changed proof": (lambda pack: shift(pack.folder / PROOF), CUSTODY, f"{PROOF}: the log does not hold it"),
    "a changed checkpoint": (
        lambda pack: write_into(pack.folder / "ledger/checkpoint", b"\n12\n", b"\n13\n"),
        "ledger/checkpoint",
        "does not carry the signature of the log",
    ),
    "a swapped key": (lambda pack: swap_keys(pack), "ledger/checkpoint", "it or the key was changed"),
    "a changed list": (
        lambda pack: write_into(pack.folder / MANIFEST, b"  data/", b"  data//"),
        MANIFEST,
        "was replaced: it is not what the log sealed",
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_it_names_what_was_damaged(pack, name):
    damage, place, words = DAMAGES[name]
    damage(pack)

    status, told = pack.verify()

    assert status == 1
    assert any(line.startswith(f"{place}: ") and words in line for line in failures(told)), told


HIDDEN = {
    "a byte of a file": (DAMAGES["a byte of a file"][0], FILE, f"is not the file that {FACTS} tells of"),
    "a missing file": (DAMAGES["a missing file"][0], MANIFEST, "it is not what the log sealed"),
    "an added file": (DAMAGES["an added file"][0], MANIFEST, "it is not what the log sealed"),
    "changed facts": (DAMAGES["changed facts"][0], MANIFEST, "it is not what the log sealed"),
    "a custody row removed": (DAMAGES["a custody row removed"][0], PROOF, "its custody row was removed"),
    "an event that says something else": (
        *DAMAGES["an event that says something else"][:2],
        "does not say what was sealed",
    ),
    "a program that says that all is well": (
        lambda pack: write_into(pack.folder / "verify.py", b"DOES NOT HOLD", b"DOES NOT hold"),
        "verify.py",
        "it is not what the log sealed",
    ),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_list_that_was_computed_again_hides_nothing(sound, pack, name):
    damage, place, words = HIDDEN[name]
    damage(pack)
    list_again(pack.folder)
    (pack.folder.parent / "verify.py").write_bytes(verifier())  # somebody's own copy of the program

    status, told = type(pack)(pack.folder.parent, pack.log, pack.older).verify(str(pack.folder))

    assert status == 1
    assert any(line.startswith(f"{place}: ") and words in line for line in failures(told)), told


def test_a_pack_that_was_signed_anew_does_not_hold_with_a_key_from_elsewhere(pack):
    swap_keys(pack, sign_again=True)
    list_again(pack.folder)

    status, told = pack.verify("--key", pack.log.key.verifying.vkey)

    assert status == 1
    assert "ledger/log.vkey: is not the key that you know" in told


def test_a_witness_that_is_known_has_to_have_signed(pack):
    other = SigningKey.generate("witness.example", kind=4).verifying.vkey

    status, told = pack.verify("--witness", other)

    assert status == 1
    assert "ledger/checkpoint: “witness.example” has not signed it" in told


def test_an_older_checkpoint_goes_on_in_this_one(sound):
    status, told = sound.verify("--checkpoint", str(sound.older))

    assert status == 0
    assert "The history of 5 entries that you kept goes on in this one, unchanged." in told


def test_a_history_that_was_rewritten_since_is_found(sound, tmp_path):
    """The log of an operator who signs another history with the same key."""
    sound.log.entries[2], kept = sound.log.entries[3], sound.log.entries[2]
    (tmp_path / "older").write_text(sound.log.checkpoint(5))
    sound.log.entries[2] = kept

    status, told = sound.verify("--checkpoint", str(tmp_path / "older"))

    assert status == 1
    assert "the history was rewritten: what you saw with 5 entries is not in it any more" in told


@pytest.mark.parametrize("size", [4, 12])
def test_it_says_when_there_is_no_proof_from_a_size_and_needs_none_for_its_own(sound, tmp_path, size):
    (tmp_path / "older").write_text(sound.log.checkpoint(size))

    status, told = sound.verify("--checkpoint", str(tmp_path / "older"))

    assert status == (0 if size == 12 else 1)
    assert ("carries no proof from 4 entries on; ask the house for one" in told) == (size == 4)


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"[]", b"{}", b'[{"entry": 1}]', b"[1]", b'{"a": "b"}', b"null"])
def test_garbage_is_named_and_never_a_traceback(pack, content):
    for place in (CUSTODY, FACTS, "seal.json", PROOF, "ledger/checkpoint", "ledger/log.vkey", MANIFEST):
        kept = (pack.folder / place).read_bytes()
        (pack.folder / place).write_bytes(content)

        status, told = pack.verify()

        (pack.folder / place).write_bytes(kept)
        assert status == 1, place
        assert "Traceback" not in told, place


def test_a_folder_without_a_pack_is_said(sound, tmp_path):
    assert sound.verify(str(tmp_path))[0] == 2
    assert sound.verify("--key", "nonsense")[0] == 2
