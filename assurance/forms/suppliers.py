"""Suppliers, their assessments, agreements and statements, and components."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assurance.forms.attachments import WithEvidence
from assurance.models import (
    Assessment,
    Component,
    ContinuityStatement,
    Evidence,
    EvidenceVersion,
    ProductVersion,
    Supplier,
)
from assurance.permissions import supply_units
from foundation.directory.models import Person, Unit, User
from foundation.forms import day_input, day_of, field_of, text_of
from foundation.steps import StepForm, step_form

AGREEMENTS = (Evidence.Kind.DOCUMENT, Evidence.Kind.RECORD, Evidence.Kind.LETTER)


def row_choice(**options: Any) -> Any:
    """A choice of one row, which its view narrows to what may be chosen."""
    return forms.ModelChoiceField(to_field_name="uuid", **options)


class SupplierForm(forms.Form):
    """The facts of a supplier."""

    name = field_of(Supplier, "name")
    category = field_of(Supplier, "category")
    criticality = field_of(
        Supplier,
        "criticality",
        help_text=_("Critical: without it we cannot deliver, or it touches the security of it."),
    )
    country = field_of(Supplier, "country", help_text=_("Two capital letters (ISO 3166-1)."))
    owner = row_choice(queryset=Person.objects.none(), label=_("Owner"), help_text=_("Answers for it with us."))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Person.objects.active(on)  # type: ignore[attr-defined]


class NewSupplierForm(SupplierForm):
    """A new supplier, as a candidate."""

    unit = row_choice(queryset=Unit.objects.none(), label=_("Unit"), empty_label=None)

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = supply_units(actor)  # type: ignore[attr-defined]


class AssessmentForm(forms.Form):
    """One assessment; when the next is due follows from the criticality."""

    assessed_on = day_of(Assessment, "on")
    score = field_of(Assessment, "score")
    note = text_of(Assessment, "note", required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("assessed_on", on)


class AgreementForm(forms.Form):
    """Which evidence is the security agreement, and until when it holds."""

    evidence = row_choice(
        queryset=EvidenceVersion.objects.none(),
        label=_("Security agreement"),
        help_text=_("Evidence that somebody has accepted. Add the signed agreement under Evidence first."),
    )
    until = forms.DateField(
        label=_("Valid until"), required=False, widget=day_input(), help_text=_("Left open, it has no end.")
    )

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accepted = EvidenceVersion.objects.visible_to(actor).accepted().filter(evidence__kind__in=AGREEMENTS)
        self.fields["evidence"].queryset = accepted.select_related("evidence").order_by("evidence__title")  # type: ignore[attr-defined]


class StatementForm(WithEvidence):
    """What was said of whether the supplier goes on supplying, word for word."""

    says = field_of(ContinuityStatement, "says")
    source_kind = field_of(
        ContinuityStatement, "source_kind", help_text=_("Press and hearsay are kept and never count as verified.")
    )
    source_on = day_of(
        ContinuityStatement, "source_on", help_text=_("The day on the letter, the contract, the article.")
    )
    received_on = day_of(ContinuityStatement, "received_on")
    quote = text_of(ContinuityStatement, "quote", rows=4, help_text=_("Verbatim; for delivery data what they show."))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("source_on", on)
        self.initial.setdefault("received_on", on)


class JudgementReason(StepForm):
    """How the statement was checked, or what speaks against it."""

    reason = forms.CharField(label=_("How you know"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


@step_form("statement.verify")
class VerifyStatementForm(JudgementReason):
    """How the statement was checked against its source."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Such as: called the sender back on the number we had before.")


@step_form("statement.contradict")
class ContradictStatementForm(JudgementReason):
    """What speaks against the statement."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("It stays on file and counts for nothing any more.")


class ComponentForm(forms.Form):
    """The facts of a component; suppliers, alternatives and versions that one does not see stay as they are."""

    number = field_of(Component, "number")
    name = field_of(Component, "name")
    suppliers = forms.ModelMultipleChoiceField(
        Supplier.objects.none(),
        to_field_name="uuid",
        label=_("Suppliers"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A supplier that is blocked gets no new components."),
    )
    alternatives = forms.ModelMultipleChoiceField(
        Component.objects.none(),
        to_field_name="uuid",
        label=_("Alternatives"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Components that could take its place."),
    )
    used_in = forms.ModelMultipleChoiceField(
        ProductVersion.objects.none(),
        to_field_name="uuid",
        label=_("Used in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    stock_cover_days = field_of(Component, "stock_cover_days", required=False)

    def __init__(self, *args: Any, actor: User, component: Component | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = ProductVersion.objects.visible_to(actor).select_related("product")
        choices = {
            "suppliers": Supplier.objects.visible_to(actor).filter(
                ~Q(state=Supplier.State.EXITED) | Q(pk__in=component.suppliers.values("pk") if component else [])
            ),
            "alternatives": Component.objects.visible_to(actor),
            "used_in": versions.order_by("product__name", "number"),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["suppliers"].required = component is None  # of one that exists, the person may see none


class NewComponentForm(ComponentForm):
    """A new component of a unit."""

    unit = row_choice(queryset=Unit.objects.none(), label=_("Unit"), empty_label=None)

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["unit"].queryset = supply_units(actor)  # type: ignore[attr-defined]
