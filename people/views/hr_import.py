"""People come from human resources: a file is read, looked at, and taken over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.access import require
from foundation.clock import today
from foundation.directory.views.sheets import typed
from foundation.web import show, submit
from people.actions import ask_to_take_hr_file, receive_hr_file
from people.forms import TakeForm, new_form
from people.hr.columns import FIELDS
from people.hr.template import template_response
from people.lists import HrImportList, HrLineList, WrongLines
from people.models import HrImport, HrLine
from people.permissions import IMPORT_PEOPLE
from people.records.hr_import import hr_import_record, tabs_of, told

LIST = {"list": "ui/_table.html"}


@require_safe
def hr_imports(request: HttpRequest) -> HttpResponseBase:
    require(request.user, IMPORT_PEOPLE)
    table = HrImportList(request, HrImport.objects.visible_to(request.user).for_list())
    return table.export_response() or show(request, "people/hr_imports.html", {"list": table}, fragments=LIST)


def hr_import_add(request: HttpRequest) -> HttpResponse:
    """Takes a file in and leads to what it would change."""
    require(request.user, IMPORT_PEOPLE)
    form = new_form(typed(request), actor=request.user, on=today())
    row = submit(form, receive_hr_file, actor=request.user, on=today()) if form.is_bound else None
    return redirect(row) if row else show(request, "people/hr_import_add.html", {"form": form, "fields": FIELDS})


@require_safe
def hr_template(request: HttpRequest, kind: str) -> HttpResponseBase:
    """An empty table with every column that is read, one line as an example, and how each is filled in."""
    require(request.user, IMPORT_PEOPLE)
    return template_response(kind)


def _row(request: HttpRequest, uuid: UUID) -> HrImport:
    return get_object_or_404(HrImport.objects.visible_to(request.user).for_list(), uuid=uuid)


def _shown(request: HttpRequest, row: HrImport, form: TakeForm) -> HttpResponse:
    """The page of a file: its counts, and the lines of the list page."""
    table = HrLineList(request, HrLine.objects.visible_to(request.user).filter(hr_import=row).telling())
    told(table.rows)
    context = hr_import_record(row, request.user, today()) | {"list": table, "form": form}
    context["tabs"] = tabs_of(row, request.GET.getlist("change"))
    return show(request, "people/hr_import.html", context, fragments=LIST)


@require_safe
def hr_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _shown(request, _row(request, uuid), TakeForm())


@require_POST
def hr_import_take(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Starts the job that makes the changes."""
    row, form = _row(request, uuid), TakeForm(request.POST)
    if submit(form, ask_to_take_hr_file, actor=request.user, hr_import=row, on=today()):
        return redirect(row)
    return _shown(request, row, form)


@require_safe
def hr_import_wrong(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The lines that were not done, as a file to mend and read again."""
    row = _row(request, uuid)
    lines = HrLine.objects.visible_to(request.user).filter(hr_import=row, place__gt=0).wrong()
    table = WrongLines(request, lines.order_by("place"))
    if (answer := table.export_response()) is not None:
        return answer
    messages.info(request, _("Choose a kind of file."))
    return redirect(row)
