"""Schemes with their rules, and bodies with what they are accredited for."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from certifications.actions import add_body, add_scheme, change_body, change_scheme
from certifications.forms import BodyForm, SchemeForm
from certifications.lists import BodyList, SchemeList
from certifications.models import CertificationBody, Scheme
from certifications.permissions import MANAGE_SCHEMES
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, writes
from foundation.api.names import CodeNameSerializer
from foundation.api.stories import Told


class SchemeSerializer(serializers.ModelSerializer):
    """A scheme with the time rules of its certificates."""

    precondition = CodeNameSerializer(allow_null=True)
    tiers = serializers.ListField(child=serializers.CharField())
    body_count = serializers.IntegerField(default=0)
    certificate_count = serializers.IntegerField(default=0)

    class Meta:
        model = Scheme
        fields = [
            "uuid", "code", "name", "kind", "family", "validity_months", "suspension_invalidates", "suspension_months",
            "suspension_days", "suspension_total_months", "restore_months", "surveillance", "nc_limit_days",
            "holder_retention_years", "precondition", "tiers", "body_count", "certificate_count",
        ]  # fmt: skip


class BodySerializer(serializers.ModelSerializer):
    """A body with its accreditation."""

    schemes = CodeNameSerializer(many=True)
    certificate_count = serializers.IntegerField(default=0)

    class Meta:
        model = CertificationBody
        fields = [
            "uuid", "name", "accreditation_body", "accreditation_number", "scope", "schemes", "valid_until", "contacts",
            "certificate_count",
        ]  # fmt: skip


class Schemes(Told, Collection):
    """Schemes."""

    noun = tag = "scheme"
    model, shows, table = Scheme, SchemeSerializer, SchemeList

    def listed(self) -> QuerySet[Any]:
        return Scheme.objects.visible_to(self.person).for_list(self.person)

    @writes(body_of(SchemeForm, "Scheme"), gives=SchemeSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Register a scheme."""
        require(self.person, MANAGE_SCHEMES)
        return self.after(add_scheme(actor=self.person, **self.cleaned(SchemeForm)), status=201)

    @writes(body_of(SchemeForm, "SchemeRules", optional=tuple(SchemeForm.base_fields)), gives=SchemeSerializer)  # type: ignore[attr-defined]
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change its rules for what comes; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_SCHEMES)
        given = self.cleaned(lambda *sent: SchemeForm(*sent, scheme=row))
        return self.after(change_scheme(actor=self.person, scheme=row, **given))


class Bodies(Told, Collection):
    """Certification bodies and laboratories."""

    noun = tag = "certification-body"
    model, shows, table = CertificationBody, BodySerializer, BodyList

    def listed(self) -> QuerySet[Any]:
        return CertificationBody.objects.visible_to(self.person).for_list(self.person)

    @writes(body_of(BodyForm, "CertificationBody"), gives=BodySerializer, status=201)
    def create(self, request: Request) -> Response:
        """Register a body."""
        require(self.person, MANAGE_SCHEMES)
        return self.after(add_body(actor=self.person, **self.cleaned(BodyForm)), status=201)

    @writes(body_of(BodyForm, "BodyFacts", optional=tuple(BodyForm.base_fields)), gives=BodySerializer)  # type: ignore[attr-defined]
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change its facts; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_SCHEMES)
        given = self.cleaned(lambda *sent: BodyForm(*sent, body=row))
        return self.after(change_body(actor=self.person, body=row, **given))
