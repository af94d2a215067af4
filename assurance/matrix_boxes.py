"""The parts of the heat map as the page draws them: heads of columns, rows, and the boxes where they meet."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from assurance.figures import Box, Coverage, Place
from assurance.matrix_words import COUNTED, STATUSES, cell_standing, short
from assurance.standing import Standing
from foundation.lists.tables import Empty

NOWHERE = UUID(int=0)


@dataclass(frozen=True)
class Head:
    """A column: its code, its name, how much of it is covered, and where its rows are."""

    code: str
    label: str | Promise
    coverage: Coverage
    covered_url: str
    all_url: str


class Shown(NamedTuple):
    """A box as the page draws it."""

    url: str
    label: str
    text: str
    tone: str
    icon: str
    state: str
    sheet: bool = False


@dataclass(frozen=True)
class Line:
    """A row: what it is of, and its boxes in the order of the columns, None where there is none."""

    code: str
    title: str
    url: str
    boxes: list[Shown | None]
    total: Coverage | None = None


class Painter:
    """Makes the boxes of single cells; a window has 2,500 of them, so what many have in common is said once."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.before, self.after = reverse("assurance:cell", args=[NOWHERE]).split(str(NOWHERE))
        self.looks: dict[tuple[str, date | None], tuple[Standing, str, str, str]] = {}

    def one(self, box: Box, name: str, head: Head) -> Shown:
        """The box of a cell, which opens its sheet."""
        kind = box.status, box.until
        if kind not in self.looks:
            standing, text = cell_standing(*kind, on=self.on), str(short(*kind, on=self.on))
            self.looks[kind] = standing, str(standing.words), text, box.status.replace("_", "-")
        standing, said, text, state = self.looks[kind]
        url, label = f"{self.before}{box.cell}{self.after}", f"{head.label}, {name}: {said}"
        return Shown(url, label, text, standing.tone, standing.icon, state, sheet=True)


def several(found: Coverage, name: str, head: Head, url: str) -> Shown:
    """A box of several cells: how many of those that apply are covered; its tone is that of its worst."""
    worst = next((one for one in (*reversed(COUNTED), "not_applicable") if found.counts.get(one)), "not_applicable")
    standing = STATUSES[worst]
    said = _("%(covered)d of %(all)d") % {"covered": found.covered, "all": found.applicable}
    text = said if found.applicable else _("n/a")
    label = f"{head.label}, {name}: {text} {_('covered') if found.applicable else ''}, {standing.words}"
    return Shown(url, label, text, standing.tone, standing.icon, worst.replace("_", "-"))


def is_asked_for(place: Place, given: dict[str, Any]) -> bool:
    """Whether the filters leave the process."""
    region = given.get("region")
    return (
        (not given.get("area") or place.area in given["area"])
        and (region is None or region.code in place.regions)
        and given.get("process", "") in ("", place.code)
    )


def offer_once(form: forms.Form, *names: str) -> dict[str, list[Any]]:
    """The rows that some choices of a form offer, read once each: its fields draw them without asking again."""
    found = {}
    for name in names:
        field: Any = form.fields[name]
        found[name] = rows = list(field.queryset)
        field.widget.choices = [("", "–"), *((getattr(row, field.to_field_name), str(row)) for row in rows)]
    return found


def nothing_there(clear_url: str) -> Empty:
    """What stands in place of an empty heat map; `clear_url` leads out of the filters that left nothing, if any."""
    if clear_url:
        text = _("Nothing matches these filters. Remove one, or start again without any.")
        return Empty(_("No match"), text, (_("Clear the filters"), clear_url), "funnel")
    text = _("It shows what each process owes. Requirements are put into it on the page of a process.")
    return Empty(_("Nothing in the matrix yet"), text, (_("Processes"), reverse("assurance:processes")), "table-cells")
