"""What every store must do, on disk and in a bucket: the test classes of both inherit this."""

import hashlib
import io
import threading
from abc import ABC, abstractmethod
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from foundation import files
from tests.foundation.shelf import Shelf

NOW = timedelta(seconds=-5)  # older than five seconds from now: everything
ABSENT = hashlib.sha256(b"never stored").hexdigest()


class KeepsFiles(ABC):
    """Behaviour of a store; `stored_names` gives what lies in it."""

    @abstractmethod
    def stored_names(self, shelf: Shelf) -> list[str]: ...

    def test_what_was_kept_can_be_read_back(self, shelf):
        facts = shelf.keep(b"Door 4 stood open.")

        with files.open_stored(facts.sha256) as stored:
            assert stored.read() == b"Door 4 stood open."

    def test_it_can_be_read_from_the_middle(self, shelf):
        facts = shelf.keep(b"Door 4 stood open.")

        with files.open_stored(facts.sha256, start=7) as stored:
            assert stored.read(5) == b"stood"

    def test_nothing_stays_behind_where_it_was_received(self, shelf):
        shelf.keep(b"Door 4 stood open.")

        assert shelf.incoming() == []

    def test_the_same_bytes_twice_are_one_blob(self, shelf):
        first, second = shelf.keep(b"same", "a.txt"), shelf.keep(b"same", "b.txt")

        assert first.sha256 == second.sha256
        assert self.stored_names(shelf) == [first.sha256]

    def test_eight_threads_with_the_same_bytes_make_one_blob(self, shelf):
        received = [shelf.receive(b"same" * 50_000, "a.txt") for _number in range(8)]
        facts = [files.accept(each) for each in received]
        barrier, failed = threading.Barrier(8), []

        def keep(number: int) -> None:
            barrier.wait()
            try:
                files.keep(received[number], facts[number])
            except BaseException as error:
                failed.append(error)
                raise

        threads = [threading.Thread(target=keep, args=[number]) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failed == []
        assert self.stored_names(shelf) == [facts[0].sha256]
        assert files.rehash(facts[0].sha256)
        assert shelf.incoming() == []

    def test_it_knows_what_it_has(self, shelf):
        facts = shelf.keep(b"x")

        assert files.exists(facts.sha256)
        assert not files.exists(ABSENT)

    def test_what_is_missing_is_said_so(self, shelf):
        with pytest.raises(FileNotFoundError):
            files.open_stored(ABSENT)
        assert files.rehash(ABSENT) is False

    @pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
    def test_only_a_hash_names_a_blob(self, shelf, name):
        for call in (files.open_stored, files.exists, files.delete_stored, files.rehash):
            with pytest.raises(ValueError, match="not a SHA-256"):
                call(name)

    def test_a_disposed_file_is_gone(self, shelf):
        facts = shelf.keep(b"x")

        files.delete_stored(facts.sha256)

        assert not files.exists(facts.sha256)
        assert self.stored_names(shelf) == []

    def test_facts_of_another_file_are_refused(self, shelf):
        facts = shelf.accept(b"one", "a.txt")

        with pytest.raises(ValueError, match="another file"):
            files.keep(shelf.receive(b"two", "a.txt"), facts)

    def test_garbage_is_deleted_in_the_second_sweep(self, shelf):
        wanted, orphan = shelf.keep(b"wanted"), shelf.keep(b"orphan")

        assert files.collect_garbage({wanted.sha256}.intersection, older_than=NOW) == 0
        assert files.exists(orphan.sha256)
        assert files.collect_garbage({wanted.sha256}.intersection, older_than=NOW) == 1

        assert not files.exists(orphan.sha256)
        assert self.stored_names(shelf) == [wanted.sha256]

    def test_young_bytes_are_left_alone_their_row_may_still_be_written(self, shelf):
        facts = shelf.keep(b"just now")

        for _sweep in range(3):
            files.collect_garbage(set().intersection, older_than=timedelta(minutes=5))

        assert self.stored_names(shelf) == [facts.sha256]

    def test_a_row_written_while_its_bytes_are_swept_keeps_them(self, shelf):
        facts = shelf.keep(b"seen by the sweep before the row was there")
        files.collect_garbage(set().intersection, older_than=NOW)

        with files.open_stored(facts.sha256) as stored:
            assert stored.read().startswith(b"seen")
        assert files.collect_garbage({facts.sha256}.intersection, older_than=NOW) == 0

        assert self.stored_names(shelf) == [facts.sha256]
        assert files.rehash(facts.sha256)

    def test_bytes_uploaded_again_after_they_were_set_aside_stay(self, shelf):
        shelf.keep(b"again")
        files.collect_garbage(set().intersection, older_than=NOW)

        facts = shelf.keep(b"again")
        files.collect_garbage(lambda hashes: set(), older_than=timedelta(hours=1))

        assert facts.sha256 in self.stored_names(shelf)

    def test_a_refused_file_is_never_kept(self, shelf, settings):
        settings.MAX_UPLOAD_BYTES = 3
        received = shelf.receive(b"four", "a.txt")

        with pytest.raises(ValidationError):
            files.accept(received)

        assert self.stored_names(shelf) == []

    def test_a_large_file_is_stored_bit_by_bit(self, shelf, settings):
        settings.MAX_UPLOAD_BYTES = 64 * 1024 * 1024
        content = b"".join(number.to_bytes(4, "big").hex().encode() + b"\n" for number in range(2_000_000))

        facts = shelf.keep(content, "long.log")

        assert files.rehash(facts.sha256)
        with files.open_stored(facts.sha256) as stored:
            assert io.BytesIO(stored.read()).getbuffer() == content
