"""The value of a policy in its parts: each number, period or row of numbers with its name, its words and its difference."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.policy import Declared, Text

PERIODS = ("working_days", "days")
COUNTED: dict[str, Any] = {
    "working_days": lambda n: ngettext("%(n)s working day", "%(n)s working days", n),
    "days": lambda n: ngettext("%(n)s day", "%(n)s days", n),
    "months": lambda n: ngettext("%(n)s month", "%(n)s months", n),
    "years": lambda n: ngettext("%(n)s year", "%(n)s years", n),
    "hours": lambda n: ngettext("%(n)s hour", "%(n)s hours", n),
    "minutes": lambda n: ngettext("%(n)s minute", "%(n)s minutes", n),
    "percent": lambda n: _("%(n)s\u00a0%%"),
    "": lambda n: "%(n)s",
}
UNITS = {
    "working_days": gettext_lazy("working days"),
    "days": gettext_lazy("days"),
    "months": gettext_lazy("months"),
    "years": gettext_lazy("years"),
    "hours": gettext_lazy("hours"),
    "minutes": gettext_lazy("minutes"),
    "percent": gettext_lazy("per cent"),
}


class Kind(StrEnum):
    NUMBER = "number"
    PERIOD = "period"
    RISING = "rising"
    SWITCH = "switch"
    WORD = "word"
    OTHER = "other"


@dataclass(frozen=True)
class Part:
    """One place of a value: `path` leads to it, `group` and `label` say it, `unit` counts it."""

    path: tuple[str, ...]
    kind: Kind
    group: Text
    label: Text
    unit: str = ""

    @property
    def name(self) -> str:
        """A name for a field of a form."""
        return "__".join(("part", *self.path))

    @property
    def title(self) -> str:
        """Group and label in one: "Major: corrective action"."""
        return f"{self.group}: {self.label}" if self.group and self.label else str(self.group or self.label)

    def of(self, value: Any) -> Any:
        """What stands here in a value; None where an older value has no such place."""
        for key in self.path:
            if not isinstance(value, Mapping) or key not in value:
                return None
            value = value[key]
        return value

    def said(self, value: Any) -> str:
        """What stands here, in words."""
        here = self.of(value)
        return "–" if here is None else _words(self, here)


@dataclass(frozen=True)
class Difference:
    """A part that two values say differently, in the words of both."""

    part: Part
    before: str
    after: str


def parts_of(declared: Declared) -> list[Part]:
    """The parts of a policy, in the order of the value it ships."""
    return list(_walk(declared, declared.value, ()))


def differences(declared: Declared, before: Any, after: Any) -> list[Difference]:
    """Where two values differ, in words."""
    return [
        Difference(part, part.said(before), part.said(after))
        for part in parts_of(declared)
        if part.of(before) != part.of(after)
    ]


def replaced(value: Any, part: Part, here: Any) -> Any:
    """The value with something else in the place of a part."""
    if not part.path:
        return here
    copy = json.loads(json.dumps(value))
    inner = copy
    for key in part.path[:-1]:
        inner = inner[key]
    inner[part.path[-1]] = here
    return copy


def _walk(declared: Declared, value: Any, path: tuple[str, ...]) -> Iterator[Part]:
    kind = _kind(value)
    if kind is None:
        for key, inner in value.items():
            yield from _walk(declared, inner, (*path, key))
        return
    named = [declared.words.get(key, key.replace("_", " ").capitalize()) for key in path]
    unit = declared.units.get(path[-1] if path else "*", declared.units.get("*", ""))
    yield Part(path, kind, ", ".join(map(str, named[:-1])), named[-1] if named else declared.label, unit)


def _kind(value: Any) -> Kind | None:
    """How a place is written; None for one that only holds others."""
    if isinstance(value, bool):
        return Kind.SWITCH
    if isinstance(value, int):
        return Kind.NUMBER
    if isinstance(value, list) and value and all(_kind(one) is Kind.NUMBER for one in value):
        return Kind.RISING
    if isinstance(value, str):
        return Kind.WORD
    if isinstance(value, Mapping):
        return Kind.PERIOD if len(value) == 1 and set(value) <= set(PERIODS) else None
    return Kind.OTHER


def _words(part: Part, here: Any) -> str:
    if part.kind is Kind.SWITCH:
        return _("yes") if here else _("no")
    if part.kind is Kind.PERIOD:
        [(unit, count)] = here.items()
        return counted(count, unit)
    if part.kind is Kind.RISING:
        return ", ".join([*map(number_format, here[:-1]), counted(here[-1], part.unit)])
    if part.kind is Kind.NUMBER:
        return counted(here, part.unit)
    if part.kind is Kind.WORD:
        return here or "–"
    return json.dumps(here, ensure_ascii=False)


def counted(number: int, unit: str) -> str:
    """A number with its unit: "10 working days"."""
    return COUNTED[unit](number) % {"n": number_format(number)}
