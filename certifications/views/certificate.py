"""The doors of one certificate: its page, and the forms that plan and change it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certifications.actions import change_certificate, register_certificate
from certifications.forms import CertificateForm, NewCertificateForm
from certifications.models import Certificate
from certifications.permissions import MANAGE_CERTIFICATES, VIEW_CERTIFICATES
from certifications.records import CertificateRecord
from foundation.access import require
from foundation.clock import today
from foundation.web import show, submit

READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def certificate(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The page of one certificate."""
    row = get_object_or_404(Certificate.objects.visible_to(request.user).for_page(), uuid=uuid)
    require(request.user, VIEW_CERTIFICATES)
    on = today(row.unit)
    record = CertificateRecord(row, user=request.user, on=on)
    context = {"certificate": row, "record": record, "today": on, **record.story}
    return show(request, "certifications/certificate.html", context)


@READS_AND_WRITES
def certificate_add(request: HttpRequest) -> HttpResponseBase:
    """Plans a certificate."""
    require(request.user, MANAGE_CERTIFICATES)
    on = today()
    form = NewCertificateForm(request.POST if request.method == "POST" else None, actor=request.user, on=on)
    if form.is_bound and (row := submit(form, register_certificate, actor=request.user, on=on)):
        messages.success(request, _("%(ref)s is planned.") % {"ref": row.ref})
        return redirect(row)
    context = {"form": form, "title": _("Plan a certificate"), "cancel": reverse("certifications:certificates")}
    return show(request, "certifications/certificate_form.html", context)


@READS_AND_WRITES
def certificate_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Changes what is planned."""
    row = get_object_or_404(Certificate.objects.visible_to(request.user).for_page(), uuid=uuid)
    require(request.user, MANAGE_CERTIFICATES, row)
    form = CertificateForm(request.POST if request.method == "POST" else None, actor=request.user, certificate=row)
    if form.is_bound and submit(form, change_certificate, actor=request.user, certificate=row):
        messages.success(request, _("%(ref)s is changed.") % {"ref": row.ref})
        return redirect(row)
    context = {"form": form, "title": _("Change the plan"), "note": str(row), "cancel": row.get_absolute_url()}
    return show(request, "certifications/certificate_form.html", context)
