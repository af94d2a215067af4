"""How hashes and results of inspections are shown. Load with `{% load inspections %}`."""

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from certifications.models import Inspection, ProductConformity
from foundation.looks import look_of
from foundation.templatetags.ui import status

register = template.Library()
GROUP = 8


def groups_of(digest: str) -> list[str]:
    return [digest[at : at + GROUP] for at in range(0, len(digest), GROUP)]


@register.simple_tag
def compared(digest: str, other: str) -> SafeString:
    """A hash in groups of eight digits; those that differ from the other one are marked, in words too by their tag."""
    theirs = groups_of(other)
    parts = (
        ("span" if at < len(theirs) and theirs[at] == group else "mark", group)
        for at, group in enumerate(groups_of(digest))
    )
    groups = format_html_join(" ", "<{0}>{1}</{0}>", parts)
    return format_html('<code class="hash-groups">{}</code>', groups)


@register.filter
def differing(digest: str, other: str) -> int:
    """How many groups of eight digits differ."""
    return sum(1 for one, two in zip(groups_of(digest), groups_of(other), strict=False) if one != two)


@register.simple_tag(takes_context=True)
def result_badge(context: Context, row: Inspection | ProductConformity) -> SafeString | str:
    """The result as a pill; nothing while there is none."""
    if not row.result:
        return ""
    look = look_of("inspection.result", row.result)
    return status(context, look.tone, look.icon, row.get_result_display())


@register.simple_tag(takes_context=True)
def equality_badge(context: Context, row: Inspection) -> SafeString:
    look = look_of("inspection.equality", row.equivalence)
    return status(context, look.tone, look.icon, row.get_equivalence_display())
