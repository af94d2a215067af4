"""One line of My work as a page and a file show it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation import offers
from foundation.words import day, due_words
from foundation.work.table import WEEK, Key

Ladder = Callable[[str, date], int]


@dataclass(frozen=True)
class Line:
    """What to do, about which row, who holds it, how it stands and when it is due.

    `stands_in`: the holder is away, and the reader does it for them. `marks` are what people put on it, in words.
    """

    kind: str
    line: UUID
    task: str
    ref: str
    title: str
    detail: str
    concerns: str
    holder: str
    holder_id: int | None
    is_mine: bool
    stands_in: bool
    tone: str
    icon: str
    words: str
    opens: date | None
    due: date | None
    late: str
    group: str
    url: str
    marks: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return Key(self.kind, self.line)

    @property
    def name(self) -> str:
        """How one names it in a sentence: “F-003 Remote sessions”."""
        return " ".join(part for part in (self.ref, self.title) if part)

    def __str__(self) -> str:
        return f"{self.task}: {self.name}"


class Liner:
    """Turns rows of the union into lines; reads each ladder once. `covered` are those the reader stands in for, by key."""

    def __init__(self, *, person_id: int | None, on: date, covered: Mapping[int, str] | None = None) -> None:
        self.person_id, self.on, self.covered = person_id, on, covered or {}
        self.tasks = offers.tasks()
        self.ladder_of = {task.name: branch.ladder for branch in offers.work() for task in branch.tasks}
        self.ladders: dict[Any, Ladder] = {}
        self.labels = {narrowing.column: dict(narrowing.choices()) for narrowing in offers.narrowings()}

    def lines(self, rows: Iterable[dict[str, Any]]) -> list[Line]:
        return [self.line(row) for row in rows]

    def line(self, row: dict[str, Any]) -> Line:
        task = self.tasks[row["task"]]
        is_mine = self.person_id is not None and row["held_by_id"] == self.person_id
        stands_in = row["held_by_id"] in self.covered
        tone, icon, words = self._standing(task, row)
        due = row["due_by"]
        return Line(
            kind=task.name,
            line=row["line_uuid"],
            task=str(task.label if is_mine or stands_in else task.chase),
            ref=row["row_ref"],
            title=row["row_title"],
            detail=row["row_detail"],
            concerns=self._concerns(row),
            holder=row["held_by"] or "",
            holder_id=row["held_by_id"],
            is_mine=is_mine,
            stands_in=stands_in,
            tone=tone,
            icon=icon,
            words=words,
            opens=row["opens_on"],
            due=due,
            late="" if due is None else due_words(due, on=self.on).text,
            group=self.group(due),
            url=reverse(task.url_name, args=[row["row_uuid"]] if task.takes_uuid else []),
        )

    def group(self, due: date | None) -> str:
        if due is None:
            return "undated"
        if due <= self.on:
            return "today" if due == self.on else "late"
        return "week" if due <= self.on + WEEK else "later"

    def _concerns(self, row: dict[str, Any]) -> str:
        """The area, or the unit where there is none, and the clause: “Technical services, MCB-15”."""
        area = self.labels.get("area_code", {}).get(row["area_code"])
        return ", ".join(str(part) for part in (area or row["unit_name"], row["clause"]) if part)

    def _standing(self, task: offers.Task, row: dict[str, Any]) -> tuple[str, str, str]:
        """The state in words; the rung of the ladder, or the day it opens, where one of them matters more."""
        if row["opens_on"] is not None and row["opens_on"] > self.on:
            return "mute", "clock", _("Opens %(day)s") % {"day": day(row["opens_on"])}
        rung = self._rung(row)
        if rung:
            return "bad", "exclamation-triangle", _("Escalation %(rung)d") % {"rung": rung}
        tone, icon, words = task.standing
        return tone, icon, str(words)

    def _rung(self, row: dict[str, Any]) -> int:
        read = self.ladder_of[row["task"]]
        if read is None or row["due_by"] is None or row["due_by"] >= self.on:
            return 0
        if read not in self.ladders:
            self.ladders[read] = read(self.on)
        return self.ladders[read](row["grade"], row["due_by"])
