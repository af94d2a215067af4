"""Where one starts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from foundation.access import Role, holds
from foundation.directory.models import User
from foundation.web import show


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Managers start at the board, others at their work; outsiders see what is open to them, which is nothing yet."""
    if request.user.kind == User.Kind.OUTSIDE:
        return show(request, "foundation/nothing_opened.html")
    return redirect("foundation:board" if holds(request.user, Role.MGR) else "foundation:my_work")
