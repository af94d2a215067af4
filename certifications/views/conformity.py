"""The doors of what laboratories found: the table of versions by schemes, and one evaluation."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certifications.actions import (
    change_conformity,
    record_conformity,
)
from certifications.forms import ConformityFacts, ConformityForm
from certifications.forms.conformity import conformity_facts
from certifications.lists import ConformityList
from certifications.models import ProductConformity
from certifications.permissions import (
    RECORD_CONFORMITY,
    VIEW_CONFORMITY,
)
from certifications.records import conformity_grid, inspecting_tabs
from certifications.views.inspections import FORM, LIST, sent
from foundation.access import permits, require
from foundation.clock import today
from foundation.stories import story_of
from foundation.web import show, submit

READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def conformities(request: HttpRequest) -> HttpResponseBase:
    """Versions by schemes, and every evaluation below."""
    require(request.user, VIEW_CONFORMITY)
    seen = ProductConformity.objects.visible_to(request.user)
    table = ConformityList(request, seen.for_list())
    context = {"list": table, "may_add": permits(request.user, RECORD_CONFORMITY), "today": today()}
    context["grid"] = conformity_grid(seen, request.user)
    context["tabs"] = inspecting_tabs(request.user, "conformities")
    return table.export_response() or show(request, "certifications/conformities.html", context, fragments=LIST)


@READS_AND_WRITES
def conformity_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, RECORD_CONFORMITY)
    form = ConformityForm(sent(request), actor=request.user, on=today())
    if form.is_bound and (row := submit(form, record_conformity, actor=request.user, on=today())):
        messages.success(request, _("The evaluation is recorded."))
        return redirect(row)
    context = {"form": form, "title": _("Record an evaluation"), "cancel": reverse("certifications:conformities")}
    return show(request, FORM, context | {"part": "conformities"})


@require_safe
def conformity(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(ProductConformity.objects.visible_to(request.user).for_list(), uuid=uuid)
    context = {"conformity": row, "may_change": permits(request.user, RECORD_CONFORMITY, row), "today": today(row.unit)}
    return show(request, "certifications/conformity.html", context | {**story_of(row, actor=request.user)})


@READS_AND_WRITES
def conformity_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(ProductConformity.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, RECORD_CONFORMITY, row)
    form = ConformityFacts(sent(request), initial=conformity_facts(row), actor=request.user, on=today(row.unit))
    if form.is_bound and submit(form, change_conformity, actor=request.user, conformity=row, on=today(row.unit)):
        messages.success(request, _("The evaluation is corrected."))
        return redirect(row)
    context = {"form": form, "title": _("Correct the evaluation"), "note": str(row), "part": "conformities"}
    return show(request, FORM, context | {"cancel": row.get_absolute_url()})
