"""The policies of access from outside: how long a grant may last, and how soon a question is answered."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy
from foundation.figures import limits


def _days(value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 366:
        raise ValidationError(_("A whole number of days, from 1 to 366."))


GRANT_DAYS = policy.declare(
    "certifications.grant_days", label=gettext_lazy("Days for which a grant may last"), value=90, check=_days
)


def _working_days(value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 30:
        raise ValidationError(_("A whole number of working days, from 1 to 30."))


ANSWER_DAYS = policy.declare(
    "certifications.answer_days",
    label=gettext_lazy("Working days within which a question from a room is answered"),
    value=3,
    check=_working_days,
)

LIGHTS = policy.declare(
    "certifications.lights",
    label=gettext_lazy("Target of certificates at risk"),
    note=gettext_lazy(
        "Up to how many certificates at risk within 180 days are on target, and up to how many close to it."
    ),
    value={"at_risk": {"green": 3, "amber": 5}},
    check=limits("at_risk"),
    words={
        "at_risk": gettext_lazy("Certificates at risk"),
        "green": gettext_lazy("on target up to"),
        "amber": gettext_lazy("close to it up to"),
    },
)
