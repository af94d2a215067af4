"""Guides on the first visit: which one a page shows, and that somebody has put one aside."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from foundation import handbook
from foundation.access import live_grants
from foundation.directory.models import User
from foundation.trail import record
from foundation.verbs import verb


@verb("foundation.read_guide")
def read_guide(*, actor: User, name: str) -> User:
    """Puts a guide aside for oneself; it stays on the Help page. Doing it again changes nothing.

    People outside write nothing here: their guide stands on the Help page alone.
    """
    if actor.kind != User.Kind.INSIDE:
        raise PermissionDenied
    guide = handbook.guide(name)
    if guide is None:
        raise ValidationError({"name": _("There is no such guide.")})
    if name not in actor.guides_read:
        actor.guides_read = [*actor.guides_read, name]
        actor.save(update_fields=["guides_read"])
        summary = _("Guide read: %(guide)s") % {"guide": guide.title}
        record(actor=actor, kind="account.guide_read", subject=actor, summary=summary)
    return actor


def guide_of(request: HttpRequest, user: User) -> handbook.Guide | None:
    """The guide that this page shows to the user."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    held = {grant.role for grant in live_grants(user)}
    waiting = [guide for guide in handbook.guides(held) if guide.page == here]
    if not waiting or user.kind != User.Kind.INSIDE:
        return None
    return next((guide for guide in waiting if guide.name not in user.guides_read), None)
