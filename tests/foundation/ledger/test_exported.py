"""What clients that others wrote think of the log as `manage.py ledger export` writes it from the database."""

from pathlib import Path

import pytest
from django.core.management import call_command

from foundation.ledger import log
from foundation.ledger.entries import entry
from foundation.ledger.strict import base64_of
from foundation.models.trail import Event
from tests.foundation.ledger.clients import Client, Doubted, Held, checked_by_go, checked_by_python
from tests.foundation.ledger.sealing import grow
from tests.foundation.ledger.written import flipped

pytestmark = pytest.mark.usefixtures("company")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An exported log with a proof of its entry 270 and one of its growth beside it."""
    earlier, size = grow(200).size, grow(400).size
    call_command("ledger", "export", str(tmp_path))
    proofs, note = tmp_path / "proofs", (tmp_path / "checkpoint").read_text()
    proofs.mkdir()
    event = Event.objects.get(leaf__index=270)
    (proofs / "270.tlog-proof").write_text(log.proof_of(event).text)
    (proofs / "270.entry").write_bytes(entry(id=event.pk, at=event.at, kind=event.kind, digest=event.digest))
    lines = [f"old {earlier}", *map(base64_of, log.consistency(earlier, size)), ""]
    (proofs / f"{earlier}.add-checkpoint").write_text("\n".join(lines) + "\n" + note)
    return tmp_path


@pytest.mark.parametrize("client", [checked_by_go, checked_by_python])
def test_others_accept_the_exported_log_and_notice_a_changed_bit(folder, client: Client):
    leaves = folder / "tile/0/001"

    assert client(folder) == Held(log.state().size, 1, 1)

    leaves.write_bytes(flipped(leaves.read_bytes(), 4321))
    with pytest.raises(Doubted):
        client(folder)
