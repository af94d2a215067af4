"""Products, their versions, and builds by their hash."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import add_product, add_product_version, change_product_version, register_build
from assurance.forms import BuildForm, NewVersionForm, ProductForm, SupportForm
from assurance.lists import ProductList
from assurance.models import Build, Product, ProductVersion
from assurance.permissions import ADD_PRODUCT, MANAGE_PRODUCTS
from assurance.records.suppliers import support_facts
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import CodeNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.stories import Told
from foundation.clock import today


class ProductSerializer(serializers.ModelSerializer):
    """A product with its newest version."""

    unit = UnitNameSerializer()
    owner = PersonNameSerializer()
    newest = serializers.CharField(allow_null=True)
    supported_until = serializers.DateField(allow_null=True)
    builds = serializers.IntegerField()

    class Meta:
        model = Product
        fields = ["uuid", "code", "name", "purpose", "unit", "owner", "newest", "supported_until", "builds"]


class ProductVersionSerializer(serializers.ModelSerializer):
    """A version of a product; `sbom` is the version of the evidence that holds its bill of materials."""

    product = CodeNameSerializer()
    sbom = serializers.UUIDField(source="sbom.uuid", default=None, allow_null=True)

    class Meta:
        model = ProductVersion
        fields = ["uuid", "product", "number", "released_on", "supported_until", "sbom"]


class BuildSerializer(serializers.ModelSerializer):
    """A build; it never changes."""

    version = serializers.UUIDField(source="version.uuid")

    class Meta:
        model = Build
        fields = [
            "uuid", "version", "number", "sha256", "built_on", "builder", "toolchain_sha256", "reproducible",
            "signed_by",
        ]  # fmt: skip


class Products(Told, Collection):
    """Products."""

    noun = tag = "product"
    model, shows, table = Product, ProductSerializer, ProductList

    def listed(self) -> QuerySet[Any]:
        return Product.objects.visible_to(self.person).for_list()

    @writes(body_of(ProductForm, "Product"), gives=ProductSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Register a product."""
        require(self.person, ADD_PRODUCT)
        given = self.cleaned(lambda *sent: ProductForm(*sent, actor=self.person, on=today()))
        return self.after(add_product(actor=self.person, **given), status=201)

    @act("versions", body_of(NewVersionForm, "ProductVersion"), gives=ProductVersionSerializer, status=201)
    def versions(self, request: Request, uuid: UUID) -> Response:
        """Register a version."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_PRODUCTS, row)
        given = self.cleaned(lambda *sent: NewVersionForm(*sent, actor=self.person))
        version = add_product_version(actor=self.person, product=row, **given)
        return self.made(version, ProductVersionSerializer, "product-version")


class ProductVersions(Collection):
    """Versions of products."""

    noun = tag = "product-version"
    model, shows, order = ProductVersion, ProductVersionSerializer, ("product__code", "number")

    def listed(self) -> QuerySet[Any]:
        return ProductVersion.objects.visible_to(self.person).for_list().select_related("sbom")

    @writes(
        body_of(SupportForm, "ProductSupport", optional=tuple(SupportForm.base_fields)),  # type: ignore[attr-defined]
        gives=ProductVersionSerializer,
    )
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change its days and its bill of materials; what is left out stays."""
        row = self._managed(uuid)
        given = self.cleaned(lambda *sent: SupportForm(*sent, initial=support_facts(row), actor=self.person))
        return self.after(change_product_version(actor=self.person, version=row, **given))

    @act("builds", body_of(BuildForm, "Build", optional=("built_on",)), gives=BuildSerializer, status=201)
    def builds(self, request: Request, uuid: UUID) -> Response:
        """Register a build by its hash, for good."""
        row = self._managed(uuid)
        on = today(row.unit)
        given = self.cleaned(lambda *sent: BuildForm(*sent, on=on))
        build = register_build(actor=self.person, version=row, on=on, **given)
        return self.made(build, BuildSerializer, "build")

    def _managed(self, uuid: UUID) -> Any:
        row = self.to_change(uuid)
        require(self.person, MANAGE_PRODUCTS, row)
        return row


class Builds(Collection):
    """Builds."""

    noun = tag = "build"
    model, shows, order = Build, BuildSerializer, ("-built_on",)

    def listed(self) -> QuerySet[Any]:
        return Build.objects.visible_to(self.person).for_list()
