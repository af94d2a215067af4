"""What a finding's page says of moved dates, of its dispute and of an accepted risk."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from audits.dues import IMPORTED, STEPS
from audits.models import Dispute, Extension, Finding, RiskAcceptance
from foundation.models.work import Due
from foundation.words import day

BY = ("asked_by", "granted_by", "confirmed_by")


@dataclass(frozen=True)
class DueLine:
    """A date issued, with the rule that gave it, and how it was moved since."""

    label: str | Promise
    due_on: date
    met_on: date | None
    rule: str
    moved: list[Extension] = field(default_factory=list)


class Departures:
    """Read only where the row of `for_page` says that there is something."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding

    @cached_property
    def extensions(self) -> list[Extension]:
        if not self.finding.extension_count:  # type: ignore[attr-defined]
            return []
        return list(self.finding.extensions.select_related(*BY))

    @property
    def dispute(self) -> Dispute | None:
        return getattr(self.finding, "dispute", None)

    @cached_property
    def acceptances(self) -> list[RiskAcceptance]:
        if not self.finding.acceptance_count:  # type: ignore[attr-defined]
            return []
        return list(self.finding.acceptances.select_related("asked_by", "accepted_by"))

    @property
    def state_before(self) -> str | None:
        """Where a finding whose risk is accepted stood, and will stand again."""
        return self.running.state_before if self.running else None

    @property
    def running(self) -> RiskAcceptance | None:
        """The acceptance that has not ended."""
        return next((one for one in self.acceptances if one.ended_on is None), None)


def due_lines(dues: Iterable[Due], extensions: Iterable[Extension]) -> list[DueLine]:
    """Every date of the finding, the earliest first."""
    moved = list(extensions)
    return [
        DueLine(STEPS[due.step], due.due_on, due.met_on, _rule(due), [one for one in moved if one.step == due.step])
        for due in sorted(dues, key=lambda due: due.due_on)
    ]


def _rule(due: Due) -> str:
    if due.rule == IMPORTED:
        return _("Taken over as it stood.")
    words = {"rule": due.rule, "anchor": day(due.anchor), "version": due.policy_version}
    return _("%(rule)s, counted from %(anchor)s (policy version %(version)s)") % words
