"""What templates say about gates with one word: `{% load gates %}`."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from assurance.lists import standing_of
from foundation.looks import look_of
from foundation.templatetags import ui

register = template.Library()


@register.simple_tag(takes_context=True)
def pass_standing(context: Context, row: Any) -> SafeString:
    """How a pass of with_standing() stands, as a pill; an expired waiver is told from one in force."""
    look = look_of("assurance.GatePass", row.standing)
    return ui.status(context, look.tone, look.icon, str(standing_of(row)))
