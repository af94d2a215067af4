"""What the ledger shows to everybody, without signing in: enough to check its history, and nothing of what happened."""

import pytest
from django.test import Client

from foundation.ledger import keys
from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.merkle import root
from foundation.ledger.note_keys import VerifyingKey
from foundation.ledger.notes import opened
from foundation.ledger.tiles import nodes_from, tile_path, tiles_of
from foundation.models.ledger import LedgerLeaf
from foundation.outside import is_open
from foundation.views import published
from tests.foundation.ledger.sealing import grow
from tests.foundation.ledger.witnessing import NAME, SigningKey

pytestmark = pytest.mark.usefixtures("company")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.LEDGER_FOLDER = tmp_path / "ledger"


@pytest.fixture
def many():
    """A ledger with a full tile and a partial one."""
    return grow(300)


@pytest.fixture
def visitor():
    return Client()


def read(visitor, path):
    answer = visitor.get(f"/ledger/{path}")
    assert answer.status_code == 200, path
    return answer


def test_before_anything_is_sealed_there_is_no_checkpoint(visitor):
    assert visitor.get("/ledger/checkpoint").status_code == 404
    assert visitor.get("/ledger/tile/0/000").status_code == 404
    assert read(visitor, "key").content == b""


def test_anybody_computes_the_signed_root_from_the_tiles_alone(visitor, many):
    (key,) = [VerifyingKey.parse(line) for line in read(visitor, "key").content.decode().splitlines()]
    checkpoint = Checkpoint.parse(opened(read(visitor, "checkpoint").content, key).text)

    tiles = {name: read(visitor, name.path).content for name in tiles_of(checkpoint.size)}
    nodes = nodes_from(lambda level, index, width: tiles[level, index, width], checkpoint.size)

    assert checkpoint.size == many.size > 256
    assert root(checkpoint.size, nodes) == checkpoint.root
    assert checkpoint.origin == keys.origin()


def test_types_and_how_long_each_may_be_kept(visitor, many):
    full, partial = read(visitor, "tile/0/000"), read(visitor, "tile/0/000.p/17")

    assert full["Content-Type"] == partial["Content-Type"] == "application/octet-stream"
    assert full["Cache-Control"] == partial["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (len(full.content), partial.content) == (8192, full.content[: 17 * 32])
    for name in ("checkpoint", "key"):
        assert read(visitor, name)["Content-Type"] == "text/plain; charset=utf-8"
        assert read(visitor, name)["Cache-Control"] == "public, max-age=5"


def test_nothing_is_served_beyond_the_signed_size(visitor, many):
    width = many.size - 256
    read(visitor, tile_path(0, 1, width))

    for path in (
        tile_path(0, 1, width + 1),
        "tile/0/001",
        "tile/0/002",
        "tile/1/000",
        "tile/1/000.p/2",
        "tile/2/000.p/1",
    ):
        assert visitor.get(f"/ledger/{path}").status_code == 404, path


@pytest.mark.parametrize(
    "path",
    [
        "entries/000",
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/017",
        "00/000",
        "64/000",
        "0/0",
        "0/000/",
        "0/x000/000",
        "0/../0/000",
        "0/" + "x999/" * 200 + "999",
        "0/000%00",
        "-1/000",
        "٠/000",
    ],
)
def test_what_is_no_tile_is_not_there(visitor, many, path):
    assert visitor.get(f"/ledger/tile/{path}").status_code == 404


def test_the_keys_of_witnesses_stand_beside_those_of_the_log(visitor, many, settings):
    witness = SigningKey.generate(NAME, 0x04).verifying.vkey
    settings.WITNESSES = [("https://witness.example.org", witness)]

    assert read(visitor, "key").content.decode().splitlines() == [keys.verifying_keys()[0].vkey, witness]


def test_it_is_the_same_for_everybody(visitor, many, cast):
    visitor.force_login(cast["ines"])

    assert read(visitor, "checkpoint").content == Client().get("/ledger/checkpoint").content
    assert all(is_open(f"foundation:ledger_{name}") for name in ("checkpoint", "key", "tile"))


def test_nothing_of_what_happened_is_in_it(visitor, many):
    whole = read(visitor, "checkpoint").content + read(visitor, "tile/0/000").content + read(visitor, "key").content

    assert b"Meridane" not in whole
    assert b"happened" not in whole
    assert len(read(visitor, "tile/0/000").content) == 32 * LedgerLeaf.objects.filter(index__lt=256).count()


def test_who_asks_too_often_waits(visitor, many, monkeypatch):
    monkeypatch.setattr(published, "CALLS", 3)

    statuses = [visitor.get("/ledger/checkpoint", REMOTE_ADDR="198.51.100.7") for _ in range(5)]

    assert statuses[-1].status_code == 429
    assert 1 <= int(statuses[-1]["Retry-After"]) <= 60
    assert visitor.get("/ledger/checkpoint", REMOTE_ADDR="198.51.100.8").status_code == 200


def test_it_costs_few_queries(visitor, many, django_assert_max_num_queries):
    for path in ("checkpoint", "tile/0/000", "key"):
        with django_assert_max_num_queries(3):
            visitor.get(f"/ledger/{path}")
