"""What is typed about cells of the matrix: control and owner, why one does not apply, what proves it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assurance.forms.attachments import WithEvidence
from assurance.models import Cell, Control, EvidenceVersion, Requirement
from foundation.clock import today
from foundation.directory.models import Person, User
from foundation.forms import field_of, text_of


class CellForm(forms.Form):
    """Which control meets the requirement in this process, of those one sees and the present one, and who answers for it."""

    control = forms.ModelChoiceField(
        Control.objects.none(), to_field_name="uuid", required=False, label=_("Control"), empty_label=_("None")
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="uuid",
        required=False,
        label=_("Answers for it"),
        empty_label=_("The owner of the control"),
    )

    def __init__(self, *args: Any, actor: User, cell: Cell, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting = (
            Control.objects.to_choose_for(actor, cell.process.unit).running().filter(requirements=cell.requirement)
        )
        here = Control.objects.filter(pk=cell.control_id) if cell.control_id else Control.objects.none()
        choices = {"control": meeting.distinct() | here.distinct(), "owner": Person.objects.active(today(cell.unit))}
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class ExclusionForm(forms.Form):
    reason = text_of(
        Cell, "reason", required=True, help_text=_("Whoever decides reads it, and it stays in the record.")
    )


class PlainForm(forms.Form):
    """Nothing is typed: the button says it all."""


class CellEvidenceForm(WithEvidence):
    """Evidence for a cell, on file or new."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.need_evidence()
        return cleaned


class IntoMatrixForm(forms.Form):
    """Requirements that a process owes, with the control that meets them, if there is one already."""

    requirements = forms.ModelMultipleChoiceField(
        Requirement.objects.none(),
        to_field_name="uuid",
        label=_("Requirements"),
        widget=forms.SelectMultiple(attrs={"size": 12}),
    )
    control = forms.ModelChoiceField(
        Control.objects.none(), to_field_name="uuid", required=False, label=_("Control"), empty_label=_("None yet")
    )

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = Requirement.objects.assessable().filter(withdrawn=False, framework__active=True)
        self.fields["requirements"].queryset = wanted.select_related("framework")  # type: ignore[attr-defined]
        self.fields["control"].queryset = Control.objects.visible_to(actor).running()  # type: ignore[attr-defined]


class BulkForm(forms.Form):
    """What an act on many cells needs to know; its clean data are the parameters of the act."""

    title: str | Promise = ""

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.on = actor, on


class BulkOwnerForm(BulkForm):
    title = _("Assign an owner")
    owner = forms.ModelChoiceField(Person.objects.none(), to_field_name="uuid", label=_("Answers for them"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Person.objects.active(self.on)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or self.cleaned_data), "on": self.on}


class BulkExclusionForm(BulkForm):
    title = _("Not applicable")
    reason = text_of(Cell, "reason", required=True, help_text=_("A second person decides about each of them."))

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or self.cleaned_data), "on": self.on}


class BulkInclusionForm(BulkForm):
    title = _("Applies again")


class BulkEvidenceForm(BulkForm):
    title = _("Attach evidence")
    evidence = forms.ModelMultipleChoiceField(
        EvidenceVersion.objects.none(), to_field_name="uuid", label=_("Evidence on file")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = EvidenceVersion.objects.visible_to(self.actor).accepted().select_related("evidence")
        self.fields["evidence"].queryset = offered.order_by("-created_at")  # type: ignore[attr-defined]


BULK_FORMS: dict[str, type[BulkForm]] = {
    "owner": BulkOwnerForm,
    "exclude": BulkExclusionForm,
    "include": BulkInclusionForm,
    "evidence": BulkEvidenceForm,
}


class ControlEditForm(forms.Form):
    """What a control says, who owns it, and how well it works; what guides it has a sheet of its own."""

    statement = text_of(Control, "statement")
    kind = field_of(Control, "kind")
    frequency = field_of(Control, "frequency", required=False)
    evidence_freshness_months = field_of(Control, "evidence_freshness_months")
    owner = forms.ModelChoiceField(Person.objects.none(), to_field_name="uuid", required=False, label=_("Owner"))
    design = field_of(Control, "design")
    operation = field_of(Control, "operation")

    def __init__(self, *args: Any, control: Control, **kwargs: Any) -> None:
        super().__init__(*args, initial={name: getattr(control, name) for name in self.base_fields}, **kwargs)
        self.fields["owner"].queryset = Person.objects.active(today(control.unit))  # type: ignore[attr-defined]
