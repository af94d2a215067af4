"""How an answer stands, as a badge. Load with `{% load signing %}`."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from foundation.templatetags import ui
from people.lists.attestation import standing_of

register = template.Library()


@register.simple_tag(takes_context=True)
def signing_badge(context: Context, row: Any) -> SafeString:
    tone, icon, words = standing_of(row)
    return ui.status(context, tone, icon, str(words))
