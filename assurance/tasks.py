"""The clock's door: files waiting for the scanner, and versions of documents whose day has come."""

from datetime import date
from typing import Any

from celery import shared_task

from assurance.actions import bring_into_effect, scan_file
from assurance.models import DocumentVersion, EvidenceFile
from foundation import files
from foundation.access import robot
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
