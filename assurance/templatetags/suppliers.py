"""What templates say about suppliers with one word: `{% load suppliers %}`."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assurance.lists import gaps_of
from assurance.models import ContinuityStatement, Supplier
from foundation.looks import look_of
from foundation.templatetags import ui

register = template.Library()


@register.simple_tag(takes_context=True)
def continuity(context: Context, value: str) -> SafeString:
    """What is known of a supplier's continuity, as a pill: `{% continuity row.continuity %}`."""
    look = look_of("assurance.Continuity", value)
    return ui.status(context, look.tone, look.icon, str(Supplier.Continuity(value).label))


@register.simple_tag(takes_context=True)
def statement_mark(context: Context, statement: ContinuityStatement) -> SafeString:
    """The round mark of a statement in the timeline: what it says, by tone and icon."""
    look = look_of("assurance.Continuity", statement.says)
    return format_html(
        '<span class="event-mark" data-tone="{}">{}</span>', look.tone, ui.icon(context, look.icon, size=14)
    )


@register.simple_tag(takes_context=True)
def supplier_gaps(context: Context, row: Any) -> SafeString:
    """What a supplier of with_gaps() lacks, in words."""
    missing = ", ".join(str(one) for one in gaps_of(row))
    if not missing:
        return format_html('<span class="note" data-none>{}</span>', "–")
    return ui.status_text(context, "warn", "exclamation-triangle", missing)


@register.simple_tag(takes_context=True)
def sources(context: Context, component: Any) -> SafeString:
    """How many suppliers of a component of with_sources() are left."""
    if component.sources == 0:
        return ui.status_text(context, "bad", "exclamation-triangle", _("No source left"))
    if component.sources == 1 and not component.others:
        return ui.status_text(context, "bad", "exclamation-triangle", _("Single source, no alternative"))
    if component.sources == 1:
        return ui.status_text(context, "warn", "exclamation-circle", _("Single source"))
    words = ngettext("%(n)d source", "%(n)d sources", component.sources) % {"n": component.sources}
    return ui.status_text(context, "good", "check", words)
