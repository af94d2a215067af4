"""The import centre: the kinds, a file and its columns, what it changes, taking it over and undoing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.access import require
from foundation.clock import today
from foundation.directory.views.sheets import typed
from foundation.imports import actions, pages
from foundation.imports.blanks import template_response
from foundation.imports.forms import ColumnsForm, ImportFileForm, UndoForm
from foundation.imports.kinds import Importable, kind_named
from foundation.imports.lists import FileImportList, ImportLineList, refused_lines
from foundation.models.imports import FileImport, ImportLine
from foundation.permissions import VIEW_IMPORTS
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}


@require_safe
def imports(request: HttpRequest) -> HttpResponseBase:
    """The kinds that one may import, and what was imported so far."""
    require(request.user, VIEW_IMPORTS)
    table = FileImportList(request, FileImport.objects.visible_to(request.user).for_list())
    context = {"list": table, "cards": pages.cards(request.user)}
    return table.export_response() or show(request, "foundation/imports.html", context, fragments=LIST)


def _kind(request: HttpRequest, name: str) -> Importable:
    """The kind of this name; 404 for none, refused for who may not import it."""
    kind = kind_named(name)
    if kind is None:
        raise Http404
    require(request.user, VIEW_IMPORTS)
    require(request.user, kind.permission)
    return kind


def import_add(request: HttpRequest, kind: str) -> HttpResponse:
    """Takes a file in and leads to its columns."""
    found = _kind(request, kind)
    form = ImportFileForm(**typed(request))
    row = submit(form, actions.receive_import, actor=request.user, kind=found) if form.is_bound else None
    if row is not None:
        return redirect("foundation:import_columns", row.uuid)
    context = {"form": form, "kind": found, "columns": pages.explained(found), "way": pages.way_of(None)}
    return show(request, "foundation/import_add.html", context)


@require_safe
def import_template(request: HttpRequest, kind: str, ending: str) -> HttpResponse:
    """An empty table with every column that is read, an example, and what may stand there."""
    return template_response(_kind(request, kind), ending, request.user)


def _row(request: HttpRequest, uuid: UUID) -> FileImport:
    return get_object_or_404(FileImport.objects.visible_to(request.user).for_list(), uuid=uuid)


def import_columns(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Says as what each column is read, and has the file checked."""
    row = get_object_or_404(FileImport.objects.visible_to(request.user).for_list(), uuid=uuid, read_by=request.user)
    kind = _kind(request, row.kind)
    form = ColumnsForm(**typed(request), kind=kind, file_import=row)
    if form.is_bound and submit(form, actions.match_columns, actor=request.user, file_import=row, on=today()):
        return redirect(row)
    context = {"form": form, "row": row, "kind": kind, "way": pages.way_of(row)}
    return show(request, "foundation/import_columns.html", context)


def _shown(request: HttpRequest, row: FileImport, form: BaseForm | None = None) -> HttpResponse:
    """The page of a file: its counts, and one's own lines of the list page."""
    lines = ImportLine.objects.visible_to(request.user).filter(file_import=row)
    context: dict[str, Any] = pages.import_page(row, request.user, today())
    context["list"] = table = ImportLineList(request, lines)
    pages.told(table.rows, context["importable"], request.user)
    context |= {"form": form or UndoForm(), "tabs": pages.tabs_of(row, request.GET.getlist("change"))}
    return show(request, "foundation/import.html", context, fragments=LIST)


@require_safe
def file_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _shown(request, _row(request, uuid))


@require_POST
def import_take(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Starts the job that takes the file over."""
    row = _row(request, uuid)
    actions.ask_to_take_import(actor=request.user, file_import=row, on=today())
    return redirect(row)


@require_POST
def import_undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Starts the job that takes everything back; what stands in the way comes back with the form."""
    row, form = _row(request, uuid), UndoForm(request.POST)
    if submit(form, actions.ask_to_undo_import, actor=request.user, file_import=row, on=today()):
        return redirect(row)
    request.path = row.get_absolute_url()  # where the links of its list lead
    return _shown(request, row, form)


@require_safe
def import_errors(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The lines that were refused, as a file to mend and send again."""
    row = _row(request, uuid)
    lines = ImportLine.objects.visible_to(request.user).filter(file_import=row).refused()
    table = refused_lines(_kind(request, row.kind))(request, lines)
    if (answer := table.export_response()) is not None:
        return answer
    messages.info(request, _("Choose a kind of file."))
    return redirect(row)
