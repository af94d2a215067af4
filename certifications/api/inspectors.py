"""Inspectors' authorisations, delivery services, and what laboratories found of versions."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from certifications.actions import (
    add_authorisation,
    add_service,
    change_authorisation,
    change_conformity,
    change_service,
    record_conformity,
)
from certifications.api.centres import AuthorityNameSerializer
from certifications.forms import AuthorisationForm, ConformityFacts, ConformityForm, ServiceFacts, ServiceForm
from certifications.forms.conformity import conformity_facts
from certifications.forms.inspectors import authorisation_facts
from certifications.forms.services import service_facts
from certifications.lists import AuthorisationList, ConformityList, ServiceList
from certifications.models import (
    CertificationBody,
    DeliveryService,
    InspectorAuthorisation,
    ProductConformity,
)
from certifications.permissions import MANAGE_INSPECTORS, MANAGE_SERVICES, RECORD_CONFORMITY
from certifications.workflows import AUTHORISATION
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, writes
from foundation.api.names import AccountNameSerializer, CodeNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today


class LaboratoryNameSerializer(serializers.ModelSerializer):
    """A laboratory by its name."""

    class Meta:
        model = CertificationBody
        fields = ["uuid", "name"]


class AuthorisationLineSerializer(serializers.ModelSerializer):
    """One inspector's authorisation, with where it stands."""

    authority = AuthorityNameSerializer()
    unit = UnitNameSerializer()

    class Meta:
        model = InspectorAuthorisation
        fields = ["uuid", "ref", "name", "authority", "unit", "number", "valid_from", "valid_until", "state"]


class AuthorisationSerializer(AuthorisationLineSerializer):
    """An authorisation with what it covers and the two people who verified it."""

    account = AccountNameSerializer(allow_null=True)
    letter = serializers.UUIDField(source="letter.uuid")
    nda = serializers.UUIDField(source="nda.uuid", default=None, allow_null=True)
    products = CodeNameSerializer(many=True)
    services = CodeNameSerializer(many=True)
    sites = CodeNameSerializer(many=True)
    checked_by = PersonNameSerializer(allow_null=True)
    confirmed_by = PersonNameSerializer(allow_null=True)

    class Meta:
        model = InspectorAuthorisation
        fields = [
            *AuthorisationLineSerializer.Meta.fields, "account", "letter", "nda", "clearance_ref", "products",
            "services", "sites", "source_access", "checked_by", "checked_on", "confirmed_by", "confirmed_on",
        ]  # fmt: skip


@with_steps(AUTHORISATION)
class Authorisations(Told, Collection):
    """Inspectors' authorisations."""

    noun = tag = "inspector-authorisation"
    model, shows, lists, table = (
        InspectorAuthorisation,
        AuthorisationSerializer,
        AuthorisationLineSerializer,
        AuthorisationList,
    )

    def listed(self) -> QuerySet[Any]:
        return InspectorAuthorisation.objects.visible_to(self.person).for_list()

    def detailed(self) -> QuerySet[Any]:
        return InspectorAuthorisation.objects.visible_to(self.person).for_page()

    @writes(body_of(AuthorisationForm, "InspectorAuthorisation"), gives=AuthorisationSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Enter what the authority's letter says of an inspector; two people verify it."""
        require(self.person, MANAGE_INSPECTORS)
        given = self.cleaned(lambda *sent: AuthorisationForm(*sent, actor=self.person, on=today()))
        return self.after(add_authorisation(actor=self.person, on=today(), **given), status=201)

    @writes(
        body_of(AuthorisationForm, "InspectorCorrection", optional=tuple(AuthorisationForm.base_fields)),  # type: ignore[attr-defined]
        gives=AuthorisationSerializer,
    )
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Correct what was entered, before it is verified; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_INSPECTORS, row)
        facts, on = authorisation_facts(row), today(row.unit)
        given = self.cleaned(lambda *sent: AuthorisationForm(*sent, initial=facts, actor=self.person, on=on))
        return self.after(change_authorisation(actor=self.person, authorisation=row, **given))


class DeliveryServiceSerializer(serializers.ModelSerializer):
    """A delivery service."""

    unit = UnitNameSerializer()
    owner = PersonNameSerializer()
    inspection_count = serializers.IntegerField(default=0)

    class Meta:
        model = DeliveryService
        fields = ["uuid", "code", "name", "purpose", "unit", "owner", "inspection_count"]


class DeliveryServices(Told, Collection):
    """Services that authorities may inspect beside products."""

    noun = tag = "delivery-service"
    model, shows, table = DeliveryService, DeliveryServiceSerializer, ServiceList

    def listed(self) -> QuerySet[Any]:
        return DeliveryService.objects.visible_to(self.person).for_list()

    @writes(body_of(ServiceForm, "DeliveryService"), gives=DeliveryServiceSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Register a delivery service."""
        require(self.person, MANAGE_SERVICES)
        given = self.cleaned(lambda *sent: ServiceForm(*sent, actor=self.person, on=today()))
        return self.after(add_service(actor=self.person, **given), status=201)

    @writes(
        body_of(ServiceFacts, "DeliveryServiceFacts", optional=tuple(ServiceFacts.base_fields)),  # type: ignore[attr-defined]
        gives=DeliveryServiceSerializer,
    )
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change its name, owner or purpose; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_SERVICES, row)
        facts, on = service_facts(row), today(row.unit)
        given = self.cleaned(lambda *sent: ServiceFacts(*sent, initial=facts, actor=self.person, on=on))
        return self.after(change_service(actor=self.person, service=row, **given))


class ConformitySerializer(serializers.ModelSerializer):
    """What a laboratory found of a version under a scheme; `report` is the version of the evidence that shows it."""

    version = serializers.UUIDField(source="version.uuid")
    product = CodeNameSerializer(source="version.product")
    number = serializers.CharField(source="version.number")
    scheme = CodeNameSerializer()
    laboratory = LaboratoryNameSerializer()
    report = serializers.UUIDField(source="report.uuid")

    class Meta:
        model = ProductConformity
        fields = [
            "uuid", "version", "product", "number", "scheme", "laboratory", "specifications", "result", "report",
            "report_grading", "evaluated_on", "valid_until",
        ]  # fmt: skip


class Conformities(Told, Collection):
    """Evaluations of the versions one sees."""

    noun = tag = "product-conformity"
    model, shows, table = ProductConformity, ConformitySerializer, ConformityList

    def listed(self) -> QuerySet[Any]:
        return ProductConformity.objects.visible_to(self.person).for_list()

    @writes(body_of(ConformityForm, "ProductConformity"), gives=ConformitySerializer, status=201)
    def create(self, request: Request) -> Response:
        """Record an evaluation; refused without the scheme that has to come first."""
        require(self.person, RECORD_CONFORMITY)
        given = self.cleaned(lambda *sent: ConformityForm(*sent, actor=self.person, on=today()))
        return self.after(record_conformity(actor=self.person, on=today(), **given), status=201)

    @writes(
        body_of(ConformityFacts, "ConformityFacts", optional=tuple(ConformityFacts.base_fields)),  # type: ignore[attr-defined]
        gives=ConformitySerializer,
    )
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Correct an evaluation; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, RECORD_CONFORMITY, row)
        facts, on = conformity_facts(row), today(row.unit)
        given = self.cleaned(lambda *sent: ConformityFacts(*sent, initial=facts, actor=self.person, on=on))
        return self.after(change_conformity(actor=self.person, conformity=row, on=on, **given))
