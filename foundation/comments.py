"""Remarks on any row; people named with @ are notified when they may see the row."""

import re

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from foundation.directory.models import User
from foundation.models.trail import Comment
from foundation.rows import pointer
from foundation.trail import record
from foundation.verbs import verb

_MENTION = re.compile(r"(?<![\w.@])@([A-Za-z0-9._-]{1,64})")


def mentioned(text: str) -> set[str]:
    """The names after an @, as the part of an e-mail address before its own @, in lower case, at most twenty."""
    return {name.rstrip(".").lower() for name in _MENTION.findall(text)[:20]}


@verb("foundation.add_comment")
def add_comment(*, actor: User, subject: models.Model, text: str) -> Comment:
    """Leaves a remark. Whoever may see the row may speak; outsiders may not. Raises ValidationError on empty text."""
    if actor.kind != User.Kind.INSIDE or not _may_see(actor, subject):
        raise PermissionDenied(_("Your roles do not include this."))
    comment = Comment(author=actor, text=text.strip(), **pointer(subject))
    comment.full_clean(exclude=["subject_type", "subject_uuid"])
    comment.save()
    summary = _("Comment: %(text)s") % {"text": Truncator(comment.text).chars(120)}
    record(
        actor=actor,
        kind="comment.added",
        subject=subject,
        summary=summary,
        details={"comment": comment.uuid},
        notify=_told(comment, subject),
    )
    return comment


def _told(comment: Comment, subject: models.Model) -> list[User]:
    names = mentioned(comment.text)
    if not names:
        return []
    wanted = models.Q()
    for name in names:
        wanted |= models.Q(email__istartswith=f"{name}@")
    users = User.objects.filter(wanted, kind=User.Kind.INSIDE, is_active=True).select_related("person")
    return [user for user in users if _may_see(user, subject)]


def _may_see(user: User, subject: models.Model) -> bool:
    return type(subject)._default_manager.visible_to(user).filter(pk=subject.pk).exists()  # type: ignore[attr-defined]
