"""How what comes of reviews and how objectives stand are drawn. Load with `{% load reviews %}`."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from assurance.review_words import ACTIONS, OBJECTIVES
from foundation.templatetags import ui

register = template.Library()


@register.simple_tag(takes_context=True)
def action_standing(context: Context, standing: str) -> SafeString:
    """The standing of a decision or action as tone, icon and words."""
    tone, icon, words = ACTIONS[standing]
    return ui.status(context, tone, icon, str(words))


@register.simple_tag(takes_context=True)
def objective_standing(context: Context, standing: str) -> SafeString:
    """The standing of an objective as tone, icon and words."""
    tone, icon, words = OBJECTIVES[standing]
    return ui.status(context, tone, icon, str(words))
