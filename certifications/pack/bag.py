"""A BagIt bag, written as one zip file by file with the memory of one block. Source: RFC 8493."""

import hashlib
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO, Self

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
PAYLOAD = "data/"
LARGE_BYTES = 2**31 - 1
PLAIN_FILE = 0o100644 << 16


class Bag:
    """Files below one folder of a zip; what lies in data/ is the payload, the rest are tags. Nothing is packed twice."""

    def __init__(self, sink: BinaryIO, *, folder: str, at: datetime) -> None:
        self._zip = zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED)
        self._folder, self._at = folder, at.timetuple()[:6]
        self.hashes: dict[str, str] = {}
        self.payload_bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self._zip.close()

    def put(self, path: str, content: bytes) -> str:
        """Packs a small file; its SHA-256."""
        return self.stream(path, [content])

    def stream(self, path: str, pieces: Iterable[bytes], size: int = 0) -> str:
        """Packs a file that comes in pieces, of a size where it may be large; its SHA-256 as it lies in the bag."""
        if path in self.hashes:
            raise ValueError(f"{path} is in the bag already.")
        info = zipfile.ZipInfo(f"{self._folder}/{path}", self._at)
        info.external_attr = PLAIN_FILE
        digest = hashlib.sha256()
        with self._zip.open(info, "w", force_zip64=size >= LARGE_BYTES) as member:
            for piece in pieces:
                digest.update(piece)
                member.write(piece)
        self.hashes[path] = digest.hexdigest()
        if path.startswith(PAYLOAD):
            self.payload_bytes += info.file_size
        return self.hashes[path]

    @property
    def payload_count(self) -> int:
        return len(self._listed(payload=True))

    def put_manifest(self) -> str:
        """Lists the payload, once it is whole; the SHA-256 of the list."""
        return self.put(MANIFEST, self._lines(payload=True))

    def put_tag_manifest(self) -> None:
        """Lists the tags; nothing is put in after that."""
        self.put(TAGS, self._lines(payload=False))

    def _listed(self, *, payload: bool) -> list[str]:
        return sorted(path for path in self.hashes if path.startswith(PAYLOAD) == payload)

    def _lines(self, *, payload: bool) -> bytes:
        return "".join(f"{self.hashes[path]}  {path}\n" for path in self._listed(payload=payload)).encode()


def facts(lines: Iterable[tuple[str, str]]) -> bytes:
    """A bag-info.txt: a label and what it says on each line."""
    return "".join(f"{label}: {' '.join(said.split())}\n" for label, said in lines).encode()
