"""How the panel of courses stands on the paper of the board."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from foundation.reports.board import Section, table, tell_on_paper


def courses(context: Mapping[str, Any], on: date) -> list[Section]:
    """Each course with who holds it of whom it is asked of, and its light in words."""
    rows = [
        (line.code, line.figure.numerator, line.figure.denominator, line.share, line.light["standing"])
        for line in context["courses"]
    ]
    head = [_("Course"), _("Current"), _("Of"), _("Share"), _("Standing")]
    note = _("Target %(target)d\u00a0%% or more") % {"target": context["target"]}
    nothing = _("No course is asked of the people of your units.")
    return [table(_("Training by course"), head, rows, widths=[3, 1, 1, 1, 2], note=note, empty=nothing)]


tell_on_paper("people.courses", courses)
