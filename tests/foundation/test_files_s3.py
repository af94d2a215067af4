"""The store in an S3 bucket, spoken with over HTTP."""

from collections.abc import Iterator
from datetime import timedelta

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.server import ThreadedMotoServer

from foundation import files
from foundation.files import s3
from tests.foundation.shelf import Shelf
from tests.foundation.storing import KeepsFiles

KEYS = {"aws_access_key_id": "attest", "aws_secret_access_key": "attest-secret", "region_name": "eu-central-1"}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, settings, shelf: Shelf) -> Iterator[object]:
    """An empty bucket that the settings name, as boto3 sees it from outside."""
    resource = boto3.resource("s3", endpoint_url=endpoint, **KEYS)
    made = resource.create_bucket(Bucket="evidence", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    options = {
        "bucket_name": "evidence",
        "endpoint_url": endpoint,
        "region_name": "eu-central-1",
        "access_key": "attest",
        "secret_key": "attest-secret",
        "signature_version": "s3v4",
        "default_acl": None,
    }
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    }
    settings.S3_BUCKET = "evidence"
    yield made
    for upload in made.multipart_uploads.all():
        upload.abort()
    made.objects.all().delete()
    made.delete()


def names(bucket) -> list[str]:
    return sorted(each.key for each in bucket.objects.all())


@pytest.mark.usefixtures("bucket")
class TestS3Store(KeepsFiles):
    @pytest.fixture(autouse=True)
    def _remember(self, bucket) -> None:
        self.bucket = bucket

    def stored_names(self, shelf: Shelf) -> list[str]:
        assert shelf.kept() == []
        return names(self.bucket)


def test_an_object_that_is_there_is_never_replaced(shelf, bucket, monkeypatch):
    facts = shelf.accept(b"x", "a.txt")
    bucket.put_object(Key=facts.sha256, Body=b"the first")
    answers = iter([False, True])  # somebody else puts it there while we upload
    monkeypatch.setattr(s3.S3Store, "is_there", lambda _self, _place: next(answers))

    shelf.keep(b"x", "a.txt")

    assert bucket.Object(facts.sha256).get()["Body"].read() == b"the first"
    assert list(bucket.multipart_uploads.all()) == []


def test_a_damaged_object_gives_way_to_the_bytes_of_its_hash(shelf, bucket):
    received = shelf.receive(b"x", "a.txt")
    facts = files.accept(received)
    bucket.put_object(Key=facts.sha256, Body=b"y")

    assert files.keep(received, facts, afresh=True)
    assert files.rehash(facts.sha256)

    bucket.put_object(Key=facts.sha256, Body=b"torn off")
    shelf.keep(b"x", "a.txt")
    assert files.rehash(facts.sha256)


def test_an_upload_that_fails_half_way_leaves_nothing(shelf, bucket, monkeypatch):
    def cut(self: s3.S3Store, upload: dict[str, str], number: int, piece: bytes) -> None:
        raise ClientError({"Error": {"Code": "SlowDown", "Message": "no"}}, "UploadPart")

    monkeypatch.setattr(s3.S3Store, "upload_part", cut)
    received = shelf.receive(b"a" * 1_000_000, "a.txt")
    facts = files.accept(received)

    with pytest.raises(ClientError, match="SlowDown"):
        files.keep(received, facts)

    assert names(bucket) == []
    assert list(bucket.multipart_uploads.all()) == []
    assert shelf.incoming() == []


def test_an_upload_of_a_killed_process_is_swept(shelf, bucket):
    bucket.Object("a" * 64).initiate_multipart_upload()

    assert files.sweep_incoming(timedelta(days=40 * 365)) == 0  # the server of the tests dates every upload to 2010
    assert files.sweep_incoming(timedelta(hours=1)) == 1
    assert list(bucket.multipart_uploads.all()) == []


def test_only_one_part_is_held_at_a_time(shelf, bucket, settings, monkeypatch):
    settings.MAX_UPLOAD_BYTES = 20 * 1024 * 1024
    monkeypatch.setattr(s3, "PART_BYTES", 5 * 1024 * 1024)
    sizes = []
    real = s3.S3Store.upload_part

    def measured(self: s3.S3Store, upload: dict[str, str], number: int, piece: bytes) -> dict[str, object]:
        sizes.append(len(piece))
        return real(self, upload, number, piece)

    monkeypatch.setattr(s3.S3Store, "upload_part", measured)
    facts = shelf.keep(b"a" * 12_000_000)

    assert sizes == [5 * 1024 * 1024, 5 * 1024 * 1024, 12_000_000 - 10 * 1024 * 1024]
    assert files.rehash(facts.sha256)


def test_a_bucket_that_refuses_us_is_not_taken_for_an_empty_one(shelf, bucket, monkeypatch):
    def refused(**_place: str) -> None:
        raise ClientError({"Error": {"Code": "403", "Message": "Forbidden"}}, "HeadObject")

    monkeypatch.setattr(s3.client_of(s3.storages["default"]), "head_object", refused)

    with pytest.raises(ClientError, match="Forbidden"):
        files.exists("a" * 64)
