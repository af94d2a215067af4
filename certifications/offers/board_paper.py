"""How the timeline of certificates stands on the paper of the board."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from foundation.reports.board import Section, lanes, tell_on_paper


def course(context: Mapping[str, Any], on: date) -> list[Section]:
    """The certificates over the months, each with how it stands in words."""
    marks = (
        ("mark-valid", _("Valid")),
        ("mark-window", _("Recertification window")),
        ("mark-target", _("Past its target")),
        ("mark-critical", _("Last month")),
        ("mark-suspended", _("Suspended")),
        ("mark-restore", _("Can be restored")),
        ("mark-gap", _("Not covered, or only if lifted")),
        ("mark-past", _("Over")),
        ("mark-audit", _("Audit planned")),
        ("mark-audit-done", _("Audit held")),
    )
    return [lanes(context["portfolio"].chart, marks)]


tell_on_paper("certifications.course", course)
