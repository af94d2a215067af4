"""Products, their versions and builds."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import Build, EvidenceVersion, Product, ProductVersion
from foundation.access import Role, reach
from foundation.directory.models import Person, Unit, User
from foundation.forms import day_of, field_of, text_of


class ProductForm(forms.Form):
    """A new product of a unit."""

    code = field_of(Product, "code", help_text=_("A short word that stays the same."))
    name = field_of(Product, "name")
    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="uuid", label=_("Unit"), empty_label=None)
    owner = forms.ModelChoiceField(Person.objects.none(), to_field_name="uuid", label=_("Owner"))
    purpose = text_of(Product, "purpose", required=False)

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(reach(actor, Role.CO, unit="")).active(on).order_by("path")
        for name, rows in {"unit": units, "owner": Person.objects.active(on)}.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class SupportForm(forms.Form):
    """The days of a version, and its software bill of materials."""

    released_on = day_of(ProductVersion, "released_on", required=False)
    supported_until = day_of(ProductVersion, "supported_until", required=False)
    sbom = forms.ModelChoiceField(
        EvidenceVersion.objects.none(),
        to_field_name="uuid",
        label=_("Software bill of materials"),
        required=False,
        empty_label=_("None on file"),
        help_text=_("Evidence that somebody has accepted."),
    )

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accepted = EvidenceVersion.objects.visible_to(actor).accepted().select_related("evidence")
        self.fields["sbom"].queryset = accepted.order_by("evidence__title")  # type: ignore[attr-defined]


class NewVersionForm(SupportForm):
    """A new version of a product."""

    number = field_of(ProductVersion, "number")
    field_order = ("number", "released_on", "supported_until", "sbom")


class BuildForm(forms.Form):
    """What was built, by its hash; it is registered for good."""

    number = field_of(Build, "number")
    sha256 = field_of(
        Build,
        "sha256",
        required=False,
        help_text=_("64 hexadecimal digits. A build is never changed once registered."),
    )
    files = forms.FileField(
        label=_("or the image itself"),
        required=False,
        help_text=_("Its SHA-256 is computed here; the file is not kept."),
        widget=forms.FileInput,
    )
    built_on = day_of(Build, "built_on")
    builder = field_of(Build, "builder")
    toolchain_sha256 = field_of(Build, "toolchain_sha256", required=False)
    reproducible = field_of(Build, "reproducible")
    signed_by = field_of(Build, "signed_by", required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("built_on", on)

    def clean(self) -> dict[str, Any]:
        """The hash that was entered, or that of the image; with both they have to be the same."""
        cleaned = super().clean() or self.cleaned_data
        image, entered = cleaned.pop("files", None), cleaned.get("sha256", "")
        if image is not None and image.refusal:
            self.add_error("files", _("The file is too large or could not be received. Enter its SHA-256 instead."))
        elif image is not None and entered and entered != image.sha256:
            sentence = _("The image has another SHA-256: %(digest)s.") % {"digest": image.sha256}
            self.add_error("sha256", sentence)
        elif image is not None:
            cleaned["sha256"] = image.sha256
        elif not entered and "sha256" not in self.errors:
            self.add_error("sha256", _("Enter the SHA-256, or choose the image."))
        return cleaned
