"""The facts of schemes and bodies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.models import CertificationBody, Scheme
from foundation.forms import day_of, field_of, text_of


class Lines(forms.CharField):
    """Words, one on a line, as a list."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]


class SchemeForm(forms.Form):
    """A scheme with the time rules of its certificates."""

    code = field_of(Scheme, "code", help_text=_("A short word that stays the same."))
    name = field_of(Scheme, "name")
    kind = field_of(Scheme, "kind")
    family = field_of(Scheme, "family")
    tiers = Lines(label=_("Tiers or levels"), required=False, max_length=1000, help_text=_("One on a line."))
    precondition = forms.ModelChoiceField(
        Scheme.objects.all(),
        to_field_name="uuid",
        label=_("Needs first"),
        required=False,
        help_text=_("A scheme under which a certificate has to be held already."),
    )
    surveillance = field_of(Scheme, "surveillance")
    validity_months = field_of(Scheme, "validity_months", required=False)
    restore_months = field_of(Scheme, "restore_months", required=False)
    suspension_invalidates = field_of(Scheme, "suspension_invalidates", required=False)
    suspension_months = field_of(Scheme, "suspension_months", required=False)
    suspension_days = field_of(Scheme, "suspension_days", required=False)
    suspension_total_months = field_of(Scheme, "suspension_total_months", required=False)
    nc_limit_days = field_of(Scheme, "nc_limit_days", required=False)
    holder_retention_years = field_of(Scheme, "holder_retention_years")

    def __init__(self, *args: Any, scheme: Scheme | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=scheme_facts(scheme) if scheme else None, **kwargs)
        if scheme is not None:
            self.fields["precondition"].queryset = Scheme.objects.exclude(pk=scheme.pk)  # type: ignore[attr-defined]


class BodyForm(forms.Form):
    """A body with what it is accredited for."""

    name = field_of(CertificationBody, "name")
    accreditation_body = field_of(CertificationBody, "accreditation_body", required=False)
    accreditation_number = field_of(CertificationBody, "accreditation_number", required=False)
    valid_until = day_of(CertificationBody, "valid_until", required=False)
    schemes = forms.ModelMultipleChoiceField(
        Scheme.objects.all(),
        to_field_name="uuid",
        label=_("Accredited for"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    scope = text_of(CertificationBody, "scope", required=False)
    contacts = text_of(CertificationBody, "contacts", required=False)

    def __init__(self, *args: Any, body: CertificationBody | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=body_facts(body) if body else None, **kwargs)


def scheme_facts(scheme: Scheme) -> dict[str, Any]:
    facts = {name: getattr(scheme, name) for name in SchemeForm.base_fields}  # type: ignore[attr-defined]
    first = scheme.precondition.uuid if scheme.precondition else None
    return facts | {"precondition": first, "tiers": "\n".join(scheme.tiers)}


def body_facts(body: CertificationBody) -> dict[str, Any]:
    facts = {name: getattr(body, name) for name in BodyForm.base_fields if name != "schemes"}  # type: ignore[attr-defined]
    return facts | {"schemes": list(body.schemes.values_list("uuid", flat=True))}
