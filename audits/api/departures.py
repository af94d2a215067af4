"""Moved dates, disputes and accepted risks of a finding, as its representation holds them."""

from rest_framework import serializers

from audits.models import Dispute, Extension, RiskAcceptance
from foundation.api.names import PersonNameSerializer


class ExtensionSerializer(serializers.ModelSerializer):
    """A due date that was moved, and who agreed."""

    asked_by = PersonNameSerializer()
    granted_by = PersonNameSerializer()
    confirmed_by = PersonNameSerializer(allow_null=True)

    class Meta:
        model = Extension
        fields = [
            "uuid", "step", "from_on", "to_on", "reason", "asked_by", "granted_by", "confirmed_by", "granted_on",
        ]  # fmt: skip


class DisputeSerializer(serializers.ModelSerializer):
    """The owner's objection, and what the panel made of it."""

    raised_by = PersonNameSerializer()
    officer = PersonNameSerializer(allow_null=True)
    lead = PersonNameSerializer(allow_null=True)

    class Meta:
        model = Dispute
        fields = [
            "uuid", "reason", "raised_by", "raised_on", "type_before", "outcome", "minutes", "officer", "lead",
            "decided_on",
        ]  # fmt: skip


class AcceptanceSerializer(serializers.ModelSerializer):
    """A risk that a manager carries for a while."""

    asked_by = PersonNameSerializer()
    accepted_by = PersonNameSerializer()

    class Meta:
        model = RiskAcceptance
        fields = [
            "uuid", "reason", "asked_by", "accepted_by", "accepted_on", "review_on", "expires_on", "state_before",
            "ended_on",
        ]  # fmt: skip
