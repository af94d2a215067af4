"""Bodies whose shape is not that of their form's fields one by one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from rest_framework import serializers

from audits.forms.corrective import MOST_LINES, WHYS, ActionLine, PlanForm
from foundation.api.bodies import Body, body_of
from foundation.api.fields import Day, Id, Text

LINE = "action-{}-{}"
PlannedBody = body_of(ActionLine, "PlannedAction", owner=Id(), text=Text(max_length=20_000), due_on=Day())
PlannedBody.carried = ()


class WholePlan(Body):
    """The whys as a list and the actions as objects; the page has a field for each."""

    whys = serializers.ListField(child=Text(max_length=500), required=False, max_length=WHYS)
    actions = serializers.ListField(child=PlannedBody(), max_length=MOST_LINES)

    def into(self, form: forms.BaseForm, given: Mapping[str, Any]) -> dict[str, list[str]]:
        flat = {name: value for name, value in given.items() if name not in ("whys", "actions")}
        flat |= {f"why_{number}": why for number, why in enumerate(given.get("whys", []), start=1)}
        sent = super().into(form, flat)
        for number, line in enumerate(given["actions"]):
            for name, texts in PlannedBody().into(ActionLine(), line).items():
                sent[LINE.format(number, name)] = texts
        return sent

    def name_of(self, field: str) -> str:
        return "whys" if field.startswith("why_") else field


PlanBody = body_of(PlanForm, "FindingSubmitPlan", base=WholePlan)
