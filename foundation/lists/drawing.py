"""The rows of a table as markup; a row that was drawn before, in the same columns on the same day, is that markup.

Source: docs/adr/0190-rows-drawn-once.md.
"""

import time
from functools import partial
from typing import Any

from django.template import Context, Template
from django.template.base import Node
from django.utils.safestring import SafeString, mark_safe

from foundation import clock
from foundation.drawn import drawn_once
from foundation.lists.reading import Rows

AT_LEAST_EVERY = 900  # seconds: in no zone a day begins between two quarters of an hour
PLAIN = "ui/_row.html"


class TableRows(Node):
    """`{% rows %}`: every row of `list`, each by the template of the list."""

    def render(self, context: Context) -> SafeString:
        table = context["list"]
        name = getattr(table, "row_template", "") or PLAIN  # what is no list of the house is drawn by the plain one
        template = context.template.engine.get_template(name)  # type: ignore[union-attr]
        rows, about = table.rows, _about(table, context)
        if about is None or not isinstance(rows, Rows):
            return mark_safe("".join(_draw(template, context, row) for row in rows))
        shape, found = rows.shape, []
        for place, raw in enumerate(rows.raw):
            draw = partial(_draw_at, template, context, rows, place)
            found.append(drawn_once(context, (about, shape, raw), draw))
        return mark_safe("".join(found))


def _about(table: Any, context: Context) -> tuple[Any, ...] | None:
    """What the rows of this page are drawn from besides their values; None for a list whose rows are drawn each time."""
    if getattr(table, "drawn_from", None) is None:
        return None
    shown = tuple((column.name, column.is_main) for column in table.columns if not column.hidden)
    day, quarter = context.get("today") or clock.today(), int(time.time()) // AT_LEAST_EVERY
    return (type(table), shown, bool(table.edit_name), day, quarter, *(context.get(name) for name in table.drawn_from))


def _draw_at(template: Template, context: Context, rows: Rows, place: int) -> str:
    return _draw(template, context, rows[place])


def _draw(template: Template, context: Context, row: Any) -> str:
    with context.push(row=row):
        return template.render(context)  # type: ignore[arg-type]
