"""What asks for a training first: leading an audit, entering a centre, owning a control. Source: M-19.

A policy names the clearance that each asks for; an app above registers where clearances are learned. Where nothing
teaches a clearance, nothing is refused for want of it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy
from foundation.directory.models import Clearance, Person
from foundation.refusals import Refusal, Refused

LEAD_AUDIT, ENTER_CENTRE, OWN_CONTROL = "lead_audit", "enter_centre", "own_control"
DEFAULT = {LEAD_AUDIT: "AUD", ENTER_CENTRE: "AWR", OWN_CONTROL: "AWR"}
REFUSALS = {
    LEAD_AUDIT: gettext_lazy(
        "%(person)s leads no audit before completing “%(course)s”. It is taken under My training."
    ),
    ENTER_CENTRE: gettext_lazy(
        "%(person)s takes nobody into a centre before completing “%(course)s”. It is taken under My training."
    ),
    OWN_CONTROL: gettext_lazy(
        "%(person)s owns no control before completing “%(course)s”. It is taken under My training."
    ),
}
Courses = Callable[[str], QuerySet]

_teachers: list[Courses] = []


def _codes(value: Any) -> None:
    if not isinstance(value, dict) or set(value) != set(DEFAULT):
        raise ValidationError(_("Name a clearance for each of them."))
    if any(not isinstance(code, str) or len(code) > 50 or code != code.strip() for code in value.values()):
        raise ValidationError(_("A clearance is a code of at most 50 characters, or empty: nothing is asked."))


GATES = policy.declare(
    "directory.gates",
    label=gettext_lazy("What asks for a training first"),
    note=gettext_lazy("The clearance that somebody needs; a course gives it. Empty: nothing is asked."),
    value=DEFAULT,
    check=_codes,
    words={
        LEAD_AUDIT: gettext_lazy("Leading an audit"),
        ENTER_CENTRE: gettext_lazy("Taking visitors into a centre"),
        OWN_CONTROL: gettext_lazy("Owning a control"),
    },
)


def teach_by(courses: Courses) -> None:
    """Registers where clearances are learned: the offered courses that give one, in a queryset whose rows have words."""
    _teachers.append(courses)


def untrained(person: Person, gate: str, *, on: date, field: str | None = None) -> Refusal | None:
    """Why a person may not do what a gate guards, with the course that opens it; None when they may (two queries)."""
    code = policy.current(GATES, on).value.get(gate, "")
    if not code:
        return None
    held = Clearance.objects.live(on).filter(person=person, code__iexact=code)
    for courses in _teachers:
        course = courses(code).annotate(is_held=Exists(held)).first()
        if course is not None and not course.is_held:
            said = str(REFUSALS[gate]) % {"person": person, "course": course}
            return Refusal("M-19", said, field)
    return None


def insist_trained(person: Person | None, gate: str, *, on: date, field: str | None = None) -> None:
    """Raises Refused when somebody may not do what a gate guards; nobody at all is no reason to refuse."""
    refusal = None if person is None else untrained(person, gate, on=on, field=field)
    if refusal is not None:
        raise Refused.because(refusal)
