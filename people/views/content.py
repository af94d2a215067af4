"""The doors of what a course holds: an edition, its pages, its pool, and the preview as a learner."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.access import require
from foundation.clock import today
from foundation.web import show, submit
from people.actions.editions import begin_edition
from people.actions.pages import add_page, change_page, move_page, remove_page
from people.actions.pool import add_question, change_question, remove_question
from people.forms.player import PageForm, QuestionForm
from people.handing import media_of, paper_of, sheet_asked_for
from people.models import Course, CoursePage, CourseQuestion, Edition
from people.permissions import WRITE_CONTENT
from people.records.content import EditionRecord, Preview

READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def edition_begin(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Begins the next version of what a course holds."""
    course = get_object_or_404(Course.objects.visible_to(request.user).select_related("unit"), uuid=uuid)
    require(request.user, WRITE_CONTENT, course)
    waiting = course.editions.filter(state=Edition.State.DRAFT).first()
    return redirect(waiting or begin_edition(actor=request.user, course=course, on=today(course.unit)))


@require_safe
def edition(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One edition: its pages, its pool, and what one may do with it."""
    row = _edition(request, uuid)
    record = EditionRecord(row, user=request.user, on=today(row.unit))
    return show(request, "people/edition.html", {"edition": row, "record": record, **record.story})


@require_safe
def edition_preview(request: HttpRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """A page or question as a learner meets it; nothing is kept."""
    row = _edition(request, uuid)
    preview = Preview(row, number, sheet=sheet_asked_for(request), person=request.user.pk)
    if not preview.exists:
        raise Http404
    template = "people/preview_page.html" if preview.view else "people/preview_question.html"
    return show(request, template, {"preview": preview, "edition": row, "view": preview.view})


@READS_AND_WRITES
def page_add(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _open(request, uuid)
    form = PageForm(*_sent(request), actor=request.user)
    if form.is_bound and submit(form, add_page, actor=request.user, edition=row):
        messages.success(request, _("The page is added."))
        return redirect(row)
    return show(request, FORM, {"form": form, "edition": row, "title": _("Add a page")})


@READS_AND_WRITES
def page_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    page = _page(request, uuid)
    require(request.user, WRITE_CONTENT, page.edition)
    form = PageForm(*_sent(request), actor=request.user, page=page)
    if form.is_bound and submit(form, change_page, actor=request.user, page=page):
        return redirect(page.edition)
    return show(request, FORM, {"form": form, "edition": page.edition, "title": _("Change the page")})


@require_POST
def page_move(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Up or down by one place."""
    page = _page(request, uuid)
    move_page(actor=request.user, page=page, up=request.POST.get("way") != "down")
    return redirect(f"{page.edition.get_absolute_url()}#pages")


@require_POST
def page_remove(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    page = _page(request, uuid)
    row = remove_page(actor=request.user, page=page)
    messages.success(request, _("The page “%(title)s” is taken out.") % {"title": page.title})
    return redirect(row)


@require_safe
def page_media(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """What a page shows of its file, for the preview."""
    return media_of(request, _page(request, uuid).file)


@require_safe
def page_paper(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The file of a page as a download, for the preview."""
    return paper_of(request, _page(request, uuid).file)


@READS_AND_WRITES
def question_add(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _open(request, uuid)
    form = QuestionForm(*_posted(request), edition=row)
    if form.is_bound and submit(form, add_question, actor=request.user, edition=row):
        messages.success(request, _("The question is in the pool."))
        return redirect(row)
    return show(request, QUESTION, {"form": form, "edition": row, "title": _("Add a question")})


@READS_AND_WRITES
def question_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    question = _question(request, uuid)
    row = question.edition
    require(request.user, WRITE_CONTENT, row)
    form = QuestionForm(*_posted(request), edition=row, question=question)
    if form.is_bound and submit(form, change_question, actor=request.user, question=question):
        return redirect(row)
    return show(request, QUESTION, {"form": form, "edition": row, "title": _("Change the question")})


@require_POST
def question_remove(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = remove_question(actor=request.user, question=_question(request, uuid))
    messages.success(request, _("The question is taken out of the pool."))
    return redirect(row)


FORM, QUESTION = "people/page_form.html", "people/question_form.html"


def _edition(request: HttpRequest, uuid: UUID) -> Edition:
    return get_object_or_404(Edition.objects.visible_to(request.user).for_page(), uuid=uuid)


def _open(request: HttpRequest, uuid: UUID) -> Edition:
    row = _edition(request, uuid)
    require(request.user, WRITE_CONTENT, row)
    return row


def _page(request: HttpRequest, uuid: UUID) -> CoursePage:
    rows = CoursePage.objects.visible_to(request.user).select_related("edition__course__unit", "file")
    return get_object_or_404(rows, uuid=uuid)


def _question(request: HttpRequest, uuid: UUID) -> CourseQuestion:
    rows = CourseQuestion.objects.visible_to(request.user).select_related("edition__course__unit")
    return get_object_or_404(rows, uuid=uuid)


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _posted(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST,) if request.method == "POST" else ()
