"""How the lists of the administration say things. Load with `{% load administration %}`."""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from foundation.administration.lists import DELIVERY
from foundation.templatetags.ui import status

register = template.Library()


@register.filter
def at(row: Any, name: str) -> datetime | None:
    """The moment a row keeps under a name."""
    return getattr(row, name)


@register.simple_tag(takes_context=True)
def delivery(context: Context, standing: str) -> SafeString:
    """How a mail stands, as a pill."""
    tone, icon, words = DELIVERY[standing]
    return status(context, tone, icon, str(words))
