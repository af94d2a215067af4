"""How the panel of the matrix stands on the paper of the board."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from foundation.reports.board import Section, heat, table, tell_on_paper


def coverage(context: Mapping[str, Any], on: date) -> list[Section]:
    """The coverage where areas and regions meet, with what is missing; a day that was not kept says so."""
    title = _("Integration coverage by area and region")
    found = context["heat"]
    if found is None:
        return [table(title, [], [], empty=_("Not recorded on that day. How the matrix stands is kept once a night."))]
    rows = [(label, [_box(box) for box in boxes]) for label, boxes in context["lines"]]
    head = [*(name for _code, name in found.regions), _("All")]
    gaps = ", ".join(f"{number} {str(words).lower()}" for words, number, _url in context["gaps"])
    note = _("Gaps: %(gaps)s.") % {"gaps": gaps} if gaps else ""
    return [heat(title, _("Area"), head, rows, note=note)]


def _box(box: Mapping[str, Any] | None) -> tuple[str, str, str]:
    """The share of a box, its tone and its count; nothing applies in an empty one."""
    if box is None:
        return (_("n/a"), "mute", "")
    return (box["share"], box["tone"], _("%(n)d of %(all)d") % {"n": box["n"], "all": box["all"]})


tell_on_paper("assurance.heat", coverage)
