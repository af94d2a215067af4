"""The policies audits ship: periods of dues, windows of verification, the ladder. Source: docs/adr/0001-time-rules.md."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy
from foundation.dates import Period


def _whole(value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValidationError(_("Give whole numbers of at least 1."))


def _periods(value: Any) -> None:
    _keys(value, DUE_PERIODS)
    for kind, steps in value.items():
        _keys(steps, DUE_PERIODS[kind])
        for period in steps.values():
            try:
                Period.from_policy(period)
            except (ValueError, AttributeError, TypeError) as error:
                raise ValidationError(_("A period is a whole number of days or working_days.")) from error


def _windows(value: Any) -> None:
    _keys(value, VERIFICATION_WINDOWS)
    for window in value.values():
        _keys(window, {"min_days": 0, "max_days": 0})
        _whole(window["min_days"])
        _whole(window["max_days"])
        if window["max_days"] < window["min_days"]:
            raise ValidationError(_("A window closes no earlier than it opens."))


def _ladders(value: Any) -> None:
    _keys(value, LADDER)
    for ladder in value.values():
        if not isinstance(ladder, list) or not ladder or ladder != sorted(set(ladder)):
            raise ValidationError(_("The rungs of a ladder grow."))
        _whole(ladder[0])


def _lights(value: Any) -> None:
    _keys(value, LIGHTS)
    for thresholds in value.values():
        _keys(thresholds, {"green": 0, "amber": 0})
        _whole(thresholds["green"])
        _whole(thresholds["amber"])
        if not thresholds["amber"] <= thresholds["green"] <= 100:
            raise ValidationError(_("Close to target begins below the target, and the target is at most 100 %."))


def _clocks(value: Any) -> None:
    _keys(value, AUDIT_CLOCKS)
    for count in value.values():
        _whole(count)


def _keys(value: Any, wanted: dict[str, Any]) -> None:
    if not isinstance(value, dict) or value.keys() != wanted.keys():
        raise ValidationError(_("Give a value for each of: %(keys)s.") % {"keys": ", ".join(wanted)})


DUE_PERIODS: dict[str, Any] = {
    "major": {"plan": {"working_days": 10}, "correction": {"days": 30}, "action": {"days": 90}},
    "minor": {"plan": {"working_days": 20}, "correction": {"days": 60}, "action": {"days": 180}},
    "ofi": {"disposition": {"working_days": 30}},
    "observation": {},
    "good_practice": {},
}
# days after implementation
VERIFICATION_WINDOWS = {"major": {"min_days": 30, "max_days": 90}, "minor": {"min_days": 30, "max_days": 180}}
# days after the due date at which each rung is reached
LADDER = {"major": [1, 4, 10, 21], "minor": [1, 8, 22, 45], "ofi": [1, 15]}
# per cent from which a figure is on target, and from which it is close to it
LIGHTS = {"programme_completion": {"green": 90, "amber": 75}, "programme_punctuality": {"green": 90, "amber": 75}}
AUDIT_CLOCKS = {"plan_working_days": 10, "report_working_days": 10, "independence_months": 24}

FINDING_DUES = policy.declare(
    "audits.finding_dues", label=gettext_lazy("Due periods of findings"), value=DUE_PERIODS, check=_periods
)
VERIFICATION = policy.declare(
    "audits.verification",
    label=gettext_lazy("Windows of the effectiveness check"),
    value=VERIFICATION_WINDOWS,
    check=_windows,
)
ESCALATION = policy.declare(
    "audits.ladder", label=gettext_lazy("Escalation ladder of findings"), value=LADDER, check=_ladders
)
CLOCKS = policy.declare(
    "audits.clocks", label=gettext_lazy("Periods around an audit"), value=AUDIT_CLOCKS, check=_clocks
)
LIGHTS_POLICY = policy.declare("audits.lights", label=gettext_lazy("Targets of figures"), value=LIGHTS, check=_lights)
