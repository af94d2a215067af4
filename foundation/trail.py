"""The one log: record() writes an event with its notifications inside the caller's transaction."""

import functools
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone, translation

from foundation import origin
from foundation.access import colleagues
from foundation.dates import WorkCalendar
from foundation.directory.calendars import work_calendar
from foundation.directory.models import User
from foundation.mailing import leaving
from foundation.models.trail import Comment, Event, EventContent, Notification
from foundation.rows import pointer
from foundation.search import index

VERSION = 1
BATCH = 500
BY_PROGRAM = "program"  # in the details of what a program did: uuid and name of its token, never the secret


def record(
    *,
    actor: User,
    kind: str,
    subject: models.Model,
    summary: str,
    details: dict[str, Any] | None = None,
    notify: Iterable[User] = (),
    grant_uuid: UUID | None = None,
    at: datetime | None = None,
) -> Event:
    """Writes one event about `subject` and one notification for each active user of `notify` but the actor.

    `at` is for imports only: the moment of something that happened before it was recorded here.
    Raises RuntimeError outside a transaction: an event without its change would be a lie.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() needs the transaction of the change it tells of.")
    event = Event(at=at or timezone.now(), kind=kind, grant_uuid=grant_uuid, **pointer(subject))
    content = _content(actor, str(summary), details or {})
    event.digest = digest(event, content)
    event.save(force_insert=True)
    content.event = event
    content.save(force_insert=True)
    told = [user for user in colleagues(notify) if user.pk != actor.pk]
    Notification.objects.bulk_create([_notification(event, user) for user in told])
    index.touched([subject])
    return event


@dataclass(frozen=True)
class Told:
    """What record_each() writes about one subject."""

    subject: models.Model
    summary: str
    details: Mapping[str, Any] = field(default_factory=dict)
    notify: Sequence[User] = ()


def record_each(*, actor: User, kind: str, told: Iterable[Told]) -> int:
    """Writes one event about each of many subjects, as record() does, in as many queries as for one; how many there are.

    Users to notify come with `person__unit__calendar`, so that nothing is read for each of them.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record_each() needs the transaction of the changes it tells of.")
    lines, now = list(told), timezone.now()
    events, contents = [], []
    for line in lines:
        event = Event(at=now, kind=kind, **pointer(line.subject))
        content = _content(actor, str(line.summary), dict(line.details))
        event.digest = digest(event, content)
        events.append(event)
        contents.append(content)
    for event, content in zip(Event.objects.bulk_create(events, BATCH), contents, strict=True):
        content.event = event
    EventContent.objects.bulk_create(contents, BATCH)
    calendar_of = functools.cache(work_calendar)
    Notification.objects.bulk_create(
        [
            _notification(event, user, calendar_of)
            for event, line in zip(events, lines, strict=True)
            for user in colleagues(line.notify)
            if user.pk != actor.pk
        ],
        BATCH,
    )
    index.touched(line.subject for line in lines)
    return len(lines)


def _notification(
    event: Event, user: User, calendar_of: Callable[[models.Model], WorkCalendar] = work_calendar
) -> Notification:
    leaves = leaving(user, event.kind, event.at, calendar_of=calendar_of)
    return Notification(event=event, user=user, next_try_at=leaves.at, gathered=leaves.gathered)


def _content(actor: User, summary: str, details: dict[str, Any]) -> EventContent:
    salt, token = secrets.token_bytes(32), origin.program()
    if token is not None and token.user_id == actor.pk:
        details = details | {BY_PROGRAM: {"uuid": token.uuid, "name": token.name}}
    return EventContent(actor=actor, summary=summary, details=plain(details), salt=salt, ip=origin.address())


def digest(event: Event, content: EventContent) -> str:
    """SHA-256 over the salt (32 bytes) and the RFC 8785 form of what the event says and is about, in hex.

    Source: docs/adr/0002-event-digest.md.
    """
    return hashlib.sha256(bytes(content.salt) + said_by(event, content)).hexdigest()


def said_by(event: Event, content: EventContent) -> bytes:
    """The RFC 8785 form of what the event says and is about: with its salt, what the digest is of."""
    kind = event.subject_type
    return _said(
        actor=content.actor.uuid,
        details=content.details,
        grant=event.grant_uuid,
        ip=content.ip,
        subject=(f"{kind.app_label}.{kind.model}", event.subject_uuid),
        summary=content.summary,
    )


def digest_of(salt: bytes, **values: Any) -> str:
    """The same digest from the values alone, for whoever reads many events without making a row of each."""
    return hashlib.sha256(salt + _said(**values)).hexdigest()


def _said(
    *, actor: UUID, details: dict[str, Any], grant: UUID | None, ip: str | None, subject: tuple[str, UUID], summary: str
) -> bytes:
    kind, uuid = subject
    said = {
        "actor": str(actor),
        "details": details,
        "grant": None if grant is None else str(grant),
        "ip": ip,
        "subject": {"type": kind, "uuid": str(uuid)},
        "summary": summary,
    }
    return rfc8785.dumps(said)


def plain(details: dict[str, Any]) -> dict[str, Any]:
    """Details in types JSON knows: moments and dates as text, rows by uuid, lazy sentences in the log's language."""
    with translation.override("en"):
        return json.loads(json.dumps(details, cls=_Encoder))


class _Encoder(DjangoJSONEncoder):
    def default(self, value: Any) -> Any:
        if isinstance(value, models.Model):
            return str(getattr(value, "uuid", value.pk))
        return super().default(value)


def history(row: models.Model) -> models.QuerySet[Event]:
    """The events about `row`, newest first, with their content and actors (one query)."""
    return Event.objects.about(row).select_related("content__actor__person")


def remarks(row: models.Model) -> models.QuerySet[Comment]:
    """The comments on `row`, newest first, with their authors (one query)."""
    return Comment.objects.about(row).select_related("author__person")
