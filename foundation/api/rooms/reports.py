"""The report centre: which reports one may have, those that come by themselves, and what was made for whom."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, Door, writes
from foundation.api.names import AccountNameSerializer, UnitNameSerializer
from foundation.api.rooms.inbox import JobSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today
from foundation.lists.filters import parameters_of
from foundation.models.subscriptions import Subscription
from foundation.models.work import Job
from foundation.permissions import SUBSCRIBE, VIEW_REPORTS
from foundation.reports.centre import Report, reports
from foundation.subscriptions.actions import subscribe
from foundation.subscriptions.forms import AnySubscribeForm
from foundation.subscriptions.lists import MadeList, SubscriptionList
from foundation.subscriptions.querysets import made_for
from foundation.subscriptions.workflow import SUBSCRIPTION


class ParameterSerializer(serializers.Serializer):
    """What a report may be asked with: `names` stand in its `query`, several for a range."""

    names = serializers.ListField(child=serializers.CharField())
    label = serializers.CharField()
    required = serializers.BooleanField()


class ReportSerializer(serializers.Serializer):
    """A report one may have. `papers` names what to ask for (`POST /jobs/`) by format."""

    name = serializers.CharField()
    label = serializers.CharField()
    note = serializers.CharField()
    group = serializers.CharField()
    papers = serializers.DictField(child=serializers.CharField(), source="formats")
    parameters = ParameterSerializer(many=True)


class ReportsSerializer(serializers.Serializer):
    """Every report one may have."""

    results = ReportSerializer(many=True)


class Reports(Door):
    """The reports of the report centre."""

    noun = tag = "reports"
    shows = ReportsSerializer

    def show(self, request: Request) -> Response:
        """Every report one may have, with its formats and parameters."""
        require(self.person, VIEW_REPORTS)
        told = [self._told(one) for one in reports() if one.for_reader(self.person)]
        return Response(ReportsSerializer({"results": told}).data)

    def _told(self, one: Report) -> dict[str, Any]:
        form = one.form(report=one, actor=self.person, on=today())
        parameters = [
            {"names": parameters_of(field, name), "label": field.label or name, "required": field.required}
            for name, field in form.fields.items()
        ]
        facts = {name: getattr(one, name) for name in ("name", "label", "note", "group", "formats")}
        return facts | {"parameters": parameters}


class SubscriptionSerializer(serializers.ModelSerializer):
    """A report that comes by itself; `query` are its parameters."""

    owner = AccountNameSerializer()
    unit = UnitNameSerializer()
    recipients = AccountNameSerializer(many=True)

    class Meta:
        model = Subscription
        fields = ["uuid", "title", "report", "query", "rhythm", "next_on", "owner", "unit", "recipients", "state"]


@with_steps(SUBSCRIPTION)
class Subscriptions(Told, Collection):
    """Reports that come by themselves: one's own, those one gets, and to who watches the operation all of their units."""

    noun = tag = "subscription"
    model, shows, table = Subscription, SubscriptionSerializer, SubscriptionList

    def listed(self) -> QuerySet[Any]:
        return Subscription.objects.visible_to(self.person).for_page().prefetch_related("recipients")

    @writes(body_of(AnySubscribeForm, "Subscription"), gives=SubscriptionSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Have a report come by itself, from the first day of the rhythm after today."""
        require(self.person, SUBSCRIBE)
        given = self.cleaned(AnySubscribeForm)
        return self.after(subscribe(actor=self.person, on=today(), **given), status=201)


class MadeReportSerializer(JobSerializer):
    """A report that was made for somebody; `sent_by` is the subscription by which it came. Its file is theirs alone."""

    owner = AccountNameSerializer()
    sent_by = serializers.CharField(allow_null=True, default=None)

    class Meta(JobSerializer.Meta):
        fields = [*JobSerializer.Meta.fields, "owner", "sent_by"]


class MadeReports(Collection):
    """What was made for whom."""

    noun = "made-report"
    tag = "reports"
    model, shows, table = Job, MadeReportSerializer, MadeList

    def rows(self) -> QuerySet[Any]:
        return made_for(self.person, Job.objects.all())
