"""What templates say about guiding documents with one word: `{% load documents %}`."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assurance.models import DocumentVersion
from foundation.looks import look_of
from foundation.templatetags import ui

register = template.Library()


@register.simple_tag(takes_context=True)
def document_state(context: Context, state: str | None) -> SafeString:
    """The state of a version as a pill, or that there is none: `{% document_state row.standing %}`."""
    if not state:
        return ui.status(context, "mute", "minus-circle", _("No version yet"))
    look = look_of("assurance.DocumentVersion", state)
    return ui.status(context, look.tone, look.icon, str(DocumentVersion.State(state).label))
