"""The doors of the programme of a year: the form of a new one, and its record."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audits.actions import add_programme
from audits.forms import ProgrammeForm
from audits.models import Programme
from audits.permissions import MANAGE_PROGRAMME, RUN_PROGRAMME, SEE_COVERAGE
from audits.records.coverage import CoverageRecord
from audits.records.programmes import ProgrammeRecord
from audits.records.year import YearRecord
from foundation.access import permits, require
from foundation.clock import today
from foundation.web import show, submit


@require_http_methods(["GET", "HEAD", "POST"])
def programme_add(request: HttpRequest) -> HttpResponse:
    """A draft of the programme of a year."""
    require(request.user, RUN_PROGRAMME)
    form = ProgrammeForm(request.POST if request.method == "POST" else None, actor=request.user, on=today())
    if form.is_bound and (programme := submit(form, add_programme, actor=request.user)):
        messages.success(request, _("“%(programme)s” is drafted. Add its lines next.") % {"programme": programme})
        return redirect(programme)
    return show(request, "audits/programme_add.html", {"form": form})


@require_safe
def programme_record(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One programme: what it is for, its lines and their risk, its own risks, and how it changed."""
    row = get_object_or_404(Programme.objects.visible_to(request.user).for_page(), uuid=uuid)
    record = ProgrammeRecord(row, user=request.user, on=today(row.unit))
    context = {"programme": row, "record": record, "may_plan": permits(request.user, MANAGE_PROGRAMME, row)}
    return show(request, "audits/programme_record.html", {**context, **record.story})


@require_safe
def programme_year(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The calendar of a programme's year, and its auditor-days against the capacity."""
    rows = Programme.objects.visible_to(request.user).select_related("unit__calendar")
    row = get_object_or_404(rows, uuid=uuid)
    record = YearRecord(row, user=request.user, on=today(row.unit))
    return show(request, "audits/programme_year.html", {"programme": row, "record": record})


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Which area of which region was audited within 36 months, and what no audit reaches."""
    require(request.user, SEE_COVERAGE)
    record = CoverageRecord(user=request.user, framework=request.GET.get("framework", ""), on=today())
    may_plan = permits(request.user, MANAGE_PROGRAMME)
    return show(request, "audits/coverage.html", {"record": record, "may_plan": may_plan})
