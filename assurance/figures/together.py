"""Supplier continuity and gate discipline as the board counts them, together with what other apps count there."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast

from assurance.figures.gates import GateDiscipline, discipline_of, passes_of
from assurance.figures.suppliers import EXPOSED, SupplierContinuity, continuity_of, supplies_of
from foundation.as_of import in_address
from foundation.board import columns

TEXT = CharField()
WHOLE = ("1", "true")  # how databases write a truth as text
OURS = ("supplier", "component", "pass")


def continuity_rows(user: Any, on: date) -> list[QuerySet]:
    """What K-17, which names nobody, and K-19 count for the units one manages; of days that have been K-19 alone."""
    passes = passes_of(user).decided_lately(on).with_standing(on)
    area, standing = Cast("gate__process__area__code", TEXT), Cast("standing", TEXT)
    decided = columns(passes, "pass", area, standing, Cast("was_complete", TEXT))
    if in_address(on):
        return [decided]
    suppliers, components = supplies_of(user)
    return [
        columns(suppliers.admitted().critical().with_continuity(on), "supplier", Cast("continuity", TEXT)),
        columns(components.exposed(), "component", Value(EXPOSED, TEXT)),
        decided,
    ]


def continuity_and_discipline(
    counted: Iterable[tuple[str, str, str, str, int]],
) -> tuple[SupplierContinuity, GateDiscipline]:
    """K-17 and K-19 from what was counted together."""
    supply: dict[str, int] = {}
    decided: list[tuple[str, str, bool, int]] = []
    for of, first, second, third, number in counted:
        if of == "pass":
            decided.append((first, second, third in WHOLE, number))
        elif of in OURS:
            supply[first] = number
    return continuity_of(supply), discipline_of(decided)
