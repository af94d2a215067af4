"""What every format of the ledger reads strictly: one way to write a number, a hash and bytes, and no other."""

import base64
import re

HASH_BYTES = 32
LARGEST = 2**63 - 1  # clients in other languages count in signed 64 bits
DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


class Refused(ValueError):
    """Bytes that are not in their format, or do not prove what they claim. The sentence says why."""


def decimal(text: str) -> int:
    """A number without sign or leading zeroes, up to 2⁶³ - 1."""
    if not DECIMAL.fullmatch(text) or int(text) > LARGEST:
        raise Refused(f"{text[:30]!r} is no decimal number as the format writes it.")
    return int(text)


def base64_of(content: bytes) -> str:
    """RFC 4648, section 4, with padding."""
    return base64.b64encode(content).decode()


def from_base64(text: str) -> bytes:
    """The bytes; refuses every spelling but the one that base64_of() gives."""
    try:
        content = base64.b64decode(text, validate=True)
    except ValueError as wrong:
        raise Refused(f"{text[:60]!r} is not base64.") from wrong
    if base64_of(content) != text:
        raise Refused(f"{text[:60]!r} is not the canonical base64 of its bytes.")
    return content


def hash_of(text: str) -> bytes:
    """A SHA-256 hash from its base64."""
    content = from_base64(text)
    require_hashes(content)
    return content


def require_hashes(*hashes: bytes) -> None:
    """Refuses anything that is not 32 bytes."""
    for one in hashes:
        if not isinstance(one, bytes) or len(one) != HASH_BYTES:
            raise Refused("A hash must be 32 bytes.")


def require_number(number: int, name: str) -> None:
    """Refuses what is not a whole number between 0 and 2⁶³ - 1."""
    if type(number) is not int or not 0 <= number <= LARGEST:
        raise Refused(f"The {name} must be a whole number from 0 to 2⁶³ - 1.")
