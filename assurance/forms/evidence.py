"""Adding evidence with its first version, and a further version."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assurance.actions import Kept, keep_files, receive_files, suspects_among
from assurance.duplicates import notice, same_version, twins_of
from assurance.forms.attachments import DropInput, FilesField, guessed_kind, titled
from assurance.models import Evidence, EvidenceVersion
from foundation.access import live_grants
from foundation.directory.models import Unit, User
from foundation.files import FileFacts, ReceivedFile, accept, exists, resumable
from foundation.files.resumable import ResumedFile
from foundation.forms import day_of, field_of
from foundation.models.uploads import Upload
from foundation.steps import StepForm


def units_of(user: User) -> Any:
    """The units that the roles of `user` reach, and the one they work in."""
    term = Q(pk=user.person.unit_id) if user.person_id and user.person else Q(pk=None)
    for grant in live_grants(user):
        term |= Q(path__startswith=grant.unit.path)
    return Unit.objects.filter(term)


MOST_AT_ONCE = 20  # files of one request; scripts send several


class UploadsField(forms.ModelMultipleChoiceField):
    """Uploads of the sender's own, named by their uuid, at most MOST_AT_ONCE."""

    widget = forms.MultipleHiddenInput
    hidden_widget = forms.MultipleHiddenInput
    default_error_messages = {
        "invalid_choice": _("One of the uploads is not there any more, or not yours."),
        "invalid_pk_value": _("One of the uploads is not there any more, or not yours."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Upload.objects.none(), to_field_name="uuid", required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        if value and len(value) > MOST_AT_ONCE:
            words = gettext("At most %(number)d uploads are taken at once. Name fewer.")
            raise ValidationError(words % {"number": MOST_AT_ONCE}, code="too_many")
        return super().clean(value)


SEAL = "assurance.held_file"
HELD_SECONDS = 24 * 60 * 60  # less than the bytes of files without a row stay in the store


class HeldInput(DropInput):
    """A drop zone that also shows the files which a refused form has sent already."""

    form: "KeptFiles | None" = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        held = self.form.held if self.form is not None else []
        return super().get_context(name, value, attrs) | {"held": held}


@dataclass(frozen=True)
class Held:
    """A file that is in the store and waits for the rest of its form; `seal` brings it back with the next try."""

    facts: FileFacts
    seal: str


class KeptFiles(forms.Form):
    """Files of one version, for the verb as `cleaned_data["kept"]`; a form refused for another reason keeps them.

    `uploads` are files that came before, by the protocol of resumable uploads; the verb that takes them ends them. Their
    bytes go into the store only with a form that is valid; one that comes back names them again.
    """

    files = FilesField(label=_("Files"), widget=HeldInput)
    uploads = UploadsField(label=_("Files sent before"))
    again = forms.BooleanField(required=False, label=_("Add it all the same"), widget=forms.HiddenInput)
    insists = True  # on a file
    evidence: Evidence | None = None  # of which this becomes a further version

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        if isinstance(self, StepForm):
            kwargs["actor"] = actor
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.held: list[Held] = []
        self._resumed: list[tuple[ResumedFile, FileFacts]] = []
        self.fields["files"].required = True  # said to people; clean() insists on it with a sentence of its own
        self.fields["files"].widget.form = self  # type: ignore[attr-defined]
        self.fields["uploads"].queryset = Upload.objects.visible_to(actor)  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self.errors:
            self._keep_uploads()
        elif self.is_bound:
            for resumed, _facts in self._resumed:
                resumed.close()

    def _keep_uploads(self) -> None:
        """Now that all of the form is valid, subclasses included."""
        kept = self.cleaned_data.get("kept", ())
        try:
            keep_files([one for one in kept if one in self._resumed])
        except ValidationError as error:
            self.add_error("uploads", error)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kept: list[Kept] = [(None, facts) for facts in self._sent_before()]
        for upload in cleaned.pop("files", None) or []:
            kept += self._received(upload)
        for begun in cleaned.pop("uploads", None) or []:
            self._resumed += self._whole(begun)
        kept += self._resumed
        if self.insists and not kept and not {"files", "uploads"} & set(self.errors):
            self.add_error("files", _("Attach at least one file."))
        self.held = [Held(facts, self._sealed(facts)) for sent, facts in kept if not isinstance(sent, ResumedFile)]
        if not cleaned.pop("again", False):
            self._tell_of_twins([facts.sha256 for _upload, facts in kept])
        return cleaned | {"kept": kept}

    def insists_on_files(self) -> bool:
        return True

    def _tell_of_twins(self, hashes: list[str]) -> None:
        """Before anything is saved: the same content is there already. Whoever ticks the box goes on."""
        before = same_version(hashes, self.evidence) if self.evidence else None
        twins = twins_of(hashes, self.actor, besides=self.evidence)
        if before is not None:
            words = {"number": before.number}
            self.add_error("again", _("Version %(number)d has the same content: nothing has changed.") % words)
        elif twins:
            self.add_error("again", notice(twins))
        if "again" in self.errors:
            self.fields["again"].widget = forms.CheckboxInput()

    def _received(self, upload: ReceivedFile) -> list[Kept]:
        try:
            return receive_files([upload])
        except ValidationError as error:
            self.add_error("files", error.error_dict["files"] if hasattr(error, "error_dict") else error)
        return []

    def _whole(self, upload: Upload) -> list[tuple[ResumedFile, FileFacts]]:
        """The upload judged. One whose content is refused ends here: nothing that is said of it would change that."""
        try:
            received = resumable.received(upload, now=timezone.now())
        except ValidationError as error:
            self.add_error("uploads", error.error_dict["files"])
            return []
        try:
            return [(received, accept(received))]
        except ValidationError as error:
            received.close()
            self._end(upload)
            self.add_error("uploads", error)
        return []

    def _end(self, upload: Upload) -> None:
        """Ends the upload and names it no more when the form comes back."""
        resumable.end(upload)
        name, data = self.add_prefix("uploads"), self.data.copy()
        data.setlist(name, [one for one in data.getlist(name) if one.replace("-", "").lower() != upload.uuid.hex])
        self.data = data

    def _sealed(self, facts: FileFacts) -> str:
        return signing.dumps({"by": self.actor.pk, **asdict(facts)}, salt=SEAL, compress=True)

    def _sent_before(self) -> Iterator[FileFacts]:
        """What the sender's last try has left in the store; a seal of somebody else, or too old, brings nothing."""
        for seal in self.data.getlist("held"):
            try:
                told = signing.loads(seal, salt=SEAL, max_age=HELD_SECONDS)
            except signing.BadSignature:
                continue
            is_sound = exists(told["sha256"]) and not suspects_among([told["sha256"]])
            if told.pop("by") == self.actor.pk and is_sound:
                yield FileFacts(**told)


class EvidenceFacts(forms.Form):
    """What is said about new evidence beside its files and its title."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("As the file suggests")), *Evidence.Kind.choices], required=False
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=None)
    as_of = day_of(EvidenceVersion, "as_of")
    valid_until = day_of(EvidenceVersion, "valid_until", required=False)
    grading = field_of(Evidence, "grading")
    personal_data = field_of(Evidence, "personal_data")
    source = field_of(Evidence, "source", required=False)

    def about(self, actor: User, on: date) -> None:
        """Offers the units of `actor`; unless something else was said, the evidence is of their unit and of that day."""
        self.fields["unit"].queryset = units_of(actor)  # type: ignore[attr-defined]
        self.initial.setdefault("as_of", on)
        self.initial.setdefault("unit", actor.person.unit_id if actor.person else None)


class EvidenceForm(EvidenceFacts, KeptFiles):
    """New evidence; what is left open is guessed from the first file."""

    title = field_of(Evidence, "title", required=False, help_text=_("Left open, the name of the file."))
    field_order = ["files", "again", "title"]

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.about(actor, on)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for _upload, facts in cleaned.get("kept", [])[:1]:
            cleaned["title"] = cleaned.get("title") or titled(facts.name)
            cleaned["kind"] = cleaned.get("kind") or guessed_kind(facts)
        return cleaned


class VersionForm(KeptFiles):
    """A further version of the same evidence."""

    as_of = day_of(EvidenceVersion, "as_of")
    valid_until = day_of(EvidenceVersion, "valid_until", required=False)

    def __init__(self, *args: Any, on: date, evidence: Evidence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.evidence = evidence
        self.initial.setdefault("as_of", on)
