"""Gates, what is put before them, the evidence for it, and the data of a decision."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.forms.attachments import WithEvidence
from assurance.models import Control, Gate, GatePass, ProductVersion, Supplier
from foundation.directory.models import User
from foundation.forms import day_of, field_of
from foundation.steps import StepForm, step_form


class GateFactsForm(forms.Form):
    """What a gate is called, where it stands in its process, and which controls it requires."""

    name = field_of(Gate, "name")
    order = field_of(Gate, "order", min_value=1, max_value=99)
    blocking = field_of(Gate, "blocking", required=False)
    controls = forms.ModelMultipleChoiceField(
        Control.objects.none(),
        to_field_name="uuid",
        label=_("Required controls"),
        required=False,
        help_text=_("Each needs accepted evidence that is no older than the opening."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    def __init__(self, *args: Any, actor: User, gate: Gate | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Control.objects.visible_to(actor).running()
        if gate is not None:
            offered = (offered | Control.objects.filter(gates=gate)).distinct()
            for name in ("name", "order", "blocking"):
                self.initial.setdefault(name, getattr(gate, name))
            self.initial.setdefault("controls", [control.uuid for control in gate.controls.all()])
        self.fields["controls"].queryset = offered.order_by("code")  # type: ignore[attr-defined]
        self.fields["controls"].label_from_instance = lambda row: f"{row.code} {row.statement}"[:90]  # type: ignore[attr-defined]


class NewGateForm(GateFactsForm):
    """A gate with its code, which stays the same."""

    code = field_of(Gate, "code", help_text=_("A short word that stays the same, such as G-GA."))

    field_order = ("code", "name", "order", "blocking", "controls")


class PassForm(forms.Form):
    """What stands at the gate: a release by its version, a supplier, or a bid, site or ticket by its name."""

    kind = field_of(GatePass, "kind")
    version = forms.ModelChoiceField(
        ProductVersion.objects.none(), to_field_name="uuid", label=_("Release"), required=False
    )
    supplier = forms.ModelChoiceField(
        Supplier.objects.none(), to_field_name="uuid", label=_("Supplier"), required=False
    )
    title = field_of(GatePass, "title", required=False, help_text=_("Of a bid, a site or a ticket."))
    opened_on = day_of(
        GatePass, "opened_on", required=True, help_text=_("Evidence of this day or later counts at the gate.")
    )

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = ProductVersion.objects.visible_to(actor).select_related("product")
        self.fields["version"].queryset = versions  # type: ignore[attr-defined]
        suppliers = Supplier.objects.visible_to(actor).exclude(state=Supplier.State.EXITED)
        self.fields["supplier"].queryset = suppliers.order_by("name")  # type: ignore[attr-defined]
        self.initial.setdefault("opened_on", on)


class ProofForm(WithEvidence):
    """Evidence for one of the required controls."""

    control = forms.ModelChoiceField(
        Control.objects.none(), to_field_name="uuid", label=_("For the control"), empty_label=None
    )

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["control"].queryset = gate.controls.running().order_by("code")  # type: ignore[attr-defined]
        self.fields["control"].label_from_instance = lambda row: f"{row.code} {row.statement}"[:90]  # type: ignore[attr-defined]
        self.order_fields(["control"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.need_evidence()
        return cleaned


@step_form("gate_pass.condition")
class ConditionForm(StepForm):
    """What remains to be done although it passes."""

    conditions = field_of(
        GatePass,
        "conditions",
        required=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is to be done, by whom and until when."),
    )


@step_form("gate_pass.waive")
class WaiveForm(StepForm):
    """Until which day the gate is waived."""

    until = day_of(
        GatePass,
        "waiver_until",
        required=True,
        label=_("Waived until"),
        help_text=_("From the day after it counts as expired."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].widget.attrs["min"] = self.on.isoformat()
