"""`manage.py ledger`: the checkpoint, a proof to take home, and the log as static files that others' tools read."""

import pytest
from django.core.management import CommandError, call_command

from foundation.ledger import log, merkle
from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.entries import entry
from foundation.ledger.keys import verifying_keys
from foundation.ledger.merkle import leaf_hash
from foundation.ledger.notes import VerifyingKey, opened
from foundation.ledger.tiles import nodes_from, tile_path, tiles_of
from foundation.ledger.tlog_proof import TlogProof
from foundation.models.ledger import LedgerLeaf
from foundation.models.trail import Event
from tests.foundation.ledger.sealing import grow

pytestmark = pytest.mark.usefixtures("company")


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def of_folder(folder):
    """The checkpoint and the nodes of an exported log, read by the formats alone."""
    key = VerifyingKey.parse((folder / "key").read_text().split()[0])
    checkpoint = Checkpoint.parse(opened((folder / "checkpoint").read_bytes(), key).text)
    nodes = nodes_from(lambda *name: (folder / tile_path(*name)).read_bytes(), checkpoint.size)
    return checkpoint, nodes


def test_checkpoint_seals_what_waits_and_prints_the_note(capsys):
    call_command("ledger", "checkpoint")

    text = opened(capsys.readouterr().out, *verifying_keys()).text
    assert Checkpoint.parse(text).size == Event.objects.count() == LedgerLeaf.objects.count()


def test_proof_prints_a_proof_that_verifies_by_itself(capsys):
    grow(30)
    event = Event.objects.order_by("pk")[4]

    call_command("ledger", "proof", str(event.pk))

    proof = TlogProof.parse(capsys.readouterr().out)
    proof.verify(entry(id=event.pk, at=event.at, kind=event.kind, digest=event.digest), verifying_keys()[0])


def test_proof_of_no_event_and_of_one_that_waits_is_refused():
    waiting = Event.objects.order_by("-pk")[0]

    with pytest.raises(CommandError, match="no event"):
        call_command("ledger", "proof", str(waiting.pk + 1))
    with pytest.raises(CommandError, match="not sealed yet"):
        call_command("ledger", "proof", str(waiting.pk))


def test_an_exported_folder_is_the_whole_log_as_static_files(tmp_path):
    size = grow(300).size
    folder = tmp_path / "log"

    call_command("ledger", "export", str(folder))

    checkpoint, nodes = of_folder(folder)
    assert files(folder) == {"checkpoint", "key", *(name.path for name in tiles_of(size))}
    assert merkle.root(size, nodes) == checkpoint.root
    event = Event.objects.get(leaf__index=270)
    leaf = leaf_hash(entry(id=event.pk, at=event.at, kind=event.kind, digest=event.digest))
    proof = merkle.inclusion_proof(270, size, nodes)
    merkle.verify_inclusion(leaf=leaf, index=270, size=size, proof=proof, root=checkpoint.root)


def test_an_export_is_continued_and_never_taken_back(tmp_path):
    grow(10)
    call_command("ledger", "export", str(tmp_path))
    first, _nodes = of_folder(tmp_path)
    grow(280)

    call_command("ledger", "export", str(tmp_path))

    second, nodes = of_folder(tmp_path)
    proof = merkle.consistency_proof(first.size, second.size, nodes)
    merkle.verify_consistency(
        first=first.size, second=second.size, first_root=first.root, second_root=second.root, proof=proof
    )


def test_a_folder_of_another_log_is_left_as_it_is(tmp_path):
    grow(10)
    call_command("ledger", "export", str(tmp_path))
    path = tmp_path / "checkpoint"
    path.write_text(path.read_text().replace(f"\n{log.state().size}\n", f"\n{log.state().size + 5}\n"))
    before = path.read_text()

    with pytest.raises(CommandError, match="another log"):
        call_command("ledger", "export", str(tmp_path))
    assert path.read_text() == before


def test_an_empty_log_is_neither_exported_nor_verified_to_be_anything(tmp_path, capsys):
    with pytest.raises(CommandError, match="empty"):
        call_command("ledger", "export", str(tmp_path))

    call_command("ledger", "verify")
    assert "0 entries" in capsys.readouterr().out
