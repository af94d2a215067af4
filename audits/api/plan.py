"""The sessions of plans."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from audits.actions import cancel_session, change_session, make_calendar_feed, revoke_calendar_feed
from audits.actions.plan import address_of
from audits.forms.plan import SessionForm, known
from audits.models import CalendarFeed, PlanSession
from audits.permissions import LEAD_AUDIT
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, reads, writes
from foundation.api.names import PersonNameSerializer
from foundation.clock import today
from foundation.directory.models import User


@extend_schema_field({"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}$"})
class Clock(serializers.TimeField):
    """A time of day such as 09:30, in the zone that stands beside it."""

    def __init__(self, **about: Any) -> None:
        super().__init__(format="%H:%M", **about)


class PlanSessionSerializer(serializers.ModelSerializer):
    """A session; its times are those of the zone of the audited unit."""

    audit = serializers.UUIDField(source="audit.uuid")
    starts = Clock()
    ends = Clock()
    auditor = PersonNameSerializer()
    zone = serializers.CharField(source="audit.unit.zone")

    class Meta:
        model = PlanSession
        fields = [
            "uuid", "audit", "kind", "day", "starts", "ends", "zone", "topic", "place", "auditor", "contact", "criteria",
            "sequence", "cancelled_on",
        ]  # fmt: skip


class CalendarAddressSerializer(serializers.Serializer):
    """One's own address for calendars: since when there is one, and the address itself where it was just made."""

    made_at = serializers.DateTimeField(allow_null=True)
    address = serializers.URLField(allow_null=True)


class PlanSessions(Collection):
    """The plans of audits, session by session; the audited see theirs when it was sent."""

    noun = tag = "plan-session"
    model, shows, order = PlanSession, PlanSessionSerializer, ("day", "starts", "pk")

    def listed(self) -> QuerySet[Any]:
        return PlanSession.objects.visible_to(self.person).for_list()

    @reads("calendar", detail=False, gives=CalendarAddressSerializer)
    def calendar(self, request: Request) -> Response:
        """Whether one has an address for calendars; what it is was told when it was made."""
        if self.person.kind != User.Kind.INSIDE:
            raise Http404
        feed = CalendarFeed.objects.visible_to(self.person).live().first()
        return Response(CalendarAddressSerializer({"made_at": feed and feed.created_at, "address": None}).data)

    @calendar.mapping.post  # type: ignore[attr-defined]
    @writes(gives=CalendarAddressSerializer, status=201)
    def make_calendar(self, request: Request) -> Response:
        """Make an address at which a calendar reads one's audits; it is told this once, and an older one ends."""
        made = {"address": address_of(make_calendar_feed(actor=self.person)), "made_at": timezone.now()}
        return Response(CalendarAddressSerializer(made).data, status=201)

    @act("calendar/revoke", detail=False, gives=OpenApiResponse(None, "Done."), status=204)
    def revoke_calendar(self, request: Request) -> Response:
        """End one's address at once."""
        revoke_calendar_feed(actor=self.person)
        return Response(status=204)

    @act(
        "change",
        body_of(SessionForm, "ChangePlanSession", optional=SessionForm.base_fields),
        gives=PlanSessionSerializer,
    )
    def change(self, request: Request, uuid: UUID) -> Response:
        """Change a session; calendars that have it are told."""
        row = self.to_change(uuid)
        require(self.person, LEAD_AUDIT, row.audit)
        given = self.cleaned(lambda *sent: SessionForm(*sent, audit=row.audit, initial=known(row)))
        return self.after(change_session(actor=self.person, session=row, **given))

    @act("cancel", gives=PlanSessionSerializer)
    def cancel(self, request: Request, uuid: UUID) -> Response:
        """Take it off the plan."""
        row = self.to_change(uuid)
        require(self.person, LEAD_AUDIT, row.audit)
        return self.after(cancel_session(actor=self.person, session=row, on=today(row.audit.unit)))
