"""How an assignment stands, as a badge. Load with `{% load training %}`."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from foundation.templatetags import ui
from people.lists.standing import look_of

register = template.Library()


@register.simple_tag(takes_context=True)
def standing(context: Context, row: Any) -> SafeString:
    tone, icon, words = look_of(row)
    return ui.status(context, tone, icon, str(words))
