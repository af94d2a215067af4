"""What stands on everybody's own page: their lines of My work below few headings, and what is in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation import offers
from foundation.directory.models import User
from foundation.words import day, due_words
from foundation.work.lines import Line, Liner
from foundation.work.table import Table, awake, held_by
from people.models import Assignment, Attestation

MOST = 60
Text = str | Promise


@dataclass(frozen=True)
class Shelf:
    """A heading of the page and the tasks of My work that stand below it; `empty` is said where there are none."""

    name: str
    label: Text
    icon: str
    tasks: frozenset[str]
    empty: Text = ""


SHELVES = (
    Shelf(
        "training",
        gettext_lazy("My training"),
        "academic-cap",
        frozenset({"learn_course", "renew_course", "await_attempt"}),
        gettext_lazy("Nothing to learn at the moment."),
    ),
    Shelf(
        "documents",
        gettext_lazy("Documents to sign"),
        "document-check",
        frozenset({"sign_document"}),
        gettext_lazy("Nothing to sign at the moment."),
    ),
    Shelf(
        "actions",
        gettext_lazy("My corrective actions"),
        "wrench",
        frozenset({"carry_out_action", "finish_actions", "record_correction", "plan_action"}),
    ),
)
REST = Shelf("rest", gettext_lazy("Also waiting for me"), "inbox-stack", frozenset())


@dataclass(frozen=True)
class Item:
    """One thing to do: what, about what, when."""

    line: Line
    title: str
    sub: str
    tone: str
    due: str
    due_state: str


@dataclass(frozen=True)
class Filled:
    shelf: Shelf
    items: list[Item]


@dataclass(frozen=True)
class InOrder:
    """Something that holds, with how long."""

    title: str
    words: str


def own_record(user: User, *, on: date, now: datetime) -> dict[str, Any]:
    """The page of one person, phone first."""
    me = user.person_id or 0
    rows = Table(user, on).page([*held_by([me], "mine"), awake(me, on)], 0, MOST)
    minutes = minutes_of(user)
    lines = Liner(person_id=user.person_id, on=on).lines(rows)
    items = [
        (row["task"], item_of(line, minutes.get(row["row_uuid"]), on=on)) for row, line in zip(rows, lines, strict=True)
    ]
    return {
        "greeting": greeting(user, now),
        "summary": summary(lines, on=on),
        "shelves": [filled for shelf in SHELVES if (filled := _filled(shelf, items)).items or shelf.empty],
        "rest": Filled(REST, [item for task, item in items if not any(task in shelf.tasks for shelf in SHELVES)]),
        "in_order": in_order(user, on=on),
        **{part: [one for one in offers.entrances(part) if _is_there(one)] for part in ("report", "praise", "mine")},
        "today": on,
    }


def _is_there(entrance: offers.Entrance) -> bool:
    """Whether the app that has the page is installed."""
    try:
        return bool(reverse(entrance.url_name))
    except NoReverseMatch:
        return False


def _filled(shelf: Shelf, items: Iterable[tuple[str, Item]]) -> Filled:
    return Filled(shelf, [item for task, item in items if task in shelf.tasks])


def minutes_of(user: User) -> dict[Any, int]:
    """How long each course takes that one is asked to take."""
    rows = Assignment.objects.active().open().filter(person=user.person_id)
    return dict(rows.values_list("uuid", "course__minutes"))


def item_of(line: Line, minutes: int | None, *, on: date) -> Item:
    said = due_words(line.due, on=on) if line.due else None
    state = said.state if said else ""
    tone = {"late": "bad", "soon": "warn"}.get(state, line.tone if line.tone == "bad" else "mute")
    due = _("Due %(day)s, %(words)s") % {"day": day(line.due), "words": said.text} if said else ""
    about = _("About %(n)d minutes") % {"n": minutes} if minutes else ", ".join(filter(None, (line.ref, line.concerns)))
    sub = ", ".join(filter(None, (about, line.words)))
    return Item(line, line.detail if line.detail and not minutes else line.title or line.ref, sub, tone, due, state)


def greeting(user: User, now: datetime) -> str:
    """By the hour where the reader is, and by their first name."""
    name = {"name": user.name.split()[0] if user.name.strip() else user.email}
    if now.hour < 12:
        return _("Good morning, %(name)s") % name
    return (_("Good afternoon, %(name)s") if now.hour < 18 else _("Good evening, %(name)s")) % name


def summary(lines: list[Line], *, on: date) -> str:
    """How much waits, and how much of it is late."""
    if not lines:
        return _("Nothing is waiting for you.")
    late = sum(line.due is not None and line.due < on for line in lines)
    waits = ngettext("One thing is waiting for you", "%(n)d things are waiting for you", len(lines)) % {"n": len(lines)}
    if not late:
        return _("%(waits)s, none is late.") % {"waits": waits}
    return ngettext("%(waits)s, one is late.", "%(waits)s, %(late)d are late.", late) % {"waits": waits, "late": late}


def in_order(user: User, *, on: date) -> list[InOrder]:
    """The courses that hold, those too that can be renewed already, and what is signed."""
    rows = Assignment.objects.active().covered(on).filter(person=user.person_id)
    learned = rows.select_related("course", "completion").order_by("completion__valid_until", "pk")
    papers = Attestation.objects.current().filter(person=user.person_id, state="signed").select_related("campaign")
    signed = [
        InOrder(row.campaign.title, _("signed on %(day)s") % {"day": day(row.signed_on)})
        for row in papers.order_by("-signed_on", "pk")
    ]
    return [_held(row) for row in learned] + signed


def _held(row: Assignment) -> InOrder:
    until = row.completion.valid_until if row.completion else None
    return InOrder(row.course.title, _("valid to %(day)s") % {"day": day(until)} if until else _("never ends"))
