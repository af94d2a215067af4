"""The checklist of an audit as its pages show it: the tree with its progress, what is next, how a result looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assurance.models import Requirement
from audits.models import ChecklistItem, Finding

R = ChecklistItem.Result
SHOWS = ("all", "open", "mine")
WITH_FINDING = {R.MINOR, R.MAJOR}
SETTLED = {R.CONFORMS, R.GOOD_PRACTICE, R.NOT_APPLICABLE}


class ResultLook(NamedTuple):
    """A result with its key on the keyboard, tone and icon."""

    value: str
    label: str | Promise
    tone: str
    icon: str
    key: str


_LOOKS = {
    R.CONFORMS: ("good", "check-circle"),
    R.MINOR: ("warn", "exclamation-triangle"),
    R.MAJOR: ("bad", "exclamation-circle"),
    R.OFI: ("info", "light-bulb"),
    R.OBSERVATION: ("info", "eye"),
    R.GOOD_PRACTICE: ("good", "star"),
    R.NOT_APPLICABLE: ("mute", "no-symbol"),
    R.NOT_TESTED: ("mute", "minus-circle"),
}
RESULTS = [
    ResultLook(result.value, result.label, *_LOOKS[result], key=str(number))
    for number, result in enumerate(_LOOKS, start=1)
]
_BY_VALUE = {look.value: look for look in RESULTS}
# What a finding can be, in the order auditors choose.
FINDING_TYPES = [_BY_VALUE[kind] for kind in (R.MINOR, R.MAJOR, R.OFI, R.OBSERVATION, R.GOOD_PRACTICE)]
_OPEN = ResultLook("", _("Open"), "mute", "minus-circle", "")


def look_of(item: ChecklistItem) -> ResultLook:
    return _BY_VALUE.get(item.result, _OPEN)


@dataclass(frozen=True)
class Line:
    """One question in the tree, with where it leads."""

    item: ChecklistItem
    look: ResultLook
    is_current: bool
    address: str


@dataclass(frozen=True)
class Group:
    """The questions of one requirement."""

    requirement: Requirement
    lines: list[Line]
    answered: int
    total: int

    @property
    def is_current(self) -> bool:
        return any(line.is_current for line in self.lines)


@dataclass(frozen=True)
class Progress:
    """How far the fieldwork is: counts of questions; the widths of the bar are shares of 100."""

    total: int
    answered: int
    with_finding: int

    @property
    def clean(self) -> int:
        return self.answered - self.with_finding

    @property
    def open(self) -> int:
        return self.total - self.answered

    @property
    def share(self) -> int:
        return round(100 * self.answered / self.total) if self.total else 0

    @property
    def clean_width(self) -> float:
        return round(100 * self.clean / self.total, 1) if self.total else 0

    @property
    def finding_width(self) -> float:
        return round(100 * self.with_finding / self.total, 1) if self.total else 0


class Checklist:
    """All questions of an audit in order; `shown` narrows the tree to “open” or “mine”, the rest counts everything.

    Takes rows that are loaded already, `current` for_bench() and the others in_tree(), and asks the database nothing.
    """

    def __init__(
        self, items: Sequence[ChecklistItem], *, current: ChecklistItem, person_id: int | None, shown: str = "all"
    ) -> None:
        self.items = [current if item.pk == current.pk else item for item in items]
        self.current, self.person_id = current, person_id
        self.shown = shown if shown in SHOWS else "all"

    @property
    def query(self) -> str:
        """The narrowing as it stands in the address of every link."""
        return "" if self.shown == "all" else f"?show={self.shown}"

    @cached_property
    def progress(self) -> Progress:
        answered = [item for item in self.items if item.result]
        found = sum(item.result in WITH_FINDING for item in answered)
        return Progress(len(self.items), len(answered), found)

    @cached_property
    def mine(self) -> list[ChecklistItem]:
        return [item for item in self.items if item.assignee_id is not None and item.assignee_id == self.person_id]

    @cached_property
    def counts(self) -> dict[str, int]:
        return {"all": len(self.items), "open": self.progress.open, "mine": len(self.mine)}

    @cached_property
    def listed(self) -> list[ChecklistItem]:
        """What the tree shows; the current question always stands in it."""
        if self.shown == "open":
            return [item for item in self.items if not item.result or item.pk == self.current.pk]
        if self.shown == "mine":
            wanted = {self.current.pk, *(item.pk for item in self.mine)}
            return [item for item in self.items if item.pk in wanted]
        return self.items

    @cached_property
    def groups(self) -> list[Group]:
        whole = {pk: list(items) for pk, items in groupby(self.items, key=lambda item: item.requirement_id)}
        found = []
        for pk, items in groupby(self.listed, key=lambda item: item.requirement_id):
            lines = [self._line(item) for item in items]
            answered = sum(bool(item.result) for item in whole[pk])
            found.append(Group(lines[0].item.requirement, lines, answered, len(whole[pk])))
        return found

    @property
    def line(self) -> Line:
        return self._line(self.current)

    def _line(self, item: ChecklistItem) -> Line:
        return Line(item, look_of(item), item.pk == self.current.pk, self.address(item))

    @cached_property
    def _place(self) -> str:
        return self.current.get_absolute_url().removesuffix(f"{self.current.uuid}/")

    def address(self, item: ChecklistItem) -> str:
        """Where a question of this checklist stands, with the narrowing."""
        return f"{self._place}{item.uuid}/{self.query}"

    @property
    def group(self) -> Group:
        return next(group for group in self.groups if group.is_current)

    @cached_property
    def position(self) -> int:
        """The place of the current question among all, from 1."""
        return [item.pk for item in self.items].index(self.current.pk) + 1

    @cached_property
    def previous(self) -> str:
        """The address of the question before, or nothing."""
        return self._beside(-1)

    @cached_property
    def next(self) -> str:
        return self._beside(1)

    def _beside(self, step: int) -> str:
        at = [item.pk for item in self.listed].index(self.current.pk) + step
        return self.address(self.listed[at]) if 0 <= at < len(self.listed) else ""


def where_to_go_on(items: Sequence[ChecklistItem], person_id: int | None) -> ChecklistItem:
    """The first open question of this person, or of anybody, or the last question."""
    waiting = [item for item in items if not item.result]
    own = [item for item in waiting if item.assignee_id is not None and item.assignee_id == person_id]
    return next(iter(own or waiting), items[-1])


def prefilled_type(item: ChecklistItem, asked: str) -> str:
    """The type a finding from this question starts with: as asked, as its result says, or a minor."""
    kinds = Finding.Type.values
    return asked if asked in kinds else item.result if item.result in kinds else Finding.Type.MINOR
