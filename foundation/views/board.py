"""The board, and the comparison of two days and of units."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.access import require
from foundation.as_of import AsOf, asked_of
from foundation.board import scope
from foundation.board_ahead import drawn
from foundation.comparison import Comparison
from foundation.permissions import VIEW_BOARD
from foundation.web import show


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The figures of the units one manages, today or on a day that has been, each leading to the rows it counts."""
    require(request.user, VIEW_BOARD)
    as_of = asked_of(request)
    context = {**frame(request, as_of), "drawn": drawn(request, as_of.on)}
    return show(request, "foundation/board.html", context, status=422 if as_of.refusal else 200)


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Two days, and the units one manages, side by side."""
    require(request.user, VIEW_BOARD)
    later = asked_of(request)
    earlier = asked_of(request, "before", default=later.previous)
    found = Comparison(request.user, before=earlier.on, on=later.on, by=request.GET.get("by", ""))  # type: ignore[arg-type]
    context = {"found": found, "earlier": earlier, **frame(request, later)}
    refused = earlier.refusal or later.refusal
    return show(request, "foundation/comparison.html", context, status=422 if refused else 200)


def frame(request: HttpRequest, as_of: AsOf) -> dict[str, Any]:
    """Whose figures they are, and of when."""
    days = {"as_of": as_of, "board_day": as_of.on, "today": as_of.on, "now": timezone.now()}
    return {**days, "scope": scope(request.user)}  # type: ignore[arg-type]
