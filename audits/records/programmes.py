"""The programme of a year as its page shows it: scope, steps, lines with their risk, and how it changed."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef

from assurance.models import Area
from audits.models import Audit, Programme, ProgrammeLine, ProgrammeRevision
from audits.rating import RatedLine, rated_lines
from audits.workflows.programme_rules import too_seldom, uncovered
from foundation.dates import recurrences_between
from foundation.directory.models import User
from foundation.refusals import Refusal
from foundation.steps import Move, moves_of
from foundation.stories import story_of


class ProgrammeRecord:
    """Everything the page of one programme shows to one reader; built on a row of `Programme.objects.for_page()`."""

    def __init__(self, programme: Programme, *, user: User, on: date) -> None:
        self.programme, self.user, self.on = programme, user, on
        self.story: Mapping[str, Any] = story_of(programme, actor=user)
        seen = ProgrammeLine.objects.visible_to(user).filter(pk=OuterRef("pk"))
        rows = ProgrammeLine.objects.filter(programme=programme).annotate(may_see=Exists(seen))
        programme.rated_lines = rated_lines(rows, on=on)  # type: ignore[attr-defined]  # its guards look at all of them

    @property
    def lines(self) -> list[RatedLine]:
        """Those the reader may see; managers see no line of unannounced audits."""
        return [one for one in self.programme.rated_lines if one.line.may_see]  # type: ignore[attr-defined]

    @cached_property
    def moves(self) -> list[Move]:
        return moves_of(self.programme, actor=self.user, on=self.on)

    @cached_property
    def obstacles(self) -> list[Refusal]:
        """What an approval will meet, for readers who cannot approve; who can reads it at the step."""
        waits = self.programme.state in (Programme.State.DRAFT, Programme.State.IN_REVIEW)
        if not waits or any(move.step.name == "approve" for move in self.moves):
            return []
        found = (uncovered(self.programme, on=self.on), too_seldom(self.programme, on=self.on))
        return [refusal for refusal in found if refusal is not None]

    @cached_property
    def asked_days(self) -> int:
        """Auditor-days that the live lines ask for in the year of the programme."""
        first, last = date(self.programme.year, 1, 1), date(self.programme.year, 12, 31)
        live = [one.line for one in self.lines if one.line.ended_on is None]
        return sum(line.days_of_work * len(list(_days(line, first, last))) for line in live)

    @property
    def asks_too_much(self) -> bool:
        return self.asked_days > self.programme.auditor_days

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


def _days(line: ProgrammeLine, first: date, last: date) -> Iterable[tuple[int, date]]:
    return recurrences_between(line.anchor, line.interval_months, first=first, last=last, month_end=line.month_end)
