"""Notifications as people meet them: a page of them, the new ones first, each leading to what it is about."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils import timezone

from foundation.directory.models import User
from foundation.models.trail import Event, Notification
from foundation.rows import About

PER_PAGE = 25
Subjects = dict[tuple[int, UUID], models.Model]


@dataclass(frozen=True)
class Notice:
    """One line: what happened (`text`), to what (`about`, empty where one may not see it), and where it leads."""

    uuid: UUID
    kind: str
    text: str
    about: str
    url: str
    actor: str
    at: datetime
    is_new: bool


@dataclass(frozen=True)
class Page:
    notices: list[Notice]
    number: int
    has_next: bool

    @property
    def has_new(self) -> bool:
        return any(notice.is_new for notice in self.notices)

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1


def page_of(user: User, number: str | None) -> Page:
    """The notifications of `user`, unread first, then the newest; anything that is no page number is the first page."""
    wanted = min(int(number), 10_000) if number and number.isascii() and number.isdigit() and int(number) else 1
    newest = Notification.objects.visible_to(user).select_related("event__content__actor")
    is_old = Case(When(read_at=None, then=Value(0)), default=Value(1))
    start = (wanted - 1) * PER_PAGE
    rows = list(newest.order_by(is_old, "-created_at", "-pk")[start : start + PER_PAGE + 1])
    subjects = seen_by(user, [row.event for row in rows[:PER_PAGE]])
    return Page([_notice(row, subjects) for row in rows[:PER_PAGE]], wanted, len(rows) > PER_PAGE)


def seen_by(user: User, pointers: Iterable[About]) -> Subjects:
    """The subjects of events or approvals as far as `user` may see them: one query per kind of row."""
    wanted: dict[int, set[UUID]] = defaultdict(set)
    for pointer in pointers:
        wanted[pointer.subject_type_id].add(pointer.subject_uuid)
    found: Subjects = {}
    for kind, uuids in wanted.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        manager = getattr(model, "_default_manager", None)
        if model is not None and manager is not None and hasattr(manager, "visible_to"):
            rows = manager.visible_to(user).filter(uuid__in=uuids).select_related(*named_through(model))
            found |= {(kind, row.uuid): row for row in rows}
    return found


def named_through(model: type[models.Model]) -> tuple[str, ...]:
    """The rows without which one of this model cannot say its name: a version its evidence, an action its finding."""
    return getattr(model, "NAMED_THROUGH", ())


def _notice(row: Notification, subjects: Subjects) -> Notice:
    event = row.event
    subject = subjects.get((event.subject_type_id, event.subject_uuid))
    about = "" if subject is None else str(subject)
    facts: dict[str, Any] = {
        "kind": event.kind,
        "text": event.content.summary,
        "actor": event.content.actor.name,
        "at": event.at,
    }
    return Notice(uuid=row.uuid, about=about, url=_leads_to(event, subject), is_new=row.read_at is None, **facts)


def _leads_to(event: Event, subject: models.Model | None) -> str:
    """The approval where one was asked or given, else the subject's page, else nothing."""
    approval = event.content.details.get("approval")
    if approval:
        return reverse("foundation:approval", args=[approval])
    return subject.get_absolute_url() if subject is not None and hasattr(subject, "get_absolute_url") else ""


def read(user: User, uuid: UUID) -> str | None:
    """Marks one as read and returns where it leads, “” for nowhere; None when `user` has no such notification."""
    row = Notification.objects.visible_to(user).select_related("event__content").filter(uuid=uuid).first()
    if row is None:
        return None
    Notification.objects.filter(pk=row.pk, read_at=None).update(read_at=timezone.now())
    subject = seen_by(user, [row.event]).get((row.event.subject_type_id, row.event.subject_uuid))
    return _leads_to(row.event, subject)


def read_all(user: User) -> int:
    """Marks everything as read; returns how many were new."""
    return Notification.objects.visible_to(user).unread().update(read_at=timezone.now())
