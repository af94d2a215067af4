"""The figures of the board: the same counts, under the same scope."""

from dataclasses import asdict
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from audits.figures import FAMILIES, open_by_type, opened_and_closed, programme, under
from audits.models import Audit, Finding
from foundation.access import require
from foundation.api.doors import Door
from foundation.board import scope
from foundation.clock import today
from foundation.permissions import VIEW_BOARD


class OpenKindSerializer(serializers.Serializer):
    """The open findings of one type; `bands` counts them by age in days."""

    type = serializers.CharField()
    count = serializers.IntegerField()
    overdue = serializers.IntegerField()
    oldest = serializers.IntegerField(allow_null=True)
    bands = serializers.DictField(child=serializers.IntegerField())


class FigureMonthSerializer(serializers.Serializer):
    """What happened in one month: findings issued by type, and findings closed."""

    first = serializers.DateField()
    opened = serializers.DictField(child=serializers.IntegerField())
    closed = serializers.IntegerField()


class ShareSerializer(serializers.Serializer):
    """A share as it was counted; nothing of nothing is no share."""

    numerator = serializers.IntegerField()
    denominator = serializers.IntegerField()


class ProgrammeFiguresSerializer(serializers.Serializer):
    """How far the programme is, and how punctual."""

    completion = ShareSerializer()
    punctuality = ShareSerializer()
    whole = ShareSerializer()
    cancelled = serializers.IntegerField()


class FiguresSerializer(serializers.Serializer):
    """The board's figures on a day, for the units named."""

    on = serializers.DateField()
    units = serializers.ListField(child=serializers.CharField())
    open_findings = OpenKindSerializer(many=True)
    months = FigureMonthSerializer(many=True)
    programme = ProgrammeFiguresSerializer()


class Figures(Door):
    """The board."""

    noun = tag = "figures"
    shows = FiguresSerializer

    def show(self, request: Request) -> Response:
        """Open findings, what was opened and closed, and the programme, under the units one manages."""
        require(self.person, VIEW_BOARD)
        on = today()
        kinds = open_by_type(under(self.person, Finding.objects.all()), on=on)
        facts: dict[str, Any] = {
            "on": on,
            "units": scope(self.person),
            "open_findings": [{"type": kind, **asdict(kinds[kind])} for kind in FAMILIES],
            "months": opened_and_closed(under(self.person, Finding.objects.all()), on=on),
            "programme": programme(under(self.person, Audit.objects.all()), on=on),
        }
        return Response(FiguresSerializer(facts).data)
