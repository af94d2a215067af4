"""What the page of a file of human resources shows; nothing here writes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import words
from foundation.access import permits
from foundation.directory.models import Person, Unit, User
from foundation.steps import moves_of
from foundation.stories import story_of
from people.actions import leaver_share, needs_a_tick
from people.hr.columns import BY_NAME, DAYS, PEOPLE
from people.models import HrImport, HrLine
from people.permissions import IMPORT_PEOPLE

Words = list[tuple[str, str, str]]
TABS = (
    ("", gettext_lazy("All changes")),
    ("joiner", gettext_lazy("Join")),
    ("mover", gettext_lazy("Change")),
    ("leaver", gettext_lazy("Leave")),
    ("fault", gettext_lazy("Faults")),
)


def hr_import_record(row: HrImport, user: User, on: date) -> dict[str, Any]:
    """The counts, how far the work is, and what may be done."""
    open_job = row.job if row.job is not None and row.job.state != "done" else None
    waits = row.state == HrImport.State.READ and row.compared_on is not None
    todo = sum(row.counts.get(change, 0) for change in ("joiner", "mover", "leaver"))
    running = open_job is not None and open_job.state != "failed"
    return {
        "row": row,
        "counts": row.counts,
        "job": open_job,
        "todo": todo,
        "kinds": [label for value, label in Person.Kind.choices if value in row.kinds],
        "unread": [heading for heading, field in row.columns if heading and not field],
        "read": [(heading, BY_NAME[field].label) for heading, field in row.columns if field in BY_NAME],
        "may_take": waits and not running and todo > 0 and permits(user, IMPORT_PEOPLE, row.unit),
        "share": leaver_share(row) if waits and needs_a_tick(row, on) else 0,
        "moves": [move for move in moves_of(row, actor=user, on=on) if move.step.name != "take" and not running],
        "has_wrong": bool(row.counts.get("fault")) or (not waits and row.lines.wrong().exists()),
        "today": on,
        **story_of(row, actor=user),
    }


def tabs_of(row: HrImport, chosen: list[str]) -> list[dict[str, Any]]:
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


def told(lines: Iterable[HrLine]) -> list[HrLine]:
    """The lines, each with `words`: label, before and after of what it changes (one query for all of them)."""
    rows = list(lines)
    pairs = [(name, value) for row in rows for name, pair in row.changes.items() for value in pair if value]
    names = _names(
        {value for name, value in pairs if name in PEOPLE}, {value for name, value in pairs if name == "unit"}
    )
    for row in rows:
        row.words = [  # type: ignore[attr-defined]
            (str(BY_NAME[name].label), *(_in_words(name, value, names) for value in pair))
            for name, pair in row.changes.items()
            if not (row.change == HrLine.Change.JOINER and name in ("number", "name"))
        ]
    return rows


def _names(numbers: set[str], codes: set[str]) -> dict[tuple[str, str], str]:
    """The names of people by their numbers and of units by their codes."""
    people = Person.objects.filter(number__in=numbers).order_by().annotate(_of=Value("person"))
    units = Unit.objects.filter(code__in=codes).order_by().annotate(_of=Value("unit"))
    found = people.values_list("_of", "number", "name").union(units.values_list("_of", "code", "name"))
    return {(of, key): name for of, key, name in found} if numbers or codes else {}


def _in_words(name: str, value: str, names: dict[tuple[str, str], str]) -> str:
    if not value:
        return ""
    if name in PEOPLE:
        known = names.get(("person", value))
        return f"{known} ({value})" if known else _("%(number)s, in this file") % {"number": value}
    if name == "unit":
        return names.get(("unit", value), value)
    if name == "kind":
        return str(Person.Kind(value).label)
    return words.day(date.fromisoformat(value)) if name in DAYS else value
