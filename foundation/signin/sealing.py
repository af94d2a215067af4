"""The secrets of second factors as they are kept: encrypted under keys of their own, derived from SECRET_KEY."""

import base64
import hashlib

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

KEPT_UNDER = {"totp": "secret", "recovery_codes": "seed"}  # where in an authenticator's data


def box() -> MultiFernet:
    """Authenticated encryption under the present key; opens what one of the SECRET_KEY_FALLBACKS closed, too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    digest = hashlib.blake2b(b"attest.second-factor", key=hashlib.sha512(key.encode()).digest(), digest_size=32)
    return base64.urlsafe_b64encode(digest.digest())


def renew() -> int:
    """Puts under the present key what is still under an earlier one, so that the earlier one may go; returns how many.

    Each row is written only if nobody changed it meanwhile. What no key opens stays as it is.
    """
    present, every, renewed = Fernet(_derived(settings.SECRET_KEY)), box(), 0
    for row in Authenticator.objects.filter(type__in=KEPT_UNDER).iterator():
        place = KEPT_UNDER[row.type]
        kept = row.data[place].encode()
        if _opens(present, kept) or not _opens(every, kept):
            continue
        changed = {**row.data, place: every.rotate(kept).decode()}
        renewed += Authenticator.objects.filter(pk=row.pk, data=row.data).update(data=changed)
    return renewed


def _opens(key: Fernet | MultiFernet, kept: bytes) -> bool:
    try:
        key.decrypt(kept)
    except InvalidToken:
        return False
    return True
