"""Adding evidence with its first version, and a further version."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assurance.actions import receive_files
from assurance.forms.attachments import FilesField, guessed_kind, titled
from assurance.models import Evidence, EvidenceVersion
from foundation.access import live_grants
from foundation.directory.models import Unit, User
from foundation.forms import day_of, field_of


def units_of(user: User) -> Any:
    """The units that the roles of `user` reach, and the one they work in."""
    term = Q(pk=user.person.unit_id) if user.person_id and user.person else Q(pk=None)
    for grant in live_grants(user):
        term |= Q(path__startswith=grant.unit.path)
    return Unit.objects.filter(term)


class KeptFiles(forms.Form):
    """Files of one version: kept when everything else is in order, so that `cleaned_data["kept"]` goes into the verb."""

    files = FilesField(label=_("Files"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].required = True  # said to people; clean() insists on it with a sentence of its own

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        uploads = cleaned.pop("files", None) or []
        if not uploads and "files" not in self.errors:
            self.add_error("files", _("Attach at least one file."))
        if self.errors:
            return cleaned
        try:
            cleaned["kept"] = receive_files(uploads)
        except ValidationError as error:
            self.add_error("files", error.error_dict["files"] if hasattr(error, "error_dict") else error)
        return cleaned


class EvidenceForm(KeptFiles):
    """New evidence; what is left open is guessed from the first file."""

    title = field_of(Evidence, "title", required=False, help_text=_("Left open, the name of the file."))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("As the file suggests")), *Evidence.Kind.choices], required=False
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=None)
    as_of = day_of(EvidenceVersion, "as_of")
    valid_until = day_of(EvidenceVersion, "valid_until", required=False)
    grading = field_of(Evidence, "grading")
    personal_data = field_of(Evidence, "personal_data")
    source = field_of(Evidence, "source", required=False)

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of(actor)  # type: ignore[attr-defined]
        self.initial.setdefault("as_of", on)
        self.initial.setdefault("unit", actor.person.unit_id if actor.person else None)

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

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("as_of", on)
