"""Which events a person may look up: officers those about rows they see, administrators those of accounts and machines."""

import operator
from collections.abc import Sequence
from functools import reduce
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

from foundation.access import Role, holds, units_of
from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.notices import named_through, seen_by

# What an administrator works with: accounts, roles, people, settings and the machine. Never a word of content.
TECHNICAL = (
    "account.",
    "backup.",
    "calendar.",
    "clearance.",
    "job.",
    "ledger.",
    "list.exported",
    "mail.",
    "person.",
    "policy.",
    "role.",
    "site.",
    "token.",
    "unit.",
    "webhook.",
)
NAMED_BY = ("ref", "code", "number", "email")


def events_for(user: User) -> models.QuerySet[Event]:
    """The events `user` may look up, newest first, with their content and actors."""
    rows = Event.objects.filter(_scope(user)).order_by("-at", "-pk")
    return rows.select_related("content__actor", "subject_type", "leaf")


def _scope(user: User) -> Q:
    term = Q(pk__in=[])
    if holds(user, Role.CO):
        term |= _about_seen(user)
    if holds(user, Role.ADM):
        term |= reduce(operator.or_, (Q(kind__startswith=prefix) for prefix in TECHNICAL))
    return term


def _about_seen(user: User) -> Q:
    """Events about rows the officer sees; what belongs to no unit only to the officers of the whole organisation.

    A model that says nobody sees its rows is shown to nobody here either.
    """
    term, scoped = Q(pk__in=[]), _scoped_models()
    ours = [model for model in apps.get_models() if _is_ours(model)]
    kinds = ContentType.objects.get_for_models(*scoped, *ours)
    for model in scoped:
        seen = model._default_manager.visible_to(user).filter(uuid=OuterRef("subject_uuid"))  # type: ignore[attr-defined]
        term |= Q(subject_type=kinds[model]) & Q(Exists(seen))
    if any(unit.parent_id is None for unit in units_of(user, Role.CO)):
        term |= Q(subject_type__in=[kinds[model].pk for model in ours])
    return term


def _scoped_models() -> list[type[models.Model]]:
    """The models of the apps whose rows are seen by unit; the foundation's own rows belong to the organisation."""
    return [
        model
        for model in apps.get_models()
        if hasattr(model._default_manager, "visible_to")
        and hasattr(model, "uuid")
        and not _is_ours(model)
        and not getattr(model._meta.app_config, "own_log", False)
    ]


def _is_ours(model: type[models.Model]) -> bool:
    return model._meta.app_label in ("foundation", "directory")


def things_of(user: User, events: Sequence[Event]) -> dict[tuple[int, UUID], tuple[str, str]]:
    """Name and address of what events are about, by type and uuid: rows `user` may see, and, without an address, the
    accounts, people, units and settings that an event within their reach names anyway (one query per kind of row)."""
    found: dict[tuple[int, UUID], tuple[str, str]] = {}
    for kind in {event.subject_type for event in events}:
        model = kind.model_class()
        if model is not None and _is_ours(model) and not hasattr(model._default_manager, "visible_to"):
            wanted = [event.subject_uuid for event in events if event.subject_type_id == kind.pk]
            rows = model._base_manager.filter(uuid__in=wanted).select_related(*named_through(model))
            found |= {(kind.pk, row.uuid): (str(row), "") for row in rows}  # type: ignore[attr-defined]
    seen = seen_by(user, events).items()
    return found | {
        key: (str(row), row.get_absolute_url() if hasattr(row, "get_absolute_url") else "") for key, row in seen
    }


def about_named(events: models.QuerySet[Event], name: str, value: str) -> models.QuerySet[Event]:
    """The events about rows of that reference, code, number, address or uuid, as a filter of the list."""
    wanted = value.strip()
    if not wanted:
        return events
    return events.filter(Q(subject_uuid=_uuid(wanted)) if _uuid(wanted) else _named(wanted))


def _named(wanted: str) -> Q:
    found = [
        Q(subject_uuid__in=model._default_manager.filter(**{f"{field}__iexact": wanted}).values("uuid"))
        for model in apps.get_models()
        if hasattr(model, "uuid")
        for field in NAMED_BY
        if _has_text(model, field)
    ]
    return reduce(operator.or_, found, Q(pk__in=[]))


def _has_text(model: Any, field: str) -> bool:
    return any(one.name == field and isinstance(one, models.CharField) for one in model._meta.concrete_fields)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
