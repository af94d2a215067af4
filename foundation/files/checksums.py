"""What a sender says of a piece before it is sent: it is put aside, and only a piece that arrived as said goes on."""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings

from foundation.files.uploads import Incoming

ALGORITHMS = ("sha256", "sha1")  # the second because every client of the protocol has it
BLOCK_BYTES = 64 * 1024


class Unsound(Exception):
    """The piece is not the one its sender meant."""


@dataclass(frozen=True)
class Checksum:
    algorithm: str
    digest: bytes

    @classmethod
    def read(cls, header: str) -> "Checksum":
        """From `sha256 <base64>`. Raises ValueError for anything else."""
        algorithm, _space, told = header.partition(" ")
        if algorithm not in ALGORITHMS:
            raise ValueError(algorithm)
        try:
            return cls(algorithm, base64.b64decode(told, validate=True))
        except binascii.Error as error:
            raise ValueError(told) from error

    def verified(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces, once all of them have come and are what was said. Raises Unsound before the first otherwise."""
        aside, digest = (
            Incoming(limit_bytes=settings.MAX_UPLOAD_BYTES),
            hashlib.new(self.algorithm, usedforsecurity=False),
        )
        try:
            for piece in pieces:
                aside.write(piece)
                digest.update(piece)
            if aside.refusal or digest.digest() != self.digest:
                raise Unsound
            with aside.finish() as stream:
                while block := stream.read(BLOCK_BYTES):
                    yield block
        finally:
            aside.discard()
