"""Terms where they are used: `{% load handbook %}`, `{% term "major" %}` or `{% term "major" _("majors") %}`."""

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation import handbook

register = template.Library()


@register.simple_tag(takes_context=True)
def term(context: Context, name: str, words: str = "") -> SafeString | str:
    """The word, which opens its meaning where the page uses it first, and is plain afterwards and in fragments."""
    one = handbook.term(name)
    said = words or str(one.label)
    request: HttpRequest | None = getattr(context, "request", None)
    if request is None or "HX-Request" in request.headers:
        return said
    shown = request.__dict__.setdefault("_terms", set())
    if name in shown:
        return said
    shown.add(name)
    return format_html(
        '<button class="term" type="button" popovertarget="term-{name}">{said}</button>'
        '<span class="term-text" id="term-{name}" popover role="note"><strong>{label}</strong> {text} '
        '<a href="{url}#{name}">{more}</a></span>',
        name=name,
        said=said,
        label=one.label,
        text=one.text,
        url=reverse("foundation:glossary"),
        more=_("All terms"),
    )
