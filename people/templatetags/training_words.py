"""How an assignment stands, as a pill. Load with `{% load training_words %}`."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from foundation.looks import look_of
from foundation.templatetags import ui
from people.models import Standing

register = template.Library()


@register.simple_tag(takes_context=True)
def standing(context: Context, row: Any) -> SafeString:
    """The standing of a row `with_standing`, in its tone, icon and words."""
    look = look_of("people.standing", row.standing)
    return ui.status(context, look.tone, look.icon, str(Standing(row.standing).label))
