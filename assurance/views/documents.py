"""Guiding documents: the list, one with its versions, adding and changing, and what guides a control."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assurance.actions import (
    add_document,
    change_document,
    revise_version,
    set_guidance,
    write_version,
)
from assurance.forms import ChangeForm, DocumentForm, DraftForm, GuidanceForm, WriteForm
from assurance.guides import page_of
from assurance.lists import DocumentList
from assurance.models import Control, Document, DocumentVersion
from assurance.permissions import ADD_DOCUMENT, MANAGE_CONTROLS, WRITE_DOCUMENT
from foundation.access import permits, require
from foundation.clock import today
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
SHEET = {"sheet": "assurance/_document_sheet.html"}


@require_safe
def documents(request: HttpRequest) -> HttpResponseBase:
    """The documents one may read, with what is in effect and when each is reviewed next."""
    rows = Document.objects.visible_to(request.user).for_list().with_standing(request.user, today())
    table = DocumentList(request, rows)
    context = {"list": table, "may_add": permits(request.user, ADD_DOCUMENT), "today": today()}
    return table.export_response() or show(request, "assurance/documents.html", context, fragments=LIST)


@require_safe
def document(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Document.objects.visible_to(request.user).for_list(), uuid=uuid)
    return show(request, "assurance/document.html", page_of(row, request.user))


def document_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, ADD_DOCUMENT)
    form = DocumentForm(_sent(request), actor=request.user, on=today())
    if form.is_bound and (row := submit(form, add_document, actor=request.user)):
        messages.success(request, _("%(number)s is added. Write its first version.") % {"number": row.number})
        return redirect(row)
    title, note = _("Add a document"), _("It guides nothing before a version of it is approved and in effect.")
    return _form(request, form, title, note=note, cancel=reverse("assurance:documents"))


def document_change(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Document.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, WRITE_DOCUMENT, row)
    form = ChangeForm(_sent(request), actor=request.user, on=today(row.unit), document=row)
    if form.is_bound and submit(form, change_document, actor=request.user, document=row):
        messages.success(request, _("The facts are changed."))
        return redirect(row)
    return _form(request, form, _("Change the facts"), note=str(row), cancel=row.get_absolute_url())


def document_write(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The form for the next version."""
    row = get_object_or_404(Document.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, WRITE_DOCUMENT, row)
    form = WriteForm(*_sent_with_files(request), actor=request.user)
    if form.is_bound and submit(form, write_version, actor=request.user, document=row, on=today(row.unit)):
        messages.success(request, _("The draft is there. Submit it when it is ready to be read."))
        return redirect(row)
    return _form(request, form, _("Write a version"), note=str(row), cancel=row.get_absolute_url())


def document_revise(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The form for another text of a draft."""
    row = get_object_or_404(DocumentVersion.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, WRITE_DOCUMENT, row)
    known = {"change_note": row.change_note}
    form = DraftForm(*_sent_with_files(request), actor=request.user, initial=known)
    if form.is_bound and submit(form, revise_version, actor=request.user, version=row, on=today(row.unit)):
        messages.success(request, _("The draft is changed."))
        return redirect(row)
    return _form(request, form, _("Change the draft"), note=str(row), cancel=row.get_absolute_url())


def control_guidance(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sheet that says which documents guide a control."""
    row = get_object_or_404(Control.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, MANAGE_CONTROLS, row)
    form = GuidanceForm(_sent(request), actor=request.user, control=row)
    if form.is_bound and submit(form, set_guidance, actor=request.user, control=row):
        messages.success(request, _("The guiding documents are noted."))
        return redirect(row)
    return _form(
        request, form, _("Guiding documents"), note=f"{row.code} {row.statement}", cancel=row.get_absolute_url()
    )


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _sent_with_files(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _form(request: HttpRequest, form: Any, title: str, *, note: str, cancel: str) -> HttpResponseBase:
    context = {"form": form, "title": title, "note": note, "cancel": cancel}
    return show(request, "assurance/document_form.html", context, fragments=SHEET)
