"""The doors of auditors: what they are qualified for, and from when until when."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audits.actions import change_qualification, qualify_auditor
from audits.auditor_list import QualificationList
from audits.forms.auditors import QualificationEndForm, QualificationForm
from audits.models import AuditorQualification
from audits.permissions import MANAGE_AUDITORS, SEE_AUDITORS
from foundation.access import permits, require
from foundation.clock import today
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
SHEET = {"sheet": "audits/_auditor_form.html"}


@require_safe
def auditors(request: HttpRequest) -> HttpResponse:
    """Who is qualified for what, and how long."""
    require(request.user, SEE_AUDITORS)
    rows = AuditorQualification.objects.visible_to(request.user).for_list(today())
    table = QualificationList(request, rows)
    context = {"list": table, "today": today(), "may_manage": permits(request.user, MANAGE_AUDITORS)}
    return table.export_response() or show(request, "audits/auditors.html", context, fragments=LIST)  # type: ignore[return-value]


@require_http_methods(["GET", "HEAD", "POST"])
def qualification_add(request: HttpRequest) -> HttpResponse:
    require(request.user, MANAGE_AUDITORS)
    form = QualificationForm(sent(request), actor=request.user, on=today())
    if form.is_bound and (row := submit(form, qualify_auditor, actor=request.user)):
        messages.success(request, _("The qualification of %(person)s is noted.") % {"person": row.person})
        return redirect("audits:auditors")
    return sheet(request, form, _("Note a qualification"), reverse("audits:auditors"))


@require_http_methods(["GET", "HEAD", "POST"])
def qualification_change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    rows = AuditorQualification.objects.visible_to(request.user).for_list(today())
    row = get_object_or_404(rows, uuid=uuid)
    require(request.user, MANAGE_AUDITORS, row.person)
    form = QualificationEndForm(sent(request), initial={"valid_until": row.valid_until, "cpd_hours": row.cpd_hours})
    if form.is_bound and submit(form, change_qualification, actor=request.user, qualification=row):
        messages.success(request, _("The qualification of %(person)s is changed.") % {"person": row.person})
        return redirect("audits:auditors")
    return sheet(request, form, _("Change a qualification"), reverse("audits:auditors"), note=str(row))


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def sheet(request: HttpRequest, form: Any, title: str, cancel: str, *, note: str = "") -> HttpResponse:
    """A form on a page of its own, or in the sheet."""
    context = {"form": form, "title": title, "cancel": cancel, "note": note}
    return show(request, "audits/auditor_form.html", context, fragments=SHEET)
