"""The doors of seats: people from outside, days, and who accepts."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audits.actions import accept_seat, add_outsider, plan_days, remove_outsider
from audits.forms.seats import OutsiderForm, SeatDaysForm
from audits.models import Audit, TeamMember
from audits.permissions import LEAD_AUDIT
from audits.views.auditors import sent, sheet
from foundation.access import require
from foundation.clock import today
from foundation.web import submit


@require_http_methods(["GET", "HEAD", "POST"])
def outsider_add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    audit = get_object_or_404(Audit.objects.visible_to(request.user).select_related("unit"), uuid=uuid)
    require(request.user, LEAD_AUDIT, audit)
    form = OutsiderForm(sent(request))
    if form.is_bound and submit(form, add_outsider, actor=request.user, audit=audit):
        messages.success(request, _("The seat is given."))
        return redirect(audit)
    return sheet(request, form, _("Add somebody from outside"), audit.get_absolute_url(), note=str(audit))


@require_http_methods(["GET", "HEAD", "POST"])
def seat_days(request: HttpRequest, uuid: UUID) -> HttpResponse:
    seat = _seat(request, uuid)
    require(request.user, LEAD_AUDIT, seat.audit)
    form = SeatDaysForm(sent(request), initial={"days": seat.days})
    if form.is_bound and submit(form, plan_days, actor=request.user, seat=seat):
        messages.success(request, _("The days are noted."))
        return redirect(seat.audit)
    return sheet(request, form, _("Plan the days"), seat.audit.get_absolute_url(), note=str(seat))


@require_POST
def seat_accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    seat = _seat(request, uuid)
    accept_seat(actor=request.user, seat=seat, on=today(seat.audit.unit))
    messages.success(request, _("You are in the team."))
    return redirect(seat.audit)


@require_POST
def seat_remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    seat = _seat(request, uuid)
    remove_outsider(actor=request.user, seat=seat)
    messages.success(request, _("The seat is taken back."))
    return redirect(seat.audit)


def _seat(request: HttpRequest, uuid: UUID) -> TeamMember:
    """A seat of an audit the reader sees."""
    seat = TeamMember.objects.filter(uuid=uuid).select_related("audit__unit", "person").first()
    if seat is None or not Audit.objects.visible_to(request.user).filter(pk=seat.audit_id).exists():
        raise Http404
    return seat
