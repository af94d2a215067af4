"""How what stands at a gate is drawn. Load with `{% load gates %}`."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from assurance.gate_words import STANDINGS
from foundation.templatetags import ui

register = template.Library()


@register.simple_tag(takes_context=True)
def pass_standing(context: Context, standing: str) -> SafeString:
    """The standing of a pass, a waiver that has ended among them, as tone, icon and words."""
    tone, icon, words = STANDINGS[standing]
    return ui.status(context, tone, icon, str(words))
