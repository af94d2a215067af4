"""A job that has a process of its own: the real command, on a database and a store of its own."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.setup.installation import ROOT

pytestmark = pytest.mark.anywhere

AS_A_WORKER = "import django, sys; django.setup(); from foundation.tasks import run_job; print(run_job(sys.argv[1]))"
MOST_MEGABYTES = 150  # of the whole process, however much it packs (benchmarks/pack_memory.py has 1 GB)


class Room:
    """An installation with one room, whose pack was asked for and waits."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.environment = {
            "PATH": "/usr/bin:/bin",
            "VAR": str(var),
            "PLAIN_HTTP": "1",
            "SECRET_KEY": "a key of the tests that nothing else has",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self.job = ""

    def fill(self) -> None:
        self.job = self.run("-m", "benchmarks.pack_memory", "--fill", "--files", "3", "--megabytes", "3").split()[-1]

    def run(self, *words: str) -> str:
        command = [sys.executable, *words]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, timeout=240, capture_output=True, text=True
        ).stdout

    def told(self) -> tuple[str, int]:
        with sqlite3.connect(f"file:{self.var}/attest.sqlite3?mode=ro", uri=True, timeout=20) as connection:
            return connection.execute("SELECT state, result_size FROM foundation_job").fetchone()


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Room:
    room = Room(tmp_path_factory.mktemp("apart") / "var")
    room.fill()
    return room


@pytest.fixture
def room(built, tmp_path) -> Room:
    copy = Room(Path(shutil.copytree(built.var, tmp_path / "var")))
    copy.job = built.job
    return copy


def test_a_worker_has_a_pack_made_by_a_process_of_its_own_once(room):
    assert room.told() == ("waiting", 0)

    assert room.run("-c", AS_A_WORKER, room.job).strip() == "True"

    state, size = room.told()
    assert state == "done"
    assert size > 3_000_000
    assert room.run("-c", AS_A_WORKER, room.job).strip() == "False"


def test_that_process_stays_small_with_all_that_it_loads(room):
    command = [sys.executable, sys.executable, str(ROOT / "manage.py"), "job", room.job]
    starter = f"import os; used = os.wait4(os.spawnl(os.P_NOWAIT, *{command!r}), 0); print(used[1], used[2].ru_maxrss)"

    status, peak = map(int, room.run("-c", starter).split())

    assert status == 0
    assert room.told()[0] == "done"
    assert peak / 1024 < MOST_MEGABYTES


def test_it_ends_with_the_process_that_it_was_started_for(room):
    another = str(os.getpid() + 1)  # not the one that starts it

    with pytest.raises(subprocess.CalledProcessError):
        room.run("manage.py", "job", room.job, "--parent", another)

    assert room.told() == ("waiting", 0)
