"""Uploads that go on after a lost connection: begun, added to, taken by a verb like any received file, or ended.

Rows say what was promised, the folder of incoming files holds what has come. No event is written here: nothing is a
record before a verb takes the file. Why it is built so: docs/adr/0021-resumable-uploads.md.
"""

import json
import os
import shutil
import time
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from foundation.directory.models import User
from foundation.files.partial import PartialFile
from foundation.files.uploads import Incoming, ReceivedFile, Verdict, open_new
from foundation.models.uploads import Upload
from foundation.refusals import Gone, Refused

ENDING = ".upload"
JUDGED = ".judged"
BLOCK_BYTES = 256 * 1024
ORPHANED = timedelta(days=1)


class AdoptedFile(Incoming):
    """The bytes of a whole upload under a second name; the upload keeps its own until it ends.

    They are hashed from the disk, unless `known` is their hash: bytes of a whole upload never change.
    """

    def __init__(self, whole: PartialFile, *, known: str = "") -> None:
        super().__init__(limit_bytes=settings.MAX_UPLOAD_BYTES)
        self._known = known
        try:
            os.link(whole.path, self.path)
        except OSError:  # a file system without second names
            shutil.copyfile(whole.path, self.path)
        if known:
            self.size = whole.size
        else:
            self._read()

    @property
    def sha256(self) -> str:
        return self._known or super().sha256

    def _read(self) -> None:
        with self.path.open("rb") as stream:
            while block := stream.read(BLOCK_BYTES):
                self.size += len(block)
                self._digest.update(block)

    def finish(self) -> BinaryIO:
        return self.path.open("rb")


class ResumedFile(ReceivedFile):
    """A received file that came as an upload; the verb that writes its row ends the upload in the same transaction."""

    def __init__(self, upload: Upload) -> None:
        self._remembered = remembered(upload)
        adopted = AdoptedFile(partial_of(upload), known=self._remembered.get("sha256", ""))
        super().__init__(adopted, name=upload.name, content_type=upload.content_type)
        self.upload = upload

    def found_before(self) -> Verdict | None:
        known = self._remembered
        if not known:
            return None
        return Verdict(known["detected_type"], known["active_content"], tuple(known["refusals"]))

    def found(self, verdict: Verdict) -> None:
        """Notes it beside the bytes, where it outlasts a refusal: however often a form is sent, nothing is read again."""
        place = Path(settings.INCOMING_ROOT) / f"{uuid4().hex}.part"
        with suppress(OSError):  # a full disk: then they are read again
            with open_new(place) as target:
                target.write(json.dumps({"sha256": self.sha256, **asdict(verdict)}).encode())
            os.replace(place, judged_at(self.upload))

    def taken(self) -> None:
        if not end(self.upload):
            raise ValidationError({"files": _("“%(name)s” was added already.") % {"name": self.upload.name}})


def partial_of(upload: Upload) -> PartialFile:
    return PartialFile(Path(settings.INCOMING_ROOT) / f"{upload.uuid.hex}{ENDING}", upload.size)


def judged_at(upload: Upload) -> Path:
    return partial_of(upload).path.with_suffix(JUDGED)


def remembered(upload: Upload) -> dict[str, Any]:
    """The hash and the verdict of a whole upload that was judged before; nothing of one that was not."""
    try:
        return dict(json.loads(judged_at(upload).read_bytes()))
    except (FileNotFoundError, ValueError):
        return {}


def arrived(upload: Upload) -> int | None:
    """How many bytes have come; None where they are gone."""
    try:
        return partial_of(upload).offset
    except FileNotFoundError:
        return None


@transaction.atomic
def begin(upload: Upload, *, now: datetime) -> Upload:
    """Writes a new upload and makes room for its bytes. Raises Refused where its sender has too much on the way."""
    User.objects.select_for_update().get(pk=upload.user_id)  # of two at once the second counts the first
    _refuse_too_much(upload, now)
    upload.expires_at = now + settings.UPLOADS_WAIT
    upload.full_clean(exclude=["expires_at"])
    partial_of(upload).make()
    upload.save()
    return upload


def _refuse_too_much(upload: Upload, now: datetime) -> None:
    held = Upload.objects.visible_to(upload.user).lasting(now).aggregate(number=Count("pk"), size=Sum("size"))
    if held["number"] >= settings.MOST_OPEN_UPLOADS:
        raise Refused("uploads", _("Too many of your uploads are unfinished. Finish or remove some first."))
    if (held["size"] or 0) + upload.size > settings.MOST_OPEN_UPLOAD_BYTES:
        raise Refused("uploads", _("Your unfinished uploads take too much room. Finish or remove some first."))


def refuse_over(upload: Upload, now: datetime) -> None:
    """Raises Gone for an upload that has run out, or whose bytes are no longer there."""
    if upload.is_over(now) or arrived(upload) is None:
        raise Gone("upload", _("This upload has run out. Start it anew."))


def received(upload: Upload, *, now: datetime) -> ResumedFile:
    """A whole upload as a received file. Raises ValidationError on “files” for one that is unfinished or gone."""
    try:
        refuse_over(upload, now)
        if partial_of(upload).is_whole:
            return ResumedFile(upload)
    except (Gone, FileNotFoundError):
        words = _("The upload of “%(name)s” has run out. Send the file again.")
    else:
        words = _("“%(name)s” has not arrived whole yet.")
    raise ValidationError({"files": words % {"name": upload.name}})


@transaction.atomic
def end(upload: Upload) -> bool:
    """Removes an upload with its bytes; False where somebody else has ended it before."""
    for path in (partial_of(upload).path, judged_at(upload)):
        transaction.on_commit(partial(path.unlink, missing_ok=True))
    return bool(Upload.objects.filter(pk=upload.pk).delete()[0])


def sweep(now: datetime) -> int:
    """Ends what has run out and removes bytes without a row; returns how many went."""
    over = [end(upload) for upload in Upload.objects.filter(expires_at__lte=now)]
    known = {uuid.hex for uuid in Upload.objects.values_list("uuid", flat=True)}
    lying = [path for ending in (ENDING, JUDGED) for path in Path(settings.INCOMING_ROOT).glob(f"*{ending}")]
    orphans = [path for path in lying if path.stem not in known]
    return sum(over) + sum(map(_removed, orphans))


def _removed(path: Path) -> bool:
    """Removes bytes whose row never came; a row that is just being written has young ones."""
    try:
        if path.stat().st_mtime > time.time() - ORPHANED.total_seconds():
            return False
        path.unlink()
    except FileNotFoundError:
        return False
    return True
