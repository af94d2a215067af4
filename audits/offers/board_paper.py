"""How the panels of audits stand on the paper of the board, beside their tiles and charts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from foundation import words
from foundation.reports.board import Section, table, tell_on_paper


def overdue(context: Mapping[str, Any], on: date) -> list[Section]:
    """What is late, who holds it, since when, and on which rung of the ladder."""
    rows = [
        (
            f"{line.finding.ref} {line.finding.title}",
            f"{line.finding.get_type_display()}, {step}",
            _("The panel") if line.finding.state == "disputed" else line.holder,
            f"{words.day(line.due_on)}, {words.due_words(line.due_on, on=on).text}",
            _("%(rung)d of %(rungs)d") % {"rung": line.rung, "rungs": line.rungs} if line.rung else "",
        )
        for line, step in context["lines"]
    ]
    more = context["count"] - len(rows)
    note = _("The gravest; %(n)d more are late.") % {"n": more} if more > 0 else ""
    head = [_("What is late"), _("With what"), _("Held by"), _("Since"), _("Escalation")]
    nothing = _("Nothing is overdue in your units.")
    return [table(_("Overdue under me"), head, rows, widths=[5, 3, 3, 3, 2], note=note, empty=nothing)]


tell_on_paper("audits.overdue", overdue)
