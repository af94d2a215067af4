"""Policies as people meet them: what holds and since when, every version with what it changed, and what a new one touches."""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation import policy
from foundation.directory.models import Person
from foundation.models.work import Approval, Policy
from foundation.policy import Change, Declared, Effect
from foundation.policy_parts import Difference, differences, parts_of
from foundation.verbs import unpack

ASKED = "foundation.change_policy"


class Standing(StrEnum):
    IN_FORCE = "in_force"
    ANNOUNCED = "announced"
    PAST = "past"
    NEVER = "never"


LOOKS: dict[Standing, tuple[str, str, str | Promise]] = {
    Standing.IN_FORCE: ("good", "check-circle", _("In force")),
    Standing.ANNOUNCED: ("info", "calendar", _("Announced")),
    Standing.PAST: ("mute", "archive-box", _("Past")),
    Standing.NEVER: ("mute", "no-symbol", _("Never took effect")),
}


@dataclass(frozen=True)
class Version:
    """One version: from and until when it holds, what it changed, who asked for it and who agreed; the first was shipped."""

    number: int
    value: Any
    from_on: date | None
    until: date | None
    standing: Standing
    changed: list[Difference]
    reason: str = ""
    asked_by: Person | None = None
    approved_by: Person | None = None

    @property
    def look(self) -> tuple[str, str, str | Promise]:
        return LOOKS[self.standing]


@dataclass(frozen=True)
class Block:
    """The parts of a value that belong together, in words; `label` is empty for those that stand alone."""

    label: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True)
class Sheet:
    """A policy with its versions, newest first, the one in force, one to come, and what waits for a decision."""

    declared: Declared
    versions: list[Version]
    waiting: Approval | None

    @property
    def current(self) -> Version:
        return next(version for version in self.versions if version.standing is Standing.IN_FORCE)

    @property
    def announced(self) -> Version | None:
        return next((version for version in self.versions if version.standing is Standing.ANNOUNCED), None)

    @property
    def blocks(self) -> list[Block]:
        return blocks_of(self.declared, self.current.value)


def sheets(on: date) -> list[Sheet]:
    """Every policy, by its label (two queries)."""
    rows = _rows()
    asked = {approval.topic: approval for approval in _waiting()}
    listed = sorted(policy.declared(), key=lambda declared: str(declared.label))
    return [Sheet(entry, _versions(entry, rows.get(entry.key, []), on), asked.get(entry.key)) for entry in listed]


def sheet(key: str, on: date, waiting: Approval | None = None) -> Sheet | None:
    """One policy; None for a key that no app declares (two queries; one when `waiting`, what waits for it, is known)."""
    found = next((declared for declared in policy.declared() if declared.key == key), None)
    if found is None:
        return None
    return Sheet(found, _versions(found, _rows(key).get(key, []), on), waiting or _waiting().filter(topic=key).first())


def blocks_of(declared: Declared, value: Any) -> list[Block]:
    """A value in words, its parts by group."""
    grouped = groupby(parts_of(declared), key=lambda part: str(part.group))
    return [Block(label, [(str(part.label), part.said(value)) for part in parts]) for label, parts in grouped]


@dataclass(frozen=True)
class Preview:
    """What a new version changes in words, what that touches, and what is to be known about its day.

    `seal` stands for exactly this value and day, so that one asks for what one has seen.
    """

    changed: list[Difference]
    effects: list[Effect]
    from_on: date
    replaces: Version | None
    seal: str


def preview(shown: Sheet, value: Any, from_on: date, on: date) -> Preview:
    """What a value would touch if it took effect on a day; a day that has passed is the present one."""
    start = max(from_on, on)
    before = next(version.value for version in shown.versions if _holds_on(version, start))
    change = Change(before=before, after=value, from_on=start, on=on)
    counted = shown.declared.preview(change) if shown.declared.preview and before != value else []
    later = (
        shown.announced if shown.announced and shown.announced.from_on and shown.announced.from_on >= start else None
    )
    return Preview(differences(shown.declared, before, value), counted, start, later, seal(value, from_on))


def preview_of(asked: Approval, on: date) -> tuple[Sheet, Preview] | None:
    """The same for what waits for a decision; None when the policy is gone."""
    wanted = unpack(asked.parameters)
    shown = sheet(wanted["key"], on, asked if asked.decision == Approval.Decision.WAITING else None)
    return None if shown is None else (shown, preview(shown, wanted["value"], wanted["effective_from"], on))


def seal(value: Any, from_on: date) -> str:
    """A mark of a value and a day."""
    return salted_hmac("policy preview", json.dumps([value, from_on.isoformat()], sort_keys=True)).hexdigest()


def _holds_on(version: Version, day: date) -> bool:
    begun = version.from_on is None or version.from_on <= day
    return begun and (version.until is None or day < version.until)


def _rows(key: str = "") -> dict[str, list[Policy]]:
    """The stored versions by key, oldest first."""
    rows = Policy.objects.filter(key=key) if key else Policy.objects.all()
    found: dict[str, list[Policy]] = {}
    for row in rows.select_related("approval__asked_by", "approval__decided_by").order_by("key", "version"):
        found.setdefault(row.key, []).append(row)
    return found


def _waiting() -> Any:
    return Approval.objects.waiting().filter(verb=ASKED).select_related("asked_by")


def _versions(declared: Declared, rows: list[Policy], on: date) -> list[Version]:
    """Shipped and stored versions, newest first; one ends when a later one begins, however that was announced."""
    starts = [None, *[row.effective_from for row in rows]]
    values = [declared.value, *[row.value for row in rows]]
    told: list[Version] = []
    for place, (row, start) in enumerate(zip([None, *rows], starts, strict=True)):
        until = min((later for later in starts[place + 1 :] if later is not None), default=None)
        told.append(
            Version(
                number=row.version if row else 1,
                value=values[place],
                from_on=start,
                until=until,
                standing=_standing(start, until, on),
                changed=differences(declared, values[place - 1], values[place]) if row else [],
                **(_people(row) if row else {}),
            )
        )
    return told[::-1]


def _people(row: Policy) -> dict[str, Any]:
    given = row.approval
    people = {"asked_by": given.asked_by, "approved_by": given.decided_by} if given else {}
    return {"reason": row.reason, **people}


def _standing(start: date | None, until: date | None, on: date) -> Standing:
    if start is not None and until is not None and until <= start:
        return Standing.NEVER
    if start is not None and start > on:
        return Standing.ANNOUNCED
    return Standing.PAST if until is not None and until <= on else Standing.IN_FORCE
