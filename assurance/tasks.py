"""The clock's door: files waiting for the scanner, versions of documents whose day has come, the matrix each night."""

from datetime import date
from typing import Any

from celery import shared_task

from assurance.actions import bring_into_effect, check_matrix, scan_file, take_snapshot
from assurance.models import DocumentVersion, EvidenceFile
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


@rule("assurance.documents", replays=True)
def sweep_documents(*, on: date, zone: str) -> dict[str, Any]:
    """Brings approved versions of the zone's units into effect on their day; the ones before them are superseded."""
    due = DocumentVersion.objects.due_to_start(on=on, zone=zone).order_by("effective_from", "pk")
    begun = each(list(due.values_list("pk", flat=True)), lambda pk: _begin(pk, on), "assurance.documents")
    return {"documents": len(begun)}


def _begin(pk: int, on: date) -> bool:
    version = DocumentVersion.objects.select_related("document__unit", "document__owner", "author").get(pk=pk)
    bring_into_effect(actor=robot(), document=version, on=on)
    return True
