"""Processes as lists, with the report of their gaps, and the form for the facts of one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from assurance.actions import change_process
from assurance.forms import ProcessFactsForm
from assurance.lists import ProcessGapList, ProcessList
from assurance.models import Process
from assurance.permissions import EDIT_PROCESS, MANAGE_PROCESSES
from foundation.access import permits, require
from foundation.clock import today
from foundation.lists import TableList
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
SHEET = {"sheet": "assurance/_form_sheet.html"}
TABS = (
    ("processes", gettext_lazy("By area")),
    ("process_list", gettext_lazy("List")),
    ("process_gaps", gettext_lazy("Gaps")),
    ("gates", gettext_lazy("Gates")),
    ("passes", gettext_lazy("At the gates")),
)


def tabs_of(request: HttpRequest) -> list[dict[str, Any]]:
    """The lists of processes and gates; the current one is that of the request."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        {"label": label, "url": reverse(f"assurance:{name}"), "current": name == here, "count": None}
        for name, label in TABS
    ]


@require_safe
def process_list(request: HttpRequest) -> HttpResponseBase:
    rows = Process.objects.visible_to(request.user).with_gaps(today()).for_list()
    return _listed(request, ProcessList(request, rows))


@require_safe
def process_gaps(request: HttpRequest) -> HttpResponseBase:
    """What is not named in the quality system, has no owner, or is late for its review. Source: M-05."""
    rows = Process.objects.visible_to(request.user).with_gaps(today()).filter(gaps__gt=0)
    return _listed(request, ProcessGapList(request, rows.for_list()))


def _listed(request: HttpRequest, table: TableList) -> HttpResponseBase:
    context = {"list": table, "tabs": tabs_of(request), "may_add": permits(request.user, MANAGE_PROCESSES)}
    context["today"] = today()
    return table.export_response() or show(request, "assurance/process_list.html", context, fragments=LIST)


def process_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Process.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, EDIT_PROCESS, row)
    sent = request.POST if request.method == "POST" else None
    form = ProcessFactsForm(sent, actor=request.user, process=row)
    if form.is_bound and submit(form, change_process, actor=request.user, process=row):
        messages.success(request, _("The facts of the process are changed."))
        return redirect(row)
    context = {"form": form, "title": _("Change the facts"), "note": row.name, "cancel": row.get_absolute_url()}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)
