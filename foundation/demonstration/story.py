"""What every chapter of the demonstration needs: dates, people and units by their codes, and how the past is told."""

import csv
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone

from foundation.access import robot
from foundation.clock import today
from foundation.directory.demo import personas
from foundation.directory.models import Person, Unit, User
from foundation.models.trail import Event, Notification
from foundation.trail import record

NEWS = timedelta(days=7)  # what is younger is unread in the bell
SOURCE = "the demonstration"


def lines_of(path: Path) -> list[dict[str, str]]:
    """The rows of a content file, by the names of its header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Story:
    """The reference day with everybody in it. Offsets are days before (−) or after the reference day."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.began_at = timezone.now()

    @cached_property
    def robot(self) -> User:
        return robot()

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The units by their codes."""
        return {unit.code: unit for unit in Unit.objects.select_related("calendar", "accountable_officer")}

    @cached_property
    def people(self) -> dict[str, Person]:
        """The persons by their personnel numbers."""
        return {person.number: person for person in Person.objects.select_related("unit", "manager", "deputy")}

    @cached_property
    def accounts(self) -> dict[str, User]:
        """The accounts by the numbers of who stands behind them."""
        numbers = {persona.email: persona.person for persona in personas()}
        users = User.objects.select_related("person").filter(email__in=numbers)
        return {numbers[user.email]: user for user in users}

    def account(self, number: str) -> User:
        """The account of a person, or scheduled work's for somebody without one."""
        return self.accounts.get(number, self.robot)

    def accounts_of(self, *people: Person | None) -> list[User]:
        """The accounts of those who have one."""
        held = [self.accounts.get(person.number) for person in people if person is not None]
        return [user for user in held if user is not None]

    def somebody(self, number: str) -> Person | None:
        return self.people[number] if number else None

    def day(self, offset: str | int) -> date:
        return self.on + timedelta(days=int(offset))

    def maybe_day(self, offset: str) -> date | None:
        return self.day(offset) if offset else None

    def moment(self, offset: str | int, clock: str = "", *, unit: Unit, key: str = "") -> datetime:
        """A time of day in the zone of `unit`, by `clock` or drawn from `key`; what has happened is never later than now."""
        hours, minutes = (
            (int(part) for part in clock.split(":")) if clock else divmod(540 + crc32(key.encode()) % 480, 60)
        )
        local = datetime.combine(self.day(offset), time(hours, minutes), tzinfo=ZoneInfo(unit.zone))
        is_past = int(offset) <= 0 and abs((self.on - today(unit)).days) <= 1
        return min(local, self.began_at) if is_past else local

    def tell(
        self,
        *,
        at: datetime,
        actor: User,
        kind: str,
        subject: models.Model,
        summary: str,
        details: dict[str, Any] | None = None,
        notify: Iterable[User] = (),
    ) -> Event:
        """Writes one event of the past; what is old is read, and nobody is mailed."""
        event = record(actor=actor, kind=kind, subject=subject, summary=summary, details=details, notify=notify, at=at)
        if notify:
            is_news = self.on - at.date() < NEWS
            facts = {"created_at": at, "mailed_at": at, "read_at": None if is_news else at + timedelta(hours=3)}
            Notification.objects.filter(event=event).update(**facts)
        return event

    def backdate(self, at: datetime, *rows: models.Model) -> None:
        """Says that the rows were written at a moment of the past."""
        for row in rows:
            type(row)._default_manager.filter(pk=row.pk).update(created_at=at)

    def imported(self, row: models.Model, kind: str, **details: Any) -> Event:
        """Notes that a row came with the set."""
        summary = f"Imported from {SOURCE}"
        return record(actor=self.robot, kind=kind, subject=row, summary=summary, details=details, at=self.began_at)
