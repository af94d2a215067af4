"""The clock's door: files waiting for the scanner."""

from celery import shared_task

from assurance.actions import scan_file
from assurance.models import EvidenceFile
from foundation import files
from foundation.access import robot
from foundation.sweeps import each


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
