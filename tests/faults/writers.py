"""Works in an installation until it is told to stop: `python -m tests.faults.writers LEDGER STOP` with its VAR.

Four threads upload evidence and link it to findings. What was acknowledged stands in LEDGER, a line each, with the
moment after which it stood there; the writers end once the file STOP exists.
"""

import os
import sys
import threading
import time
from pathlib import Path

import django

THREADS = 4
ACKNOWLEDGED = threading.Lock()


def main(ledger: Path, stop: Path) -> None:
    from audits.models import Finding
    from foundation.clock import today
    from tests.company import found, start_audit

    company = found()
    on = today(company.units["TS"])
    audit = start_audit(company, on=on)
    kinds = list(Finding.Type.values)
    threads = [
        threading.Thread(target=work, args=(company, audit, on, kinds, number, ledger, stop))
        for number in range(THREADS)
    ]
    ledger.touch()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def work(company: object, audit: object, on: object, kinds: list, number: int, ledger: Path, stop: Path) -> None:
    from django.db import connection

    from assurance.actions import link_evidence, upload_evidence
    from audits.actions import log_finding
    from tests.world import kept_text

    priya, count = company.cast["priya"], 0
    while not stop.exists():
        count += 1
        kept = kept_text(f"{number}-{count}.txt", f"Register {number}, page {count}, {'line ' * (count % 900)}")
        version = upload_evidence(actor=priya, unit=company.units["TS"], title="Register", as_of=on, kept=kept)
        finding = log_finding(
            actor=priya,
            audit=audit,
            type=kinds[count % len(kinds)],
            statement=f"Failure {number}/{count}.",
            requirement=company.framework.requirements.first(),
            on=on,
        )
        link_evidence(actor=priya, version=version, subject=finding, purpose="objective")
        with ACKNOWLEDGED, ledger.open("a") as lines:
            lines.write(f"{time.time()} {version.uuid} {finding.uuid}\n")
    connection.close()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(Path(sys.argv[1]), Path(sys.argv[2]))
