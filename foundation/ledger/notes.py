"""Signed notes: a text, an empty line, and a line for each signature. Source: C2SP signed-note.

What cannot be a note, or was signed by none of the keys one trusts, is refused; signatures of unknown keys are set aside, as
the specification asks, so that keys can be changed and witnesses can sign beside the log.
"""

import re
from typing import NamedTuple

from foundation.ledger.note_keys import ED25519, SigningKey, VerifyingKey, require_name
from foundation.ledger.strict import Refused, base64_of, from_base64

DASH = "— "
KEY_ID_BYTES = 4
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
MAX_BYTES = 1_000_000
MAX_SIGNATURES = 100


class Signature(NamedTuple):
    """One signature line: whose it says to be, and the bytes behind the id of the key."""

    name: str
    key_id: str
    content: bytes

    @property
    def line(self) -> str:
        return f"{DASH}{self.name} {base64_of(bytes.fromhex(self.key_id) + self.content)}\n"

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """The signature of a line, which ends in a line break. Raises Refused."""
        name, _, encoded = line.removesuffix("\n").removeprefix(DASH).partition(" ")
        require_name(name)
        content = from_base64(encoded)
        signature = cls(name, content[:KEY_ID_BYTES].hex(), content[KEY_ID_BYTES:])
        if len(content) <= KEY_ID_BYTES or signature.line != line:
            raise Refused("A signature line must be a dash, a name and the base64 of a key id and a signature.")
        return signature

    def is_of(self, key: VerifyingKey) -> bool:
        return (self.name, self.key_id) == (key.name, key.key_id)


class Opened(NamedTuple):
    """A note that at least one trusted key has signed."""

    text: str
    verified: tuple[VerifyingKey, ...]
    unknown: tuple[Signature, ...]


def sign(text: str, *keys: SigningKey) -> str:
    """The note of this text, signed by each of the keys."""
    if not keys:
        raise Refused("A note needs a signature.")
    if not readable(text).endswith("\n"):
        raise Refused("The text of a note must end in a line break.")
    note = text + "\n" + "".join(_signed(text, key).line for key in keys)
    parts(note)
    return note


def add_signature(note: str, key: SigningKey) -> str:
    """The note with one more signature."""
    text, _ = parts(note)
    return add_line(note, _signed(text, key).line)


def add_line(note: str, line: str) -> str:
    """The note with a signature line that somebody else, such as a witness, has sent. It is not verified here."""
    longer = note + Signature.parse(line).line
    parts(longer)
    return longer


def parts(note: str | bytes) -> tuple[str, list[Signature]]:
    """The text and the signatures of a note, none of them verified. Raises Refused when it is no note."""
    whole = readable(note)
    text, blank, lines = whole.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise Refused("A note must be a text, an empty line and signature lines.")
    signatures = [Signature.parse(f"{line}\n") for line in lines.removesuffix("\n").split("\n")]
    if len(signatures) > MAX_SIGNATURES:
        raise Refused(f"A note must not have more than {MAX_SIGNATURES} signatures.")
    return text + "\n", signatures


def opened(note: str | bytes, *verifying_keys: VerifyingKey) -> Opened:
    """The text of a note and who of these keys has signed it.

    Raises Refused when it is no note, when a signature of one of the keys does not fit, and when none of them has signed.
    """
    text, signatures = parts(note)
    verified: list[VerifyingKey] = []
    unknown: list[Signature] = []
    for signature in signatures:
        key = next((key for key in verifying_keys if signature.is_of(key)), None)
        if key is None:
            unknown.append(signature)
            continue
        key.check(text, signature.content)
        if key not in verified:
            verified.append(key)
    if not verified:
        raise Refused("No key that is trusted here has signed this note.")
    return Opened(text, tuple(verified), tuple(unknown))


def _signed(text: str, key: SigningKey) -> Signature:
    if key.kind != ED25519:
        raise Refused("The key of a witness signs checkpoints only, and with the moment of signing.")
    return Signature(key.name, key.key_id, key.signature(text))


def readable(note: str | bytes) -> str:
    """A note, or a proof with one, as text; refuses what is not UTF-8, is too long, or holds control characters."""
    try:
        whole = note.decode() if isinstance(note, bytes) else note
        size = len(whole.encode())
    except UnicodeError as wrong:
        raise Refused("A note must be UTF-8.") from wrong
    if size > MAX_BYTES:
        raise Refused(f"A note must not be larger than {MAX_BYTES} bytes.")
    if CONTROL.search(whole):
        raise Refused("A note must not hold control characters.")
    return whole
