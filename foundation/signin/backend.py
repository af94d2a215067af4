"""Who signed in, with the roles they hold today: every page asks for both."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from foundation.clock import today
from foundation.directory.models import RoleGrant, User


class AccountBackend(ModelBackend):
    """Django's, by e-mail and password. The account of a session is read together with its roles (one query)."""

    def get_user(self, user_id: Any) -> User | None:
        on = today()
        held = list(RoleGrant.objects.live(on).filter(user=user_id).select_related("user", "unit"))
        known = held[0].user if held else super().get_user(user_id)
        found = known if known is not None and self.user_can_authenticate(known) else None
        if found is not None:
            found._live_grants = {on: held}  # type: ignore[attr-defined]  # where held_grants looks
        return found
