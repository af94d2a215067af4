"""What templates of audits say with one word. Load with `{% load audits %}`."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from audits.models import Finding
from foundation.looks import look_of
from foundation.templatetags.ui import status

register = template.Library()


@register.simple_tag(takes_context=True)
def type_badge(context: Context, finding: Finding) -> SafeString:
    """The type of a finding in its look: never colour alone."""
    look = look_of("audits.finding.type", finding.type)
    return status(context, look.tone, look.icon, finding.get_type_display())
