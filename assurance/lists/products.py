"""The list of products."""

from typing import Any

import django_filters
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from assurance.models import Product
from assurance.permissions import ADD_PRODUCT
from foundation.lists import Column, Empty, TableList


class ProductFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="find", label=_("Code or name"))

    class Meta:
        model = Product
        fields: list[str] = []

    def find(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(Q(code__icontains=words.strip()) | Q(name__icontains=words.strip()))


class ProductList(TableList):
    """Products; takes Product.objects.….for_list()."""

    name = "products"
    title = _("Products")
    columns = (
        Column("code", _("Code"), sort="code"),
        Column("name", _("Product"), sort="name"),
        Column("newest", _("Newest version"), sort="newest"),
        Column("supported_until", _("Supported until"), sort="supported_until", kind="date"),
        Column("builds", _("Builds"), sort="builds", kind="number"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name"),
        Column("owner", _("Owner"), value="owner.name", sort="owner__name", kind="person"),
    )
    default_sort = "code"
    filterset = ProductFilter
    empty = Empty(
        _("No products that you may see"),
        _(
            "A product has versions with days of support, and builds by their hash. A compliance officer adds the first."
        ),
        icon="cube",
        action=(_("Add a product"), reverse_lazy("assurance:product_add")),
        permission=ADD_PRODUCT,
    )
