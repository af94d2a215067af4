"""The doors of checklist templates: the list, one with its versions, and what is put on a draft."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.actions import add_checklist_template, choose_questions, drop_question, start_version, write_question
from audits.fieldwork_lists import ChecklistTemplateList
from audits.forms.checklists import ChecklistTemplateForm, ChooseForm, WriteForm
from audits.models import ChecklistTemplate, TemplateQuestion, TemplateVersion
from audits.permissions import MANAGE_TEMPLATES
from audits.records.checklists import template_page
from foundation.access import require
from foundation.clock import today
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}


@require_safe
def checklist_templates(request: HttpRequest) -> HttpResponse:
    """All checklists, for who manages them."""
    require(request.user, MANAGE_TEMPLATES)
    table = ChecklistTemplateList(request, ChecklistTemplate.objects.visible_to(request.user).for_list())
    return table.export_response() or show(request, "audits/checklist_templates.html", {"list": table}, fragments=LIST)  # type: ignore[return-value]


@require_http_methods(["GET", "HEAD", "POST"])
def checklist_template_add(request: HttpRequest) -> HttpResponse:
    require(request.user, MANAGE_TEMPLATES)
    form = ChecklistTemplateForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (template := submit(form, add_checklist_template, actor=request.user)):
        return redirect(template)
    return show(request, "audits/checklist_template_add.html", {"form": form})


@require_safe
def checklist_template(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One checklist: the version that the address asks for, or the newest."""
    template = get_object_or_404(ChecklistTemplate.objects.visible_to(request.user), uuid=uuid)
    context = template_page(template, asked=request.GET.get("version", ""), user=request.user, on=today())
    return show(request, "audits/checklist_template.html", context)


@require_POST
def version_start(request: HttpRequest, uuid: UUID) -> HttpResponse:
    template = get_object_or_404(ChecklistTemplate.objects.visible_to(request.user), uuid=uuid)
    return redirect(start_version(actor=request.user, template=template))


@require_http_methods(["GET", "HEAD", "POST"])
def questions_choose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Questions of the bank for a draft."""
    version = version_or_404(request, uuid)
    form = ChooseForm(
        request.POST if request.method == "POST" else None, actor=request.user, on=today(), version=version
    )
    if form.is_bound and submit(form, choose_questions, actor=request.user, version=version) is not None:
        return redirect(version)
    return show(request, "audits/questions_choose.html", {"form": form, "version": version})


@require_http_methods(["GET", "HEAD", "POST"])
def question_write(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A question of one's own for a draft."""
    version = version_or_404(request, uuid)
    form = WriteForm(request.POST if request.method == "POST" else None, actor=request.user, on=today())
    if form.is_bound and submit(form, write_question, actor=request.user, version=version):
        return redirect(version)
    return show(request, "audits/question_write.html", {"form": form, "version": version})


@require_POST
def question_drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    seen = TemplateVersion.objects.visible_to(request.user)
    question = get_object_or_404(TemplateQuestion.objects.filter(version__in=seen).select_related("version"), uuid=uuid)
    version = drop_question(actor=request.user, question=question)
    messages.success(request, _("“%(title)s” is taken off.") % {"title": question.title})
    return redirect(version)


def version_or_404(request: HttpRequest, uuid: UUID) -> TemplateVersion:
    """A version for who may work on it."""
    version = get_object_or_404(TemplateVersion.objects.visible_to(request.user).for_page(), uuid=uuid)
    require(request.user, MANAGE_TEMPLATES)
    return version
