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

from assurance.actions import Kept, judge_files, keep_files, upload_evidence
from assurance.duplicates import twins_by_hash
from assurance.forms.attachments import FilesField, guessed_kind, titled
from assurance.forms.evidence import MOST_AT_ONCE, EvidenceFacts
from assurance.models import Evidence, EvidenceVersion
from foundation.directory.models import User
from foundation.files import FileFacts, ReceivedFile, accept, resumable
from foundation.forms import field_of
from foundation.models.uploads import Upload


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


def judged_all(uploads: Iterable[Upload], *, actor: User, now: datetime) -> list[Outcome]:
    """What adding whole uploads would come to, each by itself."""
    found = [(upload, _judged(upload, now)) for upload in uploads]
    twins = twins_by_hash([one.sha256 for _upload, one in found if isinstance(one, FileFacts)], actor)
    return [one if isinstance(one, Outcome) else _ready(upload, twins.get(one.sha256, ())) for upload, one in found]


def _judged(upload: Upload, now: datetime) -> FileFacts | Outcome:
    """The facts of a whole upload. One whose content is refused ends here: nothing that is said of it would change that."""
    try:
        received = resumable.received(upload, now=now)
    except ValidationError as error:
        return Outcome(upload.name, "refused", upload.uuid, error.messages)
    try:
        return accept(received)
    except ValidationError as error:
        resumable.end(upload)
        return Outcome(upload.name, "refused", upload.uuid, error.messages)
    finally:
        received.close()


def _ready(upload: Upload, twins: Sequence[Evidence]) -> Outcome:
    return Outcome(upload.name, "here" if twins else "checked", upload.uuid, twins=twins)


@dataclass(frozen=True)
class Taken:
    """A file that was judged and is not evidence yet; its bytes are kept just before it becomes that."""

    name: str
    upload: UUID | None
    kept: Kept


def added_uploads(
    uploads: Iterable[Upload], said: dict[str, Any], *, actor: User, now: datetime, again: Collection[UUID]
) -> list[Outcome]:
    """Whole uploads as evidence; those that are named in `again` even where their content is here already."""
    return _added([_taken_upload(upload, now) for upload in uploads], said, actor=actor, again=again)


def added_files(received: Iterable[ReceivedFile], said: dict[str, Any], *, actor: User) -> list[Outcome]:
    """Files that came with a form as evidence."""
    return _added([_taken(one, None) for one in received], said, actor=actor)


def _taken_upload(upload: Upload, now: datetime) -> Taken | Outcome:
    try:
        return _taken(resumable.received(upload, now=now), upload.uuid)
    except ValidationError as error:
        return Outcome(upload.name, "refused", upload.uuid, error.messages)


def _taken(received: ReceivedFile, upload: UUID | None) -> Taken | Outcome:
    name = received.name or ""
    try:
        [kept] = judge_files([received])
    except ValidationError as error:
        return Outcome(name, "refused", upload, error.messages)
    return Taken(name, upload, kept)


def _added(
    found: list[Taken | Outcome], said: dict[str, Any], *, actor: User, again: Collection[UUID] = ()
) -> list[Outcome]:
    """Each of the files as evidence of its own, unless the same content is here, of another file among these too."""
    twins = twins_by_hash([one.kept[1].sha256 for one in found if isinstance(one, Taken)], actor)
    outcomes = []
    for one in found:
        if isinstance(one, Taken):
            same = twins.setdefault(one.kept[1].sha256, [])
            one = _here(one, same) if same and one.upload not in again else _evidence_of(one, said, actor, same)
        outcomes.append(one)
    return outcomes


def _here(taken: Taken, twins: list[Evidence]) -> Outcome:
    return Outcome(taken.name, "here", taken.upload, twins=list(twins))


def _evidence_of(taken: Taken, said: dict[str, Any], actor: User, same: list[Evidence]) -> Outcome:
    facts = taken.kept[1]
    given = {name: value for name, value in said.items() if name != "files"}
    given |= {"title": titled(taken.name), "kind": given["kind"] or guessed_kind(facts)}
    try:
        keep_files([taken.kept])
        version = upload_evidence(actor=actor, kept=[taken.kept], **given)
    except ValidationError as error:
        return Outcome(taken.name, "stopped", taken.upload, error.messages)
    same.append(version.evidence)
    return Outcome(taken.name, "added", taken.upload, version=version)
