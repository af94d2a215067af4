"""An installation of the tests' own: real processes on a free port with a VAR of their own."""

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
INHERITED = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
SOUND = {
    "SECRET_KEY": "sound-4Zt8qWm1Xb6Rc0Vn3Ks7Lp2Hy5Gd9Fj-uAeTiOo",
    "ALLOWED_HOSTS": "attest.example.com",
    "EMAIL_URL": "smtps://mail.example.com",
}
PATIENCE = 240  # seconds: guards against hanging; a first start migrates and compresses, a minute on a slow processor


def eventually(holds: Callable[[], Any], *, within: float = PATIENCE) -> Any:
    """What `holds` returns once it is true; fails when that takes too long."""
    until = time.monotonic() + within
    while not (value := holds()):
        if time.monotonic() > until:
            pytest.fail(f"not within {within} s: {holds}")
        time.sleep(0.05)
    return value


class Installation:
    """`manage.py up` as somebody would start it."""

    font: ClassVar[Path | None] = None  # cut once for all: it takes seconds and is not what these tests are about

    def __init__(self, var: Path, **environment: str) -> None:
        self.var, self.port = var, free_port()
        self.environment = INHERITED | {"PLAIN_HTTP": "1", "VAR": str(var), "PORT": str(self.port)} | environment
        if self.font and not var.exists():
            var.mkdir(mode=0o700, parents=True)
            shutil.copytree(self.font, var / "static")
        self.said = (var.parent / f"{var.name}.said").open("w+")
        self.process = self.command("up", stdout=self.said, stderr=subprocess.STDOUT)

    def command(self, *words: str, stdout: Any, stderr: Any, **environment: str) -> subprocess.Popen[str]:
        everything = self.environment | environment
        command = [sys.executable, "manage.py", *words]
        return subprocess.Popen(command, cwd=ROOT, env=everything, text=True, stdout=stdout, stderr=stderr)

    def output(self) -> str:
        return Path(self.said.name).read_text()

    def children(self) -> list[psutil.Process]:
        """The living processes below `up`."""
        return [child for child in psutil.Process(self.process.pid).children(recursive=True) if alive(child)]

    def parts(self, word: str) -> list[psutil.Process]:
        """Those that `up` itself started whose command line has the word."""
        own = psutil.Process(self.process.pid).children()
        return [child for child in own if word in command_of(child)]

    def everyone(self) -> list[psutil.Process] | None:
        """All children once all are there: broker, worker, its beat, web server, its process."""
        children = self.children()
        return children if len(children) >= 5 else None

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()
        except OSError:
            return 0, ""

    def wait_until_up(self) -> "Installation":
        eventually(lambda: "Attest runs at" in self.output() or self.process.poll() is not None)
        assert self.process.poll() is None, self.output()
        if Installation.font is None:
            Installation.font = keep_for_this_run(self.var / "static")
        return self

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(PATIENCE)


def alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def command_of(process: psutil.Process) -> str:
    """Its command line; nothing of one that has ended."""
    try:
        return " ".join(process.cmdline()) if alive(process) else ""
    except psutil.NoSuchProcess:
        return ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def keep_for_this_run(folder: Path) -> Path:
    """A copy of the folder that stays until the tests end."""
    kept = Path(tempfile.mkdtemp(prefix="attest-kept-"))
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    return shutil.copytree(folder, kept / folder.name)
