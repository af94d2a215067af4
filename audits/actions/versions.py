"""Versions of an answer: two auditors on one question never overwrite each other without knowing."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from audits.models import ChecklistItem
from foundation.directory.models import User
from foundation.refusals import Outdated
from foundation.words import moment

ANSWER = ("result", "methods", "note")


def insist_on_seen(item: ChecklistItem, answer: Mapping[str, Any], seen: Mapping[str, int], draft: str) -> None:
    """Raises Outdated when a field was changed after the version the sender saw, and to something else.

    `seen` maps fields to versions, 0 where it says nothing. A draft that has arrived before, in part, goes on.
    """
    disputed = [name for name, value in answer.items() if _is_disputed(item, name, value, seen.get(name, 0), draft)]
    if not disputed:
        return
    words = {"who": item.saved_by or _("Somebody"), "time": moment(item.updated_at)}
    sentence = _("%(who)s saved another version on %(time)s. Nothing is lost: choose which one stays.") % words
    raise Outdated(sentence, field=disputed[0], current=standing(item) | {"disputed": disputed})


def _is_disputed(item: ChecklistItem, name: str, value: Any, seen: int, draft: str) -> bool:
    number, last_draft = item.changed_in.get(name, (0, ""))
    return number > seen and getattr(item, name) != value and not (draft and draft == last_draft)


def standing(item: ChecklistItem) -> dict[str, Any]:
    """The answer as it is now, with its version."""
    return {"version": item.version} | {name: getattr(item, name) for name in ANSWER}


def count_up(item: ChecklistItem, changed: Iterable[str], *, actor: User, draft: str = "") -> None:
    """Notes on the locked row that these fields change with this save."""
    names = list(changed)
    if names:
        item.version += 1
        item.changed_in = item.changed_in | {name: [item.version, draft] for name in names}
        item.saved_by = actor.person
