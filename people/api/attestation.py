"""Signing as JSON: campaigns with their steps, and who signed what. A signature is given on a page alone."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.models import DocumentVersion
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, writes
from foundation.api.names import CodeNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today
from people.actions import plan_campaign
from people.forms import CampaignForm
from people.lists import AttestationList, CampaignList
from people.models import Attestation, Audience, Campaign
from people.permissions import PLAN_CAMPAIGN
from people.workflows import CAMPAIGN


class TextSerializer(serializers.ModelSerializer):
    """The version of a document that is signed."""

    number = serializers.CharField(source="document.number")
    title = serializers.CharField(source="document.title")
    version = serializers.CharField(source="label")

    class Meta:
        model = DocumentVersion
        fields = ["uuid", "number", "title", "version", "effective_from", "effective_to"]


class CampaignLineSerializer(serializers.ModelSerializer):
    """A campaign with where it stands."""

    unit = UnitNameSerializer()
    text = TextSerializer(source="version")

    class Meta:
        model = Campaign
        fields = ["uuid", "ref", "title", "unit", "text", "opens_on", "closed_on", "yearly", "state"]


class AskedSerializer(serializers.ModelSerializer):
    """Whom a campaign asks; an empty part of it asks everybody."""

    roles = CodeNameSerializer(many=True)
    units = UnitNameSerializer(many=True)

    class Meta:
        model = Audience
        fields = ["roles", "kinds", "units"]


class CampaignSerializer(CampaignLineSerializer):
    """A campaign with its sentence and its audience."""

    audience = AskedSerializer()
    previous = serializers.UUIDField(source="previous.uuid", default=None, allow_null=True)

    class Meta:
        model = Campaign
        fields = [*CampaignLineSerializer.Meta.fields, "statement", "audience", "previous"]


class CampaignNameSerializer(serializers.ModelSerializer):
    class Meta:
        model = Campaign
        fields = ["uuid", "ref", "title", "state"]


class AttestationLineSerializer(serializers.ModelSerializer):
    """That a person is asked to sign, and how that stands."""

    person = PersonNameSerializer()
    campaign = CampaignNameSerializer()

    class Meta:
        model = Attestation
        fields = ["uuid", "person", "campaign", "entered_on", "due_on", "signed_on", "ended_on", "state"]


class AttestationSerializer(AttestationLineSerializer):
    """The same with what was signed, or why it was refused."""

    text = TextSerializer(source="version")
    kept_until = serializers.DateField(allow_null=True, read_only=True)

    class Meta:
        model = Attestation
        fields = [
            *AttestationLineSerializer.Meta.fields, "text", "signed_at", "sha256", "sentence", "refusal", "refused_on",
            "reminded_on", "kept_until",
        ]  # fmt: skip


@with_steps(CAMPAIGN)
class Campaigns(Told, Collection):
    """Campaigns of the units one works for, and those that ask people of one's units."""

    noun = tag = "campaign"
    model, shows, lists, table = Campaign, CampaignSerializer, CampaignLineSerializer, CampaignList

    def listed(self) -> QuerySet[Any]:
        return Campaign.objects.visible_to(self.person).for_list(today())

    def detailed(self) -> QuerySet[Any]:
        return Campaign.objects.visible_to(self.person).for_page()

    @writes(body_of(CampaignForm, "Campaign"), gives=CampaignSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Plan a campaign; it opens by itself on its day."""
        require(self.person, PLAN_CAMPAIGN)
        given = self.cleaned(lambda *sent: CampaignForm(*sent, actor=self.person, on=today()))
        return self.after(plan_campaign(actor=self.person, on=today(), **given), status=201)


class Attestations(Told, Collection):
    """One's own signatures and what one is asked to sign; for officers and managers those of their people."""

    noun = tag = "attestation"
    model, shows, lists, table = Attestation, AttestationSerializer, AttestationLineSerializer, AttestationList

    def listed(self) -> QuerySet[Any]:
        return Attestation.objects.visible_to(self.person).for_list(today())

    def detailed(self) -> QuerySet[Any]:
        return Attestation.objects.visible_to(self.person).for_page()
