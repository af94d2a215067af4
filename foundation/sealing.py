"""Secrets at rest: AES-256-GCM under a key derived from SECRET_KEY, bound to the row that holds them.

A sealed secret copied into another row, or changed by one bit, no longer opens. SECRET_KEY_FALLBACKS open what was sealed
under an earlier key, until it is sealed anew. Source: OWASP ASVS 5.0, 11.3.2.
"""

import functools
import hashlib
import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = b"\x01"
MARK_BYTES = 4  # says which key it was, without saying anything about the key
NONCE_BYTES = 12


class CannotUnseal(Exception):
    """The bytes were changed, belong to another row, or their key is no longer among the settings."""


def seal(secret: str, *, purpose: str, of: UUID) -> bytes:
    """The secret as bytes for the row `of`; version, mark of the key, nonce, text and tag."""
    key = _key(settings.SECRET_KEY, purpose)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + _mark(key) + nonce + AESGCM(key).encrypt(nonce, secret.encode(), of.bytes)


def unseal(sealed: bytes | memoryview, *, purpose: str, of: UUID) -> str:
    """What seal() was given. Raises CannotUnseal."""
    mark, nonce, text = _parts(sealed)
    for key in _keys(purpose):
        if _mark(key) == mark:
            try:
                return AESGCM(key).decrypt(nonce, text, of.bytes).decode()
            except InvalidTag as changed:
                raise CannotUnseal("The sealed secret was changed or belongs to another row.") from changed
    raise CannotUnseal("The key this was sealed with is neither SECRET_KEY nor among SECRET_KEY_FALLBACKS.")


def is_of_present_key(sealed: bytes | memoryview, *, purpose: str) -> bool:
    """Whether this would open without SECRET_KEY_FALLBACKS."""
    return _parts(sealed)[0] == _mark(_key(settings.SECRET_KEY, purpose))


def _parts(sealed: bytes | memoryview) -> tuple[bytes, bytes, bytes]:
    whole = bytes(sealed)
    if whole[:1] != VERSION:
        raise CannotUnseal("These bytes are no sealed secret.")
    body = whole[1:]
    return body[:MARK_BYTES], body[MARK_BYTES : MARK_BYTES + NONCE_BYTES], body[MARK_BYTES + NONCE_BYTES :]


def _keys(purpose: str) -> list[bytes]:
    return [_key(secret, purpose) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


@functools.lru_cache(maxsize=32)
def _key(secret: str, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose: knowing it tells nothing of SECRET_KEY or of the keys of other purposes."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"attest {purpose}".encode()).derive(secret.encode())


def _mark(key: bytes) -> bytes:
    return hashlib.sha256(b"mark" + key).digest()[:MARK_BYTES]
