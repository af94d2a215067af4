"""How much memory and time the making of an evidence pack takes, and its check at home.

    python -m benchmarks.pack_memory                     500 files, 1 GB, on SQLite in a folder of its own
    python -m benchmarks.pack_memory --files 50 --megabytes 100

The room is filled by one process; then `manage.py job` makes the pack, as a worker has it made: its peak is that of the whole
process, the program it loads included.
"""

import argparse
import logging
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 150
DAY = date(2026, 11, 20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.fill:
        start()
        fill(asked.files, asked.megabytes * MEGABYTE // asked.files)
        print(ask())
        return
    folder = tempfile.mkdtemp(prefix="attest-pack-")
    own = {"VAR": folder, "PLAIN_HTTP": "1", "DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": token_hex(32)}
    os.environ |= own
    filling = [sys.executable, "-m", "benchmarks.pack_memory", *sys.argv[1:], "--fill"]
    told = subprocess.run(filling, check=True, capture_output=True, text=True).stdout.split()
    make(told[-1])
    check(Path(folder))


def start() -> None:
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fill(count: int, size: int) -> None:
    """The company of the tests, and a live room with so many files in it, each of another content."""
    from certifications.models import GrantRule
    from foundation.clock import today
    from tests.company import found, start_audit
    from tests.kept import kept_file
    from tests.room import approved, shown_for

    company = found()
    audit = start_audit(company)
    rules: Any = [(GrantRule.Kind.AUDIT, audit), (GrantRule.Kind.AUDIT_EVIDENCE, audit)]
    for number in range(count):
        line = f"{number:06d} session 4711 denied from 192.0.2.7 to 198.51.100.9\n".encode()
        kept = kept_file(f"log-{number}.log", (line * (size // len(line) + 1))[:size], content_type="text/plain")
        shown_for(company, audit, f"Log {number}", kept=kept)
    on = today(company.units["TS"])
    approved(company, rules, allow_download=True, watermark=False, first=on, valid_until=on + timedelta(days=10))


def ask() -> str:
    from certifications.actions import ask_for_pack
    from certifications.models import Grant
    from foundation.directory.models import User

    return str(ask_for_pack(actor=User.objects.get(name="Carla Stone"), grant=Grant.objects.get()).job.uuid)


def make(job: str) -> None:
    """This process is small, for what it starts inherits its peak."""
    begun = time.perf_counter()
    maker = subprocess.Popen([sys.executable, "manage.py", "job", job])
    _pid, status, used = os.wait4(maker.pid, 0)
    seconds, peak, processor = time.perf_counter() - begun, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime
    print(f"status {status} in {seconds:.0f} s, {processor:.0f} s of processor")
    print(f"peak of the whole process {peak:.0f} MB (at most {MOST_MEGABYTES})")


def check(folder: Path) -> None:
    """Unpacks the newest zip of the store, and times its own program."""
    archive = max(
        (path for path in (folder / "files").rglob("*") if path.is_file()), key=lambda path: path.stat().st_size
    )
    print(f"{archive.stat().st_size / MEGABYTE:.0f} MB")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder / "home")
    (home,) = (folder / "home").iterdir()
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, str(home / "verify.py")], capture_output=True, text=True, check=False)
    print(f"verify.py: status {done.returncode} in {time.perf_counter() - begun:.0f} s at {datetime.now(UTC):%H:%M}")
    print(done.stdout)


if __name__ == "__main__":
    main()
