"""Everybody's own page."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.access import require
from foundation.clock import today
from foundation.web import show
from people.permissions import VIEW_OWN_PAGE
from people.records.own_page import own_record


@require_safe
def own_page(request: HttpRequest) -> HttpResponse:
    """What one has to learn, to sign and to do, what is in order, and where one reports and praises."""
    require(request.user, VIEW_OWN_PAGE)
    on = today()
    return show(request, "people/own_page.html", own_record(request.user, on=on, now=timezone.localtime()))
