"""How a cell of the matrix stands, as a badge and as a box of the heat map."""

import html
from collections.abc import Iterable
from datetime import date
from typing import cast

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from assurance.matrix_boxes import Shown
from assurance.matrix_words import cell_standing
from assurance.models import Cell
from foundation.templatetags.ui import icon, status

register = template.Library()

ICONS = "assurance.matrix.icons"  # what one rendering of a template has drawn


@register.simple_tag(takes_context=True)
def cell_status(context: Context, cell: Cell, on: date) -> SafeString:
    """Tone, icon and words; `cell` carries `standing`."""
    found = cell_standing(cell.standing, cell.fresh_until, on=on)  # type: ignore[attr-defined]
    return status(context, found.tone, found.icon, str(found.words))


@register.simple_tag(takes_context=True)
def matrix_boxes(context: Context, boxes: Iterable[Shown | None]) -> SafeString:
    """The boxes of a row as table cells. A window has 2,500: written here, they cost a tenth of what a template takes."""
    kept = cast(dict[str, dict[str, SafeString]], context.render_context)
    drawn = kept.setdefault(ICONS, {})
    markup: list[str] = []
    texts: dict[str, str] = {}
    for box in boxes:
        if box is None:
            markup.append("<td></td>")
            continue
        if box.icon not in drawn:
            drawn[box.icon] = icon(context, box.icon, size=14)
        if box.text not in texts:
            texts[box.text] = html.escape(box.text)
        markup.append(
            f'<td><a class="cell" data-tone="{box.tone}" data-state="{box.state}" href="{html.escape(box.url)}"'
            f' aria-label="{html.escape(box.label)}"{" data-sheet" if box.sheet else ""}>'
            f"{drawn[box.icon]}{texts[box.text]}</a></td>"
        )
    return mark_safe("".join(markup))
