"""What the lines of a file would change: the rows as they are beside the cells as they say. Nothing here writes."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from foundation.directory.models import User
from foundation.imports.cells import Field, Wrong
from foundation.imports.kinds import Importable
from foundation.imports.links import Link, Looking
from foundation.lists.cells import restored
from foundation.models.imports import FileImport, ImportLine

Line = tuple[int, Sequence[str]]
Given = dict[str, str]
C = ImportLine.Change


class Comparing:
    """Compares the lines of one file, some hundred at a time, with the rows that `actor` sees."""

    def __init__(self, kind: Importable, file_import: FileImport, *, actor: User) -> None:
        self.kind, self.file_import, self.actor = kind, file_import, actor
        self.fields = [field for _heading, field, _sample in file_import.columns]
        self.looking = Looking(actor)
        self._seen: dict[str, int] = {}

    def compare(self, batch: Sequence[Line]) -> Iterator[ImportLine | None]:
        """For each line what it would change, or None where it changes nothing."""
        lines = [(place, self._given(cells)) for place, cells in batch]
        for field in self.kind.fields:
            if isinstance(field, Link):
                self.looking.ahead(field, {given.get(field.name, "") for _place, given in lines})
        self._meet(lines)
        for place, given in lines:
            yield self._line(place, given)

    def _given(self, cells: Sequence[str]) -> Given:
        return {field: restored(text) for field, text in zip(self.fields, cells, strict=False) if field and text}

    def _key(self, given: Given) -> tuple[Field | None, str]:
        """The field by which the line names its row, and the key. Raises Wrong."""
        for name in self.kind.keys:
            if given.get(name):
                field = self.kind.by_name[name]
                return field, field.read(given[name], self.looking)
        return None, ""

    def _meet(self, lines: Sequence[tuple[int, Given]]) -> None:
        """The rows the batch speaks of, and the keys of those that are not shown to the actor."""
        wanted: dict[str, set[str]] = {name: set() for name in self.kind.keys}
        for _place, given in lines:
            field, key = _quietly(self._key, given)
            if field is not None:
                wanted[field.name].add(key)
        self.known: dict[tuple[str, str], Any] = {}
        self.hidden: set[tuple[str, str]] = set()
        for name, keys in wanted.items():
            column = self.kind.by_name[name].of or name
            for row in self.kind.rows(self.actor).filter(**{f"{column}__in": keys}) if keys else ():
                self.known[name, str(getattr(row, column))] = row
            missing = [key for key in keys if (name, key) not in self.known]
            found = self.kind.model._base_manager.filter(**{f"{column}__in": missing}).values_list(column, flat=True)
            self.hidden |= {(name, str(key)) for key in found} if missing else set()

    def _line(self, place: int, given: Given) -> ImportLine | None:
        line = ImportLine(file_import=self.file_import, place=place, given=given)
        try:
            field, key = self._key(given)
        except Wrong as wrong:
            return _refused(line, [wrong])
        line.ref = key[:150]
        if field is None:
            return _refused(line, [Wrong(self.kind.keys[0], _("It is missing: a row is known by it."))])
        if (faults := self._key_faults(field, key, place)) is not None:
            return _refused(line, [faults])
        row = self.known.get((field.name, key))
        changes, wrongs = self._changes(row, given)
        if wrongs:
            return _refused(line, wrongs)
        line.changes, line.subject_uuid = changes, row.uuid if row else None
        line.change = C.CHANGED if row else C.NEW
        return line if changes else None

    def _key_faults(self, field: Field, key: str, place: int) -> Wrong | None:
        """Why no line may name this row: it stands twice, is not shown, or is not added by files."""
        first = self._seen.setdefault(f"{field.name} {key}", place)
        if first != place:
            return Wrong(field.name, _("Line %(n)d names it too. Leave one of them.") % {"n": first})
        if (field.name, key) in self.hidden:
            return Wrong(field.name, _("It is taken by something your roles do not show."))
        if (field.name, key) in self.known:
            return None
        if self.kind.add is None:
            return Wrong(field.name, str(self.kind.only_changes))
        sentence = _("Nothing here has it. Leave it empty: what is new gets its own.")
        return Wrong(field.name, sentence) if field.assigned else None

    def _changes(self, row: Any, given: Given) -> tuple[dict[str, list[str]], list[Wrong]]:
        """Field → [before, after], and everything that is wrong. An empty cell says nothing."""
        changes: dict[str, list[str]] = {}
        wrongs: list[Wrong] = []
        for field in self.kind.fields:
            try:
                pair = self._pair(field, row, given.get(field.name, ""))
            except Wrong as wrong:
                wrongs.append(wrong)
                continue
            changes |= {field.name: pair} if pair else {}
        return changes, wrongs

    def _pair(self, field: Field, row: Any, text: str) -> list[str] | None:
        """What a cell changes. Raises Wrong."""
        if not text:
            if row is None and field.required:
                raise Wrong(field.name, _("It is missing. A new row needs it."))
            return None
        if row is not None and field.means(row, text):
            return None
        after, before = field.read(text, self.looking), "" if row is None else field.text(field.present(row))
        if after == before:
            return None
        if row is not None and (field.fixed or self.kind.change is None):
            sentence = _("It is “%(before)s” here, and a file does not change it. Write that, or leave the cell empty.")
            raise Wrong(field.name, sentence % {"before": field.shown(before) or "–"})
        return [before, after]


def _refused(line: ImportLine, wrongs: Sequence[Wrong]) -> ImportLine:
    line.change, line.faults = C.REFUSED, [[wrong.field, wrong.sentence] for wrong in wrongs]
    return line


def _quietly(key: Any, given: Given) -> tuple[Field | None, str]:
    try:
        return key(given)
    except Wrong:
        return None, ""
