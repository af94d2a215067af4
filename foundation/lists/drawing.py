"""The rows of a table as markup; a row that looks as one drawn before is that markup.

Kept is what was drawn, under everything it was drawn from: the values that were read, the columns and their order, the
language, the zone, the day, and what else the list says its rows show. So nothing has to be thrown away when a row
changes, and whoever sees the same row in the same columns shares it. Source: docs/adr/0190-rows-drawn-once.md.
"""

import time
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any, NamedTuple

from django.conf import settings
from django.template import Context, Template
from django.template.base import Node
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from foundation import clock
from foundation.lists.reading import Rows

MOST_KEPT = 2_000  # rows, of one or two kilobytes each
AT_LEAST_EVERY = 900  # seconds: in no zone a day begins between two quarters of an hour
PLAIN = "ui/_row.html"


class Drawn(NamedTuple):
    """A row as markup, and the icons that the page has to carry for it."""

    html: str
    icons: tuple[Any, ...]


_kept: OrderedDict[Hashable, Drawn] = OrderedDict()


class TableRows(Node):
    """`{% rows %}`: every row of `list`, each by the template of the list."""

    def render(self, context: Context) -> SafeString:
        table = context["list"]
        template = context.template.engine.get_template(table.row_template or PLAIN)  # type: ignore[union-attr]
        rows, about = table.rows, _about(table, context)
        if about is None or not isinstance(rows, Rows):
            return mark_safe("".join(_draw(template, context, row).html for row in rows))
        about = (rows.shape, *about)
        return mark_safe("".join(_kept_or_drawn(template, context, rows, place, about) for place in range(len(rows))))


def _about(table: Any, context: Context) -> tuple[Any, ...] | None:
    """What the rows of this page are drawn from besides their values; None for a list whose rows are drawn each time."""
    if table.drawn_from is None:
        return None
    shown = tuple((column.name, column.is_main) for column in table.columns if not column.hidden)
    return (
        type(table),
        shown,
        bool(table.edit_name),
        _icons(context) is None,
        get_language(),
        get_current_timezone_name(),
        context.get("today") or clock.today(),
        int(time.time()) // AT_LEAST_EVERY,
        *(context.get(name) for name in table.drawn_from),
    )


def _kept_or_drawn(template: Template, context: Context, rows: Rows, place: int, about: tuple[Any, ...]) -> str:
    key = (about, rows.raw[place])
    try:
        drawn = _kept.get(key)
    except TypeError:  # a value that nothing can be kept under
        return _draw(template, context, rows[place]).html
    if drawn is None or getattr(settings, "DRAWN_ROWS_ARE_COMPARED", False):
        drawn = _compared(drawn, _draw(template, context, rows[place]))
        _kept[key] = drawn
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    used = _icons(context)
    if used is not None:
        used.update(dict.fromkeys(drawn.icons))
    return drawn.html


def _compared(kept: Drawn | None, drawn: Drawn) -> Drawn:
    """Tests draw every row, and find a list whose rows show something that it does not name."""
    if kept is not None and kept != drawn:
        raise AssertionError(f"A row is drawn from more than its list says.\n{kept}\n{drawn}")
    return drawn


def _draw(template: Template, context: Context, row: Any) -> Drawn:
    carried = _icons(context)
    before = dict(carried or {})
    if carried is not None:
        carried.clear()
    with context.push(row=row):
        html = template.render(context)  # type: ignore[arg-type]
    own = tuple(carried or ())
    if carried is not None:
        carried.update(before)
    return Drawn(html, own)


def _icons(context: Context) -> dict[Any, None] | None:
    """The icons that the page carries so far (foundation/templatetags/ui.py); None where each carries its own drawing."""
    return getattr(getattr(context, "request", None), "_sprite", None)
