"""What the pages of the import centre show; nothing here writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy

from foundation import jobs
from foundation.access import permits
from foundation.directory.models import User
from foundation.imports.cells import Label
from foundation.imports.kinds import Elsewhere, Importable, kind_named, kinds_for
from foundation.imports.workflow import FILE_IMPORT
from foundation.models.imports import FileImport, ImportLine
from foundation.permissions import TAKE_IMPORT
from foundation.refusals import Refusal
from foundation.steps import moves_of
from foundation.stories import story_of

S, C = FileImport.State, ImportLine.Change
TABS = (
    ("", gettext_lazy("All")),
    (C.NEW, gettext_lazy("New")),
    (C.CHANGED, gettext_lazy("Changed")),
    (C.REFUSED, gettext_lazy("Refused")),
)
WAY = (
    ((), gettext_lazy("File")),
    ((S.MATCHING,), gettext_lazy("Columns")),
    ((S.CHECKING,), gettext_lazy("Check")),
    ((S.CHECKED,), gettext_lazy("Take over")),
    ((S.TAKEN, S.UNDONE, S.DROPPED), gettext_lazy("Done")),
)


@dataclass(frozen=True)
class Card:
    """A kind as the centre shows it: where its way begins, where its rows are listed, and when it was last taken over."""

    label: Label
    note: Label
    icon: str
    url: str
    last: Any = None


def cards(user: User) -> list[Card]:
    """The kinds that somebody may import (one query)."""
    seen = FileImport.objects.visible_to(user).filter(state=S.TAKEN).order_by()
    last = dict(seen.values_list("kind").annotate(last=Max("taken_at")))
    return [_card(kind, last.get(kind.kind)) for kind in kinds_for(user)]


def _card(kind: Importable | Elsewhere, last: Any) -> Card:
    url = reverse("foundation:import_add", args=[kind.kind]) if isinstance(kind, Importable) else reverse(kind.url_name)
    return Card(kind.label, kind.note, kind.icon, url, last)


def way_of(row: FileImport | None) -> list[dict[str, Any]]:
    """The steps of the way with where a file is on it; a dropped one went no further."""
    here = 0 if row is None else next(n for n, (states, _name) in enumerate(WAY) if row.state in states)
    last = len(WAY) - 1
    states = ["done" if n < here or here == last else "current" if n == here else "todo" for n in range(len(WAY))]
    return [{"name": name, "state": state} for (_states, name), state in zip(WAY, states, strict=True)]


def import_page(row: FileImport, user: User, on: date) -> dict[str, Any]:
    """The counts, how far the work is, and what may be done."""
    kind, may = kind_named(row.kind), permits(user, TAKE_IMPORT, row)
    may = may and kind is not None and permits(user, kind.permission)
    running = row.job is not None and row.job.state in jobs.OPEN
    todo = row.counts.get("new", 0) + row.counts.get("changed", 0)
    return {
        "row": row,
        "importable": kind,
        "label": kind.label if kind else row.kind,
        "counts": row.counts,
        "way": way_of(row),
        "job": row.job if row.job is not None and row.job.owner_id == user.pk and row.job.state != "done" else None,
        "own": row.read_by_id == user.pk,
        "todo": todo,
        "may_match": may and not running and row.state in (S.MATCHING, S.CHECKING, S.CHECKED),
        "may_take": may and not running and row.state == S.CHECKED and todo > 0,
        "undo": undo_of(row, user, on) if may and not running and row.state == S.TAKEN else None,
        "no_undo": kind.no_undo if kind and row.state == S.CHECKED else "",
        "moves": [move for move in moves_of(row, actor=user, on=on) if move.step.name == "drop" and not running],
        **_columns(row, kind),
        **story_of(row, actor=user),
    }


def _columns(row: FileImport, kind: Importable | None) -> dict[str, Any]:
    fields = kind.by_name if kind else {}
    read = [(heading, fields[field].label) for heading, field, _sample in row.columns if field in fields]
    return {"read": read, "unread": [heading for heading, field, _sample in row.columns if heading and not field]}


def undo_of(row: FileImport, user: User, on: date) -> dict[str, Refusal | None]:
    """Why it cannot be undone any more, as far as kind and order go; what is used since is asked when somebody does."""
    return {"refusal": FILE_IMPORT.refusal(row, FILE_IMPORT.step("undo"), actor=user, on=on, given={})}


def tabs_of(row: FileImport, chosen: list[str]) -> list[dict[str, Any]]:
    """The kinds of lines with how many there are, as tabs."""
    here = row.get_absolute_url()
    return [
        {
            "label": label,
            "url": f"{here}?change={change}" if change else here,
            "current": chosen == ([change] if change else []),
            "count": row.counts.get(change, 0) if change else None,
        }
        for change, label in TABS
    ]


def told(lines: Iterable[ImportLine], kind: Importable | None, user: User) -> list[ImportLine]:
    """The lines, each with `words` (label, before, after), `wrongs` (label, sentence) and `url` (one query for all)."""
    rows, fields = list(lines), kind.by_name if kind else {}
    wanted = [row.subject_uuid for row in rows if row.subject_uuid]
    there = kind.rows(user).filter(uuid__in=wanted) if kind and wanted else []
    pages = {one.uuid: one.get_absolute_url() for one in there}
    for row in rows:
        row.words = [  # type: ignore[attr-defined]
            (str(fields[name].label), *(fields[name].shown(text) for text in pair))
            for name, pair in row.changes.items()
            if name in fields
        ]
        row.wrongs = [(str(fields[name].label) if name in fields else "", text) for name, text in row.faults]  # type: ignore[attr-defined]
        row.url = pages.get(row.subject_uuid, "")  # type: ignore[attr-defined]
    return rows


def explained(kind: Importable) -> list[dict[str, Any]]:
    """The columns as the page of a kind lists them."""
    return [
        {"label": field.label, "help": field.hint, "needed": field.required, "key": field.name in kind.keys}
        for field in kind.fields
    ]
