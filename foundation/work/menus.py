"""The filters above My work: what each is set to, the address without it, and what else it could be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation import offers
from foundation.lately import lately
from foundation.lists.tables import PANEL
from foundation.words import day
from foundation.work.kept import told

if TYPE_CHECKING:
    from foundation.work.lists import WorkList

Text = str | Promise
HORIZONS = (7, 30, 60, 180)


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True)
class Menu:
    """One filter: what it is set to, the address without it, and what else it could be.

    With a `place` the choices are fetched from `fetch_url` when somebody opens the menu, until they are there.
    """

    label: str
    value: str
    remove_url: str
    choices: list[Choice]
    place: str = ""
    fetch_url: str = ""


def menus_of(work: "WorkList") -> list[Menu]:
    """Every filter of a list, in the order of the page."""
    offered = offers.work() if work.person.person_id is not None else []
    kinds = [(task.name, task.label) for branch in offered for task in branch.tasks]
    narrowings = [(one, one.choices()) for one in offers.narrowings()]
    codes = [_menu(work, one.name, one.label, work.codes[one.name], choices) for one, choices in narrowings if choices]
    return [_due_menu(work), _menu(work, "kind", _("Kind"), work.kind, kinds), *codes, *_people_menus(work)]


def _menu(work: "WorkList", name: str, label: Text, chosen: str, choices: Iterable[Any]) -> Menu:
    """Everything to choose from where the address asks for it, else what is chosen."""
    wanted = [one for one in choices if work.shows_filters or one[0] == chosen]
    found = [Choice(str(words), work.url(**{name: code}), code == chosen) for code, words in wanted]
    value = next((choice.label for choice in found if choice.current), "")
    fetch_url = "" if work.shows_filters else work.url(**{PANEL: "filter"})
    return Menu(str(label), value, work.url(**{name: ""}) if chosen else "", found, f"work-{name}", fetch_url)


def _due_menu(work: "WorkList") -> Menu:
    days = [(work.on + timedelta(days=number), number) for number in HORIZONS]
    found = [
        Choice(_("next %(number)d days") % {"number": number}, work.url(until=str(number)), last == work.until)
        for last, number in days
    ]
    found.append(Choice(_("any date"), work.url(until="all"), work.until is None))
    value = _("any date") if work.until is None else _("to %(day)s") % {"day": day(work.until)}
    return Menu(_("Due"), value, work.url(until="all") if work.until is not None else work.url(until=""), found)


def _people_menus(work: "WorkList") -> Iterator[Menu]:
    """Regions and holders: looked up where the address asks for it."""
    unit, holder = work.unit, work.holder
    units = work.units if work.shows_filters else [unit] if unit else []
    yield _menu(work, "unit", _("Region"), unit.code if unit else "", [(one.code, one.name) for one in units])
    chosen = [[str(holder.uuid), holder.name]] if holder else []
    people = _holders(work) if work.shows_filters else chosen
    yield _menu(work, "holder", _("Held by"), chosen[0][0] if chosen else "", people)


def _holders(work: "WorkList") -> list[list[str]]:
    """Who holds something, as of the last minute: the union is read for it, and it changes seldom."""
    return lately(
        work.person,
        "holders",
        told(work.person, work.on),
        seconds=settings.KEPT_SECONDS["late"],
        count=lambda: [[str(one.uuid), one.name] for one in work.open.holders()],
    )
