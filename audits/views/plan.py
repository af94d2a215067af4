"""The doors of a plan: its sessions, the file that calendars read, and one's own address for them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.actions import add_session, cancel_session, change_session, make_calendar_feed, revoke_calendar_feed
from audits.actions.plan import PLANNING, address_of, digest_of
from audits.forms.plan import SessionForm, known
from audits.ical import calendar_of
from audits.models import Audit, CalendarFeed, PlanSession
from audits.permissions import LEAD_AUDIT
from audits.records.plan import days_of, in_calendar_of, with_sessions
from audits.views.auditors import sent, sheet
from foundation.access import permits, require
from foundation.clock import today
from foundation.directory.models import User
from foundation.web import show, submit


@require_safe
def plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The plan day by day; the audited see it when it was sent."""
    audit = get_object_or_404(Audit.objects.visible_to(request.user).select_related("unit"), uuid=uuid)
    sessions = PlanSession.objects.visible_to(request.user).live().filter(audit=audit).for_list()
    context = {"audit": audit, "days": days_of(sessions), "today": today(audit.unit)}
    context["may_take"] = request.user.kind == User.Kind.INSIDE
    context["may_plan"] = audit.state in PLANNING and permits(request.user, LEAD_AUDIT, audit)
    return show(request, "audits/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    audit = get_object_or_404(Audit.objects.visible_to(request.user).select_related("unit"), uuid=uuid)
    require(request.user, LEAD_AUDIT, audit)
    form = SessionForm(sent(request), audit=audit)
    if form.is_bound and submit(form, add_session, actor=request.user, audit=audit):
        messages.success(request, _("The session is in the plan."))
        return redirect("audits:plan", audit.uuid)
    return sheet(request, form, _("Plan a session"), reverse("audits:plan", args=[audit.uuid]), note=audit.unit.zone)


@require_http_methods(["GET", "HEAD", "POST"])
def session_change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    session = _session(request, uuid)
    form = SessionForm(sent(request), audit=session.audit, initial=known(session))
    if form.is_bound and submit(form, change_session, actor=request.user, session=session):
        messages.success(request, _("The session is changed."))
        return redirect("audits:plan", session.audit.uuid)
    return sheet(request, form, _("Change a session"), reverse("audits:plan", args=[session.audit.uuid]))


@require_POST
def session_cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    session = _session(request, uuid)
    cancel_session(actor=request.user, session=session, on=today(session.audit.unit))
    messages.success(request, _("The session is off the plan."))
    return redirect("audits:plan", session.audit.uuid)


def _session(request: HttpRequest, uuid: UUID) -> PlanSession:
    session = get_object_or_404(PlanSession.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, LEAD_AUDIT, session.audit)
    return session


@require_safe
def audit_calendar(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One audit as a file for calendars."""
    audit = get_object_or_404(with_sessions(Audit.objects.visible_to(request.user), request.user), uuid=uuid)
    return _file(calendar_of([audit], name=str(audit)), f"{audit.ref}.ics")


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """One's own address for calendars, and how to take it back."""
    if request.user.kind != User.Kind.INSIDE:
        raise Http404
    feed = CalendarFeed.objects.visible_to(request.user).live().first()
    return show(request, "audits/calendar.html", {"feed": feed})


@require_POST
def calendar_make(request: HttpRequest) -> HttpResponse:
    """The answer is the one page that ever shows the address."""
    return show(request, "audits/calendar.html", {"address": address_of(make_calendar_feed(actor=request.user))})


@require_POST
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    revoke_calendar_feed(actor=request.user)
    messages.success(request, _("The address opens nothing any more."))
    return redirect("audits:calendar")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever holds the address; 404 when it was revoked, or never was."""
    feed = get_object_or_404(CalendarFeed.objects.live().select_related("user__person"), digest=digest_of(token))
    audits = in_calendar_of(feed.user, on=today())
    return _file(calendar_of(audits, name=_("Audits")), "audits.ics")


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
