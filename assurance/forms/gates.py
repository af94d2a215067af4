"""Gates with their required controls, what is brought to them, its evidence, and the steps that carry words."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.forms.attachments import WithEvidence
from assurance.models import Control, EvidenceVersion, Gate, GatePass, Process, ProductVersion, Supplier
from foundation.directory.models import User
from foundation.forms import day_of, field_of, text_of
from foundation.steps import StepForm, step_form

K = GatePass.Subject
OFFERED = 12  # pieces of evidence on file that one may tick
ASKED = {K.RELEASE: "version", K.SUPPLIER: "supplier"}  # which field says what comes to the gate; else the title


def row_choice(**options: Any) -> Any:
    """A choice of one row, which its form narrows to what may be chosen."""
    return forms.ModelChoiceField(to_field_name="uuid", **options)


def named(control: Control) -> str:
    """A control as one chooses it: by its code and the beginning of what it says."""
    return f"{control.code} {Truncator(control.statement).chars(70)}"


class ControlsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, control: Any) -> str:
        return named(control)


class ControlField(forms.ModelChoiceField):
    def label_from_instance(self, control: Any) -> str:
        return named(control)


class GateForm(forms.Form):
    """What a gate asks for."""

    name = field_of(Gate, "name")
    order = field_of(Gate, "order", help_text=gettext_lazy("The first gate of a process is 1."))
    blocking = field_of(Gate, "blocking", required=False)
    controls = ControlsField(
        Control.objects.none(),
        to_field_name="uuid",
        label=gettext_lazy("Required controls"),
        required=False,
        help_text=gettext_lazy("Each needs accepted, fresh evidence from after the opening."),
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )

    def __init__(self, *args: Any, actor: User, gate: Gate | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Control.objects.visible_to(actor).running()
        if gate is not None:
            offered = offered | Control.objects.filter(gates=gate)
            for name in ("name", "order", "blocking"):
                self.initial.setdefault(name, getattr(gate, name))
            self.initial.setdefault("controls", [row.uuid for row in gate.controls.all()])
        self.fields["controls"].queryset = offered.distinct().order_by("code")  # type: ignore[attr-defined]


class NewGateForm(GateForm):
    """A new gate of a process."""

    process = row_choice(queryset=Process.objects.none(), label=gettext_lazy("Process"), empty_label=None)
    code = field_of(Gate, "code", help_text=gettext_lazy("Such as TR5, GA or G-BID."))

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        running = Process.objects.visible_to(actor).exclude(state=Process.State.RETIRED)
        self.fields["process"].queryset = running.select_related("area")  # type: ignore[attr-defined]
        self.order_fields(["process", "code"])


class PassForm(forms.Form):
    """What comes to the gate: a version of a product, a supplier, or a bid, site or ticket by its name.

    Kinds of which the reader sees no row are not offered; the kind that came last is chosen already.
    """

    kind = field_of(GatePass, "kind")
    version = row_choice(
        queryset=ProductVersion.objects.none(),
        label=gettext_lazy("Version"),
        required=False,
        help_text=gettext_lazy("For a release."),
    )
    supplier = row_choice(
        queryset=Supplier.objects.none(),
        label=gettext_lazy("Supplier"),
        required=False,
        help_text=gettext_lazy("For the admission or a review of a supplier."),
    )
    title = field_of(
        GatePass,
        "title",
        label=gettext_lazy("Bid, site or ticket"),
        required=False,
        help_text=gettext_lazy("By the number under which everybody knows it."),
    )

    def __init__(self, *args: Any, actor: User, gate: Gate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = ProductVersion.objects.visible_to(actor).select_related("product")
        choices = {
            "version": versions.order_by("product__name", "number"),
            "supplier": Supplier.objects.visible_to(actor).exclude(state=Supplier.State.EXITED).order_by("name"),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        offered = [kind for kind in K if kind not in ASKED or choices[ASKED[kind]].exists()]
        for name in {ASKED[kind] for kind in K if kind not in offered}:
            del self.fields[name]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in offered]  # type: ignore[attr-defined]
        last = gate.passes.order_by("-pk").values_list("kind", flat=True).first()
        self.initial.setdefault("kind", last if last in offered else offered[-1].value)

    def clean(self) -> dict[str, Any]:
        """Keeps the field that the kind asks for, and drops what was chosen for another kind."""
        cleaned = super().clean() or self.cleaned_data
        asked = ASKED.get(cleaned.get("kind", ""), "title")
        if "kind" in cleaned and asked not in self.errors and not cleaned.get(asked):
            self.add_error(asked, ValidationError(_("Say what comes to the gate.")))
        empty: dict[str, Any] = {"version": None, "supplier": None, "title": ""}
        return cleaned | {name: value for name, value in empty.items() if name != asked}


class ProveForm(WithEvidence):
    """Evidence for one of the required controls, on file or new; what on file is old enough not to count is not offered."""

    control = ControlField(
        to_field_name="uuid",
        queryset=Control.objects.none(),
        label=gettext_lazy("Proves the control"),
        empty_label=None,
    )

    def __init__(self, *args: Any, row: GatePass, actor: User, **kwargs: Any) -> None:
        newer = EvidenceVersion.objects.visible_to(actor).accepted().filter(as_of__gte=row.opened_on)
        offered = list(newer.for_choice().order_by("-as_of", "-pk")[:OFFERED])
        super().__init__(*args, row=row, actor=actor, offered=offered, **kwargs)
        self.fields["control"].queryset = row.gate.controls.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.need_evidence()
        return cleaned


@step_form("gate_pass.pass_conditionally")
class ConditionsForm(StepForm):
    """Under which conditions it passes."""

    conditions = text_of(
        GatePass, "conditions", required=True, help_text=gettext_lazy("What has to happen, by whom, until when.")
    )


@step_form("gate_pass.waive")
class WaiverForm(StepForm):
    """Until when the gate is waived; the reason comes with the step."""

    until = day_of(
        GatePass,
        "waiver_until",
        required=True,
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("From the day after, the waiver counts as expired and shows on the board."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].widget.attrs["min"] = self.on.isoformat()

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < self.on:
            raise ValidationError(_("The last day of the waiver is over."))
        return until
