"""The store in an S3 bucket: one private object per content, under its hash."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import storages

PART_BYTES = 8 * 1024 * 1024
ASIDE = "aside/"
MISSING = {"404", "NoSuchKey", "NotFound"}
ALREADY_THERE = {"412", "PreconditionFailed", "409", "ConditionalRequestConflict"}


@lru_cache(maxsize=1)
def client_of(storage: Any) -> Any:
    """The client of the default storage, which holds address and keys; unlike its connection, threads may share it."""
    return storage.connection.meta.client


@dataclass(frozen=True)
class S3Store:
    """Objects carry their hash as key; those set aside (store.collect_garbage) the key aside/abcd…"""

    bucket: str

    @property
    def s3(self) -> Any:
        return client_of(storages["default"])

    def place(self, sha256: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": sha256}

    def place_aside(self, sha256: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": f"{ASIDE}{sha256}"}

    def ask(self) -> None:
        try:
            self.s3.head_bucket(Bucket=self.bucket)
        except (BotoCoreError, ClientError) as error:
            raise OSError(str(error)) from error

    def put(self, path: Path, sha256: str, *, afresh: bool = False) -> bool:
        """Uploads in parts, one in memory at a time; the object appears whole and never replaces a sound one.

        True where something else lay there: what has another size, or with `afresh` whatever is there, is replaced.
        """
        place = self.place(sha256)
        is_there = self.is_there(place)
        if is_there and not afresh and self.size_of(place) == path.stat().st_size:
            return False
        only_new = {} if is_there else {"IfNoneMatch": "*"}
        upload = {
            **place,
            "UploadId": self.s3.create_multipart_upload(**place, ContentType="application/octet-stream")["UploadId"],
        }
        with ExitStack() as undo:
            undo.callback(self.s3.abort_multipart_upload, **upload)
            parts = [self.upload_part(upload, number, piece) for number, piece in enumerate(parts_of(path), start=1)]
            try:
                self.s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts}, **only_new)
            except ClientError as error:
                if code_of(error) not in ALREADY_THERE or not self.is_there(place):
                    raise
            else:
                undo.pop_all()
        return is_there

    def upload_part(self, upload: dict[str, str], number: int, piece: bytes) -> dict[str, Any]:
        answer = self.s3.upload_part(**upload, PartNumber=number, Body=piece)
        return {"PartNumber": number, "ETag": answer["ETag"]}

    def open(self, sha256: str, *, start: int = 0) -> BinaryIO:
        """The stored bytes from `start` on, wherever they lie; it looks twice because they may be moved meanwhile."""
        span = {"Range": f"bytes={start}-"} if start else {}
        for place in (self.place(sha256), self.place_aside(sha256), self.place(sha256)):
            try:
                return self.s3.get_object(**place, **span)["Body"]  # type: ignore[no-any-return]
            except ClientError as error:
                if code_of(error) not in MISSING:
                    raise
        raise FileNotFoundError(sha256)

    def exists(self, sha256: str) -> bool:
        return any(self.is_there(each) for each in (self.place(sha256), self.place_aside(sha256), self.place(sha256)))

    def is_there(self, place: dict[str, str]) -> bool:
        try:
            self.s3.head_object(**place)
        except ClientError as error:
            if code_of(error) not in MISSING:
                raise
            return False
        return True

    def size_of(self, place: dict[str, str]) -> int:
        return int(self.s3.head_object(**place)["ContentLength"])

    def delete(self, sha256: str) -> None:
        for place in (self.place(sha256), self.place_aside(sha256)):
            self.s3.delete_object(**place)

    def kept(self, *, before: float) -> Iterator[str]:
        """The hashes of what lies in its place since before `before` (seconds of the epoch)."""
        return self.listed("", before)

    def aside(self, *, before: float) -> Iterator[str]:
        return self.listed(ASIDE, before)

    def listed(self, prefix: str, before: float) -> Iterator[str]:
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix, Delimiter="/")
        for page in pages:
            for entry in page.get("Contents", ()):
                if entry["LastModified"].timestamp() < before:
                    yield entry["Key"].removeprefix(prefix)

    def set_aside(self, sha256: str) -> None:
        self.move(self.place(sha256), self.place_aside(sha256))

    def bring_back(self, sha256: str) -> None:
        self.move(self.place_aside(sha256), self.place(sha256))

    def move(self, source: dict[str, str], target: dict[str, str]) -> None:
        """Copies, then deletes: at each moment the bytes lie in at least one of the two places."""
        try:
            self.s3.copy_object(**target, CopySource=source)
        except ClientError as error:
            if code_of(error) in MISSING:
                raise FileNotFoundError(source["Key"]) from error
            raise
        self.s3.delete_object(**source)

    def delete_aside(self, sha256: str) -> None:
        self.s3.delete_object(**self.place_aside(sha256))

    def sweep(self, *, before: float) -> int:
        """Ends the uploads that a killed process left unfinished."""
        removed = 0
        pages = self.s3.get_paginator("list_multipart_uploads").paginate(Bucket=self.bucket)
        for page in pages:
            for upload in page.get("Uploads", ()):
                if upload["Initiated"].timestamp() < before:
                    self.s3.abort_multipart_upload(Bucket=self.bucket, Key=upload["Key"], UploadId=upload["UploadId"])
                    removed += 1
        return removed


def parts_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(PART_BYTES):
            yield piece


def code_of(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])
