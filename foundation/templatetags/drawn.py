"""Parts of pages that are drawn once, and kept under what they are drawn from."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from foundation.drawn import drawn_once

register = template.Library()


@register.simple_tag(takes_context=True)
def drawn(context: Context, name: str, *of: Any) -> SafeString:
    """`{% drawn "ui/_sorts.html" list.marks %}`: this template, which looks at nothing that does not follow from `of`."""
    part = context.template.engine.get_template(name)  # type: ignore[union-attr]
    hashable = tuple(tuple(one) if isinstance(one, list) else one for one in of)
    return drawn_once(context, (name, hashable), lambda: part.render(context))  # type: ignore[arg-type]
