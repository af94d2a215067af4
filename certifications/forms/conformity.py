"""What is filled in about the evaluation of a version by a laboratory."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceVersion, ProductVersion
from certifications.models import CertificationBody, ProductConformity, Scheme
from foundation.directory.models import User
from foundation.forms import day_of, field_of, text_of

Row = forms.ModelChoiceField
REPORTS = ("test_report", "certificate", "document", "letter")


class ConformityFacts(forms.Form):
    """What may be corrected of an evaluation."""

    laboratory = Row(CertificationBody.objects.none(), to_field_name="uuid", label=_("Laboratory"))
    specifications = text_of(ProductConformity, "specifications")
    result = forms.ChoiceField(label=_("Result"), choices=ProductConformity.Result.choices)
    report = Row(
        EvidenceVersion.objects.none(),
        to_field_name="uuid",
        label=_("Report of the laboratory"),
        help_text=_("Accepted evidence."),
    )
    report_grading = field_of(ProductConformity, "report_grading")
    evaluated_on = day_of(ProductConformity, "evaluated_on")
    valid_until = day_of(ProductConformity, "valid_until", required=False)

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reports = EvidenceVersion.objects.visible_to(actor).accepted().filter(evidence__kind__in=REPORTS)
        rows: dict[str, Any] = {
            "laboratory": CertificationBody.objects.visible_to(actor),
            "report": reports.select_related("evidence").order_by("evidence__title", "-number"),
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


class ConformityForm(ConformityFacts):
    """A new evaluation of a version under a scheme."""

    version = Row(ProductVersion.objects.none(), to_field_name="uuid", label=_("Version"))
    scheme = Row(
        Scheme.objects.none(),
        to_field_name="uuid",
        label=_("Scheme"),
        help_text=_("Where another has to come first, such as the process audit, that has to be on file."),
    )
    field_order = ("version", "scheme", "laboratory", "specifications", "result", "report")

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, on=on, **kwargs)
        versions = ProductVersion.objects.visible_to(actor).for_list().order_by("product__name", "-released_on")
        self.fields["version"].queryset = versions  # type: ignore[attr-defined]
        of_products = Scheme.objects.visible_to(actor).exclude(kind=Scheme.Kind.MANAGEMENT_SYSTEM)
        self.fields["scheme"].queryset = of_products  # type: ignore[attr-defined]


def conformity_facts(row: ProductConformity) -> dict[str, Any]:
    """What the form of an evaluation shows before anybody types."""
    return {name: getattr(row, name) for name in ConformityFacts.base_fields}  # type: ignore[attr-defined]
