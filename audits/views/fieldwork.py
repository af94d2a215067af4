"""The fieldwork screen: the checklist, one question with its answer, and what lies beside it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audits.actions import answer_item, attach_to_item
from audits.checklist import SHOWS, Checklist, where_to_go_on
from audits.forms.fieldwork import AnswerForm, ItemEvidenceForm
from audits.models import Audit, ChecklistItem
from audits.permissions import WORK_ON_AUDIT
from audits.records.fieldwork import bench, dispute, offered
from foundation.access import permits
from foundation.web import answer_status, show, submit

WORKBENCH = {"workbench": "audits/_fieldwork.html", "ahead": "audits/_fieldwork_ahead.html"}
SHEET = {"sheet": "audits/_sheet_evidence.html"}


@require_safe
def fieldwork(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Goes where the work goes on; without a checklist says what is missing."""
    audit = get_object_or_404(Audit.objects.visible_to(request.user).select_related("unit", "lead"), uuid=uuid)
    items = list(ChecklistItem.objects.visible_to(request.user).filter(audit=audit).in_tree())
    if items:
        return redirect(where_to_go_on(items, request.user.person_id).get_absolute_url() + _shown(request))
    if not permits(request.user, WORK_ON_AUDIT, audit):
        raise Http404
    return show(request, "audits/fieldwork_empty.html", {"audit": audit})


@require_safe
def fieldwork_item(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    """One question of the checklist; htmx gets the three panes."""
    checklist = checklist_or_404(request, uuid, item)
    return show(request, "audits/fieldwork.html", bench(checklist, request.user), fragments=WORKBENCH)


@require_POST
def fieldwork_save(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    """Saves one field, answered with the line in the tree, or the whole form without script."""
    checklist = checklist_or_404(request, uuid, item)
    form = AnswerForm(request.POST, item=checklist.current, only=request.POST.get("field", ""))
    saved = submit(form, answer_item, actor=request.user, item=checklist.current)
    if request.htmx:
        return show(request, "audits/_fieldwork_saved.html", answered(request, uuid, item, form))
    if saved is None:
        return show(request, "audits/fieldwork.html", bench(checklist, request.user, form), status=answer_status(form))
    return redirect(_onwards(saved, form))


def fieldwork_evidence(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    """The sheet that attaches evidence to a question."""
    question = item_or_404(request, uuid, item)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ItemEvidenceForm(*data, actor=request.user, row=question.audit, offered=offered(question.audit))
    if form.is_bound and submit(form, attach_to_item, actor=request.user, item=question):
        messages.success(request, _("Evidence attached to question %(number)s.") % {"number": question.number})
        return redirect(question)
    return show(request, "audits/fieldwork_evidence.html", {"form": form, "item": question}, fragments=SHEET)


def item_or_404(request: HttpRequest, uuid: UUID, item: UUID) -> ChecklistItem:
    visible = ChecklistItem.objects.visible_to(request.user).for_bench()
    return get_object_or_404(visible, uuid=item, audit__uuid=uuid)


def checklist_or_404(request: HttpRequest, uuid: UUID, item: UUID) -> Checklist:
    """The whole checklist with the question that is open; 404 for whoever may not see it (two queries)."""
    current = item_or_404(request, uuid, item)
    items = list(ChecklistItem.objects.visible_to(request.user).filter(audit=current.audit_id).in_tree())
    return Checklist(items, current=current, person_id=request.user.person_id, shown=request.GET.get("show", "all"))


def answered(request: HttpRequest, uuid: UUID, item: UUID, form: AnswerForm) -> dict[str, Any]:
    """What changes on the page after a field was sent: the line in the tree, the progress, the refusals."""
    checklist = checklist_or_404(request, uuid, item)
    saved = "" if form.errors else form.only
    shown = {"checklist": checklist, "item": checklist.current, "form": form, "query": checklist.query}
    return shown | dispute(form) | {"saved": saved}


def _onwards(item: ChecklistItem, form: AnswerForm) -> str:
    """Back to the question, or to the finding that its result asks for."""
    if not form.finding_type:
        return item.get_absolute_url()
    address = reverse("audits:log_finding", args=[item.audit.uuid, item.uuid])
    return f"{address}?type={form.finding_type}"


def _shown(request: HttpRequest) -> str:
    """The filter of the tree as it stands in the address."""
    shown = request.GET.get("show", "")
    return f"?show={shown}" if shown in SHOWS[1:] else ""
