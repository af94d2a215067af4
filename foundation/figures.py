"""Figures: what each says is counted in SQL by its app; here is what they have in common, and the register of all.

A figure has an id of the list of metrics (“K-01”). An app offers a Metric; board, API and `manage.py figures` ask it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation.access import Role


@dataclass(frozen=True)
class Figure:
    """A share as it was counted; an empty denominator has no share, never 0 % or 100 %."""

    numerator: int
    denominator: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def told(self) -> dict[str, Any]:
        """As files and programs read it: the share in per cent, with one decimal."""
        share = self.share
        value = None if share is None else one_decimal(share * 100)
        return {"numerator": self.numerator, "denominator": self.denominator, "value": value}


@dataclass(frozen=True)
class Light:
    """How a figure stands against its policy: on target, close to it, or off; `target` is the wanted per cent."""

    standing: str
    target: int


def light(figure: Figure, thresholds: dict[str, int], *, lower: bool = False) -> Light:
    """The light of a figure that is better the higher it is, or the `lower`; without a denominator there is none."""
    if figure.share is None:
        return Light("none", thresholds["green"])
    way = -1 if lower else 1
    reached, green, amber = (way * one for one in (figure.share * 100, thresholds["green"], thresholds["amber"]))
    standing = "on" if reached >= green else "close" if reached >= amber else "off"
    return Light(standing, thresholds["green"])


def targets(*names: str, lower: Collection[str] = ()) -> Callable[[Any], None]:
    """The check of a policy that says for each figure from which per cent it is on target and from which close to it.

    The figures in `lower` are better the lower they are: on target and close to it up to so many per cent.
    """

    def check(value: Any) -> None:
        if not isinstance(value, dict) or set(value) != set(names):
            raise ValidationError(_("Give a value for each of: %(keys)s.") % {"keys": ", ".join(names)})
        for name, thresholds in value.items():
            _thresholds(thresholds, lower=name in lower)

    return check


def _thresholds(value: Any, *, lower: bool) -> None:
    if not isinstance(value, dict) or set(value) != {"green", "amber"}:
        raise ValidationError(_("Give a value for each of: %(keys)s.") % {"keys": "green, amber"})
    if any(not isinstance(one, int) or isinstance(one, bool) or one < 1 for one in value.values()):
        raise ValidationError(_("Give whole numbers of at least 1."))
    if lower:
        if not value["green"] <= value["amber"] <= 100:
            raise ValidationError(_("Close to target ends above the target, and at most at 100 %."))
    elif not value["amber"] <= value["green"] <= 100:
        raise ValidationError(_("Close to target begins below the target, and the target is at most 100 %."))


def limits(*names: str) -> Callable[[Any], None]:
    """The check of a policy that says for each figure up to how many it is on target, and up to how many close to it."""

    def check(value: Any) -> None:
        if not isinstance(value, dict) or set(value) != set(names):
            raise ValidationError(_("Give a value for each of: %(keys)s.") % {"keys": ", ".join(names)})
        for thresholds in value.values():
            if not isinstance(thresholds, dict) or set(thresholds) != {"green", "amber"}:
                raise ValidationError(_("Give a value for each of: %(keys)s.") % {"keys": "green, amber"})
            if any(not isinstance(one, int) or isinstance(one, bool) or one < 0 for one in thresholds.values()):
                raise ValidationError(_("Give whole numbers of at least 0."))
            if thresholds["green"] > thresholds["amber"]:
                raise ValidationError(_("Close to target ends above the target."))

    return check


def light_of(number: int, thresholds: dict[str, int]) -> Light:
    """The light of a number that is better the lower it is."""
    green, amber = thresholds["green"], thresholds["amber"]
    return Light("on" if number <= green else "close" if number <= amber else "off", green)


def one_decimal(value: Fraction | int | None) -> float | None:
    """A number rounded half up to one decimal."""
    if value is None:
        return None
    exact = Fraction(value)
    tenths = (Decimal(exact.numerator * 10) / Decimal(exact.denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    return float(tenths / 10)


@dataclass(frozen=True)
class Measured:
    """What a metric says on a day: a share or a number, and the same for its parts by their codes."""

    figure: Figure | None = None
    value: float | None = None
    parts: Mapping[str, Any] = field(default_factory=dict)

    def told(self, on: date) -> dict[str, Any]:
        empty = {"numerator": None, "denominator": None, "value": self.value}
        counted = empty if self.figure is None else self.figure.told
        return {**counted, "cut_off": on.isoformat(), "parts": dict(self.parts)}


Kept = tuple[int, str, int, int]  # unit, part, numerator, denominator


@dataclass(frozen=True)
class Metric:
    """A figure an app offers. `measure(user, on)` counts what the user may see; without a user everything.

    `counts` and `of` say what is counted and of what. `dated`: it follows from dated columns, so that it can be counted
    of any day. `kept(on)` counts the whole, and parts of it, by unit for the night. `lights` names the policy and the
    key under which its target stands; with `lower` it is better the lower it is. It covers the units of the `roles`.
    `is_number`: what counts is how many there are, not their share.
    """

    id: str
    label: str | Promise
    measure: Callable[[Any, date], Measured]
    counts: str | Promise = ""
    of: str | Promise = ""
    dated: bool = True
    kept: Callable[[date], Iterable[Kept]] | None = None
    roles: tuple[Role, ...] = (Role.MGR, Role.CO, Role.PM)
    lights: tuple[str, str] | None = None
    lower: bool = False
    is_number: bool = False


_metrics: dict[str, Metric] = {}


def offer_metrics(*offered: Metric) -> None:
    for metric in offered:
        if metric.id in _metrics:
            raise RuntimeError(f"The metric {metric.id} is offered twice.")
        _metrics[metric.id] = metric


def metric(name: str) -> Metric:
    return _metrics[name]


def metrics() -> list[Metric]:
    """Every offered metric, by id."""
    return [_metrics[name] for name in sorted(_metrics)]


def figures_on(on: date, *, user: Any = None) -> dict[str, dict[str, Any]]:
    """Every figure on a day by its id, in the form of the figures file; without a user of the whole organisation."""
    return {metric.id: metric.measure(user, on).told(on) for metric in metrics()}
