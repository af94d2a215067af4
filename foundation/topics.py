"""What people are told about, in a few topics that each of them chooses a way for; apps say which events belong where."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How one is told by mail. Whatever is chosen, it stands among one's notifications."""

    AT_ONCE = "at_once", _("A mail at once")
    DAILY = "daily", _("One mail a day")
    WEEKLY = "weekly", _("One mail a week")
    NONE = "none", _("No mail, only here")


@dataclass(frozen=True)
class Topic:
    name: str
    label: str | Promise
    note: str | Promise


OTHER = Topic("records", _("My records"), _("Somebody changed what you own, audit, review or asked for."))
TOPICS = (
    Topic("due", _("Dates"), _("Something of yours is due soon, or late.")),
    Topic("decisions", _("Decisions"), _("Somebody asks for your approval, or decided on what you asked for.")),
    Topic("talk", _("Comments and questions"), _("Somebody named you, asked you, or answered.")),
    OTHER,
)
_kinds: dict[str, str] = {"approval.": "decisions", "comment.": "talk"}
_at_once = {"mail.", "account.", "role.", "clearance.", "person.access_ended"}  # what locks and opens an account


def tell_under(topic: str, *kinds: str) -> None:
    """Puts kinds of events under a topic; a kind that ends with a dot is the beginning of several."""
    assert topic in {one.name for one in TOPICS}, topic  # noqa: S101 - topics are named by code, never by people
    _kinds.update(dict.fromkeys(kinds, topic))


def always_at_once(*kinds: str) -> None:
    """Events whose mail nobody can put off: it carries what its reader waits for."""
    _at_once.update(kinds)


def cannot_wait(kind: str) -> bool:
    """Whether a mail about such an event leaves at once whatever its reader chose, days off included."""
    return any(_is(kind, one) for one in _at_once)


def way_for(kind: str, chosen: Mapping[str, str]) -> Way:
    """How somebody with these choices is told of an event; at once where they chose nothing or nobody may choose."""
    if cannot_wait(kind):
        return Way.AT_ONCE
    topic = next((name for one, name in _kinds.items() if _is(kind, one)), OTHER.name)
    return Way(chosen.get(topic, Way.AT_ONCE))


def _is(kind: str, wanted: str) -> bool:
    return kind.startswith(wanted) if wanted.endswith(".") else kind == wanted
