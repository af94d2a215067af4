"""Evidence in any form: what is on file is ticked, what is new is dropped, and a refused form loses neither."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.actions import receive_files, upload_evidence
from assurance.duplicates import twins_of
from assurance.models import Evidence, EvidenceVersion
from assurance.standing import Standing, drawing, file_standing
from foundation.clock import today
from foundation.directory.models import Unit, User
from foundation.files import ALLOWED_ENDINGS, FileFacts, ReceivedFile, kinds
from foundation.steps import Reason, StepForm

K = Evidence.Kind
KINDS_BY_TYPE = {
    kinds.PDF: K.DOCUMENT,
    kinds.DOCX: K.DOCUMENT,
    kinds.ODT: K.DOCUMENT,
    kinds.PPTX: K.DOCUMENT,
    kinds.ODP: K.DOCUMENT,
    kinds.MARKDOWN: K.DOCUMENT,
    kinds.JPEG: K.PHOTO,
    kinds.MP4: K.PHOTO,
    kinds.PNG: K.SCREENSHOT,
    kinds.GIF: K.SCREENSHOT,
    kinds.WEBP: K.SCREENSHOT,
    kinds.MAIL: K.LETTER,
}
UNUSABLE = (EvidenceVersion.State.REJECTED, EvidenceVersion.State.DISPOSED)
LOG_ENDINGS = (".log", ".txt")
TITLE_LENGTH = Evidence._meta.get_field("title").max_length or 200


def guessed_kind(facts: FileFacts) -> str:
    """What a file most likely is as evidence; its uploader can say better on the page of the evidence."""
    if facts.detected_type == kinds.TEXT and facts.name.lower().endswith(LOG_ENDINGS):
        return K.LOG_EXTRACT
    return KINDS_BY_TYPE.get(facts.detected_type, K.RECORD)


def titled(name: str) -> str:
    """A title from a file name: without its ending, with spaces for underscores."""
    return " ".join(PurePath(name).stem.replace("_", " ").split())[:TITLE_LENGTH] or name[:TITLE_LENGTH]


def take_in(upload: ReceivedFile, *, actor: User, unit: Unit) -> EvidenceVersion:
    """One received file as new evidence of `unit`, kept before its row is written. Raises ValidationError on “files”."""
    kept = receive_files([upload])
    facts = kept[0][1]
    return upload_evidence(
        actor=actor, unit=unit, title=titled(facts.name), kind=guessed_kind(facts), as_of=today(unit), kept=kept
    )


def sentences(upload: ReceivedFile, error: ValidationError) -> list[str]:
    """What was refused, each sentence with the name of the file it is about."""
    name = upload.name or ""
    return [one if name and name in one else f"{name}: {one}" for one in error.messages]


class DropInput(forms.FileInput):
    """A drop zone with what is chosen in it, each with a tick that takes it away; without script a plain file field."""

    template_name = "assurance/_evidence_drop.html"
    allow_multiple_selected = True
    owner: "WithEvidence | None" = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        form = self.owner
        if form is not None:
            context |= {"chosen": form.chips(form.chosen), "offered": form.chips(form.still_offered)}
            context |= {"unit": form.unit, "evidence_name": form.add_prefix("evidence")}
            context["attach_url"] = reverse("assurance:evidence_attach")
        return context


class FilesField(forms.FileField):
    """Any number of files; whether each may be kept is judged by its content, when the form is cleaned."""

    widget = DropInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[ReceivedFile]:
        return [upload for upload in data or [] if upload]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        endings = ",".join(f".{ending}" for ending in ALLOWED_ENDINGS)
        return {"multiple": True, "accept": endings, "data-max-bytes": settings.MAX_UPLOAD_BYTES}


class ChosenInput(forms.MultipleHiddenInput):
    """Reads the chosen versions; they are drawn inside the drop zone, so this draws nothing."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        return ""


class ChosenEvidence(forms.ModelMultipleChoiceField):
    widget = ChosenInput
    hidden_widget = ChosenInput
    default_error_messages = {
        "invalid_choice": gettext_lazy("One of the chosen pieces of evidence is not yours to see, or was rejected."),
        "invalid_pk_value": gettext_lazy("One of the chosen pieces of evidence does not exist."),
    }


class Chip:
    """A chosen or offered version as the drop zone shows it; for `user`, with other evidence of the same content."""

    def __init__(self, version: EvidenceVersion, *, user: User | None = None) -> None:
        files = list(version.files.all())
        hashes = [file.sha256 for file in files]
        self.twins = twins_of(hashes, user, besides=version.evidence) if user else []
        self.uuid, self.title = version.uuid, version.evidence.title
        self.ref = f"{version.evidence.ref} v{version.number}"
        self.icon = drawing(files[0].detected_type) if files else "document-text"
        self.scan: Standing | None = file_standing(files[0]) if files else None


class WithEvidence(forms.Form):
    """Adds `evidence` (EvidenceVersion rows) and a drop zone for new files to a form.

    Keywords: `actor`, and `unit` or `row` (whose unit new evidence gets); `offered` are versions one may tick. In
    clean() each new file is kept and becomes evidence of its own, so that `cleaned_data["evidence"]` holds all and a
    form refused for another reason comes back with everything chosen. Refused files leave one sentence each.
    The form of a step names it first: `class PlanForm(WithEvidence, StepForm)`.
    """

    evidence = ChosenEvidence(queryset=EvidenceVersion.objects.none(), to_field_name="uuid", required=False, label="")
    files = FilesField(label=gettext_lazy("Evidence"))

    def __init__(
        self,
        *args: Any,
        actor: User,
        unit: Unit | None = None,
        row: Any = None,
        offered: Sequence[EvidenceVersion] = (),
        **kwargs: Any,
    ) -> None:
        if isinstance(self, StepForm):
            kwargs |= {"row": row, "actor": actor}
        super().__init__(*args, **kwargs)
        self.actor, self.offered = actor, offered
        self.unit: Unit = unit if unit is not None else row.unit
        self._chosen: list[EvidenceVersion] = list(self.initial.get("evidence", ()))
        visible = EvidenceVersion.objects.visible_to(actor).exclude(state__in=UNUSABLE)
        self.fields["evidence"].queryset = visible.for_choice()  # type: ignore[attr-defined]
        self.fields["files"].widget.owner = self  # type: ignore[attr-defined]
        self.order_fields([name for name in self.fields if name not in ("evidence", "files")])

    @property
    def chosen(self) -> list[EvidenceVersion]:
        return self._chosen

    @property
    def still_offered(self) -> list[EvidenceVersion]:
        taken = {version.pk for version in self._chosen}
        return [version for version in self.offered if version.pk not in taken]

    def chips(self, versions: Iterable[EvidenceVersion]) -> list[Chip]:
        return [Chip(version) for version in versions]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = list(cleaned.get("evidence") or [])
        fresh = self._take_in(cleaned.pop("files", None) or [])
        self._chosen = chosen + fresh
        if "evidence" not in self.errors:
            cleaned["evidence"] = self._chosen
        return cleaned

    def _take_in(self, uploads: list[ReceivedFile]) -> list[EvidenceVersion]:
        fresh: list[EvidenceVersion] = []
        for upload in uploads:
            try:
                fresh.append(take_in(upload, actor=self.actor, unit=self.unit))
            except ValidationError as error:
                for sentence in sentences(upload, error):
                    self.add_error("files", sentence)
        return fresh

    def need_evidence(self, sentence: str | Promise = "") -> None:
        """For the clean() of forms that are nothing without evidence; call it after super().clean()."""
        if not self._chosen and "files" not in self.errors:
            self.add_error("files", sentence or _("Attach at least one file, or choose what is on file."))


class AttachForm(forms.Form):
    """One file sent on its own while the form around it is still being filled in."""

    files = FilesField()

    def __init__(self, *args: Any, actor: User, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.unit = actor, unit
        self.versions: list[EvidenceVersion] = []
        self.too_large = False

    def clean_files(self) -> list[ReceivedFile]:
        uploads = self.cleaned_data["files"]
        if not uploads:
            raise ValidationError(_("No file arrived."))
        self.too_large = any(upload.too_large for upload in uploads)
        faults: list[str] = []
        for upload in uploads:
            try:
                self.versions.append(take_in(upload, actor=self.actor, unit=self.unit))
            except ValidationError as error:
                faults += sentences(upload, error)
        if faults:
            raise ValidationError(faults)
        return uploads


class UnlinkForm(WithEvidence):
    """Why evidence does not belong here, and what takes its place."""

    reason = Reason()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].label = _("What takes its place")
