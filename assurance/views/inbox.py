"""The evidence inbox: every list of it under the same tabs, with its filters in the address."""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assurance.lists import EvidenceGapList, RequestList
from assurance.models import Cell, EvidenceRequest
from assurance.permissions import DISPOSE_EVIDENCE, REQUEST_EVIDENCE, UPLOAD_EVIDENCE
from foundation.access import permits
from foundation.clock import today
from foundation.lists import TableList
from foundation.web import show

LIST = {"list": "ui/_table.html"}
TABS: tuple[tuple[str | Promise, str, str], ...] = (
    (_("To review"), "evidence_list", ""),
    (_("Requested"), "requests", "state=asked"),
    (_("Received"), "requests", "state=answered"),
    (_("Expiring"), "evidence_all", "fresh=expiring"),
    (_("Gaps"), "evidence_gaps", ""),
    (_("Mine"), "evidence_mine", ""),
    (_("All"), "evidence_all", ""),
)
OFFICERS_TAB = (_("To dispose"), "evidence_all", "mark=to_dispose")


@require_safe
def request_list(request: HttpRequest) -> HttpResponseBase:
    """What was asked for, of whom, and how it stands."""
    return listed(request, RequestList(request, EvidenceRequest.objects.visible_to(request.user).for_list()))


@require_safe
def evidence_gaps(request: HttpRequest) -> HttpResponseBase:
    """Cells of the matrix that nothing proves, or nothing fresh; each can be asked for."""
    cells = Cell.objects.visible_to(request.user).lacking_proof(today()).for_list()
    return listed(request, EvidenceGapList(request, cells))


def listed(request: HttpRequest, table: TableList) -> HttpResponseBase:
    may = {"may_add": permits(request.user, UPLOAD_EVIDENCE), "may_ask": permits(request.user, REQUEST_EVIDENCE)}
    context = {"list": table, "tabs": tabs_of(request), **may}
    return table.export_response() or show(request, "assurance/evidence_list.html", context, fragments=LIST)


def tabs_of(request: HttpRequest) -> list[dict[str, Any]]:
    """The tabs; the current one is that of this list whose filter stands in the address, else the one without."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    offered = (*TABS, OFFICERS_TAB) if permits(request.user, DISPOSE_EVIDENCE) else TABS
    current = max((tab for tab in offered if tab[1] == here and _stands(tab[2], request)), key=_length, default=None)
    return [_tab(tab, is_current=tab is current) for tab in offered]


def _length(tab: tuple[str | Promise, str, str]) -> int:
    return len(tab[2])


def _stands(query: str, request: HttpRequest) -> bool:
    return all(value in request.GET.getlist(name) for name, value in QueryDict(query).items())


def _tab(tab: tuple[str | Promise, str, str], *, is_current: bool) -> dict[str, Any]:
    label, name, query = tab
    address = reverse(f"assurance:{name}") + (f"?{query}" if query else "")
    return {"label": label, "url": address, "current": is_current, "count": None}
