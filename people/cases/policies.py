"""The policies of cases: clocks, retention, and the matrix of sanctions. Source: 2.20, T-54, T-60 (docs/cases.md)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy

TO_CONFIRM = gettext_lazy("Version 1 is to be confirmed by counsel and works council.")
CLOCKS: dict[str, int] = {
    "acknowledge_days": 7,
    "feedback_months": 3,
    "tell_working_days": 10,
    "review_days": 30,
    "measure_days": 30,
    "hearing_working_days": 5,
    "appeal_working_days": 15,
    "repeat_months": 24,
    "watch_months": 12,
}
# What the law allows at most (acknowledgement, feedback), and what fairness needs at least (hearing).
MOST = {"acknowledge_days": 7, "feedback_months": 3, "measure_days": 30}
LEAST = {"hearing_working_days": 5, "appeal_working_days": 5}
RETENTION: dict[str, int] = {
    "unfounded_months": 2,
    "level_1_months": 12,
    "level_2_months": 24,
    "level_3_months": 36,
    "level_4_months": 36,
}
SEVERITIES = {
    "minor": gettext_lazy("Minor"),
    "moderate": gettext_lazy("Moderate"),
    "serious": gettext_lazy("Serious"),
    "grave": gettext_lazy("Grave"),
}
REPEATS = {
    "first": gettext_lazy("first time"),
    "second": gettext_lazy("second time"),
    "third": gettext_lazy("third time or more"),
}


def _row(*ranges: tuple[int, int]) -> dict[str, dict[str, int]]:
    return {repeat: {"from": lowest, "to": highest} for repeat, (lowest, highest) in zip(REPEATS, ranges, strict=True)}


MATRIX: dict[str, Any] = {
    "minor": _row((1, 1), (1, 2), (2, 3)),
    "moderate": _row((1, 2), (2, 3), (3, 4)),
    "serious": _row((2, 3), (3, 4), (4, 4)),
    "grave": _row((3, 4), (4, 4), (4, 4)),
}


def _whole(value: Any, low: int, high: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValidationError(
            _("Give whole numbers from %(low)s to %(high)s.") % {"low": low, "high": high},
        )


def _keys(value: Any, wanted: dict[str, Any]) -> None:
    if not isinstance(value, dict) or value.keys() != wanted.keys():
        raise ValidationError(_("Give a value for each of: %(keys)s.") % {"keys": ", ".join(wanted)})


def _clocks(value: Any) -> None:
    _keys(value, CLOCKS)
    for name, count in value.items():
        _whole(count, LEAST.get(name, 1), MOST.get(name, 120))


def _retention(value: Any) -> None:
    _keys(value, RETENTION)
    for count in value.values():
        _whole(count, 1, 120)


def _matrix(value: Any) -> None:
    _keys(value, MATRIX)
    for row in value.values():
        _keys(row, REPEATS)
        for span in row.values():
            _keys(span, {"from": 1, "to": 1})
            _whole(span["from"], 1, 4)
            _whole(span["to"], span["from"], 4)


CLOCKS_POLICY = policy.declare(
    "cases.clocks",
    label=gettext_lazy("Periods of violation cases"),
    note=TO_CONFIRM,
    value=CLOCKS,
    check=_clocks,
    words={
        "acknowledge_days": gettext_lazy("A report is acknowledged within"),
        "feedback_months": gettext_lazy("Feedback after the acknowledgement within"),
        "tell_working_days": gettext_lazy("The person is told within"),
        "review_days": gettext_lazy("Counsel looks at a delay again after"),
        "measure_days": gettext_lazy("An interim measure lasts at most"),
        "hearing_working_days": gettext_lazy("Notice before a hearing"),
        "appeal_working_days": gettext_lazy("Time for an appeal"),
        "repeat_months": gettext_lazy("Earlier sanctions count back"),
        "watch_months": gettext_lazy("What befalls a reporter is looked at for"),
    },
    units={
        "acknowledge_days": "days",
        "feedback_months": "months",
        "tell_working_days": "working_days",
        "review_days": "days",
        "measure_days": "days",
        "hearing_working_days": "working_days",
        "appeal_working_days": "working_days",
        "repeat_months": "months",
        "watch_months": "months",
    },
)
RETENTION_POLICY = policy.declare(
    "cases.retention",
    label=gettext_lazy("How long violation cases are kept"),
    note=TO_CONFIRM,
    value=RETENTION,
    check=_retention,
    words={
        "unfounded_months": gettext_lazy("Identities of an unfounded or dismissed case"),
        "level_1_months": gettext_lazy("Sanction of level 1"),
        "level_2_months": gettext_lazy("Sanction of level 2"),
        "level_3_months": gettext_lazy("Sanction of level 3"),
        "level_4_months": gettext_lazy("Sanction of level 4"),
    },
    units={"*": "months"},
)
MATRIX_POLICY = policy.declare(
    "cases.matrix",
    label=gettext_lazy("Levels of sanctions by severity and repetition"),
    note=TO_CONFIRM,
    value=MATRIX,
    check=_matrix,
    words={**SEVERITIES, **REPEATS, "from": gettext_lazy("lowest level"), "to": gettext_lazy("highest level")},
)
