"""A PostgreSQL with a company of a size: filled once, kept beside the others, copied for each run."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import psycopg

from benchmarks.company.sizes import ORIGIN, Size
from tests.postgres import SETTINGS, prepare, serving
from tests.setup.installation import SOUND

ROOT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("VAR", "/tmp/attest-benchmark"))  # noqa: S108 - a server that is not root has to reach it
ALIKE = {"SECRET_KEY": SOUND["SECRET_KEY"], "LEDGER_ORIGIN": ORIGIN}  # in every process of a measuring
KEPT_FOR = 14 * 24 * 3600  # seconds: its days were counted from the one on which it was filled
FILLING = SETTINGS | {"shared_buffers": "1GB", "maintenance_work_mem": "512MB", "max_wal_size": "8GB"}
MEASURING = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "max_wal_size": "4GB",
    "jit": "off",
    "timezone": "UTC",
}


class Kept(NamedTuple):
    """A database with a fresh copy of a company, the keys of its ledger, and the seconds its filling took once."""

    address: str
    ledger: Path
    seconds: float


@contextmanager
def company(size: Size) -> Iterator[Kept]:
    """The company of a size, filled where it is not there yet."""
    home = HOME / f"{size.name}-{_key()}"
    told = home / "filled"
    if not told.exists() or time.time() - told.stat().st_mtime > KEPT_FOR:
        _fill(size, home)
    with serving(home, MEASURING) as address:
        _copy(address)
        yield Kept(address.replace("/postgres", "/run"), home / "var" / "ledger", float(told.read_text()))


def _fill(size: Size, home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, mode=0o755)
    prepare(home)
    with serving(home, FILLING) as address:
        _say(address, "CREATE DATABASE company")
        begun = time.perf_counter()
        command = [sys.executable, "-m", "benchmarks.company", size.name]
        environment = os.environ | {"DATABASE_URL": address.replace("/postgres", "/company"), "VAR": str(home / "var")}
        subprocess.run(command, env=environment, cwd=ROOT, check=True)
        taken = time.perf_counter() - begun
    (home / "filled").write_text(f"{taken:.0f}")


def _copy(address: str) -> None:
    """What a run writes is gone with the next."""
    _say(address, "DROP DATABASE IF EXISTS run WITH (FORCE)")
    _say(address, "CREATE DATABASE run TEMPLATE company")
    _say(address.replace("/postgres", "/run"), "ANALYZE")


def _say(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)


def _key() -> str:
    """Changes with the tables and with what fills them."""
    sources = [
        *ROOT.glob("benchmarks/company/*.py"),
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("*/*/migrations/*.py"),
    ]
    found = sha256()
    for path in sorted(sources):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]
