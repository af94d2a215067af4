"""Signatures as the Standard Webhooks specification says: HMAC-SHA256 over id, moment and body, with a shared secret."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

PREFIX = "whsec_"
SECRET_BYTES = 32


def fresh_secret() -> str:
    """A new secret as people copy it: `whsec_` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signature(secret: str, *, message: str, timestamp: int, body: bytes) -> str:
    """`v1,` and the base64 of the HMAC over `message.timestamp.body`."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def headers(known: Iterable[str], *, message: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers; with two secrets there are two signatures, and a receiver is content with either."""
    timestamp = int(at.timestamp())
    signed = [signature(secret, message=message, timestamp=timestamp, body=body) for secret in known]
    return {"webhook-id": message, "webhook-timestamp": str(timestamp), "webhook-signature": " ".join(signed)}
