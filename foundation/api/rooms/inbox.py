"""What waits for one: notifications, acts that need a second person, and long work one has started."""

from functools import partial
from typing import Any
from uuid import UUID

import django_filters as filters
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiResponse, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation import inbox, jobs, notices, outbox, reports
from foundation.api.bodies import body_of
from foundation.api.doors import BINARY, Collection, act, insist_confirmed, reads, writes
from foundation.api.names import PersonNameSerializer
from foundation.approvals import decide_approval, withdraw_approval
from foundation.files import serve
from foundation.forms import DecisionForm, MailForm, PaperForm
from foundation.lists import Choices, Column, TableList
from foundation.models.trail import Notification
from foundation.models.work import Approval, Job
from foundation.reports.results import take, taken_as
from foundation.signin.fresh import require_fresh_for
from foundation.topics import TOPICS, Way


class NotificationSerializer(serializers.ModelSerializer):
    """What one was told; `subject` says of which record, by its kind and uuid."""

    kind = serializers.CharField(source="event.kind")
    summary = serializers.CharField(source="event.content.summary")
    actor = serializers.CharField(source="event.content.actor.name")
    at = serializers.DateTimeField(source="event.at")
    subject_kind = serializers.SerializerMethodField()
    subject_uuid = serializers.UUIDField(source="event.subject_uuid")

    class Meta:
        model = Notification
        fields = ["uuid", "kind", "summary", "actor", "at", "read_at", "subject_kind", "subject_uuid"]

    @extend_schema_field({"type": "string"})
    def get_subject_kind(self, notification: Notification) -> str:
        return notification.event.subject_type.model


class MailWaysSerializer(serializers.Serializer):
    """How one is mailed: by topic, and whether mails wait on days off."""

    due = serializers.ChoiceField(choices=Way.choices)
    decisions = serializers.ChoiceField(choices=Way.choices)
    talk = serializers.ChoiceField(choices=Way.choices)
    records = serializers.ChoiceField(choices=Way.choices)
    rests = serializers.BooleanField()


MailsBody = body_of(MailForm, "Mails", optional=("due", "decisions", "talk", "records"))


class NotificationFilters(filters.FilterSet):
    new = filters.BooleanFilter(field_name="read_at", lookup_expr="isnull", label=gettext_lazy("New"))

    class Meta:
        model = Notification
        fields: list[str] = []


class NotificationList(TableList):
    name = "notifications"
    title = gettext_lazy("Notifications")
    columns = (Column("at", gettext_lazy("When"), value="created_at", sort="created_at"),)
    default_sort = "-at"
    filterset = NotificationFilters


class Notifications(Collection):
    """What one was told."""

    noun = tag = "notification"
    model, shows, table = Notification, NotificationSerializer, NotificationList

    def listed(self) -> QuerySet[Any]:
        own = Notification.objects.visible_to(self.person)
        return own.select_related("event__content__actor", "event__subject_type")

    @act("read", gives=NotificationSerializer)
    def read(self, request: Request, uuid: UUID) -> Response:
        """Mark one as read."""
        row = self.to_change(uuid)
        if notices.read(self.person, uuid) is None:
            raise Http404
        return self.after(row)

    @act("read", detail=False, gives=OpenApiResponse(None, "Done."), status=204)
    def read_all(self, request: Request) -> Response:
        """Mark all as read."""
        notices.read_all(self.person)
        return Response(status=204)

    @reads("mails", detail=False, gives=MailWaysSerializer)
    def mails(self, request: Request) -> Response:
        """How one is told by mail."""
        return Response(self._mails())

    @mails.mapping.post  # type: ignore[attr-defined]
    @writes(MailsBody, gives=MailWaysSerializer)
    def choose_mails(self, request: Request) -> Response:
        """Choose how one is told by mail; what is left out stays."""
        outbox.choose_mails(actor=self.person, **self.cleaned(partial(MailForm, user=self.person)))
        self.person.refresh_from_db(fields=["mail_ways", "mail_rests"])
        return Response(self._mails())

    def _mails(self) -> dict[str, Any]:
        chosen = {topic.name: self.person.mail_ways.get(topic.name, Way.AT_ONCE) for topic in TOPICS}
        return MailWaysSerializer(chosen | {"rests": self.person.mail_rests}).data


class ApprovalSerializer(serializers.ModelSerializer):
    """An act that waits for a second person, and what a yes carries out."""

    asked_by = PersonNameSerializer()
    decided_by = PersonNameSerializer(allow_null=True)
    consequences = serializers.SerializerMethodField()

    class Meta:
        model = Approval
        fields = ["uuid", "label", "reason", "asked_by", "decided_by", "decided_at", "decision", "note", "consequences"]

    @extend_schema_field({"type": "array", "items": {"type": "array", "items": {"type": "string"}}})
    def get_consequences(self, approval: Approval) -> list[list[str]]:
        return [[label, words] for label, words in inbox.consequences(approval)]


class ApprovalFilters(filters.FilterSet):
    decision = Choices(choices=Approval.Decision.choices, label=gettext_lazy("Decision"))

    class Meta:
        model = Approval
        fields: list[str] = []


class ApprovalList(TableList):
    name = "approvals"
    title = gettext_lazy("Approvals")
    columns = (Column("asked", gettext_lazy("Asked"), value="created_at", sort="created_at"),)
    default_sort = "-asked"
    filterset = ApprovalFilters


class Approvals(Collection):
    """What one may decide, asked for or has decided."""

    noun = tag = "approval"
    model, shows, table = Approval, ApprovalSerializer, ApprovalList
    in_person = ("decide",)

    def rows(self) -> QuerySet[Any]:
        return inbox.visible_to(self.person)

    @act("decide", body_of(DecisionForm, "Decision"), gives=ApprovalSerializer)
    def decide(self, request: Request, uuid: UUID) -> Response:
        """Say yes or no, in person: no token does this."""
        row = self.to_change(uuid)
        given = self.cleaned(DecisionForm)
        insist_confirmed(request._request, lambda asked: require_fresh_for(asked, row.verb if given["yes"] else ""))
        return self.after(decide_approval(actor=self.person, approval=row, **given))

    @act("withdraw", gives=ApprovalSerializer)
    def withdraw(self, request: Request, uuid: UUID) -> Response:
        """Take back what one asked for, while it waits."""
        return self.after(withdraw_approval(actor=self.person, approval=self.to_change(uuid)))


class JobSerializer(serializers.ModelSerializer):
    """Long work and how far it is."""

    label = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields = [
            "uuid", "label", "state", "done_count", "total_count", "message", "result_name", "created_at",
            "started_at", "finished_at",
        ]  # fmt: skip

    @extend_schema_field({"type": "string"})
    def get_label(self, job: Job) -> str:
        return str(jobs.label_of(job))


class Jobs(Collection):
    """Long work one has started."""

    noun = tag = "job"
    model, shows, order = Job, JobSerializer, ("-created_at",)

    @writes(body_of(PaperForm, "AskForPaper"), gives=JobSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Ask for a report as a file; the job makes it, and its content is the file."""
        given = self.cleaned(lambda *sent: PaperForm(*sent, actor=self.person))
        return self.after(reports.ask(actor=self.person, **given), status=201)

    @reads("content", gives=BINARY)
    def content(self, request: Request, uuid: UUID) -> HttpResponseBase:
        """The file it left, as an attachment; that it was taken stands in the story of what it is about."""
        row = self.found(uuid)
        try:
            insist_confirmed(request._request, lambda asked: take(asked, row))
        except ObjectDoesNotExist as gone:
            raise Http404 from gone
        return serve(request._request, **taken_as(row))
