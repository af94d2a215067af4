"""What asks for a training first: leading an audit, entering a centre, owning a control. Source: M-19.

A policy names the clearance that each asks for; an app above registers where clearances are learned. Where nothing
teaches a clearance, nothing is refused for want of it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy
from foundation.directory.models import Clearance, Person
from foundation.models.work import Policy
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
Courses = Callable[[Any], QuerySet]

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
    """Registers where clearances are learned: given the code of one, also as an OuterRef, the offered courses that give
    it, each with its code in `clearance` and what it is called in `words`."""
    _teachers.append(courses)


def with_lack(rows: QuerySet, gate: str, *, on: date, person: str, into: str) -> QuerySet:
    """Adds to rows what the people they lead to lack for a gate: what the course is called, or nothing (no query)."""
    if not _teachers:
        return rows.annotate(**{into: Value("", TextField())})
    newest = Policy.objects.filter(key=GATES, effective_from__lte=on).order_by("-version")
    asked = Subquery(newest.annotate(code=KT(f"value__{gate}")).values("code")[:1], output_field=TextField())
    held = Clearance.objects.live(on).filter(person=OuterRef(OuterRef(person)), code=OuterRef("clearance"))
    missing = _teachers[0](OuterRef("_gate")).annotate(is_held=Exists(held)).filter(is_held=False)
    lacks = Subquery(missing.values("words")[:1], output_field=TextField())
    known = rows.annotate(_gate=Coalesce(asked, Value(DEFAULT[gate]), output_field=TextField()))
    return known.annotate(**{into: Coalesce(lacks, Value(""), output_field=TextField())})


def untrained(
    person: Person, gate: str, *, on: date, field: str | None = None, lacks: str | None = None
) -> Refusal | None:
    """Why a person may not do what a gate guards, with the course that opens it; None when they may.

    `lacks` is what a page's query has found with `with_lack`; without it one query asks.
    """
    if lacks is None:
        rows = with_lack(Person.objects.filter(pk=person.pk), gate, on=on, person="pk", into="lacks")
        lacks = rows.values_list("lacks", flat=True).first()
    if not lacks:
        return None
    return Refusal("M-19", str(REFUSALS[gate]) % {"person": person, "course": lacks}, field)


def insist_trained(person: Person | None, gate: str, *, on: date, field: str | None = None) -> None:
    """Raises Refused when somebody may not do what a gate guards; nobody at all is no reason to refuse."""
    refusal = None if person is None else untrained(person, gate, on=on, field=field)
    if refusal is not None:
        raise Refused.because(refusal)
