"""The nightly tidying of the store: what a row names stays, the rest goes."""

import os
import time

import pytest
from django.utils import timezone

from assurance.actions import receive_files, upload_evidence
from foundation import files
from foundation.files.disk import DiskStore
from foundation.tasks import tidy_store

A_MONTH = 30 * 24 * 3600


@pytest.fixture
def evidence(company, shelf):
    """A door log that Samir uploaded."""
    received = shelf.receive(b"Door 4 stood open.", "door.log")
    return upload_evidence(
        actor=company.cast["samir"],
        unit=company.units["TS"],
        title="Door log",
        as_of=timezone.localdate(),
        kept=receive_files([received]),
    )


def a_month_passes(shelf) -> None:
    for path in shelf.kept():
        then = time.time() - A_MONTH
        os.utime(path, (then, then))


def test_bytes_that_a_row_names_are_known(evidence, shelf):
    named, orphan = files.accept(shelf.receive(b"Door 4 stood open.", "door.log")), shelf.keep(b"nobody's")

    assert files.named_by_rows([named.sha256, orphan.sha256]) == {named.sha256}


def test_a_file_of_evidence_outlives_every_tidying(evidence, shelf):
    for _week in range(3):
        a_month_passes(shelf)
        tidy_store()

    (path,) = shelf.kept()
    assert files.rehash(path.name)
    assert DiskStore(shelf.kept_root).place(path.name) == path


def test_bytes_of_an_upload_that_never_became_evidence_are_gone_after_two_tidyings(evidence, shelf):
    orphan = shelf.keep(b"nobody's")

    for _week in range(2):
        a_month_passes(shelf)
        tidy_store()

    assert not files.exists(orphan.sha256)
    assert len(shelf.kept()) == 1
