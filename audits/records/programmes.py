"""The programme of a year as its page shows it: scope, steps, lines with their risk, and how it changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from assurance.models import Area
from audits.models import Audit, Programme, ProgrammeLine, ProgrammeRevision
from audits.policies import RISK_POLICY
from audits.risk import Rated, rated
from foundation import policy
from foundation.directory.models import User
from foundation.steps import Move, moves_of
from foundation.stories import story_of


@dataclass(frozen=True)
class RatedLine:
    """A line with its risk, and whether it comes less often than that asks for."""

    line: ProgrammeLine
    risk: Rated

    @property
    def too_seldom(self) -> bool:
        return self.line.interval_months > self.risk.asked_months


def rated_lines(lines: Any, *, on: date) -> list[RatedLine]:
    """The lines with their risk on a day; the highest first, what has ended last."""
    value = policy.current(RISK_POLICY, on).value
    found = [RatedLine(line, rated(line, on=on, value=value)) for line in lines.with_facts().for_table()]
    return sorted(found, key=lambda one: (one.line.ended_on is not None, -one.risk.score, one.line.title))


class ProgrammeRecord:
    """Everything the page of one programme shows to one reader; built on a row of `Programme.objects.for_page()`."""

    def __init__(self, programme: Programme, *, user: User, on: date) -> None:
        self.programme, self.user, self.on = programme, user, on
        self.story: Mapping[str, Any] = story_of(programme, actor=user)
        self.lines = rated_lines(ProgrammeLine.objects.visible_to(user).filter(programme=programme), on=on)

    @cached_property
    def moves(self) -> list[Move]:
        return moves_of(self.programme, actor=self.user, on=self.on)

    @cached_property
    def revisions(self) -> list[ProgrammeRevision]:
        if not self.programme.revision:
            return []
        return list(self.programme.revisions.select_related("by", "approved_by"))  # type: ignore[attr-defined]

    @property
    def areas(self) -> list[Any]:
        return [Area.Code(code).label for code in self.programme.areas]

    @property
    def methods(self) -> list[Any]:
        return [Audit.Method(code).label for code in self.programme.methods]

    @property
    def is_open_to_lines(self) -> bool:
        return self.programme.state in (Programme.State.DRAFT, Programme.State.APPROVED)
