"""Products: the list, one product with its versions and builds, and the forms that add to it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assurance.actions import add_product, add_product_version, change_product_version, register_build
from assurance.forms import BuildForm, NewVersionForm, ProductForm, SupportForm
from assurance.lists import ProductList
from assurance.models import Product, ProductVersion
from assurance.permissions import ADD_PRODUCT, MANAGE_PRODUCTS
from assurance.records.suppliers import product_record, support_facts
from foundation.access import permits, require
from foundation.clock import today
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
SHEET = {"sheet": "assurance/_form_sheet.html"}


@require_safe
def products(request: HttpRequest) -> HttpResponseBase:
    table = ProductList(request, Product.objects.visible_to(request.user).for_list())
    context = {"list": table, "may_add": permits(request.user, ADD_PRODUCT)}
    return table.export_response() or show(request, "assurance/products.html", context, fragments=LIST)


@require_safe
def product(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Product.objects.visible_to(request.user).for_list(), uuid=uuid)
    return show(request, "assurance/product.html", product_record(row, request.user))


def product_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, ADD_PRODUCT)
    form = ProductForm(request.POST if request.method == "POST" else None, actor=request.user, on=today())
    if form.is_bound and (row := submit(form, add_product, actor=request.user)):
        messages.success(request, _("The product %(name)s is added.") % {"name": row.name})
        return redirect(row)
    context = {"form": form, "title": _("Add a product"), "cancel": reverse("assurance:products")}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


def product_version_add(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Product.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, MANAGE_PRODUCTS, row)
    form = NewVersionForm(request.POST if request.method == "POST" else None, actor=request.user)
    if form.is_bound and submit(form, add_product_version, actor=request.user, product=row):
        messages.success(request, _("The version is registered."))
        return redirect(row)
    context = {"form": form, "title": _("Add a version"), "note": row.name, "cancel": row.get_absolute_url()}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


def product_version_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _version(request, uuid)
    sent = request.POST if request.method == "POST" else None
    form = SupportForm(sent, initial=support_facts(row), actor=request.user)
    if form.is_bound and submit(form, change_product_version, actor=request.user, version=row):
        messages.success(request, _("The version is changed."))
        return redirect(row)
    context = {"form": form, "title": _("Change the version"), "note": str(row), "cancel": row.get_absolute_url()}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


def build_add(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _version(request, uuid)
    on = today(row.unit)
    form = BuildForm(*((request.POST, request.FILES) if request.method == "POST" else ()), on=on)
    if form.is_bound and submit(form, register_build, actor=request.user, version=row, on=on):
        messages.success(request, _("The build is registered, for good."))
        return redirect(row)
    context = {"form": form, "title": _("Register a build"), "note": str(row), "cancel": row.get_absolute_url()}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


def _version(request: HttpRequest, uuid: UUID) -> ProductVersion:
    """The version, for whoever may write to its product."""
    row = get_object_or_404(ProductVersion.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, MANAGE_PRODUCTS, row)
    return row
