"""The parts of the heat map as the page draws them: heads of columns, rows, and the boxes where they meet."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from assurance.figures import Coverage, Place
from foundation.lists.tables import Empty


@dataclass(frozen=True)
class Head:
    """A column: its code, its name, how much of it is covered, and where its rows are."""

    code: str
    label: str | Promise
    coverage: Coverage
    covered_url: str
    all_url: str


@dataclass(frozen=True)
class Shown:
    """A box as the page draws it."""

    url: str
    label: str
    text: str | Promise
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
