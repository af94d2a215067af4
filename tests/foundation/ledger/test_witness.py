"""A witness in its own process, over HTTP: what it cosigns, what it refuses, and that it never forgets."""

import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from urllib.error import URLError
from uuid import uuid4

import pytest

from foundation.ledger.cosignatures import verify_cosignature
from foundation.ledger.note_keys import SigningKey
from foundation.ledger.notes import add_signature, opened
from foundation.ledger.strict import Refused
from foundation.ledger.witness.folder import Folder
from foundation.ledger.witness.store import Seen, Store
from foundation.ledger.witness.submission import Submission
from tests.foundation.ledger.witnessing import NAME, ORIGIN, ROOT, Log, witnessing

pytestmark = pytest.mark.anywhere

SIZE = "text/x.tlog.size"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One process for all logs of these tests: each test adds its own."""
    with witnessing(tmp_path_factory.mktemp("witness") / "w") as process:
        yield process


@pytest.fixture
def log(running):
    """A log of its own name, known to the witness."""
    found = Log(SigningKey.generate(f"{ORIGIN}/{uuid4()}"))
    with (running.folder / "logs").open("a") as logs:
        logs.write(f"{found.key.verifying.vkey}\n")
    return found


@pytest.fixture
def at_five(running, log):
    """The log, five entries of which are cosigned."""
    assert running.ask(log.grown(0, 5)).status == 200
    return log


def test_the_first_checkpoint_is_cosigned(running, log):
    told = running.ask(log.grown(0, 5))

    assert (told.status, told.kind) == (200, "text/plain; charset=utf-8")
    assert told.text.startswith(f"— {NAME} ")
    verify_cosignature(log.note(5) + told.text, running.key)


def test_an_empty_log_may_be_the_first(running, log):
    assert running.ask(log.grown(0, 0)).status == 200
    assert running.ask(log.grown(0, 3)).status == 200


@pytest.mark.parametrize("size", [6, 7, 8, 255, 256, 257])
def test_growth_is_cosigned_when_it_is_proven(running, at_five, size):
    told = running.ask(at_five.grown(5, size))

    assert told.status == 200
    verify_cosignature(at_five.note(size) + told.text, running.key)


def test_the_same_size_is_cosigned_again(running, at_five):
    assert running.ask(at_five.grown(5, 5)).status == 200


def test_who_does_not_know_the_size_is_told_it(running, at_five):
    told = running.ask(at_five.grown(0, 9))

    assert (told.status, told.text, told.kind) == (409, "5\n", SIZE)


@pytest.mark.parametrize(("old", "size"), [(3, 3), (0, 3), (3, 4)])
def test_going_back_is_refused(running, at_five, old, size):
    told = running.ask(at_five.grown(old, size))

    assert (told.status, told.text, told.kind) == (409, "5\n", SIZE)
    assert running.ask(at_five.grown(5, 6)).status == 200


def test_another_history_of_the_same_size_is_refused_and_kept_as_evidence(running, at_five):
    forged = at_five.fork(2)

    told = running.ask(forged.grown(5, 5))

    assert (told.status, told.text, told.kind) == (409, "5\n", SIZE)
    _at, cosigned, refused = Store(running.folder / "witness.sqlite3").split_views()[-1]
    assert {opened(note, at_five.key.verifying).text for note in (cosigned, refused)} == {
        opened(at_five.note(5), at_five.key.verifying).text,
        opened(forged.note(5), at_five.key.verifying).text,
    }


def test_growth_of_another_history_is_refused(running, at_five):
    forged = at_five.fork(2)

    assert running.ask(forged.grown(5, 8)).status == 422
    assert running.ask(at_five.grown(5, 8)).status == 200


@pytest.mark.parametrize("damage", ["missing", "truncated", "swapped", "flipped", "longer"])
def test_a_damaged_proof_is_refused(running, at_five, damage):
    proof = at_five.proof(5, 11)
    flipped = bytes([proof[0][0] ^ 1]) + proof[0][1:]
    wrong = {
        "missing": [],
        "truncated": proof[:-1],
        "swapped": [proof[1], proof[0], *proof[2:]],
        "flipped": [flipped, *proof[1:]],
        "longer": [*proof, proof[-1]],
    }[damage]

    assert running.ask(Submission(5, wrong, at_five.note(11)).body).status == 422
    assert running.ask(Submission(5, proof, at_five.note(11)).body).status == 200


def test_a_proof_from_nothing_is_refused(running, log):
    assert running.ask(Submission(0, [bytes(32)], log.note(4)).body).status == 422


def test_a_log_nobody_named_is_not_witnessed(running):
    assert running.ask(Log(SigningKey.generate("other.example.com/log")).grown(0, 3)).status == 404


def test_a_checkpoint_signed_by_another_key_is_refused(running, log):
    other = SigningKey.generate(log.key.name)

    assert running.ask(Submission(0, [], log.note(3, key=other)).body).status == 403


def test_a_checkpoint_of_one_log_signed_by_another_is_refused(running, log):
    other = SigningKey.generate("other.example.com/log")

    assert running.ask(Submission(0, [], log.note(3, key=other)).body).status == 403


def test_a_signature_that_does_not_fit_is_refused(running, log):
    elsewhere = log.note(3).rpartition("\n\n")[2]

    assert (
        running.ask(b"old 0\n\n" + log.note(4).partition("\n\n")[0].encode() + b"\n\n" + elsewhere.encode()).status
        == 403
    )


def test_further_signatures_of_others_do_no_harm(running, log):
    note = add_signature(log.note(3), SigningKey.generate("new.example.com/key"))

    told = running.ask(Submission(0, [], note).body)

    assert told.status == 200
    verify_cosignature(note + told.text, running.key)


def test_an_old_size_above_the_checkpoint_is_malformed(running, at_five):
    assert running.ask(Submission(6, [], at_five.note(5)).body).status == 400


GARBAGE = {
    "nothing": b"",
    "no UTF-8": b"old 0\n\n\xff\xfe",
    "no old size": b"new 0\n\nnote",
    "a negative size": b"old -1\n\n%s",
    "a size with a zero before it": b"old 00\n\n%s",
    "a size in other digits": "old ٣\n\n%s".encode(),
    "no empty line": b"old 0\n%s",
    "no checkpoint": b"old 0\n\n",
    "a hash that is none": b"old 1\nAAAA\n\n%s",
    "a hash in other base64": b"old 1\n" + b"_" * 43 + b"=\n\n%s",
    "too many hashes": b"old 1\n" + b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" * 64 + b"\n%s",
    "carriage returns": b"old 0\r\n\r\n%s",
    "a checkpoint cut off": b"old 0\n\nattest.example.com/ledger\n5\n",
    "a NUL": b"old 0\n\n\x00%s",
}


@pytest.mark.parametrize("what", GARBAGE)
def test_garbage_is_malformed(running, log, what):
    body = GARBAGE[what].replace(b"%s", log.note(3).encode())

    assert running.ask(body).status == 400
    assert running.ask(log.grown(0, 3)).status == 200


def test_a_body_without_end_is_not_read(running):
    assert running.ask(b"old 0\n" * 20_000).status == 400


def test_people_read_key_sizes_and_checkpoints(running, at_five):
    assert running.read("/key").text == f"{running.key.vkey}\n"
    assert f"{at_five.key.name} 5\n" in running.read("/").text
    verify_cosignature(running.read(f"/checkpoint/{at_five.key.name}").text, running.key)
    assert running.read("/checkpoint/other.example.com/log").status == 404


def test_a_log_changes_its_key_without_a_break(running, at_five):
    new = SigningKey.generate(at_five.key.name)
    with (running.folder / "logs").open("a") as logs:
        logs.write(f"{new.verifying.vkey} # since today\n")

    assert running.ask(Log(new).grown(5, 6)).status == 200


def test_of_many_who_ask_at_once_none_takes_the_log_back(running, log):
    with ThreadPoolExecutor(8) as many:
        told = list(many.map(lambda size: running.ask(log.grown(0, size)), range(1, 9)))

    assert sorted(one.status for one in told) == [200, *[409] * 7]
    size = next(number for number, one in enumerate(told, 1) if one.status == 200)
    assert {one.text for one in told if one.status == 409} == {f"{size}\n"}


def test_killed_in_the_middle_it_knows_everything_it_ever_cosigned(tmp_path):
    log = Log()
    with witnessing(tmp_path / "w", log.key.verifying.vkey) as witness:
        size, key = 0, witness.key
        for _round in range(4):
            killer = threading.Timer(0.15, witness.process.kill)
            assert witness.ask(log.grown(size, size + 1)).status == 200
            size += 1
            killer.start()
            try:
                while True:
                    told = witness.ask(log.grown(size, size + 1))
                    assert told.status == 200
                    size += 1
            except (URLError, HTTPException, OSError):
                killer.join()
            witness.kill()
            witness.start()
            kept = int(witness.ask(log.grown(0, size)).text)
            assert kept in (size, size + 1)  # the last may have been kept and its answer lost
            size = kept
            assert witness.ask(log.grown(size, size)).status == 200
        assert witness.key == key
        assert size >= 4
        assert witness.ask(log.grown(size - 1, size - 1)).status == 409


def test_the_store_itself_never_goes_back(tmp_path):
    store, log = Folder(tmp_path / "w", name=NAME).store, Log()
    with store.turn() as turn:
        turn.keep(_seen(log, 5))

    for wrong in (_seen(log, 4), _seen(log.fork(2), 5)):
        with pytest.raises(Exception, match="never goes back"), store.turn() as turn:
            turn.keep(wrong)
    assert [seen.size for seen in store.all()] == [5]


def _seen(log, size):
    return Seen(log.key.name, size, log.root(size), log.note(size))


def test_its_private_key_is_for_its_owner_alone_and_stays(tmp_path):
    first = Folder(tmp_path / "w", name=NAME)
    again = Folder(tmp_path / "w")

    assert first.key == again.key
    assert stat.S_IMODE((tmp_path / "w" / "key").stat().st_mode) == 0o600


def test_a_log_with_a_broken_key_stops_the_start_with_a_sentence(tmp_path):
    Folder(tmp_path / "w", name=NAME).list_of_logs.write_text("attest.example.com/ledger+00000000+AAAA\n")

    ended = subprocess.run(
        [sys.executable, "-m", "foundation.ledger.witness", str(tmp_path / "w"), "--port", "0"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert ended.returncode == 1
    assert ended.stderr.startswith("witness: Line 1 of ")


def test_it_needs_nothing_but_python_and_cryptography():
    code = "import sys, foundation.ledger.witness.__main__; print(sorted({name.partition('.')[0] for name in sys.modules}))"

    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    foreign = {"django", "celery", "rfc8785", "structlog", "redis", "config"}
    assert not foreign & set(said.replace("'", " ").replace(",", " ").split())


def test_what_was_sent_is_read_as_it_was_sent():
    log = Log()
    sent = Submission(5, log.proof(5, 11), log.note(11))

    assert Submission.parse(sent.body) == sent
    with pytest.raises(Refused):
        Submission.parse(sent.body[1:])
