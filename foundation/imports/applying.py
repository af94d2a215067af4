"""Makes what the lines say by the verbs of the apps, all in the caller's transaction; tried beforehand, and taken back."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from foundation.directory.models import User
from foundation.imports.cells import NotYet, Wrong
from foundation.imports.kinds import Importable
from foundation.imports.links import Looking
from foundation.models.imports import ImportLine
from foundation.refusals import Conflict, Refused

BATCH = 500
REFUSALS = (Wrong, ValidationError, PermissionDenied, Conflict)
Faults = list[list[str]]
Beat = Callable[[int], Any]


class Taking:
    """Takes the lines of one file over, as `actor` on a day; `beat` is told how many are done."""

    def __init__(self, kind: Importable, *, actor: User, on: date, source: str, beat: Beat) -> None:
        self.kind, self.actor, self.on, self.source, self.beat = kind, actor, on, source, beat
        self.looking = Looking(actor)
        self.done = 0

    def apply(self, lines: QuerySet[ImportLine]) -> Iterator[tuple[ImportLine, models.Model | None, Faults]]:
        """Each line with the row it changed or made, or with why it was refused; a refused line leaves nothing behind.

        What names a row that comes further down in the file is tried again after the rest.
        """
        waiting: list[int] = []
        for line in each(lines):
            row, refusal = self.take(line)
            if isinstance(refusal, NotYet):
                waiting.append(line.pk)
                continue
            yield line, row, said(refusal)
        while waiting:
            left: list[int] = []
            for line, refusal, row in self._again(lines, waiting):
                if isinstance(refusal, NotYet):
                    left.append(line.pk)
                else:
                    yield line, row, said(refusal)
            if len(left) == len(waiting):
                break
            waiting = left
        yield from ((line, None, said(refusal)) for line, refusal, _row in self._again(lines, waiting))

    def _again(self, lines: QuerySet[ImportLine], keys: list[int]) -> Iterator[tuple[ImportLine, Any, Any]]:
        for start in range(0, len(keys), BATCH):
            for line in lines.filter(pk__in=keys[start : start + BATCH]).order_by("place"):
                row, refusal = self.take(line)
                yield line, refusal, row

    def take(self, line: ImportLine) -> tuple[models.Model | None, Exception | None]:
        """The row that one line changed or made, or what it was refused with."""
        try:
            with transaction.atomic():
                row = self._apply(line)
        except REFUSALS as refusal:
            return None, refusal
        self.told()
        return row, None

    def told(self) -> None:
        """One more line is done."""
        self.done += 1
        self.beat(self.done)

    def _apply(self, line: ImportLine) -> models.Model:
        texts = {name: after for name, (_before, after) in line.changes.items()}
        values = {name: self.kind.by_name[name].value(text, self.looking) for name, text in texts.items()}
        if line.change == ImportLine.Change.NEW:
            assert self.kind.add is not None  # noqa: S101 - comparing refuses new rows of other kinds
            return self.kind.add(actor=self.actor, on=self.on, source=self.source, values=values, texts=texts)
        row = self.kind.rows(self.actor).filter(uuid=line.subject_uuid).first()
        self._insist_unmoved(line, row)
        self.change(row, values)
        return row  # type: ignore[return-value]

    def change(self, row: Any, values: dict[str, Any]) -> None:
        assert self.kind.change is not None  # noqa: S101 - comparing refuses changes of other kinds
        self.kind.change(actor=self.actor, row=row, on=self.on, values=values)

    def _insist_unmoved(self, line: ImportLine, row: Any) -> None:
        """Refuses where the row is gone, or is no longer what it was when the file was checked."""
        if row is None:
            raise Refused("gone", _("It is not here any more. Check the file again."))
        fields = self.kind.by_name
        moved = [
            str(fields[name].label)
            for name, (before, _after) in line.changes.items()
            if fields[name].text(fields[name].present(row)) != before
        ]
        if moved:
            sentence = _("Changed here since the file was checked: %(names)s. Check the file again.")
            raise Refused("changed", sentence % {"names": ", ".join(moved)})


def each(lines: QuerySet[ImportLine]) -> Iterator[ImportLine]:
    """The lines in the order of the file, some hundred at a time."""
    last = -1
    while batch := list(lines.filter(place__gt=last).order_by("place")[:BATCH]):
        last = batch[-1].place
        yield from batch


def rehearse(taking: Taking, lines: QuerySet[ImportLine], during: AbstractContextManager) -> dict[int, Faults]:
    """What the verbs would refuse of the lines, by the key of the line: everything is made, and taken back."""
    with during, transaction.atomic():
        found = {line.pk: faults for line, _row, faults in taking.apply(lines) if faults}
        transaction.set_rollback(True)
    return found


def said(refusal: Exception | None) -> Faults:
    """What a verb refused with, as pairs of field and sentence."""
    if refusal is None:
        return []
    if isinstance(refusal, Wrong):
        return [[refusal.field, refusal.sentence]]
    if isinstance(refusal, ValidationError):
        told: Iterable[tuple[str, list[str]]] = (
            refusal.message_dict.items() if hasattr(refusal, "error_dict") else [("", refusal.messages)]
        )
        return [["" if name == NON_FIELD_ERRORS else name, text] for name, texts in told for text in texts]
    if isinstance(refusal, Conflict):
        return [[refusal.field or "", str(refusal.sentence)]]
    return [["", _("Your roles do not reach the unit of this line.")]]
