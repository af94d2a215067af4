"""How the timeline of certificates stands on the paper of the board."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from foundation.reports.board import Section, lanes, tell_on_paper


def course(context: Mapping[str, Any], on: date) -> list[Section]:
    """The certificates over the months, each with how it stands in words."""
    return [lanes(context["portfolio"].chart)]


tell_on_paper("certifications.course", course)
