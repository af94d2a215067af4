"""What templates say about evidence with one word: `{% load evidence %}`."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from assurance.freshness import counts_until, freshness
from assurance.permissions import REQUEST_EVIDENCE
from assurance.standing import STATES
from foundation.access import permits
from foundation.clock import today
from foundation.templatetags import ui

register = template.Library()


@register.simple_tag(takes_context=True)
def version_state(context: Context, state: str) -> SafeString:
    """The review state of a version as a pill: `{% version_state row.latest_state %}`."""
    said = STATES[state]  # type: ignore[index]
    return ui.status(context, said.tone, said.icon, str(said.words))


@register.simple_tag(takes_context=True)
def freshness_of(context: Context, row: Any) -> SafeString | str:
    """Stale, expiring or fresh, of evidence of a list: `{% freshness_of row %}`; nothing where there is no limit."""
    said = freshness(counts_until(row), on=today())
    return "" if said is None else ui.status_text(context, said.tone, said.icon, str(said.words))


@register.simple_tag(takes_context=True)
def ask_url(context: Context, row: Model) -> str:
    """Where the reader asks somebody for evidence about a row; empty for who may not."""
    if not permits(context["request"].user, REQUEST_EVIDENCE):
        return ""
    return f"{reverse('assurance:request_add')}?{urlencode({'about': row._meta.label_lower, 'row': row.uuid})}"  # type: ignore[attr-defined]
