"""Certificates with their days, their scope, their suspensions and their steps."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from certifications.actions import change_certificate, cite_soa, register_certificate
from certifications.api.cycles import WithCycle
from certifications.api.soa import SoaNameSerializer
from certifications.forms import CertificateForm, CiteSoaForm, NewCertificateForm
from certifications.lists import CertificateList
from certifications.models import Certificate, ScopeExclusion, Suspension
from certifications.permissions import MANAGE_CERTIFICATES
from certifications.workflows import CERTIFICATE
from certifications.workflows.certificate_rules import restorable_until
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import CodeNameSerializer, RecordNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today


class BodyNameSerializer(serializers.Serializer):
    """Who certifies."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()


class CertificateLineSerializer(serializers.ModelSerializer):
    """A certificate with where it stands."""

    scheme = CodeNameSerializer()
    edition = CodeNameSerializer()
    body = BodyNameSerializer()
    unit = UnitNameSerializer()

    class Meta:
        model = Certificate
        fields = [
            "uuid", "ref", "title", "number", "scheme", "edition", "body", "unit", "tier", "state", "scope_reduced",
            "decision_on", "effective_from", "expires_on",
        ]  # fmt: skip


class SuspensionSerializer(serializers.ModelSerializer):
    """A suspension; `invalidates` says whether the certificate is not valid meanwhile."""

    class Meta:
        model = Suspension
        fields = [
            "uuid", "since", "decided_on", "limit_on", "reason", "invalidates", "lifted_on", "purchasers_told_on",
        ]  # fmt: skip


class ExclusionSerializer(serializers.ModelSerializer):
    """What is out of the scope, from a day on."""

    what = serializers.CharField()

    class Meta:
        model = ScopeExclusion
        fields = ["uuid", "from_on", "what"]


class CertificateSerializer(CertificateLineSerializer):
    """A certificate with its scope, its stages, its ends and what it follows."""

    predecessor = RecordNameSerializer(allow_null=True)
    file = serializers.UUIDField(source="file.uuid", default=None, allow_null=True)
    soa = SoaNameSerializer(allow_null=True)
    ended_by = serializers.ChoiceField(choices=Certificate.End.choices, allow_blank=True)
    restorable_until = serializers.SerializerMethodField()
    sites = serializers.SlugRelatedField("uuid", many=True, read_only=True)
    processes = serializers.SlugRelatedField("uuid", many=True, read_only=True)
    product_versions = serializers.SlugRelatedField("uuid", many=True, read_only=True)
    builds = serializers.SlugRelatedField("uuid", many=True, read_only=True)
    suspensions = SuspensionSerializer(many=True)
    exclusions = ExclusionSerializer(many=True)

    class Meta:
        model = Certificate
        fields = [
            *CertificateLineSerializer.Meta.fields, "grading", "scope", "sites", "processes", "product_versions",
            "builds", "predecessor", "soa", "file", "applied_on", "stage1_on", "stage1_concerns", "stage2_by", "stage2_on",
            "cap_on", "initial_certified_on", "superseded_on", "withdrawn_on", "ended_by", "ended_on",
            "restorable_until", "suspensions", "exclusions",
        ]  # fmt: skip

    def get_restorable_until(self, row: Certificate) -> str | None:
        """The last day on which a decision restores it; null where nothing does."""
        day = restorable_until(row)
        return day.isoformat() if day else None


@with_steps(CERTIFICATE)
class Certificates(Told, WithCycle, Collection):
    """Certificates of the units one works for, and of those above, whose certificates cover them."""

    noun = tag = "certificate"
    model, shows, lists = Certificate, CertificateSerializer, CertificateLineSerializer
    table = CertificateList

    def listed(self) -> QuerySet[Any]:
        return Certificate.objects.listed_to(self.person).for_list()

    def detailed(self) -> QuerySet[Any]:
        out = ScopeExclusion.objects.select_related("site", "process", "product_version__product", "build")
        many = ("sites", "processes", "product_versions", "builds", "suspensions")
        rows = Certificate.objects.visible_to(self.person).for_page()
        return rows.prefetch_related(*many, Prefetch("exclusions", out))

    @writes(body_of(NewCertificateForm, "Certificate"), gives=CertificateSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Plan a certificate; what its body decides is recorded step by step."""
        require(self.person, MANAGE_CERTIFICATES)
        on = today()
        given = self.cleaned(lambda *sent: NewCertificateForm(*sent, actor=self.person, on=on))
        return self.after(register_certificate(actor=self.person, on=on, **given), status=201)

    @writes(
        body_of(CertificateForm, "CertificatePlan", optional=tuple(CertificateForm.base_fields)),  # type: ignore[attr-defined]
        gives=CertificateSerializer,
    )
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change what is planned; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_CERTIFICATES, row)
        given = self.cleaned(lambda *sent: CertificateForm(*sent, actor=self.person, certificate=row))
        return self.after(change_certificate(actor=self.person, certificate=row, **given))

    @act("soa", body_of(CiteSoaForm, "CitedSoa"), gives=CertificateSerializer)
    def soa(self, request: Request, uuid: UUID) -> Response:
        """Say which approved version of a statement of applicability it cites; null for none."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_CERTIFICATES, row)
        given = self.cleaned(lambda *sent: CiteSoaForm(*sent, certificate=row, actor=self.person))
        return self.after(cite_soa(actor=self.person, certificate=row, **given))
