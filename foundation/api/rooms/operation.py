"""Whether everything runs, everybody's jobs and mails, what was taken away, and the trail: for who watches the operation."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from foundation import jobs, outbox, status
from foundation.access import Permission, require
from foundation.administration.events import events_for, things_of
from foundation.administration.lists import EventList, ExportList, JobList, MailList, with_standing
from foundation.api.bodies import Body
from foundation.api.doors import Collection, Door, act
from foundation.api.fields import Id, Truth
from foundation.api.names import AccountNameSerializer
from foundation.api.paging import Sieve
from foundation.api.rooms.inbox import JobSerializer
from foundation.models.trail import Event, Notification
from foundation.models.work import Job
from foundation.permissions import RUN_OPERATION, VIEW_TRAIL, WATCH_OPERATION

MOST_MAILS = 500


class Watched(Door):
    """Doors of who watches the operation."""

    tag = "administration"
    watching: ClassVar[Permission] = WATCH_OPERATION

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action is not None:
            require(self.person, self.watching)


class ReadingSerializer(serializers.Serializer):
    """How one thing stands: good, warn, bad, or mute where it is not in use."""

    name = serializers.CharField(source="check.name")
    label = serializers.CharField(source="check.label")
    standing = serializers.CharField(source="reading.standing")
    words = serializers.CharField(source="reading.words")
    facts = serializers.SerializerMethodField()
    advice = serializers.CharField(source="reading.advice")

    @extend_schema_field({"type": "array", "items": {"type": "array", "items": {"type": "string"}}})
    def get_facts(self, told: Any) -> list[list[str]]:
        return [[str(label), str(words)] for label, words in told.reading.facts]


class StatusSerializer(serializers.Serializer):
    """Every check with its reading."""

    at = serializers.DateTimeField()
    results = ReadingSerializer(many=True)


class Status(Watched):
    """Whether everything runs."""

    noun = "status"
    shows = StatusSerializer

    def show(self, request: Request) -> Response:
        """Every check with how it stands now, and what to do where it does not stand well."""
        now = timezone.now()
        return Response(StatusSerializer({"at": now, "results": status.take(now)}).data)


class AnyJobSerializer(JobSerializer):
    """Long work of anybody."""

    owner = AccountNameSerializer()

    class Meta(JobSerializer.Meta):
        fields = [*JobSerializer.Meta.fields, "owner", "kind", "heartbeat_at", "tries"]


class AllJobs(Watched, Collection):
    """Everybody's long work."""

    noun = "any-job"
    model, shows, table = Job, AnyJobSerializer, JobList

    def rows(self) -> QuerySet[Any]:
        return Job.objects.for_list()

    def to_run(self, uuid: UUID) -> Job:
        row = self.to_change(uuid)
        require(self.person, RUN_OPERATION)
        return row

    @act("retry", gives=AnyJobSerializer)
    def retry(self, request: Request, uuid: UUID) -> Response:
        """Put a job that failed back into the queue."""
        return self.after(jobs.retry(actor=self.person, job=self.to_run(uuid)))

    @act("cancel", gives=AnyJobSerializer)
    def cancel(self, request: Request, uuid: UUID) -> Response:
        """End a job that waits or runs."""
        return self.after(jobs.cancel(actor=self.person, job=self.to_run(uuid)))


class MailSerializer(serializers.ModelSerializer):
    """A mail of the outbox, without what it says."""

    to = AccountNameSerializer(source="user")
    kind = serializers.CharField(source="event.kind")
    standing = serializers.CharField()

    class Meta:
        model = Notification
        fields = ["uuid", "to", "kind", "standing", "created_at", "mailed_at", "tries", "next_try_at", "last_error"]


class ResendBody(Body):
    """Which mails: those named, or with `all` every one that was given up."""

    mails = serializers.ListField(child=Id(), required=False, max_length=MOST_MAILS)
    all = Truth(required=False)


class PutBackSerializer(serializers.Serializer):
    """How many mails are in the outbox again."""

    count = serializers.IntegerField()


class Mails(Watched, Collection):
    """The mails of the outbox."""

    noun = "mail"
    model, shows, table = Notification, MailSerializer, MailList

    def rows(self) -> QuerySet[Any]:
        return with_standing(Notification.objects.select_related("user", "event"))

    @act("again", ResendBody, detail=False, gives=PutBackSerializer)
    def again(self, request: Request) -> Response:
        """Send mails again that were refused or given up; they leave within a minute."""
        require(self.person, RUN_OPERATION)
        _body, given = self.given()
        named = Notification.objects.filter(uuid__in=given.get("mails", []))
        if not given.get("all") and not given.get("mails"):
            raise ValidationError({"mails": [_("Name mails, or say “all”.")]})
        wanted = outbox.given_up() if given.get("all") else named
        return Response(PutBackSerializer({"count": outbox.resend(actor=self.person, notifications=wanted)}).data)


class ExportSerializer(serializers.Serializer):
    """Rows that somebody took out of a list: which list, how many, and how they were chosen."""

    at = serializers.DateTimeField()
    actor = AccountNameSerializer(source="content.actor")
    list = serializers.SerializerMethodField()
    rows = serializers.SerializerMethodField()
    filter = serializers.SerializerMethodField()
    format = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string"})
    def get_list(self, event: Event) -> str:
        return str(event.content.details.get("list", ""))

    @extend_schema_field({"type": ["integer", "null"]})
    def get_rows(self, event: Event) -> Any:
        return event.content.details.get("rows")

    @extend_schema_field({"type": "string"})
    def get_filter(self, event: Event) -> str:
        return str(event.content.details.get("filter") or "")

    @extend_schema_field({"type": "string"})
    def get_format(self, event: Event) -> str:
        return str(event.content.details.get("format", ""))


class Listed(Watched):
    """A list whose rows have no address of their own."""

    lists: ClassVar[type[serializers.BaseSerializer]]
    sieve: ClassVar[Sieve]
    lookup_field = "uuid"

    def query_of(self, name: str) -> dict[str, Any]:
        return self.sieve.allowed

    def rows(self) -> QuerySet[Any]:
        """What the caller may look up."""
        return events_for(self.person)

    def list(self, request: Request) -> Response:
        """A page of them, as far as one may look them up."""
        rows, links = self.sieve.page(self.rows().order_by(), request)
        return Response(links | {"results": self.lists(self.told(rows), many=True).data})

    def told(self, rows: Any) -> Any:
        return rows


class Exports(Listed):
    """Who took which rows away."""

    noun = "export"
    shows = lists = ExportSerializer
    sieve = Sieve(ExportList, ("-at",))

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(kind="list.exported")


class TrailSerializer(serializers.Serializer):
    """An event: who did what to which record. `thing` names it as far as one may see it."""

    at = serializers.DateTimeField()
    kind = serializers.CharField()
    actor = AccountNameSerializer(source="content.actor")
    summary = serializers.CharField(source="content.summary")
    subject_kind = serializers.CharField(source="subject_type.model")
    subject_uuid = serializers.UUIDField()
    thing = serializers.CharField()
    address = serializers.CharField(source="content.ip", allow_null=True)
    event_hash = serializers.CharField(source="digest")


class Trail(Listed):
    """The events one may look up: officers those of what they see, administrators those of accounts and the machine."""

    noun = "trail"
    watching = VIEW_TRAIL
    shows = lists = TrailSerializer
    sieve = Sieve(EventList, ("-at",))

    def told(self, rows: Any) -> Any:
        things = things_of(self.person, rows)
        for row in rows:
            row.thing = things.get((row.subject_type_id, row.subject_uuid), ("", ""))[0]
        return rows
