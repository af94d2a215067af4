"""The cells of a line as values, or a sentence that says what is wrong and how to mend it."""

import re
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.directory.models import Person
from people.hr.columns import BY_NAME, DAYS

Given = Mapping[str, str]
LENGTHS = {"number": 20, "name": 150, "employer": 150, "job": 100, "email": 254}
YEARS = (1900, 2200)
_POINTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_is_address = EmailValidator()


class Wrong(Exception):
    """What is wrong with a line, in a sentence."""


def tidied(given: Given) -> dict[str, str]:
    """The cells with days as 2026-11-30, kinds by their key, addresses in small letters. Raises Wrong."""
    values = {name: text for name, text in given.items() if name}
    for name, most in LENGTHS.items():
        if len(values.get(name, "")) > most:
            raise Wrong(_("%(name)s: more than %(most)d characters.") % {"name": label(name), "most": most})
    for name in DAYS:
        if values.get(name):
            values[name] = _day(values[name], name).isoformat()
    if values.get("kind"):
        values["kind"] = _kind(values["kind"])
    if values.get("email"):
        values["email"] = _address(values["email"])
    return values


def label(name: str) -> str:
    return str(BY_NAME[name].label)


def _day(text: str, name: str) -> date:
    pointed = _POINTED.fullmatch(text)
    try:
        if pointed:
            day, month, year = (int(part) for part in pointed.groups())
            found = date(year, month, day)
        else:
            found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not YEARS[0] <= found.year <= YEARS[1]:
        sentence = _("%(name)s: “%(text)s” is not a day. Write it as 2026-11-30 or 30.11.2026.")
        raise Wrong(sentence % {"name": label(name), "text": text[:40]})
    return found


def _kind(text: str) -> str:
    wanted = text.casefold()
    for value, shown in Person.Kind.choices:
        with override("en"):
            english = str(shown).casefold()
        if wanted in (value, english, str(shown).casefold()):
            return str(value)
    kinds = ", ".join(str(shown) for _value, shown in Person.Kind.choices)
    sentence = _("%(name)s: “%(text)s” is none of %(kinds)s.")
    raise Wrong(sentence % {"name": label("kind"), "text": text[:40], "kinds": kinds})


def _address(text: str) -> str:
    try:
        _is_address(text)
    except ValidationError as error:
        sentence = _("%(name)s: “%(text)s” is not an address such as nia.okoro@meridane.example.")
        raise Wrong(sentence % {"name": label("email"), "text": text[:60]}) from error
    return text.lower()
