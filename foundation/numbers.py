"""Running references such as F-2026-0031: gap-free per kind and year, never reused."""

from django.db import transaction
from django.db.models import F

from foundation.models.work import Counter


def next_reference(prefix: str, year: int) -> str:
    """The next reference of a kind. Raises RuntimeError outside a transaction, where a number could be lost."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A reference is taken in the transaction that uses it.")
    Counter.objects.get_or_create(kind=prefix, year=year)
    Counter.objects.filter(kind=prefix, year=year).update(last=F("last") + 1)
    last = Counter.objects.get(kind=prefix, year=year).last
    return f"{prefix}-{year}-{last:04d}"


def reserve(prefix: str, year: int, last: int) -> None:
    """Moves the counter past a number that came with an import."""
    counter, _created = Counter.objects.get_or_create(kind=prefix, year=year)
    Counter.objects.filter(pk=counter.pk, last__lt=last).update(last=last)
