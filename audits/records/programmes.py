"""The programme of a year as its page shows it: scope, steps, lines with their risk, and how it changed."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef

from assurance.models import Area
from audits.models import Audit, Programme, ProgrammeLine, ProgrammeRevision
from audits.rating import RatedLine, rated_lines
from foundation.directory.models import User
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
