"""The forms of the import centre: a file, the columns it has, and why an import is undone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.imports.kinds import Importable
from foundation.imports.tables import MAX_BYTES
from foundation.models.imports import FileImport
from foundation.steps import Reason


class ImportFileForm(forms.Form):
    files = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, at most 50 MB. The first line names the columns, in any order."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx", "data-max-bytes": MAX_BYTES}),
    )

    def clean(self) -> dict[str, Any]:
        """The file under the name that the verb gives it."""
        cleaned = super().clean() or self.cleaned_data
        return {("file" if name == "files" else name): value for name, value in cleaned.items()}


class ColumnsForm(forms.Form):
    """A choice for each column of the file; its clean data are the verb's `fields`."""

    def __init__(self, *args: Any, kind: Importable, file_import: FileImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("– not read –")), *((field.name, field.label) for field in kind.fields)]
        for number, (heading, field, sample) in enumerate(file_import.columns):
            label = heading or _("Column %(n)d") % {"n": number + 1}
            choice = forms.ChoiceField(label=label, choices=choices, initial=field, required=False)
            choice.sample = sample  # type: ignore[attr-defined]
            self.fields[f"column_{number}"] = choice

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return {"fields": [cleaned.get(name, "") for name in self.fields]}


class UndoForm(forms.Form):
    """Why an import is undone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="undo_%s", **kwargs)
        self.fields["reason"] = Reason()
