"""Grants: what an account outside may see, from when to when, who decided, and what was looked at."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from certifications.actions import change_grant, request_grant
from certifications.forms import GrantForm
from certifications.lists import GrantList
from certifications.models import Grant, GrantRule
from certifications.permissions import CHANGE_GRANT, REQUEST_GRANT
from certifications.rooms import looks_at
from certifications.workflows import GRANT
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, reads, writes
from foundation.api.names import AccountNameSerializer, RecordNameSerializer, UnitNameSerializer
from foundation.api.paging import Sieve
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today
from foundation.models.trail import Event

LOOKS = Sieve(None, ("-at",))


class RuleSerializer(serializers.ModelSerializer):
    """One thing that a grant shows, by its kind and the uuid of the record."""

    subject = serializers.UUIDField(source="subject_uuid")

    class Meta:
        model = GrantRule
        fields = ["kind", "subject"]


class GrantLineSerializer(serializers.ModelSerializer):
    """What one account outside may see, with where it stands."""

    grantee = AccountNameSerializer()
    unit = UnitNameSerializer()
    requested_by = AccountNameSerializer()
    open_questions = serializers.IntegerField(default=0)

    class Meta:
        model = Grant
        fields = [
            "uuid", "ref", "grantee", "organisation", "kind", "purpose", "unit", "valid_from", "valid_until",
            "max_grading", "state", "requested_by", "open_questions",
        ]  # fmt: skip


class GrantSerializer(GrantLineSerializer):
    """A grant with what it shows and who decided."""

    audit = RecordNameSerializer(allow_null=True)
    nda = serializers.UUIDField(source="nda.uuid", default=None, allow_null=True)
    renews = serializers.UUIDField(source="renews.uuid", default=None, allow_null=True)
    cleared_by = AccountNameSerializer(allow_null=True)
    approved_by = AccountNameSerializer(allow_null=True)
    rules = RuleSerializer(many=True)

    class Meta:
        model = Grant
        fields = [
            *GrantLineSerializer.Meta.fields, "audit", "nda", "allow_download", "watermark", "follow",
            "cut_off", "networks", "renews",
            "cleared_by", "approved_by", "from_at", "until_at", "rules",
        ]  # fmt: skip


class LookSerializer(serializers.Serializer):
    """Something the account did in its room, or was refused meanwhile."""

    at = serializers.DateTimeField()
    kind = serializers.CharField()
    actor = serializers.CharField(source="content.actor.name")
    summary = serializers.CharField(source="content.summary")
    address = serializers.CharField(source="content.ip", allow_null=True)


class LookPageSerializer(serializers.Serializer):
    """A page of looks, the newest first."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = LookSerializer(many=True)


@with_steps(GRANT)
class Grants(Told, Collection):
    """Grants of the units one answers for, and those one asked for."""

    noun = tag = "grant"
    model, shows, lists, table = Grant, GrantSerializer, GrantLineSerializer, GrantList

    def listed(self) -> QuerySet[Any]:
        return Grant.objects.visible_to(self.person).for_list()

    def detailed(self) -> QuerySet[Any]:
        return Grant.objects.visible_to(self.person).with_questions().for_page().prefetch_related("rules")

    @writes(body_of(GrantForm, "Grant"), gives=GrantSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Write a request; it is a draft until approval is asked for."""
        require(self.person, REQUEST_GRANT)
        form = self.cleaned(lambda *sent: GrantForm(*sent, actor=self.person, on=today()))
        return self.after(request_grant(actor=self.person, on=today(), **form), status=201)

    @act(
        "renew", body_of(GrantForm, "Renewal", optional=tuple(GrantForm.base_fields)), gives=GrantSerializer, status=201
    )
    def renew(self, request: Request, uuid: UUID) -> Response:
        """Write a new request with what this one showed; this one stays as it is."""
        old = self.to_change(uuid)
        require(self.person, REQUEST_GRANT, old)
        days, on = {"valid_from": None, "valid_until": None}, today(old.unit)
        given = self.cleaned(lambda *sent: GrantForm(*sent, actor=self.person, on=on, grant=old, initial=days))
        return self.after(request_grant(actor=self.person, on=on, renews=old, **given), status=201)

    @writes(body_of(GrantForm, "GrantDraft", optional=tuple(GrantForm.base_fields)), gives=GrantSerializer)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change a draft; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, CHANGE_GRANT, row)
        on = today(row.unit)
        given = self.cleaned(lambda *sent: GrantForm(*sent, actor=self.person, on=on, grant=row))
        return self.after(change_grant(actor=self.person, grant=row, on=on, **given))

    @reads("log", gives=LookPageSerializer, query=LOOKS.allowed)
    def log(self, request: Request, uuid: UUID) -> Response:
        """What the account did in its room, with what it was refused, the newest first."""
        row = self.found(uuid)
        require(self.person, REQUEST_GRANT, row)
        looks: QuerySet[Event] = looks_at(row).order_by()
        rows, links = LOOKS.page(looks, request)
        return Response(links | {"results": LookSerializer(rows, many=True).data})
