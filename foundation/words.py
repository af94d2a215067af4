"""How dates, shares and names are said to people, the same on every page, in mails and in exports."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

SOON_WORKING_DAYS = 5
SOON_DAYS = 7  # five working days when no calendar is at hand
MOST_SHOWN = 99  # by a number on a badge


@dataclass(frozen=True)
class DueWords:
    """ "41 days late" with its state: late, soon, or nothing."""

    text: str
    state: str


def day(value: date | None) -> str:
    """20 Nov 2026, in the reader's language; a moment counts on its local day."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return _day(local.year, local.month, local.day, get_language() or "")


@lru_cache(maxsize=4096)
def _day(year: int, month: int, day_of_month: int, language: str) -> str:
    """A day in the language that is active; a page of a list says fifty of them."""
    # Translators: the order of day, month and year, in Django's letters for date formats.
    return date_format(date(year, month, day_of_month), pgettext("date", "j M Y"))


def moment(value: datetime | None) -> str:
    """20 Nov 2026, 16:40, in the reader's zone."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    # Translators: a date with its time, in Django's letters for date formats.
    return date_format(local, pgettext("date and time", "j M Y, H:i"))


def due_words(due: date, *, on: date, working_days: int | None = None, soon_days: int = SOON_DAYS) -> DueWords:
    """How far `due` is from `on`. Soon is five working days or less when they are given, else `soon_days` days."""
    days = (due - on).days
    if days < 0:
        return DueWords(ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}, "late")
    if days == 0:
        return DueWords(_("today"), "soon")
    text = ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    if working_days is None:
        return DueWords(text, "soon" if days <= soon_days else "")
    if working_days > SOON_WORKING_DAYS:
        return DueWords(text, "")
    if working_days != days:
        text = _("%(days)s, %(working)d working") % {"days": text, "working": working_days}
    return DueWords(text, "soon")


def span(length: timedelta) -> str:
    """How long something takes or lasts, in its largest unit: "3 days", "4 hours", "20 minutes", "5 seconds"."""
    seconds = int(abs(length).total_seconds())
    if seconds >= 2 * 86400:
        return ngettext("%(n)d day", "%(n)d days", seconds // 86400) % {"n": seconds // 86400}
    if seconds >= 2 * 3600:
        return ngettext("%(n)d hour", "%(n)d hours", seconds // 3600) % {"n": seconds // 3600}
    if seconds >= 2 * 60:
        return ngettext("%(n)d minute", "%(n)d minutes", seconds // 60) % {"n": seconds // 60}
    return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}


def ago(value: datetime, *, now: datetime) -> str:
    """How long it has been: "12 seconds ago"."""
    return _("%(span)s ago") % {"span": span(now - value)}


def number(value: int) -> str:
    """A count or the number of an entry, its thousands apart: 48\u202f229."""
    return f"{value:,}".replace(",", "\u202f")


def percent(share: Fraction | Decimal | float | None) -> str:
    """A share of one as "82.8 %": half up, one decimal at most; None, an empty denominator, is "n/a".

    Source: domain rules for figures, docs/design-system.md.
    """
    if share is None:
        return _("n/a")
    exact = Fraction(share) if not isinstance(share, float) else Fraction(str(share))
    tenths = Decimal(exact.numerator * 1000) / Decimal(exact.denominator)
    rounded = tenths.quantize(Decimal(1), rounding=ROUND_HALF_UP) / 10
    places = 0 if rounded == rounded.to_integral_value() else 1
    return _("%(number)s\u00a0%%") % {"number": number_format(rounded, decimal_pos=places)}


def initials(name: object) -> str:
    """Two letters for a person: the first of the first and of the last word."""
    words = [word for word in str(name or "").replace("-", " ").split() if word[0].isalpha()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def state_words(record: Any) -> str:
    """The state of a record in the words of its field, or of the record itself where its kind changes them."""
    return str(getattr(record, "state_words", "") or record.get_state_display())
