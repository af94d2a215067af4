"""A code of an app counts once, however often and wherever it is sent at the same moment (ASVS 6.5.1).

allauth remembers used codes in the cache, of which each process may have its own while Redis is away; the row that is
written here is one for all.
"""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import IntegrityError, transaction

from foundation.directory.models import User
from foundation.models.signin import SpentCode

PERIOD = 30  # seconds


def spend(user: User, *, secret: str, code: str) -> bool:
    """Takes a right code; False when somebody else took it already."""
    now = int(time.time()) // PERIOD
    typed = code.replace(" ", "").replace("-", "")
    step = next((one for one in (now, now - 1) if format_hotp_value(hotp_value(secret, one)) == typed), now)
    try:
        with transaction.atomic():
            SpentCode.objects.create(user=user, step=step)
    except IntegrityError:
        return False
    return True


def tidy() -> int:
    """Removes what no clock can show again; returns how many."""
    removed, _by_model = SpentCode.objects.filter(step__lt=int(time.time()) // PERIOD - 10).delete()
    return removed
