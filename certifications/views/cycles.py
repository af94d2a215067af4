"""The doors of a certificate's cycle: its audits, planning and tying them, and since when it is certified."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audits.views.auditors import sent, sheet
from certifications.actions import link_audit, plan_cycle, unlink_audit
from certifications.cycles import CycleView, cycle_of
from certifications.forms.cycles import LinkAuditForm, PlanCycleForm
from certifications.models import Certificate, CycleAudit
from certifications.permissions import MANAGE_CERTIFICATES, VIEW_CERTIFICATES
from certifications.records.cycles import CycleRecord
from certifications.records.lineage import LineageRecord
from foundation.access import require
from foundation.clock import today
from foundation.web import show, submit

PART = "certifications/certificate_part.html"


@require_safe
def certificate_cycle(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The audits of the cycle: a part of the page of the certificate, or a page of its own."""
    row = _certificate(request, uuid)
    require(request.user, VIEW_CERTIFICATES)
    on = today(row.unit)
    context = {"certificate": row, "cycle": CycleRecord(row, user=request.user, on=on), "today": on}
    context |= {"part": "certifications/_cycle.html", "title": _("Cycle")}
    return show(request, PART, context, fragments={"cycle": "certifications/_cycle.html"})


@require_safe
def certificate_lineage(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Since when it is certified, and the answer to a claim: a part of the certificate's page, or a page of its own."""
    row = _certificate(request, uuid)
    require(request.user, VIEW_CERTIFICATES)
    on = today(row.unit)
    lineage = LineageRecord(row, user=request.user, on=on, asked=request.GET)
    context = {"certificate": row, "lineage": lineage, "form": lineage.form if lineage.form.errors else None}
    context |= {"today": on, "part": "certifications/_lineage.html", "title": _("Certified since")}
    return show(request, PART, context, fragments={"lineage": "certifications/_lineage.html"})


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_plan(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """What will be created, with its days; nothing is before it is sent."""
    row = _certificate(request, uuid)
    require(request.user, MANAGE_CERTIFICATES, row)
    on = today(row.unit)
    form = PlanCycleForm(sent(request), view=CycleView(cycle_of(row), on=on))
    made = submit(form, plan_cycle, actor=request.user, certificate=row, on=on) if form.is_bound else None
    if made is None:
        return show(request, "certifications/cycle_plan.html", {"certificate": row, "form": form, "today": on})
    messages.success(request, _("Planned: %(refs)s.") % {"refs": ", ".join(audit.ref for audit in made) or "–"})
    return redirect(row)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_link(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Ties an audit that stands already to the cycle."""
    row = _certificate(request, uuid)
    require(request.user, MANAGE_CERTIFICATES, row)
    on = today(row.unit)
    form = LinkAuditForm(sent(request), view=CycleView(cycle_of(row), on=on), actor=request.user)
    if form.is_bound and submit(form, link_audit, actor=request.user, certificate=row, on=on):
        messages.success(request, _("The audit is tied to the cycle."))
        return redirect(row)
    return sheet(request, form, _("Tie an audit to the cycle"), row.get_absolute_url(), note=str(row))


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_unlink(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Takes an audit out of a cycle that it was tied to by mistake."""
    linked = get_object_or_404(CycleAudit.objects.visible_to(request.user).for_page(), uuid=uuid)
    certificate = linked.cycle.certificate
    require(request.user, MANAGE_CERTIFICATES, certificate)
    form = Form(sent(request))
    if form.is_bound and submit(form, unlink_audit, actor=request.user, linked=linked, on=today(certificate.unit)):
        messages.success(request, _("The audit is out of the cycle."))
        return redirect(certificate)
    return sheet(request, form, _("Take it out of the cycle"), certificate.get_absolute_url(), note=str(linked.audit))


def _certificate(request: HttpRequest, uuid: UUID) -> Certificate:
    rows: Any = Certificate.objects.visible_to(request.user).for_page().select_related("unit__calendar")
    return get_object_or_404(rows, uuid=uuid)
