"""What every branch of My work of this app annotates beside its own (foundation.offers.WORK_COLUMNS)."""

from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, Value
from django.db.models.functions import Cast

NO_TEXT = Value("", CharField())


def text(words: str) -> Value:
    return Value(words, CharField())


def no_day() -> Cast:
    return Cast(Value(None), DateField())


def common(prefix: str = "") -> dict[str, Any]:
    """Unit, and the columns that these rows have nothing for."""
    return {
        "clause": NO_TEXT,
        "area_code": NO_TEXT,
        "unit_name": F(f"{prefix}unit__name"),
        "unit_path": F(f"{prefix}unit__path"),
        "grade": NO_TEXT,
        "opens_on": no_day(),
    }


def mine(user: Any) -> dict[str, Any]:
    """Held by whoever looks."""
    return {"held_by_id": Value(user.person_id, BigIntegerField()), "held_by": text(user.name)}
