"""Keeping the index: renewed once a change is committed, compared with all records every night, built anew on demand."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import partial, update_wrapper
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from foundation.models.search import SearchRow
from foundation.search.offers import Searched, kind_of, kinds
from foundation.search.tables import refill
from foundation.search.words import key_of, words_of

Some = TypeVar("Some")

BATCH = 500
VALUES = ("ref", "ref_key", "title", "text", "title_words", "words", "unit_id", "area", "state", "day")
COLUMNS = [name.removesuffix("_id") for name in VALUES]

_waits: ContextVar[bool] = ContextVar("search_waits", default=False)


@contextmanager
def built_afterwards() -> Iterator[None]:
    """Within it nothing is renewed row by row: for loads of thousands of rows, at whose end rebuild() is called."""
    token = _waits.set(True)
    try:
        yield
    finally:
        _waits.reset(token)


def touched(rows: Iterable[models.Model]) -> None:
    """Renews the records that events tell of, and those that change with them, once the transaction is committed.

    A failure is logged and undoes nothing: the night repairs it.
    """
    found: dict[type[models.Model], list[UUID]] = {}
    for row in rows:
        found.setdefault(type(row), []).append(row.uuid)  # type: ignore[attr-defined]
    for model, uuids in found.items():
        if not _waits.get() and (kind_of(model) or _parts_of(model) or _wholes_of(model)):
            named = update_wrapper(partial(renew, model, uuids), renew)  # Django logs a failure by its name
            transaction.on_commit(named, robust=True)


def renew(model: type[models.Model], uuids: Iterable[UUID]) -> None:
    """Brings some records of a model up to date, and those that change with them: their parts, and what they belong to."""
    named = list(uuids)
    kind = kind_of(model)
    if kind is not None:
        for some in _batches(named):
            _renew(kind, some)
    for whole, field in _wholes_of(model):
        above = model._default_manager.filter(uuid__in=named).values_list(f"{field}__uuid", flat=True)
        for some in _batches(above.order_by().distinct()):
            _renew(whole, some)
    for part, field in _parts_of(model):
        below = part.model._default_manager.filter(**{f"{field}__uuid__in": named})
        for some in _batches(below.values_list("uuid", flat=True)):
            _renew(part, some)


def rebuild() -> int:
    """Builds the index anew out of all records, in one transaction; returns how many there are."""
    with transaction.atomic():
        SearchRow.objects.all().delete()
        return sum(
            len(SearchRow.objects.bulk_create(some, BATCH))
            for kind in kinds()
            for some in _batches(_entries(kind, _all_of(kind)))
        )


def put_back() -> None:
    """After a restore: fills what stands beside the rows, and builds what an older backup did not hold yet."""
    refill()
    if not SearchRow.objects.exists():
        rebuild()


def reconcile() -> dict[str, int]:
    """Puts right what differs from the records; returns how many rows were written and how many went."""
    written = removed = 0
    for kind in kinds():
        pointer = _pointer(kind)
        known = {row["subject_uuid"]: row for row in _known(pointer)}
        for some in _batches(_entries(kind, _all_of(kind))):
            wrong = [row for row in some if _differs(known.pop(row.subject_uuid, None), row)]
            _write(wrong)
            written += len(wrong)
        for gone in _batches(known):
            removed += SearchRow.objects.filter(subject_type=pointer, subject_uuid__in=gone).delete()[0]
    offered = [_pointer(kind).pk for kind in kinds()]
    removed += SearchRow.objects.exclude(subject_type__in=offered).delete()[0]
    return {"written": written, "removed": removed}


def _renew(kind: Searched, uuids: Iterable[UUID]) -> None:
    """Locks the rows of the index before it reads the records: of two that renew, the later one reads the newer state."""
    with transaction.atomic():
        rows = SearchRow.objects.filter(subject_type=_pointer(kind), subject_uuid__in=list(uuids))
        known = set(rows.select_for_update().values_list("subject_uuid", flat=True))
        found = list(_entries(kind, _all_of(kind).filter(uuid__in=list(uuids))))
        _write(found)
        gone = known - {row.subject_uuid for row in found}
        if gone:
            rows.filter(subject_uuid__in=gone).delete()


def _write(rows: list[SearchRow]) -> None:
    SearchRow.objects.bulk_create(
        rows,
        BATCH,
        update_conflicts=True,
        unique_fields=["subject_type", "subject_uuid"],
        update_fields=COLUMNS,
    )


def _known(pointer: ContentType) -> Iterator[dict[str, Any]]:
    return SearchRow.objects.filter(subject_type=pointer).values("subject_uuid", *VALUES).iterator(BATCH)


def _differs(known: dict[str, Any] | None, row: SearchRow) -> bool:
    return known is None or any(known[name] != getattr(row, name) for name in VALUES)


def _pointer(kind: Searched) -> ContentType:
    return ContentType.objects.get_for_model(kind.model)


def _all_of(kind: Searched) -> models.QuerySet:
    return kind.model._default_manager.order_by("pk")


def _parts_of(model: type[models.Model]) -> list[tuple[Searched, str]]:
    return [
        (kind, kind.with_rows_of)
        for kind in kinds()
        if kind.with_rows_of and kind.model._meta.get_field(kind.with_rows_of).related_model is model
    ]


def _wholes_of(model: type[models.Model]) -> list[tuple[Searched, str]]:
    """The record of which a row is a version: a new one may come with the first of its versions."""
    fields = [name for name in getattr(model, "NAMED_THROUGH", ())[:1] if "__" not in name]
    found = [(kind_of(model._meta.get_field(name).related_model), name) for name in fields]  # type: ignore[arg-type]
    return [(kind, name) for kind, name in found if kind is not None]


def _entries(kind: Searched, rows: models.QuerySet) -> Iterator[SearchRow]:
    """The records as the index holds them (one query)."""
    pointer = _pointer(kind)
    for told in rows.values(*kind.fields).iterator(BATCH):
        yield entry_of(kind, pointer, told)


def entry_of(kind: Searched, pointer: ContentType, told: dict[str, Any]) -> SearchRow:
    """One record as the index holds it, out of the values of its fields."""
    ref, title = str(told.get(kind.ref) or "")[:100], str(told[kind.title] or "")
    text = "\n".join(str(told[place]) for place in kind.words if told[place])
    heading = title if len(title) <= 300 else f"{title[:299]}…"
    in_title = words_of(f"{ref} {key_of(ref)} {title}")
    return SearchRow(
        subject_type=pointer,
        subject_uuid=told["uuid"],
        ref=ref,
        ref_key=key_of(ref),
        title=heading,
        text=text if len(title) <= 300 else f"{title}\n{text}".strip(),
        title_words=" ".join(in_title),
        words=" ".join(dict.fromkeys([*in_title, *words_of(text)])),
        unit_id=told.get(kind.unit) if kind.unit else None,
        area=told.get(kind.area) or "",
        state=told.get(kind.state) or "",
        day=_day(told.get(kind.day)),
    )


def _day(told: date | datetime | None) -> date | None:
    return told.date() if isinstance(told, datetime) else told


def _batches(rows: Iterable[Some]) -> Iterator[list[Some]]:
    left = iter(rows)
    while some := list(islice(left, BATCH)):
        yield some
