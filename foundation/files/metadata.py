"""What a sender says about an upload beside its size: words and values in one header."""

import base64
import binascii

LONGEST = 4000


def pairs_of(header: str) -> dict[str, str]:
    """`key base64,key base64` as a dictionary, keys in small letters. Raises ValueError for what cannot be read."""
    if len(header) > LONGEST:
        raise ValueError("too long")
    found: dict[str, str] = {}
    for pair in filter(None, (one.strip() for one in header.split(","))):
        key, _space, value = pair.partition(" ")
        try:
            text = base64.b64decode(value, validate=True).decode()
        except binascii.Error as error:
            raise ValueError(key) from error
        if key.lower() in found or "\x00" in text:
            raise ValueError(key)
        found[key.lower()] = text
    return found
