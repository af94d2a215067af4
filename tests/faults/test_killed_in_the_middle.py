"""Kill -9 of the worker and of the broker in the middle of a sweep: nothing is lost, nothing is doubled."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest

from foundation.sweeps import rules
from tests.setup.installation import ROOT, Installation, eventually

pytestmark = pytest.mark.anywhere

LINES, OVERDUE = 60, 20
QUIET = 90  # seconds


@pytest.fixture(scope="module")
def built() -> Iterator[Path]:
    """The data folder of an installation that was stopped before its clock had a chance to run; it stays as it is."""
    place = Path(tempfile.mkdtemp(prefix="attest-fault-"))
    var = place / "built"
    environment = {"PLAIN_HTTP": "1", "VAR": str(var), "PATH": "/usr/bin:/bin"}
    for words in (["manage.py", "migrate", "--verbosity", "0"], ["-m", "tests.faults.crowd"]):
        subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True, timeout=120)
    yield var
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def crowded(built: Path) -> Iterator[Path]:
    """A copy of it that a test may run and kill."""
    var = built.with_name("var")
    yield shutil.copytree(built, var)
    shutil.rmtree(var, ignore_errors=True)


def rows(var: Path, question: str) -> list[tuple]:
    with sqlite3.connect(f"file:{var}/attest.sqlite3?mode=ro", uri=True, timeout=20) as connection:
        return connection.execute(question).fetchall()


def number(var: Path, question: str) -> int:
    return rows(var, question)[0][0]


def created(var: Path) -> int:
    return number(var, "SELECT count(*) FROM audits_audit WHERE line_id IS NOT NULL")


def mails(var: Path) -> list[str]:
    found = []
    for path in (var / "mail").glob("*"):
        found += [
            message_from_bytes(part)["Message-ID"]
            for part in path.read_bytes().split(b"-" * 79 + b"\n")
            if part.strip()
        ]
    return found


def everything_is_swept(var: Path) -> bool:
    """Every rule has run in the zone, those of audits last but a few, and everybody told has their mail."""
    ran = number(var, "SELECT count(DISTINCT rule) FROM foundation_sweeprun WHERE zone = 'Europe/Lisbon'")
    waiting = number(var, "SELECT count(*) FROM foundation_notification WHERE mailed_at IS NULL")
    return ran == len(rules()) and waiting == 0


@pytest.mark.parametrize("victim", ["celery", "broker.sock"])
def test_killed_in_the_middle_of_a_sweep(crowded, victim):
    installation = Installation(crowded)
    try:
        eventually(lambda: created(crowded) > 5, within=QUIET)
        interrupted_at = created(crowded)
        for part in installation.parts(victim):
            part.send_signal(signal.SIGKILL)
        assert interrupted_at < LINES * 12, "the sweep was over before it could be cut off"

        installation.wait_until_up()
        eventually(lambda: everything_is_swept(crowded), within=QUIET)
    finally:
        installation.end()

    question = (
        "SELECT line_id, count(*), count(DISTINCT occurrence) FROM audits_audit WHERE line_id > 0 GROUP BY line_id"
    )
    per_line = rows(crowded, question)
    assert len(per_line) == LINES
    assert {(count, different) for _line, count, different in per_line} <= {(12, 12), (13, 13)}
    assert (
        number(crowded, "SELECT count(*) FROM foundation_event WHERE kind = 'audit.scheduled'") == created(crowded) + 1
    )
    references = rows(crowded, "SELECT ref FROM audits_audit")
    assert len(set(references)) == len(references)
    escalated = Counter(rows(crowded, "SELECT subject_uuid FROM foundation_event WHERE kind = 'finding.escalated'"))
    assert (len(escalated), set(escalated.values())) == (OVERDUE, {1})
    question = (
        "SELECT count(*) FROM foundation_notification n JOIN foundation_event e ON e.id = n.event_id "
        "WHERE e.kind = 'finding.escalated'"
    )
    told = number(crowded, question)
    assert len(set(mails(crowded))) == len(mails(crowded)) == told
