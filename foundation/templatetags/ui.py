"""What templates say with one word: icons, states, dates, shares, people. Load with `{% load ui %}`."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation import clock, icons, looks, words
from foundation.ledger.seals import Seal
from foundation.workflow import Open

register = template.Library()

register.filter("day", words.day)
register.filter("moment", words.moment)
register.filter("number", words.number)
register.filter("initials", words.initials)

MESSAGE_TONES = {"success": "good", "warning": "warn", "error": "bad", "info": "info"}


@register.filter
def message_tone(level_tag: str) -> str:
    """The tone of a message of Django's messages framework."""
    return MESSAGE_TONES.get(level_tag, "mute")


# Icons: a page opens its sprite first and closes it last; whatever is drawn between refers to it.
# What is drawn without an open sprite (a fragment, a mail, a form) carries its drawing itself.


def _sprite_of(context: Context) -> dict[tuple[str, str], None] | None:
    return getattr(getattr(context, "request", None), "_sprite", None)


@register.simple_tag(takes_context=True)
def open_sprite(context: Context) -> str:
    """Begin to collect icons; htmx takes parts of a page, so its requests never collect."""
    request: HttpRequest | None = getattr(context, "request", None)
    if request is not None and "HX-Request" not in request.headers:
        request._sprite = {}  # type: ignore[attr-defined]
    return ""


@register.simple_tag(takes_context=True)
def sprite(context: Context) -> SafeString | str:
    """The symbols the page used, each once."""
    used = _sprite_of(context)
    if used is None:
        return ""
    del context.request._sprite  # type: ignore[attr-defined]
    symbols = format_html_join("", "{}", ((icons.symbol(name, style),) for name, style in used))
    return format_html('<svg class="sprite" width="0" height="0" aria-hidden="true">{}</svg>', symbols)


@register.simple_tag(takes_context=True)
def icon(context: Context, name: str, style: str = "micro", size: int | None = None, label: str = "") -> SafeString:
    """A heroicon: `{% icon "flag" %}` in lines, `{% icon "flag" "outline" %}` in navigation; `label` makes it speak."""
    used = _sprite_of(context)
    if used is None:
        return icons.whole(name, style, size=size, label=label)
    used[name, style] = None
    return icons.reference(name, style, size=size, label=label)


# States: never colour alone.


@register.simple_tag(takes_context=True)
def status(context: Context, tone: str, name: str, text: str) -> SafeString:
    """A tinted pill: tone, icon, words."""
    return format_html('<span class="status" data-tone="{}">{}{}</span>', tone, icon(context, name, size=14), text)


@register.simple_tag(takes_context=True)
def status_text(context: Context, tone: str, name: str, text: str) -> SafeString:
    """The same without the pill, for lines of text."""
    return format_html('<span class="status-text" data-tone="{}">{}{}</span>', tone, icon(context, name, size=14), text)


@register.simple_tag(takes_context=True)
def state_badge(context: Context, record: object) -> SafeString:
    """The state of a record in its look (foundation/looks.py), in its own words where it has some."""
    look = looks.look_of(record._meta.label, record.state)  # type: ignore[attr-defined]
    return status(context, look.tone, look.icon, words.state_words(record))


@register.simple_tag(takes_context=True)
def event_mark(context: Context, kind: str) -> SafeString:
    """The round mark of an event in a timeline."""
    look = looks.event_look(kind)
    return format_html(
        '<span class="event-mark" data-tone="{}">{}</span>', look.tone, icon(context, look.icon, size=14)
    )


@register.filter
def allowed(moves: Iterable[Open]) -> list[Open]:
    """The steps of `Workflow.available` that may be taken now."""
    return [move for move in moves if move.refusal is None]


@register.filter
def refused(moves: Iterable[Open]) -> list[Open]:
    """The steps of `Workflow.available` that a rule stands against now."""
    return [move for move in moves if move.refusal is not None]


# Dates.


@register.simple_tag
def when(value: date | None) -> SafeString | str:
    """A date or a moment as <time>: `{% when finding.issued_on %}`."""
    if value is None:
        return ""
    say: Callable[..., str] = words.moment if isinstance(value, datetime) else words.day
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), say(value))


@register.simple_tag(takes_context=True)
def seal(context: Context, sealed: Seal | None, url: str = "") -> SafeString | str:
    """ "sealed as entry #48 229, 12 seconds ago", leading to its proof; nothing for what has no seal."""
    if not isinstance(sealed, Seal):
        return ""
    if sealed.index is None:
        waits = icon(context, "clock", size=14)
        return format_html('<span class="seal" data-state="waiting">{}{}</span>', waits, _("not yet sealed"))
    said = _("sealed as entry #%(number)s") % {"number": words.number(sealed.index)}
    since = sealed.at and format_html('<span class="seal-since">, {}</span>', words.ago(sealed.at, now=timezone.now()))
    mark = icon(context, "shield-check", size=14)
    if not sealed.has_page:
        return format_html('<span class="seal">{}<span>{}{}</span></span>', mark, said, since or "")
    url = url or reverse("foundation:ledger_entry", args=[sealed.index])
    return format_html('<a class="seal" href="{}">{}<span>{}{}</span></a>', url, mark, said, since or "")


@register.simple_tag(takes_context=True)
def due_words(
    context: Context,
    due: date | None,
    on: date | None = None,
    working_days: int | None = None,
    soon_days: int = words.SOON_DAYS,
) -> SafeString | str:
    """ "41 days late", "in 4 days", "today"; `on` is else the page's `today`."""
    if due is None:
        return ""
    said = words.due_words(
        due, on=on or context.get("today") or clock.today(), working_days=working_days, soon_days=soon_days
    )
    return format_html('<span class="due-words" data-state="{}">{}</span>', said.state, said.text)


@register.simple_tag(takes_context=True)
def due(context: Context, value: date | None, on: date | None = None, working_days: int | None = None) -> SafeString:
    """A due date with its words below: the content of a `td.due`."""
    if value is None:
        return format_html('<span class="note">{}</span>', _("no date"))
    return format_html("{}{}", when(value), due_words(context, value, on, working_days))


# Numbers, shares and people.


@register.filter
def badge(count: int) -> SafeString:
    """A number as it stands on a badge: "36", or "99+", heard as "more than 99"."""
    if count > words.MOST_SHOWN:
        heard = _("more than %(number)d") % {"number": words.MOST_SHOWN}
        shown = '<span aria-hidden="true">{}+</span><span class="visually-hidden">{}</span>'
        return format_html(shown, words.MOST_SHOWN, heard)
    return format_html("{}", count)


@register.filter
def percent(value: Any, of: int | None = None) -> str:
    """`{{ 48|percent:58 }}`, or of a share of one, or of a figure with `numerator` and `denominator`."""
    if value is None:
        return words.percent(None)
    top, bottom = value, of
    if of is None:
        top, bottom = (
            (value.numerator, value.denominator) if hasattr(value, "denominator") else (Fraction(str(value)), 1)
        )
    return words.percent(Fraction(top) / bottom if bottom else None)


@register.simple_tag(takes_context=True)
def chosen_theme(context: Context) -> str:
    """ "light" or "dark" as the person chose by cookie; "" follows the system."""
    request: HttpRequest | None = getattr(context, "request", None)
    chosen = request.COOKIES.get(settings.THEME_COOKIE_NAME, "") if request is not None else ""
    return chosen if chosen in ("light", "dark") else ""


@register.simple_tag(takes_context=True)
def chosen_density(context: Context) -> str:
    """ "compact" where the person wants more rows on a page; "" is comfortable."""
    request: HttpRequest | None = getattr(context, "request", None)
    chosen = request.COOKIES.get(settings.DENSITY_COOKIE_NAME, "") if request is not None else ""
    return chosen if chosen == "compact" else ""


@register.simple_tag
def avatar(person: object, size: str = "") -> SafeString:
    """The initials of a person in a circle; the name stands beside it or is its label elsewhere."""
    sized = format_html(' data-size="{}"', size) if size else ""
    return format_html('<span class="avatar"{} aria-hidden="true">{}</span>', sized, words.initials(person))


@register.simple_tag
def holder(person: object) -> SafeString:
    """A person in a line: initials and name, or that nobody is named."""
    if not person:
        return format_html('<span class="note">{}</span>', _("Nobody named"))
    return format_html('<span class="holder">{}{}</span>', avatar(person, "small"), person)


@register.simple_tag
def bar(value: int, of: int, label: str, tone: str = "", size: str = "") -> SafeString:
    """A progress bar; it is a picture with a name, so `label` says the numbers in words."""
    width = round(100 * min(value, of) / of, 1) if of else 0
    tone_attribute = format_html(' data-tone="{}"', tone) if tone else ""
    size_attribute = format_html(' data-size="{}"', size) if size else ""
    return format_html(
        '<svg class="bar"{}{} viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="bar-track" width="100" height="6"/><rect class="bar-fill" width="{}" height="6"/></svg>',
        tone_attribute,
        size_attribute,
        label,
        str(width),
    )
