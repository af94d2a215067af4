"""What templates of audits say with one word. Load with `{% load audits %}`."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from audits import tree
from audits.auditor_list import STANDINGS
from audits.checklist import Checklist, Line
from audits.models import AuditorQualification, ConflictDeclaration, Finding
from foundation.looks import look_of
from foundation.templatetags.ui import icon, status

register = template.Library()


@register.simple_tag(takes_context=True)
def type_badge(context: Context, finding: Finding) -> SafeString:
    """The type of a finding in its look: never colour alone."""
    look = look_of("audits.finding.type", finding.type)
    return status(context, look.tone, look.icon, finding.get_type_display())


@register.simple_tag(takes_context=True)
def tree_groups(context: Context, checklist: Checklist) -> SafeString:
    """The tree of a checklist, in one piece: a template for each line would take half the time of the page."""
    return tree.groups(checklist, lambda name: icon(context, name))


@register.simple_tag(takes_context=True)
def tree_line(context: Context, line: Line) -> SafeString:
    """One line of it, as an answer renews it."""
    return tree.line_of(line, lambda name: icon(context, name))


@register.simple_tag(takes_context=True)
def standing_badge(context: Context, row: AuditorQualification) -> SafeString:
    """Whether a qualification counts today; `row` comes from `with_standing()`."""
    name: str = row.standing  # type: ignore[attr-defined]  # annotated
    look = look_of("audits.qualification", name)
    return status(context, look.tone, look.icon, str(STANDINGS[name]))


@register.simple_tag(takes_context=True)
def decision_badge(context: Context, row: ConflictDeclaration) -> SafeString:
    """What was decided on a declared conflict."""
    look = look_of("audits.conflict", row.decision)
    return status(context, look.tone, look.icon, row.get_decision_display())
