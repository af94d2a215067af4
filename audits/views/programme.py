"""The doors of recurring audits: the lines with their dates, a new line, and its end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audits.actions import add_line, create_occurrences, end_line
from audits.forms import EndLineForm, LineForm
from audits.models import Programme, ProgrammeLine
from audits.permissions import MANAGE_PROGRAMME, RUN_PROGRAMME, SEE_COVERAGE
from audits.records.programme import LineRecord, lines, preview
from foundation.access import permits, require
from foundation.clock import today
from foundation.web import show, submit

SHEET = {"sheet": "audits/_line_end.html"}


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """The programmes of the years, and recurring audits of none, each with its next dates."""
    rows = ProgrammeLine.objects.visible_to(request.user).filter(programme=None).for_page()
    context = {"lines": lines(rows, on=today()), "may_plan": permits(request.user, MANAGE_PROGRAMME)}
    context["programmes"] = Programme.objects.visible_to(request.user).for_list()
    context["may_see_coverage"] = permits(request.user, SEE_COVERAGE)
    context["may_draft"] = permits(request.user, RUN_PROGRAMME)
    return show(request, "audits/programme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def line_add(request: HttpRequest) -> HttpResponse:
    """A new line; the button `preview` shows its dates and saves nothing."""
    require(request.user, MANAGE_PROGRAMME)
    first = {"programme": request.GET.get("programme")}
    data = request.POST if request.method == "POST" else None
    form = LineForm(data, actor=request.user, on=today(), initial=first)
    if "preview" in request.POST:
        return show(request, "audits/line_add.html", {"form": form, "dates": preview(form, on=today())})
    if request.method == "POST" and (line := submit(form, _add_line, actor=request.user)):
        messages.success(request, _added(line))
        return redirect(line.programme or "audits:programme")
    return show(request, "audits/line_add.html", {"form": form})


def _add_line(*, actor: Any, unit: Any, **given: Any) -> ProgrammeLine:
    line = add_line(actor=actor, unit=unit, on=today(unit), **given)
    create_occurrences(actor=actor, line=line, on=today(unit))
    return line


def _added(line: ProgrammeLine) -> str:
    if line.programme is None:
        return _("“%(line)s” is planned; its audits of the next 12 months exist.") % {"line": line}
    if line.programme.state == Programme.State.APPROVED:
        return _("“%(line)s” is planned; its audits of the year exist.") % {"line": line}
    return _("“%(line)s” is in the draft; its audits are created when it is approved.") % {"line": line}


@require_safe
def line(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One recurring audit: its risk, its next dates, and the audits it has made."""
    rows = ProgrammeLine.objects.visible_to(request.user).with_facts().for_page()
    record = LineRecord.of(get_object_or_404(rows, uuid=uuid), on=today())
    context = {"record": record, "line": record.line, "dates": record.dates}
    context["may_plan"] = permits(request.user, MANAGE_PROGRAMME, record.line)
    return show(request, "audits/line.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def line_end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ends a line with a reason; the audits it has made stay."""
    line = get_object_or_404(ProgrammeLine.objects.visible_to(request.user).select_related("unit"), uuid=uuid)
    require(request.user, MANAGE_PROGRAMME, line)
    form = EndLineForm(request.POST if request.method == "POST" else None)
    if form.is_bound and submit(form, end_line, actor=request.user, line=line, on=today(line.unit)):
        messages.success(request, _("“%(line)s” has ended.") % {"line": line})
        return redirect("audits:programme")
    return show(request, "audits/line_end.html", {"form": form, "line": line}, fragments=SHEET)
