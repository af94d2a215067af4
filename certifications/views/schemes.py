"""Schemes and bodies: their lists, one of each, and the forms that add to them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certifications.actions import add_body, add_scheme, change_body, change_scheme
from certifications.forms import BodyForm, SchemeForm
from certifications.lists import BodyList, SchemeList
from certifications.models import CertificationBody, Scheme
from certifications.permissions import MANAGE_SCHEMES, VIEW_SCHEMES
from certifications.records.schemes import body_record, scheme_record
from foundation.access import permits, require
from foundation.clock import today
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
SHEET = {"sheet": "assurance/_form_sheet.html"}
READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def schemes(request: HttpRequest) -> HttpResponseBase:
    """What one certifies against."""
    require(request.user, VIEW_SCHEMES)
    table = SchemeList(request, Scheme.objects.visible_to(request.user).for_list(request.user))
    context = {"list": table, "may_manage": permits(request.user, MANAGE_SCHEMES)}
    return table.export_response() or show(request, "certifications/schemes.html", context, fragments=LIST)


@require_safe
def scheme(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The rules of one scheme, its bodies and its certificates."""
    require(request.user, VIEW_SCHEMES)
    row = get_object_or_404(Scheme.objects.visible_to(request.user).for_list(request.user), uuid=uuid)
    return show(request, "certifications/scheme.html", scheme_record(row, request.user))


@READS_AND_WRITES
def scheme_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, MANAGE_SCHEMES)
    form = SchemeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (row := submit(form, add_scheme, actor=request.user)):
        messages.success(request, _("The scheme %(name)s is registered.") % {"name": row.name})
        return redirect(row)
    context = {"form": form, "title": _("Add a scheme"), "cancel": reverse("certifications:schemes")}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


@READS_AND_WRITES
def scheme_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Scheme.objects.visible_to(request.user).for_list(request.user), uuid=uuid)
    require(request.user, MANAGE_SCHEMES)
    form = SchemeForm(request.POST if request.method == "POST" else None, scheme=row)
    if form.is_bound and submit(form, change_scheme, actor=request.user, scheme=row):
        messages.success(request, _("The scheme is changed. Days that are recorded already stand."))
        return redirect(row)
    context = {"form": form, "title": _("Change the scheme"), "note": row.name, "cancel": row.get_absolute_url()}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


@require_safe
def bodies(request: HttpRequest) -> HttpResponseBase:
    """Who certifies, evaluates or tests us."""
    require(request.user, VIEW_SCHEMES)
    table = BodyList(request, CertificationBody.objects.visible_to(request.user).for_list(request.user))
    context = {"list": table, "today": today(), "may_manage": permits(request.user, MANAGE_SCHEMES)}
    return table.export_response() or show(request, "certifications/bodies.html", context, fragments=LIST)


@require_safe
def body(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One body with what it is accredited for and what it certified."""
    require(request.user, VIEW_SCHEMES)
    row = get_object_or_404(CertificationBody.objects.visible_to(request.user).for_list(request.user), uuid=uuid)
    return show(request, "certifications/body.html", body_record(row, request.user, on=today()))


@READS_AND_WRITES
def body_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, MANAGE_SCHEMES)
    form = BodyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (row := submit(form, add_body, actor=request.user)):
        messages.success(request, _("%(name)s is registered.") % {"name": row.name})
        return redirect(row)
    context = {"form": form, "title": _("Add a body"), "cancel": reverse("certifications:bodies")}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


@READS_AND_WRITES
def body_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(CertificationBody.objects.visible_to(request.user).for_list(request.user), uuid=uuid)
    require(request.user, MANAGE_SCHEMES)
    form = BodyForm(request.POST if request.method == "POST" else None, body=row)
    if form.is_bound and submit(form, change_body, actor=request.user, body=row):
        messages.success(request, _("The body is changed."))
        return redirect(row)
    context = {"form": form, "title": _("Change the body"), "note": row.name, "cancel": row.get_absolute_url()}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)
