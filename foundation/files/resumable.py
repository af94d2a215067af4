"""Uploads that go on after a lost connection: begun, added to, taken by a verb like any received file, or ended.

Rows say what was promised, the folder of incoming files holds what has come. No event is written here: nothing is a
record before a verb takes the file. Why it is built so: docs/adr/0021-resumable-uploads.md.
"""

import os
import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from foundation.directory.models import User
from foundation.files.partial import PartialFile
from foundation.files.uploads import Incoming, ReceivedFile
from foundation.models.uploads import Upload
from foundation.refusals import Gone, Refused

ENDING = ".upload"
BLOCK_BYTES = 256 * 1024
ORPHANED = timedelta(days=1)


class AdoptedFile(Incoming):
    """The bytes of a whole upload under a second name, hashed from the disk; the upload keeps its own until it ends."""

    def __init__(self, partial: PartialFile) -> None:
        super().__init__(limit_bytes=settings.MAX_UPLOAD_BYTES)
        try:
            os.link(partial.path, self.path)
        except OSError:  # a file system without second names
            shutil.copyfile(partial.path, self.path)
        with self.path.open("rb") as stream:
            while block := stream.read(BLOCK_BYTES):
                self.size += len(block)
                self._digest.update(block)

    def finish(self) -> BinaryIO:
        return self.path.open("rb")


class ResumedFile(ReceivedFile):
    """A received file that came as an upload; the verb that writes its row ends the upload in the same transaction."""

    def __init__(self, upload: Upload) -> None:
        super().__init__(AdoptedFile(partial_of(upload)), name=upload.name, content_type=upload.content_type)
        self.upload = upload

    def taken(self) -> None:
        if not end(self.upload):
            raise ValidationError({"files": _("“%(name)s” was added already.") % {"name": self.upload.name}})


def partial_of(upload: Upload) -> PartialFile:
    return PartialFile(Path(settings.INCOMING_ROOT) / f"{upload.uuid.hex}{ENDING}", upload.size)


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
    path = partial_of(upload).path
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return bool(Upload.objects.filter(pk=upload.pk).delete()[0])


def sweep(now: datetime) -> int:
    """Ends what has run out and removes bytes without a row; returns how many went."""
    over = [end(upload) for upload in Upload.objects.filter(expires_at__lte=now)]
    known = {uuid.hex for uuid in Upload.objects.values_list("uuid", flat=True)}
    orphans = [path for path in Path(settings.INCOMING_ROOT).glob(f"*{ENDING}") if path.stem not in known]
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
