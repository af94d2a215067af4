"""The sessions of plans."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from audits.actions import cancel_session, change_session
from audits.forms.plan import SessionForm, known
from audits.models import PlanSession
from audits.permissions import LEAD_AUDIT
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act
from foundation.api.names import PersonNameSerializer
from foundation.clock import today


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


class PlanSessions(Collection):
    """The plans of audits, session by session; the audited see theirs when it was sent."""

    noun = tag = "plan-session"
    model, shows, order = PlanSession, PlanSessionSerializer, ("day", "starts", "pk")

    def listed(self) -> QuerySet[Any]:
        return PlanSession.objects.visible_to(self.person).for_list()

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
