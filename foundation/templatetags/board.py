"""What the board needs beyond `ui`: a panel drawn with its own context, a tile with its story, a mean with one decimal."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from foundation import board
from foundation.board import Part, Told
from foundation.tiles import Tile

register = template.Library()


@register.simple_tag(takes_context=True)
def panel(context: Context, part: Part) -> SafeString:
    """A panel of the board, with what it offered on top of what the page knows."""
    with context.push(**part.context):
        return get_template(part.template).template.render(context)  # type: ignore[attr-defined]  # Django's own engine


@register.simple_tag(takes_context=True)
def told(context: Context, tile: Tile, *, with_trend: bool = False) -> Told:
    """A tile of the board with its definition and, where there is room, the line of its months."""
    found = board.told(context["request"], [tile], context["board_day"], with_trend=with_trend)
    return next(iter(found))


@register.filter
def one_decimal(value: Fraction | None) -> str:
    """130.5, half up; whole numbers stay whole."""
    if value is None:
        return ""
    tenths = (Decimal(value.numerator * 10) / Decimal(value.denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    exact = tenths / 10
    return number_format(exact, decimal_pos=0 if exact == exact.to_integral_value() else 1)
