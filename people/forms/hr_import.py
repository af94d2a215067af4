"""Reading a file of human resources, and saying that its leavers are meant."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.directory.forms.choices import ActorForm, UnitField, day_field
from foundation.directory.models import Person, User
from foundation.imports.tables import MAX_BYTES
from people.permissions import IMPORT_PEOPLE


class HrFileForm(ActorForm):
    """A file, for whose people it speaks, and whether it names all of them."""

    permission = IMPORT_PEOPLE
    files = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX. The first line names the columns, in any order; what is not known is not read."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx", "data-max-bytes": MAX_BYTES}),
    )
    unit = UnitField(empty_label=None, help_text=_("The unit for whose people, and those below it, the file speaks."))
    complete = forms.BooleanField(
        label=_("The file names everybody who works there"),
        required=False,
        help_text=_(
            "Whoever it does not name leaves. Without this tick only those leave for whom it gives a last day."
        ),
    )
    kinds = forms.MultipleChoiceField(
        label=_("It names everybody of these kinds"),
        choices=Person.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: of all kinds."),
    )
    missing_left_on = day_field(_("Last day of whom it does not name"), required=False, help_text=_("Empty: today."))

    def clean(self) -> dict[str, Any]:
        """The file under the name that the verb gives it."""
        cleaned = super().clean() or self.cleaned_data
        return {("file" if name == "files" else name): value for name, value in cleaned.items()}


class TakeForm(forms.Form):
    """Whether a file that has many leave is meant so."""

    sure = forms.BooleanField(label=_("Yes, they are all meant to leave"), required=False)


def new_form(data: dict[str, Any], *, actor: User, on: date) -> HrFileForm:
    """The form with the highest unit that the actor looks after."""
    form = HrFileForm(**data, actor=actor, on=on)
    form.initial.setdefault("unit", form.fields["unit"].queryset.first())  # type: ignore[attr-defined]
    return form
