"""The store on a disk."""

import errno
import os
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from foundation import checks, files
from foundation.files import disk
from tests.foundation.shelf import Shelf, program
from tests.foundation.storing import KeepsFiles


class TestDiskStore(KeepsFiles):
    def stored_names(self, shelf: Shelf) -> list[str]:
        return [path.name for path in shelf.kept()]


def test_a_blob_lies_under_its_hash_and_cannot_be_written(shelf):
    facts = shelf.keep(b"x")

    (path,) = shelf.kept()

    assert path == shelf.kept_root / facts.sha256[:2] / facts.sha256[2:4] / facts.sha256
    assert stat.S_IMODE(path.stat().st_mode) == 0o440


def test_the_bytes_are_on_the_disk_before_the_name_and_the_name_before_it_returns(shelf, monkeypatch):
    happened = []
    real_sync, real_replace = os.fsync, os.replace

    def sync(handle: int) -> None:
        happened.append(("sync", Path(os.readlink(f"/proc/self/fd/{handle}")).name))
        real_sync(handle)

    def replace(source: Path, target: Path) -> None:
        happened.append(("rename", target.name))
        real_replace(source, target)

    received = shelf.receive(b"x", "a.txt")
    facts = files.accept(received)
    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", replace)
    files.keep(received, facts)

    assert happened[0] == ("sync", received.path.name)
    assert happened[-2:] == [("rename", facts.sha256), ("sync", facts.sha256[2:4])]


def test_a_blob_of_another_size_gives_way_to_the_bytes_of_its_hash(shelf):
    facts = shelf.keep(b"x")
    (path,) = shelf.kept()
    path.unlink()
    path.write_bytes(b"torn off")

    shelf.keep(b"x")

    assert files.rehash(facts.sha256)


def test_keeping_the_same_bytes_again_does_not_touch_the_blob(shelf):
    shelf.keep(b"x")
    (path,) = shelf.kept()
    before = path.stat()

    shelf.keep(b"x")

    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_bit_rot_is_found_in_exactly_the_damaged_blob(shelf):
    sound, damaged = shelf.keep(b"sound"), shelf.keep(b"damaged")
    path = next(path for path in shelf.kept() if path.name == damaged.sha256)
    path.chmod(0o600)
    path.write_bytes(b"damageD")

    assert files.rehash(sound.sha256) is True
    assert files.rehash(damaged.sha256) is False


@pytest.mark.parametrize("call", ["fsync", "replace", "mkdir"])
def test_a_disk_that_is_full_while_keeping_is_a_sentence_and_leaves_nothing(shelf, monkeypatch, call):
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    received = shelf.receive(b"x", "a.txt")
    facts = files.accept(received)
    monkeypatch.setattr(os, call, full)

    with pytest.raises(ValidationError, match="no room left on the server"):
        files.keep(received, facts)

    assert shelf.kept() == []
    assert shelf.incoming() == []


def test_another_fault_of_the_disk_is_not_hidden(shelf, monkeypatch):
    def broken(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    received = shelf.receive(b"x", "a.txt")
    facts = files.accept(received)
    monkeypatch.setattr(os, "fsync", broken)

    with pytest.raises(OSError, match="Input/output error"):
        files.keep(received, facts)

    assert shelf.kept() == []


def test_processes_with_the_same_bytes_make_one_blob(shelf):
    lines = (
        "from foundation import files",
        "for number in range(100):",
        "    received = files.receive([b'%d' % number * 10_000], name='a.txt')",
        "    files.keep(received, files.accept(received))",
        "    received.close()",
    )
    running = [program(shelf, *lines) for _number in range(3)]

    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]
    assert len(shelf.kept()) == 100
    assert all(files.rehash(path.name) for path in shelf.kept())
    assert shelf.incoming() == []


def test_a_reader_finds_bytes_that_are_moved_while_it_looks(shelf, monkeypatch):
    facts = shelf.keep(b"x")
    store = disk.DiskStore(shelf.kept_root)
    store.set_aside(facts.sha256)
    real_place_aside = disk.DiskStore.place_aside

    def brought_back_meanwhile(self: disk.DiskStore, sha256: str) -> Path:
        monkeypatch.undo()
        self.bring_back(sha256)
        return real_place_aside(self, sha256)

    monkeypatch.setattr(disk.DiskStore, "place_aside", brought_back_meanwhile)

    with store.open(facts.sha256) as stored:
        assert stored.read() == b"x"


def test_a_start_with_the_store_on_another_disk_than_what_is_received_is_refused(shelf, monkeypatch):
    assert checks.files_stay_on_one_disk(None) == []

    monkeypatch.setattr(checks, "device_of", lambda folder: folder.name)
    (error,) = checks.files_stay_on_one_disk(None)

    assert error.id == "attest.E005"


def test_an_open_download_survives_the_disposal_of_its_file(shelf):
    facts = shelf.keep(b"Door 4 stood open.")

    with files.open_stored(facts.sha256) as stored:
        files.delete_stored(facts.sha256)

        assert stored.read() == b"Door 4 stood open."
