"""Reports: the centre where all stand, asked for and taken once they are made, and those that come by themselves."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation import files, reports
from foundation.access import require
from foundation.clock import today
from foundation.models import Job
from foundation.models.subscriptions import Subscription
from foundation.permissions import VIEW_REPORTS
from foundation.refusals import Refused
from foundation.reports.centre import Report, ReportForm, report_for
from foundation.reports.results import take, taken_as
from foundation.signin.fresh import require_fresh_sign_in
from foundation.subscriptions import actions, pages
from foundation.subscriptions.forms import SubscribeForm
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])


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


@require_safe
def report_centre(request: HttpRequest) -> HttpResponse:
    """Every report one may have."""
    require(request.user, VIEW_REPORTS)
    return show(request, "foundation/reports.html", pages.centre(request.user, now=timezone.now()))


@READS_AND_WRITES
def report(request: HttpRequest, name: str) -> HttpResponse:
    """What a report is asked for with; makes it, or goes on to have it come by itself."""
    found = _report(request, name)
    form = _form(request, found)
    if request.method == "POST" and "repeat" in request.POST and form.is_valid():
        return redirect(f"{reverse('foundation:subscribe', args=[name])}?{form.query}")
    made = submit(form, reports.ask, actor=request.user) if request.method == "POST" else None
    if made is not None:
        return redirect(made)
    return show(request, "foundation/report.html", {"report": found, "form": form})


def _report(request: HttpRequest, name: str) -> Report:
    require(request.user, VIEW_REPORTS)
    found = report_for(request.user, name)
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, found: Report) -> ReportForm:
    """The form as it was sent, or filled with what the address names."""
    sent = request.POST if request.method == "POST" else request.GET
    return found.form(*((sent,) if sent else ()), report=found, actor=request.user, on=today())


@READS_AND_WRITES
def subscribe(request: HttpRequest, name: str) -> HttpResponse:
    """When and to whom a report comes by itself; its parameters were chosen before and stand in the address."""
    found, is_sent = _report(request, name), request.method == "POST"
    query = request.POST.get("query", "") if is_sent else request.GET.urlencode()
    asked = found.asked(query, actor=request.user, on=today())
    start = {"title": found.label, "recipients": [request.user], "query": asked.query}
    form = SubscribeForm(request.POST if is_sent else None, initial=start)
    made = submit(form, actions.subscribe, actor=request.user, report=name, on=today()) if is_sent else None
    if made is not None:
        messages.success(request, _("Subscribed."))
        return redirect(made)
    return show(request, "foundation/subscribe.html", {"report": found, "asked": asked, "form": form})


@require_safe
def subscriptions(request: HttpRequest) -> HttpResponseBase:
    """The subscriptions one owns or gets; administrators and officers see those of their units."""
    require(request.user, VIEW_REPORTS)
    context = pages.subscriptions(request, request.user)
    return context["list"].export_response() or show(request, "foundation/subscriptions.html", context, fragments=LIST)


@require_safe
def subscription(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One of them, with everything it sent to whom."""
    row = get_object_or_404(Subscription.objects.visible_to(request.user).for_page(), uuid=uuid)
    context = pages.subscription(row, request, user=request.user, on=today(row.unit), now=timezone.now())
    return context["list"].export_response() or show(request, "foundation/subscription.html", context, fragments=LIST)


@require_safe
def report_history(request: HttpRequest) -> HttpResponseBase:
    """What was made for whom, and when; files are taken only by whom they were made for."""
    require(request.user, VIEW_REPORTS)
    context = pages.history(request, request.user, now=timezone.now())
    return context["list"].export_response() or show(request, "foundation/report_history.html", context, fragments=LIST)
