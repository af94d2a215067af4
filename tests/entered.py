"""A session as a person has it who came in a moment ago, with password and second factor."""

import time

from allauth.account.internal.userkit import user_id_to_str
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client

from foundation.directory.models import User
from foundation.signin import limits, second_factor


def stamp(session: SessionBase, user: User) -> None:
    """Writes into the session of somebody who was signed in by force what the doors would have written."""
    session["account_authentication_methods"] = [{"method": one, "at": time.time()} for one in ("password", "mfa")]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session[second_factor.GIVEN] = True
    session[limits.SINCE] = time.time()


def come_in(client: Client, user: User) -> Client:
    """Signs somebody in by force, as one who has just given password and second factor."""
    client.force_login(user, backend="foundation.signin.backend.AccountBackend")
    session = client.session
    stamp(session, user)
    session.save()
    return client


__all__ = ["come_in", "stamp"]
