"""Ends what an account has open: call it wherever a right ends that an open session could still use."""

from collections.abc import Callable

from django.db import transaction

from foundation.directory.models import User
from foundation.models.signin import Session
from foundation.signin import log

Ender = Callable[[User], int]
_enders: list[Ender] = []


def ends_with_access(function: Ender) -> Ender:
    """Registers another way in, such as API tokens: `function(user)` ends it and returns how many there were."""
    _enders.append(function)
    return function


@transaction.atomic
def end_access(user: User, *, keep: str | None = None) -> int:
    """Ends all sessions of the account at once and returns how many; the next request of each is a stranger's.

    `keep` is the key of the one session that stays (of the browser in which somebody changes a password); without it
    everything else that opens the account ends too. Part of the caller's transaction: undone with it.
    """
    ended = end_sessions(user, keep=keep)
    if keep is None:
        ended += sum(end(user) for end in _enders)
    if ended:
        log.access_ended(user, count=ended)
    return ended


def end_sessions(user: User, *, keep: str | None = None) -> int:
    """The sessions alone, and no line in the log: for doors that write their own."""
    ended, _by_model = Session.objects.filter(user=user).exclude(session_key=keep).delete()
    return ended
