"""Long work and how far it is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from foundation import reports
from foundation.job_pages import page_of
from foundation.models import Job
from foundation.web import show


@require_safe
def job(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far one's long work is, and what came of it."""
    found = get_object_or_404(Job.objects.visible_to(request.user).select_related("owner"), uuid=uuid)
    if (page := page_of(found)) is not None:
        return redirect(page)
    context = reports.sight_of(found, actor=request.user)
    return show(request, "foundation/job.html", context, fragments={"job": "foundation/_job.html"})
