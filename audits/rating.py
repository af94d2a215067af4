"""Lines of a programme with the risk they have on a day, by the policy that holds then."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from audits.models import ProgrammeLine
from audits.policies import RISK_POLICY
from audits.risk import Rated, rated
from foundation import policy


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
