"""The tree of a checklist as markup, written in one piece because it may have a thousand lines."""

from collections.abc import Callable
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from audits.checklist import Checklist, Group, Line

Draw = Callable[[str], SafeString]
LINE = (
    '<li id="line-{}"><a class="tree-item" href="{}" hx-get="{}"{}><span class="tree-mark" data-tone="{}">{}</span>'
    '<span class="tree-title">{} {}<span class="visually-hidden">, {}</span></span></a></li>'
)
GROUP = (
    '<li><details class="tree-branch"{}><summary class="tree-group">{}<span class="tree-title">{}</span>'
    '<span class="tree-count" id="count-{}">{}</span></summary><ul class="tree-items">{}</ul></details></li>'
)
CURRENT = mark_safe(' aria-current="true"')
OPEN = mark_safe(" open")


def groups(checklist: Checklist, draw: Draw) -> SafeString:
    """Every requirement with its questions; `draw` gives the markup of an icon."""
    drawn, words = cache(draw), _("%(done)s of %(total)s")
    return mark_safe("".join(_group(group, drawn, words) for group in checklist.groups))


def _group(group: Group, draw: Draw, words: str) -> SafeString:
    lines = mark_safe("".join(line_of(line, draw) for line in group.lines))
    count = words % {"done": group.answered, "total": group.total}
    opened = OPEN if group.is_current else ""
    return format_html(
        GROUP, opened, draw("chevron-right"), str(group.requirement), group.requirement.uuid, count, lines
    )


def line_of(line: Line, draw: Draw) -> SafeString:
    """One question."""
    item, look = line.item, line.look
    mark = draw("pencil" if line.is_current and not item.result else look.icon)
    current = CURRENT if line.is_current else ""
    words = (item.number, item.title, look.label)
    return format_html(LINE, item.uuid, line.address, line.address, current, look.tone, mark, *words)
