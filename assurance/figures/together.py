"""Supplier continuity and gate discipline counted together, so that the board pays one query for both."""

from datetime import date
from typing import Any

from django.db.models import CharField, Count, Value
from django.db.models.functions import Cast

from assurance.figures.gates import GateDiscipline, discipline_of, passes_of
from assurance.figures.suppliers import EXPOSED, SupplierContinuity, continuity_of, supplies_of

TEXT = CharField()
WHOLE = ("1", "true")  # how databases write a truth as text


def continuity_and_discipline(user: Any, *, on: date) -> tuple[SupplierContinuity, GateDiscipline]:
    """K-17, which names nobody, and K-19 for the units one manages (one query)."""
    suppliers, components = supplies_of(user)
    critical = suppliers.admitted().critical().with_continuity(on).order_by()
    passes = passes_of(user).decided_lately(on).with_standing(on).order_by()
    rows = (
        critical.values(_of=Value("supplier"), _a=Cast("continuity", TEXT), _b=Value(""), _c=Value("")),
        components.exposed().order_by().values(_of=Value("component"), _a=Value(EXPOSED), _b=Value(""), _c=Value("")),
        passes.values(
            _of=Value("pass"),
            _a=Cast("gate__process__area__code", TEXT),
            _b=Cast("standing", TEXT),
            _c=Cast("was_complete", TEXT),
        ),
    )
    counted = [of.annotate(_n=Count("pk")).values_list("_of", "_a", "_b", "_c", "_n") for of in rows]
    supply: dict[str, int] = {}
    decided: list[tuple[str, str, bool, int]] = []
    for of, first, second, third, number in counted[0].union(*counted[1:], all=True):
        if of == "pass":
            decided.append((first, second, third in WHOLE, number))
        else:
            supply[first] = number
    return continuity_of(supply), discipline_of(decided)
