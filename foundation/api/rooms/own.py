"""Who one is here, and what one has to do."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import live_grants
from foundation.api.doors import Door
from foundation.api.names import PersonNameSerializer, UnitNameSerializer
from foundation.clock import today
from foundation.directory.models import User
from foundation.models.programs import ApiToken
from foundation.work import WorkList
from foundation.work.lists import PAGE_SIZE, VIEWS


class HeldRoleSerializer(serializers.Serializer):
    """A role one holds on a unit and everything below it."""

    role = serializers.CharField()
    unit = UnitNameSerializer()
    from_on = serializers.DateField()
    to_on = serializers.DateField(allow_null=True)


class MeSerializer(serializers.Serializer):
    """Who calls, with which roles, and what the token may."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.CharField()
    kind = serializers.ChoiceField(choices=User.Kind.choices)
    person = PersonNameSerializer(allow_null=True)
    roles = HeldRoleSerializer(many=True)
    token_scope = serializers.ChoiceField(choices=ApiToken.Scope.choices, allow_null=True)


class Me(Door):
    """Who one is here."""

    noun = tag = "me"
    shows = MeSerializer

    def show(self, request: Request) -> Response:
        """Who calls, and with which roles."""
        token = request.auth if isinstance(request.auth, ApiToken) else None
        facts = {name: getattr(self.person, name) for name in ("uuid", "name", "email", "kind", "person")}
        held = {"roles": live_grants(self.person), "token_scope": token.scope if token else None}
        return Response(MeSerializer(facts | held).data)


class WorkLineSerializer(serializers.Serializer):
    """One thing to do: what, about which record, who holds it and until when."""

    key = serializers.CharField(help_text="By which it is reminded of, put off or handed on.")
    task = serializers.CharField()
    ref = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()
    concerns = serializers.CharField()
    holder = serializers.CharField()
    is_mine = serializers.BooleanField()
    state = serializers.CharField(source="words")
    due = serializers.DateField(allow_null=True)
    group = serializers.CharField()
    page = serializers.CharField(source="url")
    stands_in = serializers.BooleanField(help_text="The holder is away, and the caller stands in.")
    marks = serializers.ListField(child=serializers.CharField())


class WorkSerializer(serializers.Serializer):
    """A page of everything due that one holds or chases."""

    count = serializers.IntegerField()
    page = serializers.IntegerField()
    next_page = serializers.IntegerField(allow_null=True)
    results = WorkLineSerializer(many=True)


class MyWork(Door):
    """Everything due that one holds or chases, in one order."""

    noun = tag = "my-work"
    shows = WorkSerializer

    def query_of(self, name: str) -> dict[str, Any]:
        views = [view for view in VIEWS if view]
        number = {"type": "integer", "minimum": 1, "maximum": 10_000}
        return {"view": {"type": "string", "enum": views}, "page": number}

    def show(self, request: Request) -> Response:
        """What one has to do and to chase, what is due first on top."""
        work = WorkList(request._request, on=today(), keeps_views=False)
        more = work.page * PAGE_SIZE < work.count
        facts = {"count": work.count, "page": work.page, "next_page": work.page + 1 if more else None}
        return Response(WorkSerializer(facts | {"results": work.lines}).data)
