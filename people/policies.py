"""Settings that an officer may change."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import (
    gettext as _,
)
from django.utils.translation import (
    gettext_lazy,
)

from foundation import policy
from foundation.figures import targets


def _percent(value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        raise ValidationError(_("A whole number of percent, from 0 to 100."))


HR_LEAVER_SHARE = policy.declare(
    "people.hr_leaver_share",
    label=gettext_lazy("Percent of the people of a unit that an HR file may have leave without being asked again"),
    value=20,
    check=_percent,
)


def _months(value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 60:
        raise ValidationError(_("A whole number of months, from 1 to 60."))


HR_LINE_MONTHS = policy.declare(
    "people.hr_line_months",
    label=gettext_lazy("Months for which the lines of a finished HR file are kept"),
    value=3,
    check=_months,
)

# Recognition
BANDS = {"thanks": 100, "award": 500, "top": 2000}


def _bands(value: Any) -> None:
    if not isinstance(value, dict) or value.keys() != BANDS.keys():
        raise ValidationError(_("Give a value for each of: %(keys)s.") % {"keys": ", ".join(BANDS)})
    amounts = [value[name] for name in BANDS]
    if any(not isinstance(one, int) or isinstance(one, bool) or not 1 <= one <= 1_000_000 for one in amounts):
        raise ValidationError(_("Give whole amounts of at least 1."))
    if amounts != sorted(set(amounts)):
        raise ValidationError(_("Each value is worth more than the one before it."))


AWARD_BANDS = policy.declare(
    "people.award_bands",
    label=gettext_lazy("What awards are worth"),
    value=BANDS,
    check=_bands,
    note=gettext_lazy("The highest amount of each, in the currency of the accounts. The last is the highest award."),
    words={
        "thanks": gettext_lazy("Thanks, up to"),
        "award": gettext_lazy("Award, up to"),
        "top": gettext_lazy("Top award, up to"),
    },
)


def _days(value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 60:
        raise ValidationError(_("A whole number of days, from 0 to 60."))


AWARD_CHECK_DAYS = policy.declare(
    "people.award_check_days",
    label=gettext_lazy("Days between the review of a nomination and its award"),
    value=3,
    check=_days,
    note=gettext_lazy("In them the case officers, human resources and others may look at it."),
)

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
