"""Where one starts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from foundation import offers
from foundation.access import Role, holds, is_for_oneself
from foundation.directory.models import User
from foundation.outside import home_of_outsiders
from foundation.web import show


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Managers start at the board, self-service on one's own page, others at their work, outsiders in their room."""
    if request.user.kind == User.Kind.OUTSIDE:
        rooms = home_of_outsiders()
        return redirect(rooms) if rooms else show(request, "foundation/nothing_opened.html")
    if holds(request.user, Role.MGR):
        return redirect("foundation:board")
    own = offers.home_page() if is_for_oneself(request.user) else None
    return redirect(own or "foundation:my_work")
