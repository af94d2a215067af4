"""The figures of the board: the same counts, under the same scope."""

from dataclasses import asdict
from datetime import date
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from audits.figures import FAMILIES, Closing, Year, late_by_rung, open_by_type, programme, under, year
from audits.models import Audit, Finding
from foundation import policy
from foundation.access import require
from foundation.api.doors import Door
from foundation.board import scope
from foundation.clock import today
from foundation.figures import one_decimal
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


class ClosingSerializer(serializers.Serializer):
    """Times from issue to closure of one severity in days; fewer than three are listed and have no mean."""

    type = serializers.CharField()
    count = serializers.IntegerField()
    mean = serializers.FloatField(allow_null=True)
    median = serializers.FloatField(allow_null=True)
    cases = serializers.ListField(child=serializers.IntegerField())


class LateSerializer(serializers.Serializer):
    """How many findings are late with a step, and how many on each rung of the ladder."""

    step = serializers.CharField()
    count = serializers.IntegerField()
    rungs = serializers.DictField(child=serializers.IntegerField())


class YearSerializer(serializers.Serializer):
    """The last 365 days of nonconformities, and what is late now."""

    actions_on_time = ShareSerializer()
    against_original_due = ShareSerializer()
    repeat_findings = ShareSerializer()
    effective_at_first = ShareSerializer()
    time_to_close = ClosingSerializer(many=True)
    late = LateSerializer(many=True)


class FiguresSerializer(serializers.Serializer):
    """The board's figures on a day, for the units named."""

    on = serializers.DateField()
    units = serializers.ListField(child=serializers.CharField())
    open_findings = OpenKindSerializer(many=True)
    months = FigureMonthSerializer(many=True)
    programme = ProgrammeFiguresSerializer()
    year = YearSerializer()


class Figures(Door):
    """The board."""

    noun = tag = "figures"
    shows = FiguresSerializer

    def show(self, request: Request) -> Response:
        """Open findings, what was opened and closed, and the programme, under the units one manages."""
        require(self.person, VIEW_BOARD)
        on = today()
        found = year(under(self.person, Finding.objects.all()), on=on)
        kinds = open_by_type(under(self.person, Finding.objects.all()), on=on)
        facts: dict[str, Any] = {
            "on": on,
            "units": scope(self.person),
            "open_findings": [{"type": kind, **asdict(kinds[kind])} for kind in FAMILIES],
            "months": found.months,
            "programme": programme(under(self.person, Audit.objects.all()), on=on),
            "year": _told(found, on),
        }
        return Response(FiguresSerializer(facts).data)


def _told(found: Year, on: date) -> dict[str, Any]:
    late = late_by_rung(found.late, on=on, ladders=policy.current("audits.ladder", on).value)
    return {
        "actions_on_time": found.share("actions"),
        "against_original_due": found.share("original"),
        "repeat_findings": found.share("issued"),
        "effective_at_first": found.share("checked"),
        "time_to_close": [_closing(kind, times) for kind, times in found.closing.items()],
        "late": [{"step": step, "count": rungs.total(), "rungs": dict(rungs)} for step, rungs in sorted(late.items())],
    }


def _closing(kind: str, times: Closing) -> dict[str, Any]:
    counted = {"type": kind, "count": len(times.days)}
    listed = times.days if times.mean is None else []
    return {**counted, "mean": one_decimal(times.mean), "median": one_decimal(times.median), "cases": listed}
