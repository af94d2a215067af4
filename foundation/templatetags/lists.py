"""What the list components need beyond `ui`: a cell of a plain row, and the address as hidden fields."""

from django import template
from django.http import QueryDict
from django.template import Context
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.lists import Column
from foundation.templatetags import ui

register = template.Library()


@register.simple_tag(takes_context=True)
def cell(context: Context, column: Column, row: object, *, link: bool = False) -> SafeString | str:
    """One value of a row as its column's kind asks; `link` leads to the row."""
    if column.kind == "state" and hasattr(row, "get_state_display"):
        return ui.state_badge(context, row)
    value = column.read(row)
    if value is None or value == "":
        return format_html('<span class="note" data-none>{}</span>', "–")
    if column.kind == "date":
        return ui.when(value)  # type: ignore[arg-type]
    if column.kind == "person":
        return ui.holder(value)
    shown = localize(value, use_l10n=True) if column.kind == "number" else value
    if link and hasattr(row, "get_absolute_url"):
        return format_html('<a class="row-link" href="{}">{}</a>', row.get_absolute_url(), shown)
    return format_html("{}", shown)


@register.simple_tag
def tick(table: object, row: object) -> SafeString | str:
    """The box that puts a row among those that are changed together, where the list has such changes for this person."""
    if not getattr(table, "edit_name", ""):
        return ""
    words = _("Choose %(row)s") % {"row": row}
    return format_html('<input type="checkbox" name="row" value="{}" aria-label="{}"> ', row.uuid, words)  # type: ignore[attr-defined]


@register.simple_tag
def hidden_query(query: str, without: str = "") -> SafeString:
    """A query string as hidden fields of a GET form, but for the parameter that the form itself sets."""
    pairs = [(name, value) for name, values in QueryDict(query).lists() if name != without for value in values]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.filter
def value_in(column: Column, row: object) -> object:
    """What a column reads from a row: for a template that draws the cell itself."""
    return column.read(row)
