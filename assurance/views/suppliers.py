"""Suppliers: the lists, one supplier as it is known today or was on a day, and the forms that change it."""

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

from assurance.actions import add_supplier, assess_supplier, change_supplier, file_agreement, record_statement
from assurance.forms import AgreementForm, AssessmentForm, NewSupplierForm, StatementForm, SupplierForm
from assurance.lists import GapList, SupplierList
from assurance.models import Supplier
from assurance.permissions import MANAGE_SUPPLIERS, require_supply, supply_units
from assurance.records.suppliers import day_asked, supplier_facts, supplier_record
from foundation.access import require
from foundation.clock import today
from foundation.lists import TableList
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
SHEET = {"sheet": "assurance/_form_sheet.html"}
TABS = (
    ("suppliers", gettext_lazy("All")),
    ("supplier_gaps", gettext_lazy("Gaps")),
    ("components", gettext_lazy("Components")),
)


@require_safe
def suppliers(request: HttpRequest) -> HttpResponseBase:
    rows = Supplier.objects.visible_to(request.user).with_gaps(today()).for_list()
    return _listed(request, SupplierList(request, rows))


@require_safe
def supplier_gaps(request: HttpRequest) -> HttpResponseBase:
    """The critical suppliers that lack an assessment, an agreement or a known state. Source: M-43."""
    rows = Supplier.objects.visible_to(request.user).admitted().critical().lacking(today())
    return _listed(request, GapList(request, rows.for_list()))


def _listed(request: HttpRequest, table: TableList) -> HttpResponseBase:
    context = {"list": table, "tabs": tabs_of(request), "may_add": supply_units(request.user).exists()}
    context["today"] = today()
    return table.export_response() or show(request, "assurance/suppliers.html", context, fragments=LIST)


def tabs_of(request: HttpRequest) -> list[dict[str, Any]]:
    """The lists of the supply chain; the current one is that of the request."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        {"label": label, "url": reverse(f"assurance:{name}"), "current": name == here, "count": None}
        for name, label in TABS
    ]


@require_safe
def supplier(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One supplier; `?on=` shows its continuity as it was on a day."""
    on = day_asked(request.GET.get("on", ""), now=today())
    dated = Supplier.objects.visible_to(request.user).with_continuity(on).with_leading(on).with_assessment(on)
    row = get_object_or_404(dated.select_related(*NEAR), uuid=uuid)
    return show(request, "assurance/supplier.html", supplier_record(row, request.user, on=on, now=today()))


def found(request: HttpRequest, uuid: UUID) -> Supplier:
    """The supplier as far as the reader may see it."""
    return get_object_or_404(Supplier.objects.visible_to(request.user).for_list(), uuid=uuid)


def _to_change(request: HttpRequest, uuid: UUID) -> Supplier:
    row = found(request, uuid)
    require(request.user, MANAGE_SUPPLIERS, row)
    return row


def supplier_add(request: HttpRequest) -> HttpResponseBase:
    require_supply(request.user)
    sent = request.POST if request.method == "POST" else None
    form = NewSupplierForm(sent, actor=request.user, on=today())
    if form.is_bound and (row := submit(form, add_supplier, actor=request.user, on=today())):
        messages.success(request, _("%(name)s is registered as a candidate.") % {"name": row.name})
        return redirect(row)
    context = {"form": form, "title": _("Add a supplier"), "cancel": reverse("assurance:suppliers")}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


def supplier_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _to_change(request, uuid)
    on, sent = today(row.unit), request.POST if request.method == "POST" else None
    form = SupplierForm(sent, initial=supplier_facts(row), on=on)
    if form.is_bound and submit(form, change_supplier, actor=request.user, supplier=row, on=on):
        messages.success(request, _("The facts of the supplier are changed."))
        return redirect(row)
    return _sheet(request, row, form, _("Change the supplier"))


def supplier_assess(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _to_change(request, uuid)
    on, sent = today(row.unit), request.POST if request.method == "POST" else None
    form = AssessmentForm(sent, on=on)
    if form.is_bound and submit(form, assess_supplier, actor=request.user, supplier=row, on=on):
        messages.success(request, _("The assessment is recorded."))
        return redirect(row)
    return _sheet(request, row, form, _("Record an assessment"))


def supplier_agreement(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _to_change(request, uuid)
    known = {"evidence": row.agreement, "until": row.agreement_until}
    form = AgreementForm(request.POST if request.method == "POST" else None, initial=known, actor=request.user)
    if form.is_bound and submit(form, file_agreement, actor=request.user, supplier=row):
        messages.success(request, _("The security agreement is on file."))
        return redirect(row)
    return _sheet(request, row, form, _("Security agreement"))


def supplier_statement(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _to_change(request, uuid)
    on, sent = today(row.unit), (request.POST, request.FILES) if request.method == "POST" else ()
    form = StatementForm(*sent, actor=request.user, row=row, on=on)
    if form.is_bound and submit(form, record_statement, actor=request.user, supplier=row, on=on):
        messages.success(request, _("The statement is recorded. Somebody else judges it."))
        return redirect(row)
    return _sheet(request, row, form, _("Record a statement"))


def _sheet(request: HttpRequest, row: Supplier, form: Any, title: str) -> HttpResponseBase:
    context = {"form": form, "title": title, "note": row.name, "cancel": row.get_absolute_url()}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


NEAR = ("unit", "owner", "agreement__evidence__unit")
