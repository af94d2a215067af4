"""Fixtures of the set-up: where an installation lies, one that runs, and what settings it would have."""

import os
import runpy
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.setup.installation import INHERITED, ROOT, Installation


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """An empty data folder with a path short enough for a socket."""
    place = Path(tempfile.mkdtemp(prefix="attest-up-"))
    yield place / "var"
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="module")
def installation(var: Path) -> Iterator[Installation]:
    running = Installation(var)
    try:
        yield running.wait_until_up()
    finally:
        running.end()


@pytest.fixture
def settings_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """The settings an installation with this environment would have."""

    def read(**environment: str) -> dict[str, Any]:
        for name in list(os.environ):
            if name not in INHERITED:
                monkeypatch.delenv(name)
        for name, value in {"VAR": str(tmp_path), **environment}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "config" / "settings.py"))

    return read
