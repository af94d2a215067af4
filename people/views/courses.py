"""The doors of courses: the list, one course with those who are asked, and the forms that change it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foundation.access import permits, require
from foundation.clock import today
from foundation.steps import moves_of
from foundation.stories import story_of
from foundation.web import show, submit
from people.actions import assign_course, define_course, edit_course, retire_course
from people.forms import AssignForm, CourseForm, EditCourseForm, RetireForm
from people.lists import AssignmentList, CourseList
from people.models import Assignment, Course, TrainingCertificate
from people.permissions import ASSIGN_COURSE, DEFINE_COURSE, EDIT_COURSE, VIEW_COURSES
from people.records.training import Caught, CourseRecord, caught

LIST = {"list": "ui/_table.html"}
SHEET = {"sheet": "assurance/_form_sheet.html"}
READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def courses(request: HttpRequest) -> HttpResponseBase:
    """What is taught, for whom, and how many of those one may see have learned it."""
    require(request.user, VIEW_COURSES)
    table = CourseList(request, Course.objects.visible_to(request.user).for_list(request.user, today()))
    context = {"list": table, "may_define": permits(request.user, DEFINE_COURSE)}
    return table.export_response() or show(request, "people/courses.html", context, fragments=LIST)


@require_safe
def course(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One course: what it asks, whom it catches, and how those stand whom one may see."""
    near = Course.objects.visible_to(request.user).select_related("unit", "audience")
    row, on = get_object_or_404(near, uuid=uuid), today()
    rows = Assignment.objects.visible_to(request.user).active().filter(course=row).for_list(on)
    table, record = AssignmentList(request, rows), CourseRecord(row, user=request.user, on=on)
    context = {"course": row, "record": record, "list": table, "today": on, **record.story}
    return table.export_response() or show(request, "people/course.html", context, fragments=LIST)


@require_safe
def assignment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What is asked of one person: how it stands, the attempts, and what can be done."""
    row = get_object_or_404(Assignment.objects.visible_to(request.user).for_page(today()), uuid=uuid)
    on = today(row.unit)
    context = {"assignment": row, "attempts": row.attempts.order_by("-at"), "today": on}
    papers = TrainingCertificate.objects.visible_to(request.user)
    context["certificate"] = papers.filter(completion=row.completion_id).first()
    context |= {"moves": moves_of(row, actor=request.user, on=on), **story_of(row, actor=request.user)}
    return show(request, "people/assignment.html", context)


@READS_AND_WRITES
def course_add(request: HttpRequest) -> HttpResponseBase:
    """A new course; the button `preview` counts whom it catches and saves nothing."""
    require(request.user, DEFINE_COURSE)
    form = CourseForm(sent(request), actor=request.user, on=today())
    if is_kept(request) and (row := submit(form, define_course, actor=request.user)):
        messages.success(request, _("%(course)s is defined. It asks people from tonight on.") % {"course": row})
        return redirect(row)
    return show(request, "people/course_form.html", {"form": form, "caught": preview(request, form)})


@READS_AND_WRITES
def course_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Course.objects.visible_to(request.user).with_audience(), uuid=uuid)
    require(request.user, EDIT_COURSE, row)
    form = EditCourseForm(sent(request), course=row, on=today())
    if is_kept(request) and submit(form, edit_course, actor=request.user, course=row):
        messages.success(request, _("The course is changed. Days that were given already stand."))
        return redirect(row)
    context = {"form": form, "course": row, "caught": preview(request, form, course=row)}
    return show(request, "people/course_form.html", context)


@READS_AND_WRITES
def course_retire(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Course.objects.visible_to(request.user).select_related("unit"), uuid=uuid)
    require(request.user, EDIT_COURSE, row)
    form = RetireForm(sent(request))
    if form.is_bound and submit(form, retire_course, actor=request.user, course=row, on=today()):
        messages.success(request, _("The course is not offered any more. What is open is cancelled tonight."))
        return redirect(row)
    return on_sheet(request, row, form, _("Offer it no more"))


@READS_AND_WRITES
def course_assign(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Course.objects.visible_to(request.user).select_related("unit"), uuid=uuid)
    require(request.user, ASSIGN_COURSE)
    form = AssignForm(sent(request), on=today())
    if form.is_bound and (made := submit(form, assign_course, actor=request.user, course=row, on=today())):
        messages.success(request, _("%(person)s is asked and has been told.") % {"person": made.person})
        return redirect(row)
    return on_sheet(request, row, form, _("Ask somebody"))


def on_sheet(request: HttpRequest, row: Course, form: Any, title: str) -> HttpResponse:
    """A small form about a course."""
    context = {"form": form, "title": title, "note": str(row), "cancel": reverse("people:course", args=[row.uuid])}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def is_kept(request: HttpRequest) -> bool:
    return request.method == "POST" and "preview" not in request.POST


def preview(request: HttpRequest, form: Any, course: Course | None = None) -> Caught | None:
    """Whom a filled form would catch; nothing for one that is not complete."""
    if not form.is_bound or not form.is_valid():
        return None
    unit = course.unit if course is not None else form.cleaned_data["unit"]
    return caught(unit, **form.audience, on=today(), user=request.user, course=course)
