"""Keys, signed notes and Merkle proofs: C2SP signed-note, tlog-cosignature and tlog-proof, RFC 6962 and RFC 9162."""

import base64
import hashlib
import sys
from datetime import UTC, datetime

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit("This needs the package “cryptography”: python -m pip install cryptography")

ED25519, COSIGNATURE = 1, 4  # the first byte of a key


class Broken(ValueError):
    """Something is not what it claims to be; the sentence says what."""


class Key:
    """A public key as C2SP writes it, name+hint+base64: of a log, or of a witness (cosignature/v1)."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        self.name, hint, material = self.text.split("+", 2)
        raw = decoded(material)
        self.kind, self.public, self.id = raw[0], raw[1:], bytes.fromhex(hint)
        if hashlib.sha256(self.name.encode() + b"\n" + raw).digest()[:4] != self.id:
            raise Broken(f"the key “{self.name}” does not fit its own hint")

    def signed(self, note: str) -> datetime | None:
        """When it signed the note; a witness says so, a log does not. Raises Broken where it did not sign it."""
        text, signatures = parts_of(note)
        for name, signature in signatures:
            if name == self.name and signature[:4] == self.id:
                return self._checked(signature[4:], text.encode())
        raise Broken(f"“{self.name}” has not signed it")

    def _checked(self, signature: bytes, message: bytes) -> datetime | None:
        at = None
        if self.kind == COSIGNATURE:
            seconds, signature = int.from_bytes(signature[:8], "big"), signature[8:]
            message = b"cosignature/v1\ntime %d\n" % seconds + message
            at = datetime.fromtimestamp(seconds, UTC)
        elif self.kind != ED25519:
            raise Broken(f"the key “{self.name}” is of a kind that this program does not know")
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            raise Broken(f"the signature of “{self.name}” is not genuine") from None
        return at


def decoded(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def hash_in(text: str) -> bytes:
    found = decoded(text)
    if len(found) != 32:
        raise Broken("a hash has not 32 bytes")
    return found


def parts_of(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of a signed note, and who signed it with which bytes."""
    text, gap, below = note.rpartition("\n\n")
    if not gap or not below.endswith("\n"):
        raise Broken("it is not a signed note")
    found = []
    for line in below[:-1].split("\n"):
        dash, name, signature = line.split(" ")
        if dash != "—":
            raise Broken("a line below the note is not a signature")
        found.append((name, decoded(signature)))
    return text + "\n", found


def tree_of(note: str) -> tuple[str, int, bytes]:
    """Origin, size and root of a checkpoint."""
    origin, size, root = parts_of(note)[0].split("\n")[:3]
    return origin, whole(size), hash_in(root)


def whole(text: str) -> int:
    """A number as the formats write it: digits alone, without zeros before them."""
    if not (text.isascii() and text.isdigit()) or text != str(int(text)):
        raise Broken(f"“{text[:40]}” is not a number")
    return int(text)


def proof_in(text: str) -> tuple[int, list[bytes], str]:
    """The index, the hashes and the checkpoint of a tlog-proof."""
    head, _gap, note = text.partition("\n\n")
    version, *lines = head.split("\n")
    if lines and lines[0].startswith("extra "):
        del lines[0]
    if version != "c2sp.org/tlog-proof@v1" or not lines or not lines[0].startswith("index "):
        raise Broken("it is not a tlog-proof")
    return whole(lines[0][len("index ") :]), [hash_in(line) for line in lines[1:]], note


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def leaf_of(entry: str) -> bytes:
    return hashlib.sha256(b"\x00" + entry.encode()).digest()


def is_included(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    """Whether the tree of a size and root has the leaf at the index: RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for other in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node(other, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, other)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def is_continued(first: int, second: int, proof: list[bytes], old: bytes, new: bytes) -> bool:
    """Whether the tree of the second size begins with that of the first: RFC 9162, 2.1.4.2."""
    if first == second:
        return not proof and old == new
    if not 0 < first < second or not proof:
        return False
    path = proof if first & (first - 1) else [old, *proof]
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node(other, before), node(other, after)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            after = node(after, other)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old and after == new
