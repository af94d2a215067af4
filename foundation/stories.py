"""What a page needs to show a record's timeline with the form to speak on it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.http import Http404
from django.urls import reverse

from foundation.directory.models import User
from foundation.forms import CommentForm
from foundation.timeline import Entry, timeline_of

Teller = Callable[[Any], list[Entry]]
Reader = Callable[[Any, User], bool]
_tellers: dict[type[models.Model], Teller] = {}
_readers: dict[type[models.Model], Reader] = {}


def told_by(model: type[models.Model], teller: Teller) -> None:
    """Rows of `model` have a longer story than their own events: `teller(row)` gives its entries, newest first."""
    _tellers[model] = teller


def read_by(model: type[models.Model], reader: Reader) -> None:
    """Not everybody who sees a row of `model` reads its story: `reader(row, user)` says who does."""
    _readers[model] = reader


def may_read(row: models.Model, user: User) -> bool:
    """Whether somebody who sees the row reads what happened to it."""
    reader = _readers.get(type(row))
    return reader is None or reader(row, user)


def story_of(
    row: models.Model, *, actor: User, form: CommentForm | None = None, timeline: list[Entry] | None = None
) -> dict[str, Any]:
    """The context of ui/_timeline.html; outsiders get no form. `form` is a refused one that goes back.

    `timeline` is one that the caller has read already.
    """
    speaks = actor.kind == User.Kind.INSIDE
    url = reverse("foundation:comment", args=[row._meta.label_lower, row.uuid])  # type: ignore[attr-defined]
    return {
        "timeline": _tellers.get(type(row), timeline_of)(row) if timeline is None else timeline,
        "comment_form": (form or CommentForm()) if speaks else None,
        "comment_url": url,
    }


def subject_or_404(user: User, label: str, uuid: UUID) -> models.Model:
    """The row a comment is about: of a model with a page and a scope, whose story `user` reads; else 404.

    Nobody comments here on what has a log of its own.
    """
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as unknown:
        raise Http404 from unknown
    manager = model._default_manager
    apart = getattr(model._meta.app_config, "own_log", False)
    if apart or not hasattr(manager, "visible_to") or not hasattr(model, "get_absolute_url"):
        raise Http404
    row = manager.visible_to(user).filter(uuid=uuid).first()
    if row is None or not may_read(row, user):
        raise Http404
    return row
