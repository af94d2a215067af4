"""The cells of a row: the shown columns in their order, each as its part of the row's template says, or else by its kind.

What does not depend on the row, the opening of a cell with its class and label, is worked out once for the whole table.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.template import Context, NodeList
from django.template.base import Node
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from foundation.lists.columns import Heading

Cell = Callable[..., SafeString | str]
EVERY_OTHER = ""  # the part that stands for every column without one of its own


class Cells(Node):
    """`{% cells %}`: the parts by the name of their column, and the classes of cells by part, kind or place."""

    def __init__(
        self,
        parts: Mapping[str, NodeList],
        named: Mapping[str, str],
        classes: Mapping[str, str],
        cell: Cell,
        link: bool,
    ) -> None:
        self.parts, self.named, self.classes, self.cell, self.link = parts, named, classes, cell, link

    def render(self, context: Context) -> SafeString:
        row, found = context["row"], []
        for column, opening in self._openings(context["list"]):
            found.append(f"{opening}{self._inside(context, column, row)}</td>")
        return mark_safe("".join(found))

    def _inside(self, context: Context, column: Heading, row: Any) -> str:
        part = self.parts.get(column.name) or self.parts.get(EVERY_OTHER)
        if part is None:
            return conditional_escape(self.cell(context, column, row, link=self.link and column.is_main))
        with context.push(column=column):
            return part.render(context).strip()

    def _openings(self, table: Any) -> list[tuple[Heading, str]]:
        known = table.__dict__.setdefault("_openings", {})
        if self not in known:
            shown = [column for column in table.columns if not column.hidden]
            known[self] = [(column, self._opening(column)) for column in shown]
        return known[self]

    def _opening(self, column: Heading) -> str:
        kind = self.classes.get("main", "") if column.is_main else ""
        said = self.named.get(column.name) or kind or self.classes.get(column.kind, "")
        mark = format_html(' class="{}"', said) if said else ""
        return format_html('<td role="cell"{} data-label="{}">', mark, column.label)
