"""The clock's door: files waiting for the scanner, and the nightly work on the matrix."""

from datetime import date
from typing import Any

from celery import shared_task

from assurance.actions import check_matrix, scan_file, take_snapshot
from assurance.models import EvidenceFile
from foundation import files
from foundation.access import robot
from foundation.directory.models import Unit
from foundation.sweeps import each, rule


@shared_task
def scan_pending() -> int:
    """Scans what waits, one file per transaction; returns how many were judged. Without an answer a file waits on."""
    waiting = list(
        EvidenceFile.objects.filter(scan=EvidenceFile.Scan.PENDING).order_by("pk").values_list("pk", flat=True)[:100]
    )
    return len(each(waiting, _scan, "assurance.scan_pending"))


def _scan(pk: int) -> bool:
    file = EvidenceFile.objects.select_related("version__evidence__unit").get(pk=pk)
    try:
        result = files.scan(file.sha256)
    except files.ScannerUnavailable:
        return False
    scan_file(actor=robot(), file=file, result=result)
    return True


@rule("assurance.matrix_check", replays=False)
def sweep_matrix(*, on: date, zone: str) -> dict[str, Any]:
    """The dates of proof of the cells of one zone, worked out anew."""
    return {"corrected": check_matrix(actor=robot(), zone=zone)}


@rule("assurance.matrix_snapshot", replays=False)
def sweep_snapshot(*, on: date, zone: str) -> dict[str, Any]:
    """How the matrix stands when the day of the whole organisation begins; a missed night has none."""
    if not Unit.objects.filter(parent=None, zone=zone).exists():
        return {}
    return {"rows": take_snapshot(actor=robot(), on=on)}
