"""The policies assurance ships: suppliers, gates, retention and requests for evidence, and the targets of figures."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy
from foundation.figures import targets

CLOCKS: dict[str, int] = {
    "critical_months": 12,
    "important_months": 24,
    "normal_months": 36,
    "statement_months": 6,
}


def _months(value: Any) -> None:
    if not isinstance(value, dict) or value.keys() != CLOCKS.keys():
        raise ValidationError(_("Give a value for each of: %(keys)s.") % {"keys": ", ".join(CLOCKS)})
    for months in value.values():
        if not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= 120:
            raise ValidationError(_("Give whole months, from 1 to 120."))


SUPPLIER_CLOCKS = policy.declare(
    "assurance.supplier_clocks",
    label=gettext_lazy("Periods of suppliers"),
    note=gettext_lazy("When a supplier is assessed again, and how long its word on continuity counts."),
    value=CLOCKS,
    check=_months,
    words={
        "critical_months": gettext_lazy("Next assessment of a critical supplier after"),
        "important_months": gettext_lazy("Next assessment of an important supplier after"),
        "normal_months": gettext_lazy("Next assessment of a normal supplier after"),
        "statement_months": gettext_lazy("A statement on continuity counts for"),
    },
    units={"*": "months"},
)

LIGHTS = {"integration": {"green": 95, "amber": 85}, "freshness": {"green": 95, "amber": 85}}
LIGHTS_POLICY = policy.declare(
    "assurance.lights",
    label=gettext_lazy("Targets of the integration matrix"),
    note=gettext_lazy("From which per cent coverage and freshness are on target, and from which they are close to it."),
    value=LIGHTS,
    check=targets(*LIGHTS),
    words={
        "integration": gettext_lazy("Integration coverage"),
        "freshness": gettext_lazy("Evidence freshness"),
        "green": gettext_lazy("on target from"),
        "amber": gettext_lazy("close to it from"),
    },
    units={"*": "percent"},
)


SUPPLY_LIGHTS = policy.declare(
    "assurance.supply_lights",
    label=gettext_lazy("Targets of suppliers and gates"),
    note=gettext_lazy(
        "From which per cent supplier continuity and gate discipline are on target, and from which they are close to it."
    ),
    value={"continuity": {"green": 90, "amber": 75}, "gates": {"green": 95, "amber": 85}},
    check=targets("continuity", "gates"),
    words={
        "continuity": gettext_lazy("Suppliers that go on"),
        "gates": gettext_lazy("Gate discipline"),
        "green": gettext_lazy("on target from"),
        "amber": gettext_lazy("close to it from"),
    },
    units={"*": "percent"},
)


def _whole(value: Any, wanted: dict[str, int]) -> None:
    if not isinstance(value, dict) or value.keys() != wanted.keys():
        raise ValidationError(_("Give a value for each of: %(keys)s.") % {"keys": ", ".join(wanted)})
    for count in value.values():
        if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= 100:
            raise ValidationError(_("Give whole numbers from 1 to 100."))


# years after the end of what the evidence belongs to; of a general record, after its last version
KEPT_FOR = {"general": 3, "audit": 6, "certificate": 3}
REQUEST_CLOCKS = {"remind_days": 3}
GATE_CLOCKS = {"backdate_days": 7}
REVIEW_CLOCKS = {"action_days": 60}

RETENTION = policy.declare(
    "assurance.retention",
    label=gettext_lazy("How long evidence is kept"),
    note=gettext_lazy("Years until evidence may be disposed of. Counsel sets them; a legal hold goes before all."),
    value=KEPT_FOR,
    check=lambda value: _whole(value, KEPT_FOR),
    words={
        "general": gettext_lazy("General record: after its last version"),
        "audit": gettext_lazy("Audit file: after the audit is closed"),
        "certificate": gettext_lazy("Certificate file: after the end of the cycle"),
    },
    units={"*": "years"},
)
REQUESTS = policy.declare(
    "assurance.requests",
    label=gettext_lazy("Requests for evidence"),
    note=gettext_lazy("When who was asked for evidence is reminded."),
    value=REQUEST_CLOCKS,
    check=lambda value: _whole(value, REQUEST_CLOCKS),
    words={"remind_days": gettext_lazy("Reminder before the due date")},
    units={"*": "days"},
)
GATES = policy.declare(
    "assurance.gates",
    label=gettext_lazy("Gates"),
    note=gettext_lazy("How far back something may be put before a gate; evidence counts from that day on."),
    value=GATE_CLOCKS,
    check=lambda value: _whole(value, GATE_CLOCKS),
    words={"backdate_days": gettext_lazy("Opened at most before today")},
    units={"*": "days"},
)
REVIEWS = policy.declare(
    "assurance.reviews",
    label=gettext_lazy("Management reviews"),
    note=gettext_lazy("When an action is due whose day nobody names; a day off moves to the next working day."),
    value=REVIEW_CLOCKS,
    check=lambda value: _whole(value, REVIEW_CLOCKS),
    words={"action_days": gettext_lazy("An action is due after")},
    units={"*": "days"},
)
