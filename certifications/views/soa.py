"""The doors of statements of applicability: the list, a new one, one version, its lines, and two versions compared."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certifications.actions import cite_soa, edit_soa_line, edit_soa_lines, revise_soa, start_soa
from certifications.forms import CiteSoaForm, SoaForm, SoaLineForm, SoaLinesForm
from certifications.lists import SoaList
from certifications.models import Certificate, SoaLine, StatementOfApplicability
from certifications.permissions import MANAGE_CERTIFICATES, READ_SOAS, WRITE_SOA
from certifications.records.soa import LineSheet, SoaRecord
from certifications.versions import differences, words_changed
from foundation.access import permits, require
from foundation.clock import today
from foundation.web import answer_status, show, submit

LIST = {"list": "ui/_table.html"}
SHEET = {"sheet": "certifications/_sheet_soa.html"}
READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def soas(request: HttpRequest) -> HttpResponseBase:
    """Every version the reader may see."""
    require(request.user, READ_SOAS)
    table = SoaList(request, StatementOfApplicability.objects.visible_to(request.user).for_list())
    context = {"list": table, "may_write": permits(request.user, WRITE_SOA)}
    return table.export_response() or show(request, "certifications/soas.html", context, fragments=LIST)


@READS_AND_WRITES
def soa_start(request: HttpRequest) -> HttpResponse:
    """A new statement; its lines come from the framework."""
    require(request.user, WRITE_SOA)
    form = SoaForm(request.POST if request.method == "POST" else None, actor=request.user, on=today())
    if form.is_bound and (soa := submit(form, start_soa, actor=request.user, on=today())):
        messages.success(request, _("%(soa)s has a line for each control. Say of each why.") % {"soa": soa.name})
        return redirect("certifications:soa_lines", soa.uuid)
    return show(request, "certifications/soa_start.html", {"form": form})


@require_safe
def soa(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One version: what it covers, its lines in numbers, its steps, and the other versions."""
    row = _found(request, uuid)
    record = SoaRecord(row, user=request.user, on=today(row.unit))
    return show(request, "certifications/soa.html", {"soa": row, "record": record, **record.story})


@require_safe
def soa_lines(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The lines, narrowed by theme and by what they say; a draft is written here."""
    sheet = _sheet(request, uuid)
    return show(request, "certifications/soa_lines.html", {"soa": sheet.soa, "sheet": sheet, "form": sheet.many})


@require_POST
def soa_line(request: HttpRequest, uuid: UUID, line: UUID) -> HttpResponse:
    """Saves one field of a line, or the whole line without script."""
    rows = SoaLine.objects.visible_to(request.user).select_related("soa__unit", "requirement")
    row = get_object_or_404(rows, uuid=line, soa__uuid=uuid)
    form = SoaLineForm(request.POST, line=row, only=request.POST.get("field", ""))
    saved = submit(form, edit_soa_line, actor=request.user, line=row)
    if request.htmx or saved is None:
        return _answered(request, uuid, form)
    return redirect(f"{reverse('certifications:soa_lines', args=[uuid])}?{request.GET.urlencode()}#line-{row.uuid}")


@require_POST
def soa_lines_set(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Says the same of the ticked lines."""
    sheet = _sheet(request, uuid)
    require(request.user, WRITE_SOA, sheet.soa)
    sheet.many = SoaLinesForm(request.POST, soa=sheet.soa)
    changed = submit(sheet.many, edit_soa_lines, actor=request.user, soa=sheet.soa)
    if changed is None:
        context = {"soa": sheet.soa, "sheet": sheet, "form": sheet.many}
        return show(request, "certifications/soa_lines.html", context)
    said = ngettext("%(count)d line changed.", "%(count)d lines changed.", changed) % {"count": changed}
    messages.success(request, said)
    return redirect(f"{reverse('certifications:soa_lines', args=[uuid])}{sheet.query}")


@require_POST
def soa_revise(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Begins the next version with the lines of this one."""
    row = _found(request, uuid)
    draft = revise_soa(actor=request.user, soa=row, on=today(row.unit))
    messages.success(request, _("%(soa)s is a draft with the lines of the version before.") % {"soa": draft.name})
    return redirect(draft)


@require_safe
def soa_difference(request: HttpRequest, uuid: UUID, other: UUID) -> HttpResponse:
    """Two versions of the same statement, the earlier first."""
    row = _found(request, uuid)
    rows = StatementOfApplicability.objects.visible_to(request.user).versions_of(row).exclude(pk=row.pk)
    two = [row, get_object_or_404(rows.for_page(), uuid=other)]
    earlier, later = sorted(two, key=lambda one: one.number)
    found, whole = differences(earlier, later), words_changed(earlier, later)
    context = {"earlier": earlier, "later": later, "differences": found, "whole": whole}
    return show(request, "certifications/soa_difference.html", context)


@READS_AND_WRITES
def certificate_soa(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Which version a certificate cites."""
    rows = Certificate.objects.visible_to(request.user).select_related("unit", "soa", "edition")
    row = get_object_or_404(rows, uuid=uuid)
    require(request.user, MANAGE_CERTIFICATES, row)
    form = CiteSoaForm(request.POST if request.method == "POST" else None, certificate=row, actor=request.user)
    if form.is_bound and submit(form, cite_soa, actor=request.user, certificate=row):
        return redirect(row)
    context = {"form": form, "certificate": row}
    return show(request, "certifications/certificate_soa.html", context, fragments=SHEET)


def _found(request: HttpRequest, uuid: UUID) -> StatementOfApplicability:
    return get_object_or_404(StatementOfApplicability.objects.visible_to(request.user).for_page(), uuid=uuid)


def _sheet(request: HttpRequest, uuid: UUID) -> LineSheet:
    row = _found(request, uuid)
    return LineSheet(row, user=request.user, on=today(row.unit), asked=request.GET)


def _answered(request: HttpRequest, uuid: UUID, form: SoaLineForm) -> HttpResponse:
    """To a script what changes on the page, to a browser the page with the refused line in it."""
    sheet = _sheet(request, uuid)
    context = {"soa": sheet.soa, "sheet": sheet, "form": sheet.many, "line": sheet.with_form(form)}
    if request.htmx:
        return show(request, "certifications/_soa_saved.html", context, status=answer_status(form))
    sheet.show_also(context["line"])
    return show(request, "certifications/soa_lines.html", context, status=answer_status(form))
