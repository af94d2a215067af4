"""Components: the list, one component, and the forms that change it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assurance.actions import add_component, change_component
from assurance.forms import ComponentForm, NewComponentForm
from assurance.lists import ComponentList
from assurance.models import Component
from assurance.permissions import MANAGE_SUPPLIERS, require_supply, supply_units
from assurance.records.suppliers import component_facts, component_record
from assurance.views.suppliers import LIST, SHEET, tabs_of
from foundation.access import require
from foundation.web import show, submit


@require_safe
def components(request: HttpRequest) -> HttpResponseBase:
    table = ComponentList(request, Component.objects.visible_to(request.user).for_list(request.user))
    context = {"list": table, "tabs": tabs_of(request), "may_add": supply_units(request.user).exists()}
    return table.export_response() or show(request, "assurance/components.html", context, fragments=LIST)


@require_safe
def component(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Component.objects.visible_to(request.user).for_list(request.user), uuid=uuid)
    return show(request, "assurance/component.html", component_record(row, request.user))


def component_add(request: HttpRequest) -> HttpResponseBase:
    require_supply(request.user)
    form = NewComponentForm(request.POST if request.method == "POST" else None, actor=request.user)
    if form.is_bound and (row := submit(form, add_component, actor=request.user)):
        messages.success(request, _("The component %(number)s is added.") % {"number": row.number})
        return redirect(row)
    context = {"form": form, "title": _("Add a component"), "cancel": reverse("assurance:components")}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


def component_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Component.objects.visible_to(request.user).for_list(request.user), uuid=uuid)
    require(request.user, MANAGE_SUPPLIERS, row)
    sent = request.POST if request.method == "POST" else None
    form = ComponentForm(sent, initial=component_facts(row, request.user), actor=request.user, component=row)
    if form.is_bound and submit(form, change_component, actor=request.user, component=row):
        messages.success(request, _("The component is changed."))
        return redirect(row)
    context = {"form": form, "title": _("Change the component"), "cancel": row.get_absolute_url()}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)
