"""The token with which somebody without a name comes back: shown once, kept as its hash alone."""

import hashlib
import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without what is easily misread
GROUPS, LENGTH = 5, 4  # about 98 bits


def new_token() -> str:
    """“K7QF-3M2X-9TRD-H4WP-ZB6C”."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))


def hash_of(token: str) -> str:
    """SHA-256 in hex of what was typed, without spaces and dashes and in capitals; “” for what cannot be a token."""
    letters = "".join(token.split()).replace("-", "").upper()
    if len(letters) != GROUPS * LENGTH or not set(letters) <= set(LETTERS):
        return ""
    return hashlib.sha256(letters.encode()).hexdigest()
