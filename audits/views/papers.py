"""The doors of working papers: one paper, a new one, a change, the sign-off and its return."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.actions import change_paper, sign_off_paper, take_back_sign_off, write_paper
from audits.forms.papers import PaperForm, TakeBackForm
from audits.models import Audit, ChecklistItem, WorkingPaper
from audits.permissions import CHANGE_PAPER, TAKE_BACK_SIGN_OFF, WORK_ON_AUDIT
from audits.records.fieldwork import offered
from audits.records.papers import PaperRecord, PaperShelf, may_see_papers
from foundation.access import require
from foundation.clock import today
from foundation.lists.bulk import parsed_uuid
from foundation.refusals import Conflict
from foundation.web import show, submit

SHEET = {"sheet": "audits/_paper_take_back.html"}


def paper_or_404(request: HttpRequest, uuid: UUID) -> WorkingPaper:
    return get_object_or_404(WorkingPaper.objects.visible_to(request.user).for_list(), uuid=uuid)


@require_safe
def papers(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The working papers, samples and documents asked for of one audit."""
    audit = get_object_or_404(Audit.objects.visible_to(request.user).select_related("unit", "lead"), uuid=uuid)
    if not may_see_papers(audit, request.user):
        raise Http404
    context = {"audit": audit, "shelf": PaperShelf(audit, user=request.user), "today": today(audit.unit)}
    return show(request, "audits/papers.html", context)


@require_safe
def working_paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One working paper with its evidence, its sign-off and its story."""
    paper = paper_or_404(request, uuid)
    on = today(paper.unit)
    record = PaperRecord(paper, user=request.user, on=on)
    return show(request, "audits/paper.html", {"paper": paper, "record": record, "today": on, **record.story})


@require_http_methods(["GET", "HEAD", "POST"])
def paper_add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A new working paper, of a question when the address names one."""
    visible = Audit.objects.visible_to(request.user).select_related("unit", "lead")
    audit = get_object_or_404(visible, uuid=uuid)
    require(request.user, WORK_ON_AUDIT, audit)
    form = _form(request, audit, initial=_asked(request, audit))
    facts = {"audit": audit, "on": today(audit.unit)}
    if form.is_bound and (paper := submit(form, write_paper, actor=request.user, **facts)):
        messages.success(request, _("%(ref)s is written. A colleague of the team signs it off.") % {"ref": paper.ref})
        return redirect(paper)
    return show(request, "audits/paper_form.html", {"form": form, "audit": audit, "back": audit.get_absolute_url()})


@require_http_methods(["GET", "HEAD", "POST"])
def paper_change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same form for its author, until somebody has signed it off."""
    paper = paper_or_404(request, uuid)
    require(request.user, CHANGE_PAPER, paper)
    form = _form(request, paper.audit, instance=paper)
    if form.is_bound and submit(form, change_paper, actor=request.user, paper=paper, on=today(paper.unit)):
        messages.success(request, _("%(ref)s is changed.") % {"ref": paper.ref})
        return redirect(paper)
    context = {"form": form, "audit": paper.audit, "ref": paper.ref, "back": paper.get_absolute_url()}
    return show(request, "audits/paper_form.html", context)


@require_POST
def paper_sign_off(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Signs a colleague's paper off."""
    paper = paper_or_404(request, uuid)
    try:
        sign_off_paper(actor=request.user, paper=paper, on=today(paper.unit))
        messages.success(request, _("%(ref)s is signed off.") % {"ref": paper.ref})
    except Conflict as refused:
        messages.error(request, str(refused.sentence))
    return redirect(paper)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_take_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The sheet that takes a sign-off back."""
    paper = paper_or_404(request, uuid)
    require(request.user, TAKE_BACK_SIGN_OFF, paper)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_bound and submit(form, take_back_sign_off, actor=request.user, paper=paper):
        messages.success(request, _("%(ref)s waits for a sign-off again.") % {"ref": paper.ref})
        return redirect(paper)
    return show(request, "audits/paper_take_back.html", {"form": form, "paper": paper}, fragments=SHEET)


def _form(request: HttpRequest, audit: Audit, **given: Any) -> PaperForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return PaperForm(*sent, actor=request.user, row=audit, offered=offered(audit), **given)


def _asked(request: HttpRequest, audit: Audit) -> dict[str, Any]:
    """The question that `?item=…` names, as long as it is one of this audit."""
    wanted = parsed_uuid(request.GET.get("item", ""))
    item = ChecklistItem.objects.filter(audit=audit, uuid=wanted).first() if wanted else None
    return {"item": item.uuid, "title": item.title} if item else {}
