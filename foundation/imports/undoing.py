"""What stands in the way of undoing an import, and taking it back line by line.

A row that the import made may go as long as nothing was told of it since and nothing points at it. A field that it changed
is put back as long as it still says what the import wrote.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from foundation.access import require
from foundation.directory.models import User
from foundation.imports.applying import BATCH, Taking
from foundation.imports.kinds import Importable
from foundation.models.imports import FileImport, ImportLine
from foundation.models.search import SearchRow
from foundation.models.trail import Event
from foundation.rows import About, pointer
from foundation.trail import record

MOST_NAMED = 10
DERIVED = (SearchRow,)  # what is computed out of a row uses it as little as a mirror does
LOOKS = (".viewed", ".downloaded", ".looked")  # kinds of event that change nothing
C = ImportLine.Change
Batch = Sequence[ImportLine]


class StillUsed(ValidationError):
    """Something names the row; perhaps a row that is taken back later."""


class Undoing:
    """The lines of an import that was taken over, from the last to the first, with the rows they made or changed."""

    def __init__(self, kind: Importable, file_import: FileImport, *, actor: User) -> None:
        self.kind, self.file_import, self.actor = kind, file_import, actor
        self.made = file_import.lines.filter(change=C.NEW)

    def batches(self) -> Iterator[Batch]:
        last = None
        while True:
            rows = self.file_import.lines.to_take().order_by("-place")
            batch = list(rows[:BATCH] if last is None else rows.filter(place__lt=last)[:BATCH])
            if not batch:
                return
            last = batch[-1].place
            yield batch

    def obstacles(self) -> list[str]:
        """The first sentences that say what was changed or is used since; none where everything can be undone."""
        found: list[str] = []
        for batch in self.batches():
            found += self._of(batch)
            if len(found) >= MOST_NAMED:
                return [*found[:MOST_NAMED], _("and perhaps more")]
        return found

    def rows(self, batch: Batch) -> dict[UUID | None, Any]:
        wanted = [line.subject_uuid for line in batch]
        return {row.uuid: row for row in self.kind.rows(self.actor).filter(uuid__in=wanted)}

    def run(self, taking: Taking) -> None:
        """Takes every line back; a row that another one of the same import still names waits for its turn.

        Raises ValidationError where something cannot go.
        """
        waiting: list[ImportLine] = []
        for batch in self.batches():
            waiting += self._take(batch, taking)
        while waiting:
            left = self._take(waiting, taking)
            if len(left) == len(waiting):
                self.take_back(left[0], self.rows(left)[left[0].subject_uuid], taking)
            waiting = left

    def _take(self, batch: Batch, taking: Taking) -> list[ImportLine]:
        """The lines that could not be taken back yet."""
        rows, left = self.rows(batch), list[ImportLine]()
        for line in batch:
            try:
                with transaction.atomic():
                    self.take_back(line, rows[line.subject_uuid], taking)
            except StillUsed:
                left.append(line)
        return left

    def take_back(self, line: ImportLine, row: Any, taking: Taking) -> None:
        """Puts one line back, and says so in the story of the row, which stays when the row has gone."""
        require(self.actor, self.kind.permission, row)
        said = {"file": self.file_import.file_name, "line": line.place}
        summary = _("Import undone: %(file)s, line %(line)d") % said
        if line.change == C.CHANGED:
            fields = {name: (self.kind.by_name[name], before) for name, (before, _after) in line.changes.items()}
            taking.change(row, {name: field.value(before, taking.looking) for name, (field, before) in fields.items()})
        details = {"import": self.file_import.uuid, "changes": line.changes}
        record(actor=self.actor, kind="file_import.taken_back", subject=row, summary=summary, details=details)
        if line.change == C.NEW:
            self._remove(line, row)
        taking.told()

    def _remove(self, line: ImportLine, row: Any) -> None:
        try:
            for part in self.kind.with_it(self.kind.model._base_manager.filter(pk=row.pk)):
                part.delete()
            for derived in DERIVED:
                derived._base_manager.filter(**pointer(row)).delete()
            row.delete()
        except models.ProtectedError as used:
            what = ", ".join(sorted({_named(type(one)) for one in used.protected_objects}))
            sentence = _("%(ref)s: it is used by %(what)s.") % {"ref": line.ref, "what": what}
            raise StillUsed(sentence) from used

    def _of(self, batch: Batch) -> list[str]:
        rows = self.rows(batch)
        gone = [_("%(ref)s: it is not here any more.") % {"ref": line.ref} for line in batch if _lost(line, rows)]
        made = {line.subject_uuid: line.ref for line in batch if line.change == C.NEW and line.subject_uuid in rows}
        return [*gone, *self._moved(batch, rows), *self._told(made), *self._used(made, rows), *self._pointed_at(made)]

    def _moved(self, batch: Batch, rows: dict[UUID | None, Any]) -> Iterator[str]:
        """Rows that no longer say what the import wrote."""
        for line in batch:
            row = rows.get(line.subject_uuid) if line.subject_uuid else None
            if row is None or line.change == C.NEW:
                continue
            for name, (_before, after) in line.changes.items():
                field = self.kind.by_name[name]
                if field.text(field.present(row)) != after:
                    yield _("%(ref)s: “%(name)s” was changed since.") % {"ref": line.ref, "name": field.label}

    def _told(self, made: dict[Any, str]) -> Iterator[str]:
        """Rows of which something was told after the import."""
        since = Event.objects.about_any(self.kind.model, [*made]).filter(pk__gt=self.file_import.last_event or 0)
        for kind in LOOKS:
            since = since.exclude(kind__endswith=kind)
        for uuid in since.order_by().values_list("subject_uuid", flat=True).distinct():
            yield _("%(ref)s: something was done with it since.") % {"ref": made[uuid]}

    def _used(self, made: dict[Any, str], rows: dict[UUID | None, Any]) -> Iterator[str]:
        """Rows that others name, the ones aside that came with the same import."""
        keys = {rows[uuid].pk: ref for uuid, ref in made.items()}
        along = {part.model for part in self.kind.with_it(self.kind.model._base_manager.none())}
        for relation in naming(self.kind.model):
            model: Any = relation.related_model
            if not keys or model in along or model in DERIVED:
                continue
            column = relation.field.name
            found = model._base_manager.filter(**{f"{column}__in": list(keys)})
            if model is self.kind.model:
                found = found.exclude(uuid__in=self.made.values("subject_uuid"))
            for key in found.order_by().values_list(column, flat=True).distinct()[:MOST_NAMED]:
                yield _("%(ref)s: it is used by %(what)s.") % {"ref": keys.get(key, key), "what": _named(model)}

    def _pointed_at(self, made: dict[Any, str]) -> Iterator[str]:
        """Rows that something without a foreign key is about: evidence, a comment, a grant."""
        along = {part.model for part in self.kind.with_it(self.kind.model._base_manager.none())}
        of = ContentType.objects.get_for_model(self.kind.model)
        for model in _pointing():
            if made and model not in along:
                about = model._base_manager.filter(subject_type=of, subject_uuid__in=[*made])  # type: ignore[attr-defined]
                for uuid in about.order_by().values_list("subject_uuid", flat=True).distinct()[:MOST_NAMED]:
                    yield _("%(ref)s: it is used by %(what)s.") % {"ref": made[uuid], "what": _named(model)}


def _lost(line: ImportLine, rows: dict[UUID | None, Any]) -> bool:
    return line.subject_uuid not in rows


def naming(model: type[models.Model]) -> list[Any]:
    """The relations by which rows of other tables, and of its own, name rows of a model."""
    fields = model._meta.get_fields(include_hidden=True)
    relations = [field for field in fields if field.auto_created and not field.concrete]
    return [one for one in relations if not one.related_model._meta.auto_created]  # type: ignore[union-attr]


def _pointing() -> Iterable[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, About) and model not in (Event, *DERIVED)]


def _named(model: Any) -> str:
    """What uses a row, in words; rows that stand apart are not spoken of."""
    apart = getattr(model._meta.app_config, "own_log", False)
    return _("something that is not shown here") if apart else str(model._meta.verbose_name_plural)
