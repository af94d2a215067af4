"""Measures Attest with a company in it, and writes the tables of docs/performance.md: `make benchmark SIZE=M`.

    python -m benchmarks.run M          the company of that size (XS, S, M, L), which is filled first where it is not there yet
    python -m benchmarks.run M --inside only what pages cost the processor, which other work on the machine hardly changes
    python -m benchmarks.run --tables   only the tables, out of what was measured before

Starts PostgreSQL, a broker, the worker and the web server itself; the clients run beside them, on the same machine.
Companies are kept in VAR, or in /tmp/attest-benchmark.
"""

import logging
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psutil

from benchmarks.company.sizes import SIZES, Size
from benchmarks.measuring import tables
from benchmarks.measuring.cluster import ALIKE, ROOT, company


@dataclass(frozen=True)
class Pace:
    """How long everything is measured: calls of one client, seconds for one page, seconds for many people at once."""

    calls: int = 30
    within: float = 5
    load: float = 60
    crowd: float = 20
    crowd_size: int = 200
    two_by_two: bool = True


FULL, SHORT = Pace(), Pace(calls=3, within=0.5, load=3, crowd=2, crowd_size=100, two_by_two=False)


def main(words: list[str]) -> None:
    if words != ["--tables"]:
        size = SIZES[words[0] if words else "S"]
        pace = SHORT if size.name == "XS" else FULL
        print(tables.keep(run(size, None if "--inside" in words else pace)))
    tables.write()


def run(size: Size, pace: Pace | None) -> dict[str, Any]:
    with company(size) as kept:
        use(kept.address)
        from benchmarks.measuring.session import inside, measure

        told = {
            "size": size.name,
            "at": f"{datetime.now(UTC):%Y-%m-%d}",
            "commit": commit(),
            "machine": machine(kept.address),
        }
        return told | {"filled": kept.seconds} | (measure(kept, pace) if pace else inside())


def use(address: str) -> None:
    """This process is an application of the same settings: it counts statements and signs people in."""
    settings = {"DATABASE_URL": address, "PLAIN_HTTP": "1", **ALIKE}
    os.environ |= settings | {"VAR": mkdtemp(prefix="attest-benchmark-"), "DJANGO_SETTINGS_MODULE": "config.settings"}
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from foundation.processes.memory import leave_out_what_stays

    leave_out_what_stays()


def commit() -> str:
    told = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return told.stdout.strip() or "unknown"


def machine(address: str) -> dict[str, Any]:
    import psycopg

    with psycopg.connect(address) as connection:
        server = connection.info.server_version // 10_000
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if "model name" in line
    ]
    return {
        "processor": names[0] if names else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9),
        "postgresql": server,
        "python": platform.python_version(),
        "loop": loop(),
    }


def loop() -> float:
    """Seconds of five million multiplications: how fast this machine is, now."""
    begun, number = time.perf_counter(), 1
    for step in range(5_000_000):
        number = (number * step) & 1023
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(sys.argv[1:])
