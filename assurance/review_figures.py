"""What a management review looks at: which figure belongs to which topic, and a figure as it is kept with a review.

The topics follow ISO/IEC 27001 clause 9.3.2. What is kept of a figure are numbers only: where a figure names single
records, they are counted, so that a review says nothing of a record to who may not see it.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from assurance.models import ReviewInput
from foundation.figures import figures_on, metrics

T = ReviewInput.Topic
CLAUSES = {
    T.ACTIONS: "9.3.2 a",
    T.ISSUES: "9.3.2 b",
    T.NEEDS: "9.3.2 c",
    T.CORRECTIVE: "9.3.2 d 1",
    T.MONITORING: "9.3.2 d 2",
    T.AUDITS: "9.3.2 d 3",
    T.OBJECTIVES: "9.3.2 d 4",
    T.FEEDBACK: "9.3.2 e",
    T.RISKS: "9.3.2 f",
    T.IMPROVEMENT: "9.3.2 g",
}
TOPICS = {
    "K-03": T.AUDITS,
    "K-04": T.AUDITS,
    "K-05": T.CORRECTIVE,
    "K-06": T.CORRECTIVE,
    "K-07": T.CORRECTIVE,
    "K-08": T.CORRECTIVE,
    "K-11": T.AUDITS,
    "K-13": T.IMPROVEMENT,
    "K-14": T.CORRECTIVE,
    "K-17": T.RISKS,
    "K-18": T.CORRECTIVE,
    "K-22": T.RISKS,
    "K-23": T.CORRECTIVE,
}
APART = frozenset({"K-12"})  # sanctions: no topic of the clause asks for them, so no copy of them is made
RECORD = re.compile(r"[A-Z]+-(\d|[A-Z]+-\d)")
MOST_PARTS = 40
TOO_FINE = frozenset({"rungs", "families", "processes"})  # ways to cut a figure that are no matter of a meeting
PARTS = {
    "30": _("within 30 days"),
    "60": _("within 60 days"),
    "90": _("within 90 days"),
    "major": _("major"),
    "minor": _("minor"),
    "mean": _("mean"),
    "median": _("median"),
    "max": _("highest"),
    "n": _("number"),
    "cases": _("cases"),
    "missed": _("missed"),
    "original_due": _("by the first due date"),
    "full_year": _("whole year"),
    "cancelled": _("cancelled"),
    "awaiting_verification": _("wait for their check"),
    "risk_accepted": _("risk accepted"),
    "action": _("corrective action"),
    "plan": _("plan"),
    "ofi_disposition": _("answer to a suggestion"),
    "repeats": _("repeats"),
    "not_at_first": _("not effective at first"),
    "live": _("in force"),
    "suspended": _("suspended"),
    "restorable": _("can be restored"),
    "breaches": _("breaches"),
    "gaps": _("gaps"),
    "stale": _("stale"),
    "no_evidence": _("no evidence"),
    "no_owner": _("no owner"),
    "no_control": _("no control"),
    "regions": _("region"),
    "frameworks": _("framework"),
    "used": _("rooms used"),
    "open": _("open"),
    "late": _("late"),
    "watched": _("watched"),
    "at_risk": _("at risk"),
    "past_end": _("sessions past the end"),
    "leavers": _("accounts of leavers"),
}


def gathered(cut_off: date) -> dict[str, list[dict[str, Any]]]:
    """The figures of the whole organisation on a day by topic, as a review keeps them; a new figure is monitoring."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, told in figures_on(cut_off).items():
        if name not in APART:
            found.setdefault(TOPICS.get(name, T.MONITORING), []).append(kept(name, told))
    return found


def kept(name: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """A figure with its parts in a row, each with the codes that lead to it."""
    head = {"id": name, **{key: told[key] for key in ("numerator", "denominator", "value")}}
    return {**head, "parts": list(_parts(told["parts"], []))}


def _parts(parts: Mapping[str, Any], above: list[str]) -> Iterator[dict[str, Any]]:
    """The numbers below, depth first; a cut with too many parts for a meeting is left out."""
    if len(parts) > MOST_PARTS:
        return
    for code, told in parts.items():
        path = [*above, str(code)]
        if code in TOO_FINE:
            continue
        if isinstance(told, Mapping) and not _is_told(told) and not _names_records(told):
            yield from _parts(told, path)
        elif (number := _number(told)) is not None:
            yield {"path": path, **number}


def _is_told(told: Mapping[str, Any]) -> bool:
    return bool({"numerator", "value", "rows"} & told.keys())


def _names_records(told: Mapping[str, Any]) -> bool:
    return bool(told) and all(RECORD.match(str(code)) for code in told)


def _number(told: Any) -> dict[str, Any] | None:
    """What a part says: a share, a number, or how many records it names; None for what says nothing."""
    if isinstance(told, Mapping) and "numerator" in told:
        return {key: told.get(key) for key in ("numerator", "denominator", "value")}
    value = told.get("value", told.get("rows")) if isinstance(told, Mapping) and _is_told(told) else told
    if isinstance(value, list | tuple | Mapping):
        value = len(value)
    return None if value is None else {"value": value}


def label_of(name: str) -> str:
    """What a figure is called now; its id where no such figure is offered any more."""
    return next((str(metric.label) for metric in metrics() if metric.id == name), name)


def labels() -> dict[str, str]:
    """Every figure by its id."""
    return {metric.id: str(metric.label) for metric in metrics() if metric.id not in APART}


def path_words(path: list[str]) -> str:
    """“major, mean”: the codes that lead to a part, in words where they are known."""
    return ", ".join(str(PARTS.get(code, code)) for code in path)
