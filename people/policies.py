"""Settings that an officer may change."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy


def _percent(value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        raise ValidationError(_("A whole number of percent, from 0 to 100."))


HR_LEAVER_SHARE = policy.declare(
    "people.hr_leaver_share",
    label=gettext_lazy("Percent of a unit's people that an HR file may have leave without being asked again"),
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
