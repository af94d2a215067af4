"""The policies audits ship: periods of dues, windows of verification, the ladder. Source: docs/adr/0001-time-rules.md."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy
from foundation.dates import Period
from foundation.figures import limits, targets


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
        if not isinstance(ladder, list) or not ladder:
            raise ValidationError(_("A ladder has at least one rung."))
        for days in ladder:
            _whole(days)
        if ladder != sorted(set(ladder)):
            raise ValidationError(_("Each rung of a ladder is later than the one below it."))


def _clocks(value: Any) -> None:
    _keys(value, AUDIT_CLOCKS)
    for count in value.values():
        _whole(count)


def _risk(value: Any) -> None:
    _keys(value, RISK)
    for part, names in RISK.items():
        _keys(value[part], names)
        for count in value[part].values():
            _whole(count)
    bands = [value["bands"][name] for name in ("two_years", "year", "half_year")]
    if bands != sorted(set(bands)):
        raise ValidationError(_("A shorter interval needs a higher score."))


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
FINDING_LIGHTS = {"actions_on_time": {"green": 90, "amber": 75}, "repeat_findings": {"green": 5, "amber": 15}}
LOWER = ("repeat_findings",)  # better the lower
# points of each factor, and the score from which a line asks for an audit within 24, 12 and 6 months
RISK = {
    "weights": {
        "impact": 3, "open_majors": 2, "half_years": 2, "change_level": 1, "incident_level": 1, "regulator_interest": 1
    },
    "bands": {"two_years": 6, "year": 12, "half_year": 20},
}  # fmt: skip
AUDIT_CLOCKS = {"plan_working_days": 10, "report_working_days": 10, "independence_months": 24}

GRADES = {
    "major": gettext_lazy("Major"),
    "minor": gettext_lazy("Minor"),
    "ofi": gettext_lazy("Opportunity"),
}
FINDING_DUES = policy.declare(
    "audits.finding_dues",
    label=gettext_lazy("Due periods of findings"),
    note=gettext_lazy("How long the owner of a finding has for each step, counted from the day it is issued."),
    value=DUE_PERIODS,
    check=_periods,
    words={
        **GRADES,
        "plan": gettext_lazy("plan with cause"),
        "correction": gettext_lazy("correction"),
        "action": gettext_lazy("corrective action"),
        "disposition": gettext_lazy("decision on the opportunity"),
    },
)
VERIFICATION = policy.declare(
    "audits.verification",
    label=gettext_lazy("Windows of the effectiveness check"),
    note=gettext_lazy(
        "When after its implementation an action can be checked for effect, and until when it has to be."
    ),
    value=VERIFICATION_WINDOWS,
    check=_windows,
    words={**GRADES, "min_days": gettext_lazy("not before"), "max_days": gettext_lazy("not after")},
    units={"*": "days"},
)
ESCALATION = policy.declare(
    "audits.ladder",
    label=gettext_lazy("Escalation ladder of findings"),
    note=gettext_lazy("How many days after a due date the next person up hears of it, rung by rung."),
    value=LADDER,
    check=_ladders,
    words=GRADES,
    units={"*": "days"},
)
CLOCKS = policy.declare(
    "audits.clocks",
    label=gettext_lazy("Periods around an audit"),
    note=gettext_lazy("When plan and report are due, and how far back the ties of an auditor count."),
    value=AUDIT_CLOCKS,
    check=_clocks,
    words={
        "plan_working_days": gettext_lazy("Plan reaches the audited unit before the start"),
        "report_working_days": gettext_lazy("Report after the closing meeting"),
        "independence_months": gettext_lazy("Ties of an auditor count back"),
    },
    units={"plan_working_days": "working_days", "report_working_days": "working_days", "independence_months": "months"},
)
LIGHTS_POLICY = policy.declare(
    "audits.lights",
    label=gettext_lazy("Targets of figures"),
    note=gettext_lazy("From which per cent a figure of the board is on target, and from which it is close to it."),
    value=LIGHTS,
    check=targets(*LIGHTS),
    words={
        "programme_completion": gettext_lazy("Audits on plan"),
        "programme_punctuality": gettext_lazy("Punctuality"),
        "green": gettext_lazy("on target from"),
        "amber": gettext_lazy("close to it from"),
    },
    units={"*": "percent"},
)
FINDING_LIGHTS_POLICY = policy.declare(
    "audits.finding_lights",
    label=gettext_lazy("Targets of findings"),
    note=gettext_lazy(
        "Actions on time are on target from so many per cent, and close to it from fewer. Repeat findings are on "
        "target up to so many per cent, and close to it up to more."
    ),
    value=FINDING_LIGHTS,
    check=targets(*FINDING_LIGHTS, lower=LOWER),
    words={
        "actions_on_time": gettext_lazy("Actions on time"),
        "repeat_findings": gettext_lazy("Repeat findings"),
        "green": gettext_lazy("on target at"),
        "amber": gettext_lazy("close to it at"),
    },
    units={"*": "percent"},
)
CHECK_LIGHTS_POLICY = policy.declare(
    "audits.check_lights",
    label=gettext_lazy("Target of checks of effect"),
    note=gettext_lazy("From which per cent checks that were effective at the first try are on target, or close to it."),
    value={"effective_at_first": {"green": 90, "amber": 75}},
    check=targets("effective_at_first"),
    words={
        "effective_at_first": gettext_lazy("Effective at the first check"),
        "green": gettext_lazy("on target from"),
        "amber": gettext_lazy("close to it from"),
    },
    units={"*": "percent"},
)
MAJOR_LIGHTS_POLICY = policy.declare(
    "audits.major_lights",
    label=gettext_lazy("Target of majors past due"),
    note=gettext_lazy("Up to how many majors past due the figure is on target, and up to how many close to it."),
    value={"majors_past_due": {"green": 0, "amber": 0}},
    check=limits("majors_past_due"),
    words={
        "majors_past_due": gettext_lazy("Majors past due"),
        "green": gettext_lazy("on target up to"),
        "amber": gettext_lazy("close to it up to"),
    },
)
RISK_POLICY = policy.declare(
    "audits.risk",
    label=gettext_lazy("Risk score of recurring audits"),
    note=gettext_lazy("What a line of the programme scores by, and how often a score asks for an audit."),
    value=RISK,
    check=_risk,
    words={
        "weights": gettext_lazy("Points of"),
        "bands": gettext_lazy("Score from which an audit is due within"),
        "impact": gettext_lazy("impact, 1 to 5"),
        "open_majors": gettext_lazy("each open major, up to 5"),
        "half_years": gettext_lazy("each half year without an audit, up to 5"),
        "change_level": gettext_lazy("change, 0 to 3"),
        "incident_level": gettext_lazy("incidents, 0 to 3"),
        "regulator_interest": gettext_lazy("interest of regulators, 0 to 3"),
        "two_years": gettext_lazy("24 months"),
        "year": gettext_lazy("12 months"),
        "half_year": gettext_lazy("6 months"),
    },
)
