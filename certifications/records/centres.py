"""The pages of centres, assessments, visits and of the public: what each shows to one reader, in few queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from certifications import figures
from certifications.models import Agreement, Booking, Centre, CentreRoom, PublicItem, Seat, Visit
from certifications.permissions import KEEP_VISITS
from certifications.workflows.centre_rules import missing
from foundation.access import permits
from foundation.clock import EARLIEST, LATEST
from foundation.directory.models import User
from foundation.refusals import Refusal
from foundation.small_numbers import FEW
from foundation.steps import Move, moves_of
from foundation.stories import story_of

LATELY = 8  # visits on the centre's page; the rest stands in the list
YEARS = 3  # on the public page
WAY = ("proposed", "needs_assessed", "approved", "building", "operational")
PARTS = ("change_centre", "add_agreement", "end_agreement", "add_seat", "end_seat", "add_room", "change_room")
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Slot:
    """A booking in the calendar, with its moments in the zone there and the visit that holds it, if one does."""

    booking: Booking
    from_at: datetime
    until_at: datetime
    visit: Visit | None

    @property
    def words(self) -> str:
        """“09:00–12:30”; with the last day where that is another one."""
        last = "" if self.from_at.date() == self.until_at.date() else f" ({self.until_at:%d}.)"
        return f"{self.from_at:%H:%M}–{self.until_at:%H:%M}{last}"


@dataclass(frozen=True)
class RoomWeek:
    room: CentreRoom
    days: list[tuple[date, list[Slot]]]


class Calendar:
    """The rooms of a centre over a week, Monday to Sunday in the zone of its unit."""

    def __init__(self, centre: Centre, wanted: str, *, on: date) -> None:
        self.centre, self.zone, self.today = centre, ZoneInfo(centre.unit.zone), on
        self.monday = monday_of(wanted, on)
        self.days = [self.monday + timedelta(days=number) for number in range(7)]

    @property
    def before(self) -> str:
        return (self.monday - WEEK).isoformat()

    @property
    def after(self) -> str:
        return (self.monday + WEEK).isoformat()

    @cached_property
    def rooms(self) -> list[RoomWeek]:
        start = datetime.combine(self.monday, time(), tzinfo=self.zone)
        end = datetime.combine(self.monday + WEEK, time(), tzinfo=self.zone)
        held = Booking.objects.filter(room__centre=self.centre).held().between(start, end)
        slots = [self._slot(one) for one in held.select_related("visit__authority").order_by("from_at", "pk")]
        return [
            RoomWeek(room, [(day, [one for one in slots if self._is_on(one, room, day)]) for day in self.days])
            for room in self.centre.rooms.order_by("name")
        ]

    def _slot(self, one: Booking) -> Slot:
        local = (one.from_at.astimezone(self.zone), one.until_at.astimezone(self.zone))
        return Slot(one, *local, getattr(one, "visit", None))

    def _is_on(self, slot: Slot, room: CentreRoom, day: date) -> bool:
        return slot.booking.room_id == room.pk and slot.from_at.date() <= day <= slot.until_at.date()


def monday_of(wanted: str, on: date) -> date:
    """The Monday of the week of a day in the address; of today for what is no day, or one far away."""
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        day = on
    day = day if EARLIEST < day < LATEST else on
    return day - timedelta(days=day.weekday())


class CentreRecord:
    """Everything the page of one centre shows; built on a row of `Centre.objects.for_page()`."""

    def __init__(self, centre: Centre, *, user: User, on: date, week: str = "") -> None:
        self.centre, self.user, self.on = centre, user, on
        self.story: Mapping[str, Any] = story_of(centre, actor=user)
        self.calendar = Calendar(centre, week, on=on)

    @cached_property
    def all_moves(self) -> list[Move]:
        return moves_of(self.centre, actor=self.user, on=self.on)

    @property
    def moves(self) -> list[Move]:
        """The steps that lead to another state; what is kept of the centre has its buttons where it stands."""
        return [move for move in self.all_moves if move.step.name not in PARTS]

    @property
    def doors(self) -> dict[str, str]:
        """The addresses of the forms by which parts are kept, by the names of their steps."""
        return {move.step.name: move.url for move in self.all_moves if move.step.name in PARTS}

    @cached_property
    def missing(self) -> list[Refusal]:
        """What the centre lacks to be operational, as long as it may become so."""
        return [] if self.centre.state == Centre.State.CLOSED else missing(self.centre, on=self.on)

    @property
    def way(self) -> list[dict[str, Any]]:
        """The way to an operational centre; a suspended one has come all of it."""
        here = WAY.index(self.centre.state) if self.centre.state in WAY else len(WAY) - 1
        labels = dict(Centre.State.choices)
        is_open = here == len(WAY) - 1
        states = [
            "done" if number < here or is_open else "current" if number == here else "todo" for number in range(5)
        ]
        return [{"name": labels[name], "state": state} for name, state in zip(WAY, states, strict=True)]

    @cached_property
    def agreements(self) -> list[tuple[Agreement, str]]:
        """Each with whether it is to come, in force or over; what ended stays in the list."""
        return [(one, one.standing(self.on)) for one in self.centre.agreements.all()]

    @cached_property
    def board(self) -> list[Seat]:
        return list(self.centre.seats.all().held(on=self.on))  # type: ignore[attr-defined]

    @cached_property
    def parties(self) -> list[tuple[str, list[Seat]]]:
        """The members of the board by party."""
        named = [(label, [one for one in self.board if one.party == party]) for party, label in Seat.Party.choices]
        return [(str(label), members) for label, members in named if members]

    @cached_property
    def visits(self) -> list[Visit]:
        return list(self.centre.visits.all().for_list().order_by("turn", "-booking__from_at", "-pk")[:LATELY])  # type: ignore[attr-defined]

    @property
    def may_book(self) -> bool:
        return self.centre.state == Centre.State.OPERATIONAL and permits(self.user, KEEP_VISITS, self.centre)


class VisitRecord:
    """Everything the page of one visit shows; built on a row of `Visit.objects.for_page()`."""

    def __init__(self, visit: Visit, *, user: User, on: date) -> None:
        self.visit, self.user, self.on = visit, user, on
        self.story: Mapping[str, Any] = story_of(visit, actor=user)
        self.visitors = list(visit.visitors.order_by("pk"))
        self.devices = list(visit.devices.order_by("pk"))
        shown = visit.materials.select_related("build__version__product", "document__document", "shown_by")
        self.materials = list(shown.order_by("pk"))
        self.lines = list(visit.lines.select_related("author").order_by("at", "pk"))

    @cached_property
    def moves(self) -> list[Move]:
        return moves_of(self.visit, actor=self.user, on=self.on)

    @property
    def first_move(self) -> Move | None:
        """What is done next: admit who stands at the door, end the visit of whom has left."""
        free = {move.step.name: move for move in self.moves if move.refusal is None or move.can_answer}
        return free.get("admit") or free.get("end") or free.get("show")


def public_page(on: date) -> dict[str, Any]:
    """What everybody may read: counts, states of centres that were approved once, and what was published."""
    years = [on.year - number for number in range(YEARS)]
    authorities, customers = figures.partners(on)
    centres = Centre.objects.exclude(approved_by=None).select_related("site").order_by("name")
    return {
        "today": on,
        "years": years,
        "lines": figures.lines(on, years),
        "definitions": figures.YEARLY,
        "centres": list(centres),
        "authorities": authorities,
        "customers": customers,
        "regions_without_need": figures.regions_without_need(),
        "items": list(PublicItem.objects.published().select_related("centre")),
        "few": FEW,
    }
