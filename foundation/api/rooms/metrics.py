"""Every figure by its id, as `manage.py figures` prints them, counted for whoever asks."""

from datetime import date

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import require
from foundation.api.days import asked_day
from foundation.api.doors import Door
from foundation.clock import today
from foundation.figures import metrics
from foundation.permissions import VIEW_BOARD
from foundation.snapshots import told_of


class MetricSerializer(serializers.Serializer):
    """A figure: what was counted of what, its value in per cent or as a number, and the same for its parts by code."""

    id = serializers.CharField()
    label = serializers.CharField()
    numerator = serializers.IntegerField(allow_null=True)
    denominator = serializers.IntegerField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    cut_off = serializers.DateField()
    parts = serializers.DictField()


class MetricsSerializer(serializers.Serializer):
    """Figures on a day."""

    metrics = MetricSerializer(many=True)


class Metrics(Door):
    """The figures of everything one may see."""

    noun = tag = "metrics"
    shows = MetricsSerializer

    def query_of(self, name: str) -> dict[str, dict[str, object]]:
        ids = {"type": "string", "enum": [metric.id for metric in metrics()]}
        return {"id": {"type": "array", "items": ids}, "on": {"type": "string", "format": "date"}}

    def show(self, request: Request) -> Response:
        """Every figure, or those named by `id`, on a day: today, or one that has been (`on`)."""
        require(self.person, VIEW_BOARD)
        asked, on = request.query_params.getlist("id"), _day(request.query_params.get("on", ""))
        told = [
            {"id": metric.id, "label": metric.label, **told_of(metric, self.person, on=on, now=today())}
            for metric in metrics()
            if not asked or metric.id in asked
        ]
        return Response(MetricsSerializer({"metrics": told}).data)


def _day(text: str) -> date:
    """The day asked for. Raises ValidationError for one that is still to come."""
    on = asked_day(text) if text else today()
    if on > today():
        raise ValidationError({"on": [_("Nothing is counted of days to come.")]})
    return on
