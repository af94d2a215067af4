"""Whose account opens at all: not closed, and of somebody who works here today. Every way in asks here."""

from datetime import date

from django.db.models import Q

from foundation.clock import today
from foundation.directory.models import Person, User


def may_enter(user: User, on: date | None = None) -> bool:
    """Whether the account opens on a day: passwords, passkeys, other providers, sessions and tokens ask this."""
    if not user.is_active:
        return False
    if user.person_id is None:
        return user.kind == User.Kind.OUTSIDE
    return Person.objects.active(on or today()).filter(Q(pk=user.person_id)).exists()
