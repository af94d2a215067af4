"""Policies: what holds, every version, what a new one would touch, and the question to a second person."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation import versions
from foundation.access import require
from foundation.api.bodies import Body
from foundation.api.doors import Door, act, answers
from foundation.api.fields import Day, Text
from foundation.api.names import PersonNameSerializer
from foundation.api.steps import WaitingSerializer
from foundation.clock import today
from foundation.forms import ProposalForm
from foundation.permissions import PROPOSE_POLICY, VIEW_POLICIES
from foundation.policies import propose_policy
from foundation.policy_parts import Kind, Part

ANYTHING = {"description": "A value of JSON, of the shape of the one in force."}


class DifferenceSerializer(serializers.Serializer):
    """A part that changes, in words."""

    part = serializers.CharField(source="part.title")
    before = serializers.CharField()
    after = serializers.CharField()


@extend_schema_field(ANYTHING)
class Value(serializers.JSONField):
    """The value of a policy."""


class PolicyVersionSerializer(serializers.Serializer):
    """A version: from when until when it holds, what it changed, who asked and who agreed."""

    number = serializers.IntegerField()
    standing = serializers.CharField()
    value = Value()
    from_on = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    changed = DifferenceSerializer(many=True)
    reason = serializers.CharField()
    asked_by = PersonNameSerializer(allow_null=True)
    approved_by = PersonNameSerializer(allow_null=True)


class PolicyLineSerializer(serializers.Serializer):
    """A policy with what holds now."""

    key = serializers.CharField(source="declared.key")
    label = serializers.CharField(source="declared.label")
    note = serializers.CharField(source="declared.note")
    current = PolicyVersionSerializer()
    waiting = serializers.UUIDField(source="waiting.uuid", default=None, allow_null=True)


class PolicySerializer(PolicyLineSerializer):
    """A policy with every version, the newest first; `waiting` is the approval of one that was asked for."""

    versions = PolicyVersionSerializer(many=True)


class PoliciesSerializer(serializers.Serializer):
    """Every policy, by its label."""

    results = PolicyLineSerializer(many=True)


class EffectSerializer(serializers.Serializer):
    """What the change touches, in a sentence."""

    text = serializers.CharField()
    tone = serializers.CharField()


class PreviewSerializer(serializers.Serializer):
    """What a new value changes and touches; `seen` goes with the proposal, as the sign that this was looked at."""

    changed = DifferenceSerializer(many=True)
    effects = EffectSerializer(many=True)
    from_on = serializers.DateField()
    seen = serializers.CharField(source="seal")


class TrialBody(Body):
    """A new value and the day from which it would hold."""

    value = Value()
    effective_from = Day()

    def into(self, form: forms.BaseForm, given: Mapping[str, Any]) -> dict[str, list[str]]:
        sent = {"effective_from": [given["effective_from"].isoformat()]}
        sent |= {name: [given.get(name, "-")] for name in ("reason", "seen")}
        for part in form.parts:  # type: ignore[attr-defined]
            sent |= typed_part(part, part.of(given["value"]))
        return sent

    def name_of(self, field: str) -> str:
        return "value" if field.startswith("part") else field


class ProposalBody(TrialBody):
    """The same with why, and `seen` of the preview of exactly this value and day."""

    reason = Text(max_length=2000)
    seen = Text(max_length=200)


def typed_part(part: Part, here: Any) -> dict[str, list[str]]:
    """What a browser sends for a part; nothing for what cannot stand there, which the form then misses."""
    if part.kind is Kind.PERIOD:
        unit, count = next(iter(here.items())) if isinstance(here, dict) and len(here) == 1 else ("", None)
        return {part.name: _number(count), f"{part.name}__unit": [str(unit)]}
    if part.kind is Kind.NUMBER:
        return {part.name: _number(here)}
    if part.kind is Kind.RISING:
        return {part.name: [", ".join(map(str, here))] if isinstance(here, list) and here else []}
    if part.kind is Kind.SWITCH:
        return {part.name: ["true"] if here is True else []}
    if part.kind is Kind.WORD:
        return {part.name: [here if isinstance(here, str) else "\x00"]}  # which no field of text takes
    return {part.name: [json.dumps(here)]}


def _number(here: Any) -> list[str]:
    return [str(here)] if isinstance(here, int) and not isinstance(here, bool) else []


class Policies(Door):
    """The rules an officer may change."""

    noun = "policy"
    tag = "administration"
    shows = PolicySerializer
    lookup_field = "key"
    lookup_value_converter = "str"

    def found(self, key: str) -> versions.Sheet:
        require(self.person, VIEW_POLICIES)
        found = versions.sheet(key, today())
        if found is None:
            raise Http404
        return found

    @answers(PoliciesSerializer)
    def list(self, request: Request) -> Response:
        """Every policy with what holds now, since when, by whom and why."""
        require(self.person, VIEW_POLICIES)
        return Response(PoliciesSerializer({"results": versions.sheets(today())}).data)

    def retrieve(self, request: Request, key: str) -> Response:
        """One policy with its versions and what each changed."""
        return Response(PolicySerializer(self.found(key)).data)

    @act("preview", TrialBody, gives=PreviewSerializer)
    def preview(self, request: Request, key: str) -> Response:
        """What a new value would change and touch. Nothing is kept."""
        on = today()
        shown, form = self.filled(key, on)
        told = versions.preview(shown, form["value"], form["effective_from"], on)
        return Response(PreviewSerializer(told).data)

    @act("propose", ProposalBody, gives=WaitingSerializer, status=202)
    def propose(self, request: Request, key: str) -> Response:
        """Ask a compliance officer to put a new version in force."""
        on = today()
        _shown, given = self.filled(key, on)
        if self.request.data.get("seen") != versions.seal(given["value"], given["effective_from"]):
            raise ValidationError({"seen": _("Look at the preview of exactly this value and day first.")})
        return Response(WaitingSerializer(propose_policy(actor=self.person, key=key, on=on, **given)).data, status=202)

    def filled(self, key: str, on: date) -> tuple[versions.Sheet, dict[str, Any]]:
        """The policy, and the clean data of its form. Raises ValidationError for a value of another shape."""
        require(self.person, PROPOSE_POLICY)
        shown = self.found(key)
        facts = {"declared": shown.declared, "value": shown.current.value, "on": on}
        given = self.cleaned(lambda *sent: ProposalForm(*sent, **facts))
        if given["value"] != self.request.data["value"]:
            raise ValidationError({"value": _("This is no value of this policy. Compare it with the one in force.")})
        return shown, given
