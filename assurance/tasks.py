"""The clock's door: the scanner, the nightly re-hash, retention and requests, documents' days, the matrix each night."""

from datetime import date
from typing import Any

from celery import shared_task

from assurance.actions import (
    bring_into_effect,
    check_file,
    check_matrix,
    measure_objectives,
    propose_disposal,
    remind_of_request,
    scan_file,
    take_snapshot,
    tell_ownerless,
)
from assurance.actions.integrity import tonight
from assurance.actions.requests import to_remind
from assurance.actions.retention import renew_dues, renew_ends, to_propose
from assurance.models import DocumentVersion, Evidence, EvidenceFile, EvidenceRequest, Process
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


@rule("assurance.objectives", replays=False)
def sweep_objectives(*, on: date, zone: str) -> dict[str, Any]:
    """Reads the figures that objectives aim at when the day of the whole organisation begins."""
    top = Unit.objects.filter(parent=None, zone=zone).order_by("path").first()
    return {} if top is None else {"read": measure_objectives(actor=robot(), unit=top, on=on)}


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


@rule("assurance.rehash", replays=False)
def sweep_rehash(*, on: date, zone: str) -> dict[str, Any]:
    """Reads a thirtieth of the zone's stored files again, the longest unchecked first; damaged ones become suspect."""
    wanted = tonight(zone)
    damaged: list[int] = []
    each(wanted, lambda pk: rehash(pk, damaged), "assurance.rehash")
    return {"checked": len(wanted), "damaged": damaged}


def rehash(pk: int, damaged: list[int]) -> bool:
    """Reads one stored file in pieces and notes what its hash says; ids of damaged ones are added to `damaged`."""
    file = EvidenceFile.objects.select_related("version__evidence__unit", "version__uploaded_by").get(pk=pk)
    intact = files.rehash(file.sha256)
    check_file(actor=robot(), file=file, intact=intact)
    if not intact:
        damaged.append(pk)
    return intact


@rule("assurance.retention", replays=False)
def sweep_retention(*, on: date, zone: str) -> dict[str, Any]:
    """Works out until when the zone's evidence has to be kept, and proposes the disposal of what is past that day."""
    ended = renew_ends(on=on, zone=zone)
    moved = renew_dues(Evidence.objects.filter(unit__zone=zone), on=on)
    due = list(to_propose(on=on, zone=zone).values_list("pk", flat=True))
    return {
        "ended": ended,
        "moved": moved,
        "proposed": len(each(due, lambda pk: _propose(pk, on), "assurance.dispose")),
    }


def _propose(pk: int, on: date) -> Evidence:
    return propose_disposal(actor=robot(), evidence=Evidence.objects.select_related("unit").get(pk=pk), on=on)


@rule("assurance.requests", replays=False)
def sweep_requests(*, on: date, zone: str) -> dict[str, Any]:
    """Reminds who was asked for evidence before its day, and tells of what is overdue; each once."""
    wanted = list(to_remind(on=on, zone=zone).values_list("pk", flat=True))
    return {"told": len(each(wanted, lambda pk: _remind(pk, on), "assurance.requests"))}


def _remind(pk: int, on: date) -> bool:
    row = EvidenceRequest.objects.select_related("unit", "asked_by", "asked_of__manager").get(pk=pk)
    return remind_of_request(actor=robot(), evidence_request=row, on=on)


@rule("assurance.processes", replays=False)
def sweep_processes(*, on: date, zone: str) -> dict[str, Any]:
    """Tells of active processes of the zone whose owner does not work here any more, once each. Source: M-02."""
    gone = list(Process.objects.newly_ownerless(on, zone).values_list("pk", flat=True))
    return {"ownerless": len(each(gone, lambda pk: _tell_ownerless(pk, on), "assurance.processes"))}


def _tell_ownerless(pk: int, on: date) -> Process:
    row = Process.objects.select_related("unit", "owner", "deputy").get(pk=pk)
    return tell_ownerless(actor=robot(), process=row, on=on)
