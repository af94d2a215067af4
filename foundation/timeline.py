"""The timeline of a record: what happened to it and what people said about it, as one story."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from foundation.models.trail import Event
from foundation.trail import BY_PROGRAM, history, remarks


@dataclass(frozen=True)
class Entry:
    """One line of a timeline; a seal stands on it once the ledger has sealed it."""

    kind: str
    actor: str
    text: str
    at: datetime
    is_comment: bool = False
    seal_label: str = ""
    seal_url: str = ""
    token: str = ""  # the name of the token by which the actor had it done


def entry_of(event: Event) -> Entry:
    """An event with its content and actor as a line."""
    token = event.content.details.get(BY_PROGRAM, {}).get("name", "")
    return Entry(event.kind, str(event.content.actor), event.content.summary, event.at, token=token)


def timeline_of(row: models.Model, *, limit: int = 50) -> list[Entry]:
    """The newest `limit` events and comments about `row`, newest first (one query).

    A comment stands there with its whole text, so the event that it was made is left out.
    """
    remark = Value("comment.added", models.CharField())
    told = history(row).exclude(kind="comment.added").order_by()
    said = remarks(row).order_by()
    token = Coalesce(KeyTextTransform("name", f"content__details__{BY_PROGRAM}"), Value(""), output_field=TextField())
    lines = told.values_list("kind", "content__actor__name", "content__summary", "at", "pk", token).union(
        said.values_list(remark, "author__name", "text", "created_at", "pk", Value("")), all=True
    )
    return [
        Entry(kind, actor, text, at, is_comment=kind == "comment.added", token=token)
        for kind, actor, text, at, _pk, token in lines.order_by("-at", "-pk")[:limit]
    ]
