"""Settings that an officer may change."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy
from foundation.figures import targets

# Training: when a course is due. Source: T-31.

TRAINING_DUES = {"joiner": 30, "role": 30, "manual": 14, "after_leave": 14, "at_least": 5}


def _training_dues(value: Any) -> None:
    if not isinstance(value, dict) or set(value) != set(TRAINING_DUES):
        raise ValidationError(_("Give a number of days for each reason."))
    if any(not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= 366 for days in value.values()):
        raise ValidationError(_("A whole number of days, from 1 to 366."))


DUES_POLICY = policy.declare(
    "people.training_dues",
    label=gettext_lazy("When a training is due"),
    note=gettext_lazy("A renewal is due on the last day of what it renews."),
    value=TRAINING_DUES,
    check=_training_dues,
    words={
        "joiner": gettext_lazy("After the start"),
        "role": gettext_lazy("After a new job role"),
        "manual": gettext_lazy("After it was asked by hand"),
        "after_leave": gettext_lazy("After a return from leave, at least"),
        "at_least": gettext_lazy("After it was assigned, at least"),
    },
    units={"*": "days", "at_least": "working_days"},
)

TRAINING_LIGHTS = policy.declare(
    "people.training_lights",
    label=gettext_lazy("Targets of training"),
    note=gettext_lazy("From which per cent training compliance is on target, and from which it is close to it."),
    value={"training": {"green": 95, "amber": 85}},
    check=targets("training"),
    words={
        "training": gettext_lazy("Training compliance"),
        "green": gettext_lazy("on target from"),
        "amber": gettext_lazy("close to it from"),
    },
    units={"*": "percent"},
)

# Signing: when the figure is on target. Source: K-10.

SIGNING_LIGHTS = policy.declare(
    "people.signing_lights",
    label=gettext_lazy("Target of signing"),
    note=gettext_lazy("From which per cent the rate of signatures is on target, and from which it is close to it."),
    value={"signing": {"green": 95, "amber": 85}},
    check=targets("signing"),
    words={
        "signing": gettext_lazy("Signatures"),
        "green": gettext_lazy("on target from"),
        "amber": gettext_lazy("close to it from"),
    },
    units={"*": "percent"},
)
