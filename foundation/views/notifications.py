"""The bell: what one was told, and having read it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from foundation import notices
from foundation.web import show


@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """What one was told, the new first."""
    page = notices.page_of(request.user, request.GET.get("page"))
    return show(request, "foundation/notifications.html", {"page": page})


@require_POST
def read_notification(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Marks one as read; with `open` it leads on to what it is about."""
    leads_to = notices.read(request.user, uuid)
    if leads_to is None:
        raise Http404
    return redirect(leads_to if leads_to and "open" in request.POST else "foundation:notifications")


@require_POST
def read_notifications(request: HttpRequest) -> HttpResponse:
    """Marks all as read."""
    notices.read_all(request.user)
    return redirect("foundation:notifications")
