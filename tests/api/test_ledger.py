"""The ledger by program: its checkpoint, proofs that verify with the pure formats, and a verification of everything."""

import base64

import pytest

from foundation.ledger.merkle import leaf_hash, verify_consistency
from foundation.ledger.note_keys import VerifyingKey
from foundation.ledger.notes import opened
from foundation.ledger.tlog_proof import TlogProof
from foundation.models.work import Job
from foundation.trail import history
from tests.sealed import seal_all, seal_of


@pytest.fixture(autouse=True)
def messages(monkeypatch):
    """No worker listens."""
    monkeypatch.setattr("foundation.jobs.current_app.send_task", lambda *_args, **_options: None)


@pytest.fixture
def sealed(finding):
    seal_all()
    return finding


def test_the_checkpoint_is_signed_by_the_key_beside_it(program, sealed):
    told = program("priya").get("ledger/").json()

    note = opened(told["checkpoint"], *map(VerifyingKey.parse, told["keys"]))
    assert note.text.split("\n")[:3] == [told["origin"], str(told["size"]), told["root"]]


def test_an_empty_ledger_has_no_checkpoint(program, company):
    told = program("priya").get("ledger/").json()

    assert (told["size"], told["checkpoint"], told["signed_at"]) == (0, "", None)


def test_history_between_two_sizes_is_proven(program, sealed):
    size = program("priya").get("ledger/").json()["size"]

    told = program("priya").get("ledger/consistency/", {"first": 3}).json()

    roots = {f"{name}_root": base64.b64decode(told[f"{name}_root"]) for name in ("first", "second")}
    verify_consistency(first=3, second=size, proof=[base64.b64decode(one) for one in told["proof"]], **roots)
    assert (told["first"], told["second"]) == (3, size)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"first": "0"}, "first"),
        ({"first": "-1"}, "first"),
        ({"first": "many"}, "first"),
        ({"first": "9" * 30}, "first"),
        ({"second": "99999999"}, "second"),
        ({"first": "5", "second": "4"}, "first"),
        ({"third": "4"}, "third"),
    ],
)
def test_sizes_that_never_were_are_refused_by_field(program, sealed, query, field):
    answer = program("priya").get("ledger/consistency/", query)

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_an_event_names_its_entry_and_the_entry_has_a_proof(program, sealed):
    priya, event = program("priya"), history(sealed).first()
    index = priya.get(f"findings/{sealed.uuid}/events/").json()["results"][0]["entry"]

    told = priya.get(f"ledger/entries/{index}/").json()

    assert index == seal_of(event).index
    assert told["holds"]
    entry = told["entry"].encode()
    assert leaf_hash(entry).hex() == told["leaf_hash"]
    key = VerifyingKey.parse(priya.get("ledger/").json()["keys"][0])
    TlogProof.parse(told["proof"]).verify(entry, key)


def test_who_does_not_see_the_finding_has_no_entry(program, sealed):
    index = seal_of(history(sealed).first()).index

    assert program("omar").get(f"ledger/entries/{index}/").status_code == 404
    assert program("priya").get(f"ledger/entries/{10**30}/").status_code == 404


def test_a_verification_is_started_once_and_told(program, sealed):
    ines = program("ines")

    first, second = (ines.post("administration/ledger/verify/") for _time in range(2))

    assert (first.status_code, second.json()["uuid"]) == (201, first.json()["uuid"]), first.content
    assert Job.objects.filter(kind="ledger.verify").count() == 1
    told = ines.get("administration/ledger/").json()
    assert (told["held"], told["job"]["state"], told["checked"]) == ("", "waiting", None)


def test_others_neither_watch_nor_verify(program, sealed):
    priya = program("priya")

    assert priya.get("administration/ledger/").status_code == 403
    assert priya.post("administration/ledger/verify/").status_code == 403
