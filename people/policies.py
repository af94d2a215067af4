"""Settings that an officer may change."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy

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
