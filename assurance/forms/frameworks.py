"""Reading a list of requirements out of a file, editions, and how requirements map."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.models import Framework, Requirement, RequirementMapping
from assurance.reading import MAX_BYTES, read_listing
from foundation.directory.forms.choices import day_field
from foundation.forms import field_of

NEW = ("title", "edition", "issuer")


class ReadForm(forms.Form):
    """A file for a framework that is here, or for a new one; clean data are those of the verb read_import."""

    files = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or XLSX with ref, title, kind and assessable, or an OSCAL catalog; at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.json", "data-max-bytes": MAX_BYTES}),
    )
    framework = forms.ModelChoiceField(
        Framework.objects.all(),
        to_field_name="uuid",
        label=gettext_lazy("For the framework"),
        required=False,
        empty_label=gettext_lazy("A new one, named below"),
    )
    code = field_of(Framework, "code", required=False, help_text=gettext_lazy("For a new one: short, as in addresses."))
    title = field_of(Framework, "title", required=False)
    edition = field_of(Framework, "edition", required=False)
    issuer = field_of(Framework, "issuer", required=False)

    def clean(self) -> dict[str, Any]:
        """The listing, the code it is for, and what a new framework is called."""
        cleaned = super().clean() or self.cleaned_data
        upload, known = cleaned.get("files"), cleaned.get("framework")
        if upload is None:
            return cleaned
        if upload.size > MAX_BYTES:
            raise ValidationError({"files": _("The file is larger than 5 MB.")})
        try:
            listing = read_listing(upload.name, upload.read())
        except ValidationError as error:
            raise ValidationError({"files": error.messages}) from error
        if known is not None:
            return {"listing": listing, "code": known.code, "facts": {}}
        return {"listing": listing, "code": cleaned.get("code", ""), "facts": self._named(cleaned, listing)}

    def _named(self, cleaned: dict[str, Any], listing: Any) -> dict[str, str]:
        """What a new framework is called; what is left empty is taken from the catalog."""
        said = {"title": listing.title[:200], "edition": listing.version[:20], "issuer": ""}
        facts = {name: cleaned.get(name) or said[name] for name in NEW}
        missing = [
            name for name in ("code", "title", "edition", "issuer") if not (cleaned.get(name) or facts.get(name))
        ]
        if missing:
            raise ValidationError({name: _("A new framework needs this.") for name in missing})
        return facts


class TransitionForm(forms.Form):
    """When an edition gives way to another."""

    new = forms.ModelChoiceField(Framework.objects.none(), to_field_name="uuid", label=gettext_lazy("To the edition"))
    no_new_after = day_field(gettext_lazy("Last day for new certificates of this edition"), required=False)
    ends_on = day_field(gettext_lazy("Last day of this edition"), required=False)

    def __init__(self, *args: Any, old: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].queryset = Framework.objects.exclude(pk=old.pk)  # type: ignore[attr-defined]


class ActivateForm(forms.Form):
    """From when an edition counts that was only prepared."""

    published_on = day_field(gettext_lazy("Published on"))


class MappingForm(forms.Form):
    """How a requirement relates to one of another framework."""

    relation = field_of(RequirementMapping, "relation")
    b = forms.ModelChoiceField(Requirement.objects.none(), to_field_name="uuid", label=gettext_lazy("Requirement"))
    note = field_of(RequirementMapping, "note", required=False)

    def __init__(self, *args: Any, a: Requirement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Requirement.objects.exclude(framework=a.framework_id).filter(withdrawn=False)
        rows = rows.select_related("framework").order_by("framework__title", "framework__edition", "order")
        self.fields["b"].queryset = rows  # type: ignore[attr-defined]
        self.fields["b"].label_from_instance = lambda row: f"{row.framework}: {row}"  # type: ignore[attr-defined]


class UnmapForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stays in the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
