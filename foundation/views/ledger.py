"""The doors of the ledger: the page that officers watch it on, and the proof of one entry."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from foundation.access import permits, require
from foundation.ledger.checking import ask_check
from foundation.ledger.integrity import Integrity
from foundation.ledger.proving import EntryRecord, Part, entry_for, part_of
from foundation.permissions import VERIFY_LEDGER, VIEW_LEDGER
from foundation.web import show


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """How far the ledger reaches, who watches it, and what the last verification found."""
    require(request.user, VIEW_LEDGER)
    context = {"it": Integrity(timezone.now()), "may_verify": permits(request.user, VERIFY_LEDGER)}
    return show(request, "foundation/ledger.html", context, fragments={"job": "foundation/_ledger_job.html"})


@require_POST
def verify_ledger(request: HttpRequest) -> HttpResponse:
    """Starts a verification of everything; one that runs already is enough."""
    require(request.user, VERIFY_LEDGER)
    ask_check(request.user)
    return redirect("foundation:ledger")


@require_safe
def ledger_entry(request: HttpRequest, index: int) -> HttpResponse:
    """What is proven about one entry, to who may read its event."""
    return show(request, "foundation/ledger_entry.html", {"it": _entry(request, index)})


@require_safe
def ledger_part(request: HttpRequest, index: int, part: Part) -> HttpResponse:
    """The proof or the entry as a file, to be checked elsewhere."""
    return part_of(_entry(request, index), part)


def _entry(request: HttpRequest, index: int) -> EntryRecord:
    record = entry_for(request.user, index)
    if record is None:
        raise Http404
    return record
