"""Heroicons as markup: whole, or as a symbol that a page carries once and refers to."""

import re
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from heroicons.templatetags import heroicons

STYLES = {
    "micro": (heroicons.heroicon_micro, 16),
    "outline": (heroicons.heroicon_outline, 20),
    "solid": (heroicons.heroicon_solid, 20),
}
SVG = re.compile(r"<svg(?P<attributes>[^>]*)>(?P<shapes>.*)</svg>", re.DOTALL)
KEPT = re.compile(r'\b(?:viewBox|fill|stroke|stroke-width)="[^"]*"')


@lru_cache(maxsize=256)
def _drawing(name: str, style: str) -> tuple[str, str]:
    """The attributes that matter and the shapes of one icon; an unknown name raises."""
    draw, _size = STYLES[style]
    found = SVG.search(draw(name, size=None))
    if found is None:
        raise ValueError(f"Icon {name} ({style}) is not an svg.")
    return " ".join(KEPT.findall(found["attributes"])), re.sub(r"\s*\n\s*", "", found["shapes"])


def symbol_id(name: str, style: str = "micro") -> str:
    return f"icon-{name}" if style == "micro" else f"icon-{name}-{style}"


def symbol(name: str, style: str = "micro") -> SafeString:
    attributes, shapes = _drawing(name, style)
    return mark_safe(f'<symbol id="{symbol_id(name, style)}" {attributes}>{shapes}</symbol>')


def _frame(style: str, size: int | None, label: str) -> SafeString:
    side = size or STYLES[style][1]
    meaning = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('class="icon" width="{}" height="{}" {}', side, side, meaning)


@lru_cache(maxsize=1024)
def reference(name: str, style: str = "micro", *, size: int | None = None, label: str = "") -> SafeString:
    """An icon that refers to a symbol elsewhere on the page."""
    return format_html('<svg {}><use href="#{}"/></svg>', _frame(style, size, label), symbol_id(name, style))


@lru_cache(maxsize=1024)
def whole(name: str, style: str = "micro", *, size: int | None = None, label: str = "") -> SafeString:
    """An icon that stands alone: for fragments, mails and forms, which have no symbols of their own."""
    attributes, shapes = _drawing(name, style)
    return format_html("<svg {} {}>{}</svg>", _frame(style, size, label), mark_safe(attributes), mark_safe(shapes))
