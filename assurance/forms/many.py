"""Many files at once: what is the same for all is said once, each file is judged by itself and becomes evidence of its own."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.actions import receive_files, upload_evidence
from assurance.duplicates import twins_of
from assurance.forms.attachments import FilesField, guessed_kind, titled
from assurance.forms.evidence import EvidenceFacts
from assurance.models import Evidence, EvidenceVersion
from foundation.directory.models import User
from foundation.files import FileFacts, ReceivedFile, accept, resumable
from foundation.forms import field_of
from foundation.models.uploads import Upload

MOST_AT_ONCE = 20  # files of one request; scripts send several


class PlainFiles(forms.FileInput):
    """A file field without the drop zone of its own that forms of one piece have."""

    template_name = "django/forms/widgets/input.html"
    allow_multiple_selected = True


class ManyForm(EvidenceFacts):
    """The facts that all the files share; `files` are those of a browser without scripts."""

    retention = field_of(Evidence, "retention")
    files = FilesField(label=gettext_lazy("Files"), widget=PlainFiles(attrs={"class": "drop-input"}))

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about(actor, on)

    @property
    def facts(self) -> list[BoundField]:
        return [field for field in self if field.name != "files"]

    def clean_files(self) -> list[ReceivedFile]:
        sent = self.cleaned_data["files"]
        if len(sent) > MOST_AT_ONCE:
            words = _("Without scripts at most %(number)d files go at once. Choose fewer.")
            raise ValidationError(words % {"number": MOST_AT_ONCE})
        return sent


@dataclass(frozen=True)
class Outcome:
    """What became of one file, or would: “checked”, “refused”, “here”, “stopped” by the facts, “added”."""

    name: str
    state: str
    upload: UUID | None = None
    sentences: Sequence[str] = ()
    twins: Sequence[Evidence] = ()
    version: EvidenceVersion | None = None


def judged(upload: Upload, *, actor: User, now: datetime) -> Outcome:
    """What adding a whole upload would come to. One whose content is refused ends here: no facts would change that."""
    try:
        received = resumable.received(upload, now=now)
    except ValidationError as error:
        return Outcome(upload.name, "refused", upload.uuid, error.messages)
    try:
        found = accept(received)
    except ValidationError as error:
        resumable.end(upload)
        return Outcome(upload.name, "refused", upload.uuid, error.messages)
    finally:
        received.close()
    twins = twins_of([found.sha256], actor)
    return Outcome(upload.name, "here" if twins else "checked", upload.uuid, twins=twins)


def added(upload: Upload, facts: dict[str, Any], *, actor: User, now: datetime, again: bool) -> Outcome:
    """A whole upload as new evidence."""
    try:
        received = resumable.received(upload, now=now)
    except ValidationError as error:
        return Outcome(upload.name, "refused", upload.uuid, error.messages)
    return added_file(received, facts, actor=actor, again=again, upload=upload.uuid)


def added_file(
    received: ReceivedFile, facts: dict[str, Any], *, actor: User, again: bool = False, upload: UUID | None = None
) -> Outcome:
    """A received file as new evidence, unless evidence with the same content is there and nobody said `again`."""
    name = received.name or ""
    try:
        kept = receive_files([received])
    except ValidationError as error:
        return Outcome(name, "refused", upload, error.messages)
    [(_received, found)] = kept
    twins = () if again else twins_of([found.sha256], actor)
    if twins:
        return Outcome(name, "here", upload, twins=twins)
    try:
        version = upload_evidence(actor=actor, kept=kept, title=titled(name), **with_kind(facts, found))
    except ValidationError as error:
        return Outcome(name, "stopped", upload, error.messages)
    return Outcome(name, "added", upload, version=version)


def with_kind(facts: dict[str, Any], found: FileFacts) -> dict[str, Any]:
    given = {name: value for name, value in facts.items() if name != "files"}
    return given | {"kind": given["kind"] or guessed_kind(found)}


def added_all(
    uploads: Iterable[Upload], facts: dict[str, Any], *, actor: User, now: datetime, again: Collection[UUID]
) -> list[Outcome]:
    return [added(one, facts, actor=actor, now=now, again=one.uuid in again) for one in uploads]
