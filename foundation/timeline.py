"""The timeline of a record: what happened to it and what people said about it, as one story."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.ledger.seals import NO_SEAL, SEAL, Seal, seal_of
from foundation.models.trail import Event
from foundation.trail import BY_PROGRAM, history, remarks

REMARK = "comment.added"
ERASED = _("What was said here has been erased. That it happened stays sealed.")


@dataclass(frozen=True)
class Entry:
    """One line of a timeline. An event has a seal, which is empty until the ledger has sealed it; a comment has none."""

    kind: str
    actor: str
    text: str | Promise
    at: datetime
    is_comment: bool = False
    token: str = ""  # the name of the token by which the actor had it done
    seal: Seal | None = None


def entry_of(event: Event) -> Entry:
    """An event, read with its content, actor and leaf, as a line."""
    content = getattr(event, "content", None)
    actor, words = (None, None) if content is None else (str(content.actor), content.summary)
    token = "" if content is None else content.details.get(BY_PROGRAM, {}).get("name", "")
    return line_of(event.kind, actor, words, event.at, token=token, seal=seal_of(event))


def line_of(
    kind: str, actor: str | None, words: str | None, at: datetime, *, token: str = "", seal: Seal | None = None
) -> Entry:
    """A line from columns; without words what was said has been erased."""
    if kind == REMARK:
        return Entry(kind, actor or "", words or "", at, is_comment=True)
    return Entry(kind, actor or "", ERASED if words is None else words, at, token=token, seal=seal)


def timeline_of(row: models.Model, *, limit: int = 50) -> list[Entry]:
    """The newest `limit` events and comments about `row`, newest first (one query).

    A comment stands there with its whole text, so the event that it was made is left out.
    """
    remark = Value(REMARK, models.CharField())
    told = history(row).exclude(kind=REMARK).order_by()
    said = remarks(row).order_by()
    token = Coalesce(KeyTextTransform("name", f"content__details__{BY_PROGRAM}"), Value(""), output_field=TextField())
    lines = told.values_list("kind", "content__actor__name", "content__summary", "at", "pk", token, *SEAL).union(
        said.values_list(remark, "author__name", "text", "created_at", "pk", Value(""), *NO_SEAL), all=True
    )
    return [
        line_of(kind, actor, text, at, token=token, seal=Seal(*seal))
        for kind, actor, text, at, _pk, token, *seal in lines.order_by("-at", "-pk")[:limit]
    ]
