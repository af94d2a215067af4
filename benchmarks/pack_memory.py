"""How much memory and time the making of an evidence pack takes, and its check at home.

    python -m benchmarks.pack_memory                     500 files, 1 GB, on SQLite in a folder of its own
    python -m benchmarks.pack_memory --files 50 --megabytes 100

The room is filled by one process; a new one makes the pack, so that its peak (VmHWM) is that of the job alone.
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
from typing import Any

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 150
DAY = date(2026, 11, 20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    os.environ.setdefault("VAR", tempfile.mkdtemp(prefix="attest-pack-"))
    start(migrates=not asked.make)
    if asked.make:
        make()
        return
    fill(asked.files, asked.megabytes * MEGABYTE // asked.files)
    subprocess.run([sys.executable, "-m", "benchmarks.pack_memory", "--make"], check=True, env=os.environ)
    check(Path(os.environ["VAR"]))


def start(*, migrates: bool) -> None:
    """A worker never migrates: what the job needs counts from where a worker begins."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "sqlite":
        name = f"{os.environ['VAR']}/pack.sqlite3"
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    if migrates:
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


def make() -> None:
    """Before the job the whole program is loaded, as in a worker that has worked before."""
    from django.urls import get_resolver

    from certifications.actions import ask_for_pack
    from certifications.models import EvidencePack, Grant
    from foundation import jobs
    from foundation.directory.models import User

    get_resolver().url_patterns  # noqa: B018 - loads every page, with all it imports
    before, begun = peak_megabytes(), time.perf_counter()
    pack = ask_for_pack(actor=User.objects.get(name="Carla Stone"), grant=Grant.objects.get())
    jobs.run(pack.job.uuid)
    pack = EvidencePack.objects.select_related("job").get(pk=pack.pk)
    seconds, peak = time.perf_counter() - begun, peak_megabytes()
    print(
        f"{pack.job.state}: {pack.files} files, {pack.job.result_size / MEGABYTE:.0f} MB in {seconds:.0f} s {pack.job.message}"
    )
    print(
        f"peak {peak:.0f} MB, {before:.0f} MB of it the program: {peak - before:.0f} MB for the job (at most {MOST_MEGABYTES})"
    )


def check(folder: Path) -> None:
    """Unpacks the newest zip of the store, and times its own program."""
    archive = max(
        (path for path in (folder / "files").rglob("*") if path.is_file()), key=lambda path: path.stat().st_size
    )
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder / "home")
    (home,) = (folder / "home").iterdir()
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, str(home / "verify.py")], capture_output=True, text=True, check=False)
    print(f"verify.py: status {done.returncode} in {time.perf_counter() - begun:.0f} s at {datetime.now(UTC):%H:%M}")
    print(done.stdout)


def peak_megabytes() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
