"""Whether everything runs, and what to do when it does not: status, jobs, mails; and who did what."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation import jobs as running
from foundation import outbox, status
from foundation.access import permits, require
from foundation.administration.events import events_for
from foundation.administration.lists import EventList, ExportList, JobList, MailList, with_standing
from foundation.models import Job, Notification
from foundation.permissions import RUN_OPERATION, VIEW_TRAIL, WATCH_OPERATION
from foundation.refusals import Conflict
from foundation.web import show

TABLE = {"list": "ui/_table.html"}


@require_safe
def operation(request: HttpRequest) -> HttpResponseBase:
    """Every check with its reading, the worst first in words."""
    require(request.user, WATCH_OPERATION)
    now = timezone.now()
    told = status.take(now)
    worst = [one for one in told if one.reading.standing in (status.Standing.BAD, status.Standing.WARN)]
    worst.sort(key=lambda one: one.reading.standing != status.Standing.BAD)
    return show(request, "foundation/status.html", {"told": told, "worst": worst, "now": now})


@require_safe
def jobs(request: HttpRequest) -> HttpResponseBase:
    """Everybody's long work."""
    require(request.user, WATCH_OPERATION)
    table = JobList(request, Job.objects.for_list())
    context = {"list": table, "may_run": permits(request.user, RUN_OPERATION), "now": timezone.now()}
    return show(request, "foundation/jobs.html", context, fragments=TABLE)


@require_POST
def run_job(request: HttpRequest, uuid: UUID, act: str) -> HttpResponseBase:
    """Tries a failed job again or ends one that waits or runs."""
    require(request.user, RUN_OPERATION)
    job = get_object_or_404(Job.objects.for_list(), uuid=uuid)
    verb, said = {
        "retry": (running.retry, _("Put back: %(label)s")),
        "cancel": (running.cancel, _("Ended: %(label)s")),
    }[act]
    _do(request, said % {"label": running.label_of(job)}, verb, job=job)
    return redirect("foundation:jobs")


@require_safe
def mails(request: HttpRequest) -> HttpResponseBase:
    """The mails of the outbox, without what they say."""
    require(request.user, WATCH_OPERATION)
    table = MailList(request, with_standing(Notification.objects.select_related("user", "event")))
    context = {"list": table, "may_run": permits(request.user, RUN_OPERATION)}
    return show(request, "foundation/mails.html", context, fragments=TABLE)


@require_POST
def resend_mails(request: HttpRequest) -> HttpResponseBase:
    """Sends again what was ticked, or everything that was given up."""
    require(request.user, RUN_OPERATION)
    ticked = Notification.objects.filter(uuid__in=_uuids(request))
    wanted = outbox.given_up() if "all" in request.POST else ticked
    _do(request, _("Put back into the outbox; it leaves within a minute."), outbox.resend, notifications=wanted)
    return redirect("foundation:mails")


@require_safe
def exports(request: HttpRequest) -> HttpResponseBase:
    """Who took which rows away."""
    require(request.user, WATCH_OPERATION)
    table = ExportList(request, events_for(request.user).filter(kind="list.exported"))
    return show(request, "foundation/exports.html", {"list": table}, fragments=TABLE)


@require_safe
def trail(request: HttpRequest) -> HttpResponseBase:
    """The events one may look up."""
    require(request.user, VIEW_TRAIL)
    table = EventList(request, events_for(request.user))
    return table.export_response() or show(request, "foundation/trail.html", {"list": table}, fragments=TABLE)


def _do(request: HttpRequest, said: str, verb: Callable[..., Any], **parameters: Any) -> None:
    """Does what a button says; a rule in the way is told on the page one comes back to."""
    try:
        verb(actor=request.user, **parameters)
    except Conflict as conflict:
        messages.error(request, str(conflict.sentence))
    else:
        messages.success(request, said)


def _uuids(request: HttpRequest) -> list[UUID]:
    """The ticked rows; whatever is no uuid is no row."""
    found = []
    for text in request.POST.getlist("row"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
