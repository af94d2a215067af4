"""The pages of recognition: what each shows to one reader, gathered in few queries."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assurance.models import Evidence, EvidenceLink
from assurance.standing import Piece, pieces
from foundation.access import permits
from foundation.directory.models import Unit, User
from foundation.figures import metrics
from foundation.small_numbers import FEW
from foundation.steps import Move, moves_of
from foundation.stories import read_by, story_of
from people.figures import AwardFigures, Awards
from people.models import Nomination, NominationHold
from people.permissions import CHANGE_NOMINATION, HOLD_NOMINATION, VIEW_NOMINATIONS
from people.workflows.nomination_rules import not_theirs

S = Nomination.State
FIRST_STEPS = ("agree", "submit", "review", "award", "award_together", "publish")
STAGES: tuple[tuple[str, str | Promise], ...] = (
    (S.DRAFT, _("Written")),
    (S.SUBMITTED, _("Submitted")),
    (S.REVIEWED, _("Reviewed")),
    (S.AWARDED, _("Awarded")),
    (S.PUBLISHED, _("Published")),
)


def knows_all(row: Nomination, user: User) -> bool:
    """Whether somebody reads how a nomination came about, not only what hangs on the wall."""
    return Nomination.objects.told_to(user).filter(pk=row.pk).exists()


read_by(Nomination, knows_all)


class NominationRecord:
    """Everything the page of a nomination shows; built on a row of `Nomination.objects.for_page()`.

    Who only finds it on the wall reads the story, and neither what it is worth nor how it came about.
    """

    def __init__(self, row: Nomination, *, user: User, on: date) -> None:
        self.row, self.user, self.on = row, user, on
        self.knows_all = knows_all(row, user)
        self.may_change = row.state == S.DRAFT and permits(user, CHANGE_NOMINATION, row)
        self.may_hold = permits(user, HOLD_NOMINATION, row) and not_theirs(row, actor=user, on=on, given={}) is None
        self.story: Mapping[str, Any] = story_of(row, actor=user) if self.knows_all else {}

    @cached_property
    def moves(self) -> list[Move]:
        return moves_of(self.row, actor=self.user, on=self.on)

    @cached_property
    def first_move(self) -> Move | None:
        """The step that most likely comes next."""
        free = {move.step.name: move for move in self.moves if move.refusal is None}
        return next((free[name] for name in FIRST_STEPS if name in free), None)

    @property
    def stages(self) -> list[dict[str, Any]]:
        """How far it is, for the row of steps; the last is for those who agree to be shown."""
        states = [state for state, _label in STAGES]
        here = states.index(self.row.state) if self.row.state in states else -1
        found = []
        for place, (_state, label) in enumerate(STAGES):
            is_done = place < here or self.row.state == S.PUBLISHED
            found.append({"name": label, "state": "done" if is_done else "current" if place == here else "todo"})
        return found

    @cached_property
    def pieces(self) -> list[Piece]:
        """What shows it, as far as the reader sees the evidence."""
        seen = Evidence.objects.visible_to(self.user).filter(pk=OuterRef("version__evidence"))
        links = EvidenceLink.objects.about(self.row).filter(Exists(seen)).for_list()
        return pieces(list(links), on=self.on)

    @cached_property
    def hold(self) -> NominationHold | None:
        """The hold in force; only case officers are told of one."""
        return NominationHold.objects.visible_to(self.user).in_force().filter(nomination=self.row).for_list().first()

    @property
    def hold_moves(self) -> list[Move]:
        return moves_of(self.hold, actor=self.user, on=self.on) if self.hold is not None else []

    @property
    def can_be_held(self) -> bool:
        return self.may_hold and self.hold is None and self.row.state in (S.SUBMITTED, S.REVIEWED)


def recognition_tabs(user: User, here: str) -> list[dict[str, Any]]:
    """The pages of recognition that the reader has."""
    tabs: list[tuple[str, str | Promise]] = [("wall", _("Wall")), ("my_nominations", _("Mine"))]
    if permits(user, VIEW_NOMINATIONS):
        tabs += [("nominations", _("Nominations")), ("awards", _("By unit"))]
    return [
        {"label": label, "url": reverse(f"people:{name}"), "current": name == here, "count": None}
        for name, label in tabs
    ]


class AwardTable:
    """K-13 as a table whose numbers lead to exactly the awards they count."""

    def __init__(self, user: User, *, on: date) -> None:
        self.figures = AwardFigures(user, on=on)
        self.kinds = Nomination.Kind.choices

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [self._line(one) for one in self.figures.units]

    @property
    def all(self) -> dict[str, Any]:
        """The line of the sums."""
        counts = self.figures.by_kind
        cells = [{"number": counts[kind], "url": awards(kind=kind)} for kind, _label in self.kinds]
        return {"cells": cells, "total": self.figures.total, "url": awards(), "rate": self.figures.per_hundred}

    @property
    def most(self) -> int:
        return max((one.total for one in self.figures.units), default=0)

    def _line(self, one: Awards) -> dict[str, Any]:
        where = {"at" if one.unit.kind == Unit.Kind.GROUP else "unit": str(one.unit.uuid)}
        cells = [{"number": one.by_kind[kind], "url": awards(kind=kind, **where)} for kind, _label in self.kinds]
        shown = {"total": one.total, "url": awards(**where), "headcount": one.headcount, "rate": one.per_hundred}
        return {"unit": one.unit, "cells": cells, **shown}


def sanctions_beside(user: User, *, on: date) -> dict[str, Any] | None:
    """K-12 by region as everybody may read it, to stand beside K-13; nothing is worked out of the two. Source: K-13, T-61."""
    found = next((metric.measure(user, on) for metric in metrics() if metric.id == "K-12"), None)
    if found is None:
        return None
    names = dict(Unit.objects.filter(kind=Unit.Kind.REGION).values_list("code", "name"))
    lines = [(names.get(code, code), number) for code, number in found.parts.items()]
    return {"lines": lines, "total": found.value, "few": FEW}


def awards(**filters: str) -> str:
    """The address of the awards of the last twelve months, narrowed further."""
    query = QueryDict(mutable=True)
    query.update({"under": "me", "awarded": "12", **filters})
    return f"{reverse('people:nominations')}?{query.urlencode()}"
