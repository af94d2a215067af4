"""Which kinds of event may be told to other systems: families that apps offer; whatever is not offered stays inside."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from foundation.workflow import Workflow

Text = str | Promise


@dataclass(frozen=True)
class Family:
    """Kinds of event that share what stands before the dot.

    `steps` is the life cycle whose steps belong to it, `more` names further kinds (what stands after the dot) with their
    labels.
    """

    name: str
    label: Text
    steps: Workflow | None = None
    more: Sequence[tuple[str, Text]] = ()

    @property
    def kinds(self) -> dict[str, Text]:
        """Every kind with its label, what begins a life first."""
        steps = self.steps.steps if self.steps else ()
        named = (*self.more, *((one.name, capfirst(str(one.told or one.label))) for one in steps))
        return {f"{self.name}.{name}": label for name, label in named}


_families: dict[str, Family] = {}
_rules: dict[type[models.Model], Callable[[Any], bool]] = {}


def offer_events(*families: Family) -> None:
    """Lets other systems be told of these; each app does this for its own. A family offered twice fails at import."""
    for family in families:
        if family.name in _families:
            raise RuntimeError(f"The events of {family.name} are offered twice.")
        _families[family.name] = family


def keep_inside(model: type[models.Model], rule: Callable[[Any], bool]) -> None:
    """Lets an app say of its rows when nothing about one may leave: it is graded, or still a secret."""
    _rules[model] = rule


def is_kept_inside(row: models.Model) -> bool:
    rule = _rules.get(type(row))
    return rule is not None and rule(row)


def families() -> list[Family]:
    return [_families[name] for name in sorted(_families)]


def expanded(patterns: Iterable[str]) -> set[str]:
    """The kinds that patterns stand for now: `finding.*` is every offered kind of findings."""
    wanted = set(patterns)
    return {
        kind for family in _families.values() for kind in family.kinds if kind in wanted or f"{family.name}.*" in wanted
    }


def unknown(patterns: Iterable[str]) -> list[str]:
    """The patterns that stand for nothing here."""
    known = {f"{name}.*" for name in _families} | {kind for family in _families.values() for kind in family.kinds}
    return sorted(set(patterns) - known)


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What a form offers, by family: all of it first, then each kind."""
    return [
        (
            str(family.label),
            [
                (f"{family.name}.*", _("everything, later kinds too")),
                *((kind, str(label)) for kind, label in family.kinds.items()),
            ],
        )
        for family in families()
    ]


def in_words(patterns: Iterable[str]) -> list[str]:
    """The patterns as people read them: “Findings: everything”, “Audits: Open (audit.open)”."""
    wanted, told = set(patterns), []
    for family in families():
        if f"{family.name}.*" in wanted:
            told.append(_("%(family)s: everything") % {"family": family.label})
        else:
            told += [f"{family.label}: {label} ({kind})" for kind, label in family.kinds.items() if kind in wanted]
    return told
