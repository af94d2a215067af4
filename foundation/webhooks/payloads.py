"""What leaves: whether a fact may be told now, and the few words in which it is told.

Asked at the moment of sending, with the rights the webhook's owner has then. Source: OWASP ASVS 5.0, 8.3.3.
"""

import json
from datetime import UTC
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.text import camel_case_to_spaces
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Unit, User
from foundation.models.trail import Event
from foundation.models.webhooks import Delivery, Webhook
from foundation.notices import named_through
from foundation.rows import Grading
from foundation.webhooks import kinds
from foundation.webhooks.querysets import TESTED

OPEN_GRADES = {Grading.PUBLIC.value, Grading.INTERNAL.value}


class KeptInside(Exception):
    """This may not be told now; the sentence says why, and nothing of what it is about."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))


def body_of(delivery: Delivery) -> bytes:
    """The message as sent: type, moment, and what tells the receiver where to look. Raises KeptInside.

    No text that a person wrote is in it; `ref` is a running number of ours.
    """
    event, webhook = delivery.event, delivery.webhook
    row = _tellable(event, webhook)
    subject = {"type": _label(event), "uuid": str(event.subject_uuid), "ref": getattr(row, "ref", None)}
    told = {
        "type": event.kind,
        "timestamp": event.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "data": {
            "event": event.pk,
            "kind": event.kind,
            "subject": subject,
            "url": _page(row),
            "api": place_in_api(row),
        },
    }
    return json.dumps(told, separators=(",", ":")).encode()


def _tellable(event: Event, webhook: Webhook) -> models.Model:
    """The subject, once nothing stands against telling of it."""
    if event.kind != TESTED and event.kind not in kinds.expanded(webhook.kinds):
        raise KeptInside(_("This kind of event is not told any more."))
    row = _seen_by_owner(event, webhook)
    if not _lies_in(webhook.unit, row):
        raise KeptInside(_("It lies outside the unit of this webhook."))
    if _is_graded(row) or kinds.is_kept_inside(row):
        raise KeptInside(_("It is graded, or not yet for everybody's ears."))
    return row


def _seen_by_owner(event: Event, webhook: Webhook) -> models.Model:
    """The subject as the owner sees it now: read anew, with the roles of this moment."""
    owner = User.objects.get(pk=webhook.owner_id)
    if not owner.is_active or owner.kind != User.Kind.INSIDE:
        raise KeptInside(_("The account of the owner is closed."))
    model = event.subject_type.model_class()
    manager: Any = getattr(model, "_default_manager", None)
    seen = manager.visible_to(owner) if hasattr(manager, "visible_to") else None
    row = None if seen is None or model is None else _read(seen, model, event)
    if row is None:
        raise KeptInside(_("The owner may not see it."))
    return row


def _read(seen: models.QuerySet, model: type[models.Model], event: Event) -> models.Model | None:
    near = [each.name for each in model._meta.fields if each.name == "unit"]
    return seen.filter(uuid=event.subject_uuid).select_related(*near, *named_through(model)).first()


def _wholes(row: models.Model) -> list[Any]:
    """The row and what it is a part of: a version its evidence, an action its finding."""
    return [row, *(getattr(row, name) for name in named_through(type(row)))]


def _lies_in(scope: Unit, row: models.Model) -> bool:
    """Whether the row is of the unit or below it; what belongs to no unit is told for the whole organisation only."""
    units = [one if isinstance(one, Unit) else getattr(one, "unit", None) for one in _wholes(row)]
    found = next((unit for unit in units if unit is not None), None)
    return scope.parent_id is None if found is None else str(found.path).startswith(str(scope.path))


def _is_graded(row: models.Model) -> bool:
    return any(getattr(one, "grading", Grading.INTERNAL.value) not in OPEN_GRADES for one in _wholes(row))


def _label(event: Event) -> str:
    return f"{event.subject_type.app_label}.{event.subject_type.model}"


def _page(row: models.Model) -> str | None:
    """The page of the row, for people."""
    return site(row.get_absolute_url()) if hasattr(row, "get_absolute_url") else None


def place_in_api(row: models.Model) -> str | None:
    """Where the API answers with the row, by the noun of its model; None where it does not."""
    noun = camel_case_to_spaces(type(row).__name__).replace(" ", "-")
    try:
        return site(reverse(f"api:{noun}-detail", args=[row.uuid]))  # type: ignore[attr-defined]
    except NoReverseMatch:
        return None


def site(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path
