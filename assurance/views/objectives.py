"""Objectives: the list, one with its readings, setting and withdrawing one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assurance.actions import set_objective, withdraw_objective
from assurance.forms import ObjectiveForm, WithdrawObjectiveForm
from assurance.lists import ObjectiveList
from assurance.models import Objective
from assurance.permissions import SET_OBJECTIVES
from assurance.records.objectives import objective_page
from assurance.records.system import whole
from assurance.views.reviews import listed, sheet
from foundation.access import permits, require
from foundation.clock import today
from foundation.web import show, submit


@require_safe
def objectives(request: HttpRequest) -> HttpResponseBase:
    rows = Objective.objects.visible_to(request.user).with_standing(today()).for_list()
    return listed(request, ObjectiveList(request, rows), may_set=permits(request.user, SET_OBJECTIVES, whole()))


@require_safe
def objective(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One objective: where it began, where it is, and the way between."""
    return show(request, "assurance/objective.html", objective_page(_objective(request, uuid), request.user))


def objective_set(request: HttpRequest) -> HttpResponseBase:
    unit = whole()
    require(request.user, SET_OBJECTIVES, unit)
    on, sent = today(unit), request.POST if request.method == "POST" else None
    form = ObjectiveForm(sent, on=on)
    if form.is_bound and (row := submit(form, set_objective, actor=request.user, unit=unit, on=on)):
        messages.success(request, _("The objective is set. Its figure is read every night."))
        return redirect(row)
    return sheet(request, form, _("Set an objective"), reverse("assurance:objectives"))


def objective_withdraw(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _objective(request, uuid)
    require(request.user, SET_OBJECTIVES, row)
    on, sent = today(row.unit), request.POST if request.method == "POST" else None
    form = WithdrawObjectiveForm(sent)
    if form.is_bound and submit(form, withdraw_objective, actor=request.user, objective=row, on=on):
        messages.success(request, _("The objective is withdrawn. It stays on record."))
        return redirect(row)
    return sheet(request, form, _("Withdraw the objective"), row.get_absolute_url(), note=str(row))


def _objective(request: HttpRequest, uuid: UUID) -> Objective:
    return get_object_or_404(Objective.objects.visible_to(request.user).with_standing(today()).for_list(), uuid=uuid)
