"""Reports: asked for, and taken once they are made."""

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from foundation import files, reports
from foundation.models import Job
from foundation.refusals import Refused
from foundation.reports.results import take, taken_as
from foundation.signin.fresh import require_fresh_sign_in
from foundation.web import show


@require_POST
def ask_report(request: HttpRequest, name: str, uuid: UUID) -> HttpResponse:
    """Starts the work and leads to its page; 404 for whoever may not have the report."""
    paper = reports.paper_of(name)
    row = paper and reports.find(request.user, paper, uuid)
    if not paper or row is None:
        raise Http404
    if paper.confirmed:
        require_fresh_sign_in(request)
    job = reports.ask(actor=request.user, paper=paper, subject=row, given=paper.given(request.POST))
    return redirect(job)


@require_safe
def job_file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The file one's job left; 404 for another's, and once one may no longer see what it is about."""
    found = get_object_or_404(Job.objects.visible_to(request.user), uuid=uuid)
    try:
        take(request, found)
    except ObjectDoesNotExist as gone:
        raise Http404 from gone
    except Refused as refusal:
        context = reports.sight_of(found, actor=request.user) | {"refusal": refusal.sentence}
        return show(request, "foundation/job.html", context, status=410)
    return files.serve(request, **taken_as(found))
