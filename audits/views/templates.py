"""The doors of finding templates: the list, a new one, one that is changed or retired."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.actions import add_finding_template, change_finding_template, retire_finding_template
from audits.fieldwork_lists import FindingTemplateList
from audits.forms.templates import FindingTemplateForm
from audits.models import FindingTemplate
from audits.permissions import MANAGE_TEMPLATES
from foundation.access import require
from foundation.clock import today
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}


@require_safe
def finding_templates(request: HttpRequest) -> HttpResponse:
    """All templates, for who manages them."""
    require(request.user, MANAGE_TEMPLATES)
    table = FindingTemplateList(request, FindingTemplate.objects.visible_to(request.user).for_list())
    return table.export_response() or show(request, "audits/finding_templates.html", {"list": table}, fragments=LIST)  # type: ignore[return-value]


@require_http_methods(["GET", "HEAD", "POST"])
def finding_template_add(request: HttpRequest) -> HttpResponse:
    require(request.user, MANAGE_TEMPLATES)
    form = FindingTemplateForm(request.POST if request.method == "POST" else None, actor=request.user, on=today())
    if form.is_bound and (template := submit(form, add_finding_template, actor=request.user)):
        messages.success(request, _("“%(title)s” is offered on the finding sheet.") % {"title": template})
        return redirect("audits:finding_templates")
    return show(request, "audits/finding_template.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def finding_template(request: HttpRequest, uuid: UUID) -> HttpResponse:
    template = get_object_or_404(FindingTemplate.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, MANAGE_TEMPLATES)
    data = request.POST if request.method == "POST" else None
    form = FindingTemplateForm(data, actor=request.user, on=today(), template=template)
    if form.is_bound and submit(form, change_finding_template, actor=request.user, template=template):
        messages.success(request, _("Saved."))
        return redirect("audits:finding_templates")
    return show(request, "audits/finding_template.html", {"form": form, "template": template})


@require_POST
def finding_template_retire(request: HttpRequest, uuid: UUID) -> HttpResponse:
    template = get_object_or_404(FindingTemplate.objects.visible_to(request.user), uuid=uuid)
    retire_finding_template(actor=request.user, template=template, on=today())
    messages.success(request, _("“%(title)s” is retired.") % {"title": template})
    return redirect("audits:finding_templates")
