"""How a cell of the matrix stands, as a badge."""

from datetime import date

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from assurance.matrix_words import cell_standing
from assurance.models import Cell
from foundation.templatetags.ui import status

register = template.Library()


@register.simple_tag(takes_context=True)
def cell_status(context: Context, cell: Cell, on: date) -> SafeString:
    """Tone, icon and words; `cell` carries `standing`."""
    found = cell_standing(cell.standing, cell.fresh_until, on=on)  # type: ignore[attr-defined]
    return status(context, found.tone, found.icon, str(found.words))
