"""The integration matrix as a heat map and as a list."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assurance.lists import CellList
from assurance.matrix_page import MatrixPage
from assurance.models import Cell
from assurance.querysets.readers import MATRIX_READERS
from assurance.trends import trend_for
from foundation.access import Role, holds
from foundation.clock import today
from foundation.directory.models import User
from foundation.web import show

ACTS = [
    {"name": "owner", "label": _("Assign an owner"), "icon": "user-plus"},
    {"name": "evidence", "label": _("Attach evidence"), "icon": "paper-clip"},
    {"name": "exclude", "label": _("Not applicable"), "icon": "minus-circle"},
    {"name": "include", "label": _("Applies again"), "icon": "plus"},
]


@require_safe
def matrix(request: HttpRequest) -> HttpResponseBase:
    """The heat map; the address says by what rows and columns, and what of it."""
    insist_reader(request.user)
    on = today()
    page = MatrixPage(request, on)
    context = {"page": page, "today": on}
    if holds(request.user, Role.CO, Role.MGR, Role.PM):
        context["spark"] = trend_for(request.GET, page.tally, page.places, page.wanted, on=on)
    return show(request, "assurance/matrix.html", context)


@require_safe
def cells(request: HttpRequest) -> HttpResponseBase:
    """The cells as a list: what every number of the heat map leads to."""
    insist_reader(request.user)
    visible = Cell.objects.visible_to(request.user).in_force().standing_on(today()).with_family()
    table = CellList(request, visible.for_list())
    context = {"list": table, "today": today(), "may_change": holds(request.user, Role.CO, Role.PO), "acts": ACTS}
    return table.export_response() or show(request, "assurance/cells.html", context, fragments=LIST)


def insist_reader(user: User) -> None:
    """The matrix is a page for who assures and who owns processes; to others it does not exist."""
    if not holds(user, *MATRIX_READERS):
        raise Http404


LIST = {"list": "ui/_table.html"}
