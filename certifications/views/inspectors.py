"""The doors of inspectors' authorisations: the list, one on its page, and the form of both."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certifications.actions import (
    add_authorisation,
    change_authorisation,
)
from certifications.forms import AuthorisationForm
from certifications.forms.inspectors import authorisation_facts
from certifications.lists import AuthorisationList
from certifications.models import InspectorAuthorisation
from certifications.permissions import (
    MANAGE_INSPECTORS,
    VIEW_INSPECTORS,
)
from certifications.records import AuthorisationRecord, inspecting_tabs
from certifications.views.inspections import FORM, LIST, sent
from foundation.access import permits, require
from foundation.clock import today
from foundation.web import show, submit

READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def authorisations(request: HttpRequest) -> HttpResponseBase:
    require(request.user, VIEW_INSPECTORS)
    table = AuthorisationList(request, InspectorAuthorisation.objects.visible_to(request.user).for_list())
    context = {"list": table, "today": today(), "may_add": permits(request.user, MANAGE_INSPECTORS)}
    context["tabs"] = inspecting_tabs(request.user, "authorisations")
    return table.export_response() or show(request, "certifications/authorisations.html", context, fragments=LIST)


@READS_AND_WRITES
def authorisation_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, MANAGE_INSPECTORS)
    form = AuthorisationForm(sent(request), actor=request.user, on=today())
    if form.is_bound and (row := submit(form, add_authorisation, actor=request.user, on=today())):
        messages.success(request, _("%(name)s is entered. Two people verify it now.") % {"name": row.name})
        return redirect(row)
    context = {"form": form, "title": _("Enter an authorisation"), "cancel": reverse("certifications:authorisations")}
    return show(request, FORM, context | {"part": "authorisations"})


@require_safe
def authorisation(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(InspectorAuthorisation.objects.visible_to(request.user).for_page(), uuid=uuid)
    on = today(row.unit)
    record = AuthorisationRecord(row, user=request.user, on=on)
    context = {"authorisation": row, "record": record, "today": on, **record.story}
    return show(request, "certifications/authorisation.html", context)


@READS_AND_WRITES
def authorisation_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(InspectorAuthorisation.objects.visible_to(request.user).for_page(), uuid=uuid)
    require(request.user, MANAGE_INSPECTORS, row)
    form = AuthorisationForm(sent(request), initial=authorisation_facts(row), actor=request.user, on=today(row.unit))
    if form.is_bound and submit(form, change_authorisation, actor=request.user, authorisation=row):
        messages.success(request, _("It is corrected. Whoever checked it has to check it again."))
        return redirect(row)
    context = {"form": form, "title": _("Correct the authorisation"), "note": str(row), "part": "authorisations"}
    return show(request, FORM, context | {"cancel": row.get_absolute_url()})
