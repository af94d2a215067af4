"""The doors of centres: the lists, the pages of a centre and of a needs assessment, and the forms of new ones."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from certifications.actions import propose_centre, write_assessment
from certifications.forms import AssessmentForm, CentreForm
from certifications.lists import AssessmentList, CentreList
from certifications.models import Centre, NeedsAssessment
from certifications.permissions import ASSESS_NEED, MANAGE_CENTRE, VIEW_CENTRES
from certifications.records.centres import CentreRecord
from foundation.access import permits, require
from foundation.clock import today
from foundation.lists import TableList
from foundation.steps import moves_of
from foundation.stories import story_of
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
SHEET = {"sheet": "assurance/_form_sheet.html"}
READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])
TABS = (
    ("centres", gettext_lazy("Centres")),
    ("assessments", gettext_lazy("Needs assessments")),
    ("visits", gettext_lazy("Visits")),
    ("authorities", gettext_lazy("Authorities")),
    ("items", gettext_lazy("Published items")),
)


def listed(request: HttpRequest, table: TableList, template: str, **context: Any) -> HttpResponseBase:
    """One of the lists around centres, with the tabs that lead to the others."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    tabs = [
        {"label": label, "url": reverse(f"certifications:{name}"), "current": name == here, "count": None}
        for name, label in TABS
    ]
    shown = {"list": table, "tabs": tabs, "today": today(), **context}
    return table.export_response() or show(request, template, shown, fragments=LIST)


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_safe
def centres(request: HttpRequest) -> HttpResponseBase:
    """The centres, and the regions that were found to need none."""
    require(request.user, VIEW_CENTRES)
    table = CentreList(request, Centre.objects.visible_to(request.user).for_list(on=today()))
    may = {"may_propose": permits(request.user, MANAGE_CENTRE), "may_assess": permits(request.user, ASSESS_NEED)}
    unneeded = NeedsAssessment.objects.visible_to(request.user).without_need()
    return listed(request, table, "certifications/centres.html", unneeded=unneeded, **may)


@require_safe
def centre(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One centre: where it stands and what it lacks, its agreements, board, rooms and visits."""
    row = get_object_or_404(Centre.objects.visible_to(request.user).for_page(), uuid=uuid)
    on = today(row.unit)
    record = CentreRecord(row, user=request.user, on=on, week=request.GET.get("week", ""))
    return show(request, "certifications/centre.html", {"centre": row, "record": record, "today": on, **record.story})


@READS_AND_WRITES
def centre_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, MANAGE_CENTRE)
    form = CentreForm(sent(request), actor=request.user, on=today())
    if form.is_bound and (row := submit(form, propose_centre, actor=request.user)):
        messages.success(request, _("“%(name)s” is proposed. Name its needs assessment next.") % {"name": row.name})
        return redirect(row)
    context = {"form": form, "title": _("Propose a centre"), "cancel": reverse("certifications:centres")}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


@require_safe
def assessments(request: HttpRequest) -> HttpResponseBase:
    """Every needs assessment with its outcome."""
    require(request.user, VIEW_CENTRES)
    table = AssessmentList(request, NeedsAssessment.objects.visible_to(request.user).for_list())
    may_assess = permits(request.user, ASSESS_NEED)
    return listed(request, table, "certifications/assessments.html", may_assess=may_assess)


@require_safe
def assessment(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One needs assessment with its decision."""
    row = get_object_or_404(NeedsAssessment.objects.visible_to(request.user).for_page(), uuid=uuid)
    on = today(row.unit)
    context = {"assessment": row, "moves": moves_of(row, actor=request.user, on=on), "today": on}
    return show(request, "certifications/assessment.html", context | story_of(row, actor=request.user))


@READS_AND_WRITES
def assessment_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, ASSESS_NEED)
    form = AssessmentForm(sent(request), actor=request.user, on=today())
    if form.is_bound and (row := submit(form, write_assessment, actor=request.user, on=today())):
        messages.success(request, _("%(ref)s is a draft. Ask for the decision when it is right.") % {"ref": row.ref})
        return redirect(row)
    context = {"form": form, "title": _("Assess the need"), "cancel": reverse("certifications:assessments")}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)
