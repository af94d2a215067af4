"""The first page of this place, the numbers, and the report on opened names."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from foundation.access import require
from foundation.clock import today
from foundation.web import show
from people.cases.permissions import REPORT, SEE_OPENINGS, SEE_STATISTICS
from people.cases.records import Desk, Numbers, desk_pages, months_of
from people.cases.views.apart import reads


@reads
def home(request: HttpRequest) -> HttpResponseBase:
    """What one works on, and what concerns oneself."""
    require(request.user, REPORT)
    on = today()
    context = {"desk": Desk(request.user, on=on), "desk_pages": desk_pages(request.user, "home"), "today": on}
    return show(request, "cases/home.html", context)


@reads
def numbers(request: HttpRequest) -> HttpResponseBase:
    """Sanctions of twelve months by region, by level, by category; small numbers are hidden from most."""
    require(request.user, SEE_STATISTICS)
    context = {"numbers": Numbers(request.user, on=today()), "desk_pages": desk_pages(request.user, "numbers")}
    return show(request, "cases/numbers.html", context)


@reads
def openings(request: HttpRequest) -> HttpResponseBase:
    """Opened names, month by month."""
    require(request.user, SEE_OPENINGS)
    empty = {"title": _("No sealed name was opened"), "text": _("Each opening will stand here with its reason.")}
    context = {"months": months_of(request.user), "desk_pages": desk_pages(request.user, "openings"), "empty": empty}
    return show(request, "cases/openings.html", context)
