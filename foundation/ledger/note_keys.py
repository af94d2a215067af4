"""Keys that sign notes, in the text forms other clients read: `name+id+base64`, the private one behind `PRIVATE+KEY+`.

Source: C2SP signed-note (type 0x01, Ed25519) and tlog-cosignature (type 0x04, Ed25519 with the moment of signing). The byte
for the type stands in every key and goes into its id, so a further type is one more line in `SIGNED`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from foundation.ledger.strict import LARGEST, Refused, base64_of, from_base64

ED25519 = 0x01
COSIGNATURE = 0x04
KEY_BYTES = 32
SIGNATURE_BYTES = 64
STAMP_BYTES = 8
PRIVATE = "PRIVATE+KEY+"


def as_signed(text: str, stamp: bytes) -> bytes:
    """What an Ed25519 signature covers: the text itself."""
    if stamp:
        raise Refused("An Ed25519 signature must be 64 bytes.")
    return text.encode()


def as_cosigned(text: str, stamp: bytes) -> bytes:
    """What a cosignature covers: a header, the moment of signing, and the text."""
    seconds = int.from_bytes(stamp, "big")
    if len(stamp) != STAMP_BYTES or seconds > LARGEST:
        raise Refused("A cosignature must be a moment of 8 bytes and a signature of 64.")
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


SIGNED: dict[int, Callable[[str, bytes], bytes]] = {ED25519: as_signed, COSIGNATURE: as_cosigned}


@dataclass(frozen=True)
class VerifyingKey:
    """The public half: a name, a type and 32 bytes."""

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        require_name(self.name)
        if self.kind not in SIGNED:
            raise Refused(f"Keys of type {self.kind:#04x} are not known here.")
        if len(self.public) != KEY_BYTES:
            raise Refused("An Ed25519 key must be 32 bytes.")

    @property
    def key_id(self) -> str:
        """Eight hexadecimal digits that stand before every signature of this key."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).hexdigest()[:8]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.key_id}+{base64_of(bytes([self.kind]) + self.public)}"

    @classmethod
    def parse(cls, vkey: str) -> "VerifyingKey":
        """The key of one line `name+id+base64`; the id must be that of the key. Raises Refused."""
        name, _, rest = vkey.partition("+")
        key_id, _, material = rest.partition("+")
        content = from_base64(material)
        if not content:
            raise Refused("There is no key behind its name.")
        key = cls(name, content[0], content[1:])
        if key.key_id != key_id:
            raise Refused("The id of the key is not the one that its name and its bytes give.")
        return key

    def check(self, text: str, signature: bytes) -> None:
        """Raises Refused unless this key made this signature of the text."""
        message = SIGNED[self.kind](text, signature[:-SIGNATURE_BYTES])
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature[-SIGNATURE_BYTES:], message)
        except (InvalidSignature, ValueError) as wrong:
            raise Refused(f"The signature of {self.name} does not fit the text: one of the two was changed.") from wrong


@dataclass(frozen=True)
class SigningKey:
    """The private half. Its text form is the secret itself: it belongs in a file that only the service reads."""

    name: str
    kind: int
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise Refused("An Ed25519 key must be 32 bytes.")
        VerifyingKey(self.name, self.kind, bytes(KEY_BYTES))  # refuses the name and the type

    @classmethod
    def generate(cls, name: str, kind: int = ED25519) -> "SigningKey":
        return cls(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> "SigningKey":
        """The key of one line `PRIVATE+KEY+name+id+base64`. Raises Refused, and never with the secret in its sentence."""
        name, _, rest = text.removeprefix(PRIVATE).partition("+")
        key_id, _, material = rest.partition("+")
        try:
            content = from_base64(material)
            key = cls(name, content[0], content[1:])
        except (Refused, IndexError):
            raise Refused("This is no private key of a note.") from None
        if not text.startswith(PRIVATE) or key.key_id != key_id:
            raise Refused("This is no private key of a note.")
        return key

    @property
    def text(self) -> str:
        return f"{PRIVATE}{self.name}+{self.key_id}+{base64_of(bytes([self.kind]) + self.secret)}"

    @cached_property
    def verifying(self) -> VerifyingKey:
        public = Ed25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw()
        return VerifyingKey(self.name, self.kind, public)

    @property
    def key_id(self) -> str:
        return self.verifying.key_id

    def signature(self, text: str, stamp: bytes = b"") -> bytes:
        """The signature of the text; a cosignature begins with its moment, `stamp`."""
        message = SIGNED[self.kind](text, stamp)
        return stamp + Ed25519PrivateKey.from_private_bytes(self.secret).sign(message)


def require_name(name: str) -> None:
    """Refuses a name of a key that no signature line could carry."""
    if not name or "+" in name or any(letter.isspace() or letter < " " for letter in name):
        raise Refused("The name of a key must not be empty nor hold spaces, control characters or a plus.")
    try:
        name.encode()
    except UnicodeEncodeError as wrong:
        raise Refused("The name of a key must be Unicode text.") from wrong
