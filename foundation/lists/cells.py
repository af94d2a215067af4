"""What a value becomes in an exported file: numbers and dates keep their type, text can never become a formula."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from math import isfinite

from django.utils import timezone
from django.utils.duration import duration_string
from django.utils.translation import gettext as _

CellValue = str | int | float | Decimal | dt.date | dt.datetime

FORMULA_STARTS = frozenset("=+-@\t\r\n")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Characters that some spreadsheets skip before they look for a formula: spaces, marks of direction, joiners, BOM.
SKIPPED_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cf"})
SHEET_NAME_LENGTH = 31
SHEET_NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def defuse(text: str) -> str:
    """The text with ' before it if a spreadsheet could take it for a formula, otherwise unchanged.

    Covers = + - @, TAB, CR and LF, their full-width, small and raised forms, the minus sign U+2212, and all of
    these behind spaces or invisible characters. Source: OWASP ASVS 5.0, 1.2.10.
    """
    return f"'{text}" if starts_formula(text) else text


def restored(text: str) -> str:
    """The text as it was before defuse()."""
    return text[1:] if text.startswith("'") and starts_formula(text[1:]) else text


def starts_formula(text: str) -> bool:
    for character in text:
        if character in FORMULA_STARTS or character == "\N{MINUS SIGN}":
            return True
        if unicodedata.category(character) not in SKIPPED_CATEGORIES:
            return unicodedata.normalize("NFKC", character)[:1] in FORMULA_STARTS
    return False


def cell(value: object) -> CellValue:
    """A value as a file holds it: text is cleaned and defused, moments are in the current time zone."""
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, dt.datetime):
        return timezone.localtime(value) if timezone.is_aware(value) else value
    if isinstance(value, dt.date) or (isinstance(value, int | float | Decimal) and isfinite(value)):
        return value
    if value is None:
        return ""
    if isinstance(value, dt.timedelta):
        value = duration_string(value)
    elif isinstance(value, list | tuple | set | frozenset):
        value = ", ".join(str(part) for part in value)
    return defuse(UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", str(value)))


def sheet_name(title: str) -> str:
    """A name that Excel accepts for a sheet and that starts no formula; "List" when nothing is left of the title."""
    name = " ".join(SHEET_NAME_FORBIDDEN.sub(" ", title).split()).strip("' ")
    while name and (starts_formula(name) or name[0] in "' "):
        name = name[1:]
    while len(name.encode("utf-16-le")) > 2 * SHEET_NAME_LENGTH:
        name = name[:-1]
    name = name.strip("' ")
    return "List" if not name or name.casefold() == "history" else name
