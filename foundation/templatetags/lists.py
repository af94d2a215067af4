"""What the list components need beyond `ui`: the cells of a row, and the address as hidden fields."""

from django import template
from django.http import QueryDict
from django.template import Context
from django.template.base import Parser, Token, token_kwargs
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.lists import Column
from foundation.lists.drawing import TableRows
from foundation.lists.rendering import Cells
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


@register.tag("cells")
def cells(parser: Parser, token: Token) -> Cells:
    """The cells of `row` in `list`; what stands behind `{% column "name" %}` is drawn in the cell of that column.

        {% cells main="table-main" date="due" link=True %}
          {% column "state" class="wide" %}{% state_badge row %}
          {% column %}every other column; without it, each by its kind
        {% endcells %}

    A cell has the class of its part, that of the main column, or that of its kind; `link` leads from the main one to the row.
    """
    classes = _words(parser, token)
    link = bool(classes.pop("link", ""))
    parser.parse(("column", "endcells"))
    parts, named = {}, {}
    while (token := parser.next_token()).contents != "endcells":
        name, *_more = [word.strip("\"'") for word in token.split_contents()[1:] if "=" not in word] or [""]
        named[name] = _words(parser, token).get("class", "")
        parts[name] = parser.parse(("column", "endcells"))
    return Cells(parts, named, classes, _main_or_plain, link)


@register.tag("rows")
def rows(parser: Parser, token: Token) -> TableRows:
    """`{% rows %}`: every row of `list`, each by the template of the list."""
    return TableRows()


def _words(parser: Parser, token: Token) -> dict[str, str]:
    """The constant arguments of a tag by their names."""
    given = [word for word in token.split_contents()[1:] if "=" in word]
    return {name: str(value.resolve(Context())) for name, value in token_kwargs(given, parser).items()}


def _main_or_plain(context: Context, column: Column, row: object, *, link: bool) -> SafeString | str:
    drawn = cell(context, column, row, link=link)
    return format_html("{}{}", tick(context.get("list"), row), drawn) if link else drawn


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
