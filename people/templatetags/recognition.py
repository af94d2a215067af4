"""How kinds of awards and answers of nominees look. Load with `{% load recognition %}`."""

from fractions import Fraction

from django import template
from django.template import Context
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from foundation.figures import one_decimal
from foundation.looks import look_of
from foundation.templatetags.ui import status, status_text
from people.models import Nomination, Nominee

register = template.Library()


@register.simple_tag(takes_context=True)
def kind_badge(context: Context, row: Nomination) -> SafeString:
    """For what: a pill with the icon of the kind."""
    look = look_of("nomination.kind", row.kind)
    return status(context, look.tone, look.icon, row.get_kind_display())


@register.simple_tag(takes_context=True)
def consent(context: Context, share: Nominee) -> SafeString:
    """What a nominee said to being shown."""
    look = look_of("nomination.consent", share.consent)
    return status_text(context, look.tone, look.icon, share.get_consent_display())


@register.filter
def per_hundred(rate: Fraction) -> str:
    """A rate with one decimal, in the reader's language."""
    return number_format(one_decimal(rate), decimal_pos=1)
