"""`manage.py load` for the kinds of the import centre: the same columns, comparing and verbs, at once and all or nothing."""

from collections.abc import Collection, Iterator
from functools import partial
from io import BytesIO
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access import robot
from foundation.clock import today
from foundation.imports.applying import BATCH, Faults, Taking, said
from foundation.imports.cells import LONGEST, NotYet
from foundation.imports.comparing import Comparing
from foundation.imports.guessing import guessed, headings_of, insist_on_columns
from foundation.imports.kinds import Importable, importables
from foundation.imports.tables import rows_of
from foundation.loading import DryRunError, Loading, Say
from foundation.models.imports import FileImport, ImportLine

MOST_SHOWN = 50


def of_kinds(*, beside: Collection[str]) -> list[Loading]:
    """A way to load each kind that has none of its own among `beside`."""
    return [
        Loading(kind.kind, str(kind.note), partial(load, kind)) for kind in importables() if kind.kind not in beside
    ]


def load(kind: Importable, name: str, content: bytes, say: Say, *, dry_run: bool, **_options: Any) -> dict[str, int]:
    """Loads a file in the name of scheduled work. Raises ValidationError under “rows” with a sentence per fault."""
    actor = robot()
    rows = rows_of(BytesIO(content), name, longest=LONGEST + 1)
    columns = guessed(kind, headings_of(next(rows, (0, []))[1]), [], actor=actor)
    insist_on_columns(kind, [field for _heading, field, _sample in columns])
    comparing = Comparing(kind, FileImport(kind=kind.kind, file_name=name, columns=columns), actor=actor)
    taking = Taking(kind, actor=actor, on=today(), source=name, beat=lambda done: None)
    with transaction.atomic():
        counts, faults = _take(comparing, taking, rows)
        if faults:
            more = [_("and %(n)d more") % {"n": len(faults) - MOST_SHOWN}] if len(faults) > MOST_SHOWN else []
            raise ValidationError({"rows": [*faults[:MOST_SHOWN], *more]})
        if dry_run:
            raise DryRunError(counts)
    return counts


def _take(comparing: Comparing, taking: Taking, rows: Iterator[Any]) -> tuple[dict[str, int], list[str]]:
    counts, faults = {"new": 0, "changed": 0, "unchanged": 0}, list[str]()
    waiting: list[ImportLine] = []
    while batch := list(islice(rows, BATCH)):
        for line in comparing.compare(batch):
            counts[line.change if line else "unchanged"] = counts.get(line.change if line else "unchanged", 0) + 1
            if line is not None:
                waiting += _tried(taking, line, faults)
    while waiting:
        left = [one for line in waiting for one in _tried(taking, line, faults)]
        if len(left) == len(waiting):
            faults += [text for line in left for text in _sentences(line, said(taking.take(line)[1]), comparing)]
            break
        waiting = left
    return counts, faults


def _tried(taking: Taking, line: ImportLine, faults: list[str]) -> list[ImportLine]:
    """The line again where it waits for another one; what is wrong with it goes to the faults."""
    if line.change == ImportLine.Change.REFUSED:
        faults += _sentences(line, line.faults, taking)
        return []
    _row, refusal = taking.take(line)
    if isinstance(refusal, NotYet):
        return [line]
    faults += _sentences(line, said(refusal), taking)
    return []


def _sentences(line: ImportLine, faults: Faults, of: Comparing | Taking) -> list[str]:
    fields = of.kind.by_name
    return [
        _("Line %(n)d, column “%(name)s”: %(fault)s")
        % {"n": line.place, "name": fields[field].label if field in fields else field, "fault": sentence}
        for field, sentence in faults
    ]
