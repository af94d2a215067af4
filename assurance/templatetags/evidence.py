"""What templates say about evidence with one word: `{% load evidence %}`."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from assurance.standing import STATES
from foundation.templatetags import ui

register = template.Library()


@register.simple_tag(takes_context=True)
def version_state(context: Context, state: str) -> SafeString:
    """The review state of a version as a pill: `{% version_state row.latest_state %}`."""
    said = STATES[state]  # type: ignore[index]
    return ui.status(context, said.tone, said.icon, str(said.words))
