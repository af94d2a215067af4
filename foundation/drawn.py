"""Parts of pages that are drawn once: a part that is drawn from the same as one before is that markup.

Kept is what was drawn, under everything it was drawn from, its language and zone included. So nothing has to be thrown
away when anything changes, and whoever is shown the same shares it. Source: docs/adr/0190-rows-drawn-once.md.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple

from django.conf import settings
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

MOST_KEPT = 2_000  # parts, of one or two kilobytes each


class Drawn(NamedTuple):
    """A part as markup, and the icons that the page has to carry for it."""

    html: str
    icons: tuple[Any, ...]


_kept: OrderedDict[Hashable, Drawn] = OrderedDict()


def drawn_once(context: Context, of: Hashable, draw: Callable[[], str]) -> SafeString:
    """What `draw` makes of `of`, which has to be all it looks at besides language and zone; made where it is not kept."""
    key = (of, _icons(context) is None, get_language(), get_current_timezone_name())
    try:
        found = _kept.get(key)
    except TypeError:  # something in it that nothing can be kept under
        return mark_safe(draw())
    if found is None or getattr(settings, "DRAWN_PARTS_ARE_COMPARED", False):
        found = _compared(found, _with_icons(context, draw))
        _kept[key] = found
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    elif found.icons:
        context.request._sprite.update(dict.fromkeys(found.icons))  # type: ignore[attr-defined]
    return mark_safe(found.html)


def _compared(kept: Drawn | None, drawn: Drawn) -> Drawn:
    """Tests draw everything, and find what is drawn from more than is said."""
    if kept is not None and kept != drawn:
        raise AssertionError(f"This is drawn from more than is said.\n{kept}\n{drawn}")
    return drawn


def _with_icons(context: Context, draw: Callable[[], str]) -> Drawn:
    carried = _icons(context)
    if carried is None:
        return Drawn(draw(), ())
    before = dict(carried)
    carried.clear()
    html = draw()
    own = tuple(carried)
    carried.clear()
    carried.update(before | dict.fromkeys(own))
    return Drawn(html, own)


def _icons(context: Context) -> dict[Any, None] | None:
    """The icons that the page carries so far (foundation/templatetags/ui.py); None where each carries its own drawing."""
    return getattr(getattr(context, "request", None), "_sprite", None)
