"""Bodies whose shape is not that of their form's fields one by one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from rest_framework import serializers

from audits.forms.corrective import MOST_LINES, WHYS, ActionLine, PlanForm
from audits.models import CauseAnalysis
from foundation.api.bodies import Body, body_of
from foundation.api.fields import Day, Id, Text

LINE = "action-{}-{}"
PlannedBody = body_of(ActionLine, "PlannedAction", owner=Id(), text=Text(max_length=20_000), due_on=Day())
PlannedBody.carried = ()


class BranchBody(Body):
    """The causes that were found in one category."""

    category = serializers.ChoiceField(choices=CauseAnalysis.Category.choices)
    causes = serializers.ListField(child=Text(max_length=200), max_length=20)


class WholePlan(Body):
    """The whys as a list, causes by category and actions as objects; the page has a field for each."""

    whys = serializers.ListField(child=Text(max_length=500), required=False, max_length=WHYS)
    branches = serializers.ListField(child=BranchBody(), required=False, max_length=len(CauseAnalysis.Category))
    actions = serializers.ListField(child=PlannedBody(), max_length=MOST_LINES)

    def into(self, form: forms.BaseForm, given: Mapping[str, Any]) -> dict[str, list[str]]:
        flat = {name: value for name, value in given.items() if name not in ("whys", "branches", "actions")}
        flat |= {f"why_{number}": why for number, why in enumerate(given.get("whys", []), start=1)}
        flat |= {f"causes_{one['category']}": "\n".join(one["causes"]) for one in given.get("branches", [])}
        sent = super().into(form, flat)
        for number, line in enumerate(given["actions"]):
            for name, texts in PlannedBody().into(ActionLine(), line).items():
                sent[LINE.format(number, name)] = texts
        return sent

    def name_of(self, field: str) -> str:
        if field.startswith("causes_"):
            return "branches"
        return "whys" if field.startswith("why_") else field


PlanBody = body_of(PlanForm, "FindingSubmitPlan", base=WholePlan)
