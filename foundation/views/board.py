from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.access import require
from foundation.board import parts, scope
from foundation.clock import today
from foundation.permissions import VIEW_BOARD
from foundation.web import show


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The figures of the units one manages, each leading to the rows it counts."""
    require(request.user, VIEW_BOARD)
    on = today()
    figures = {"parts": parts(request, on), "scope": scope(request.user), "today": on, "now": timezone.now()}
    return show(request, "foundation/board.html", figures)
