"""What auditors fill in during the fieldwork: the answer to a question, its evidence, and the finding."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.forms import WithEvidence
from assurance.models import Process
from audits.actions.fieldwork import BY_FINDING
from audits.models import ChecklistItem, Finding
from foundation.directory.models import Person


class AnswerForm(forms.Form):
    """The answer to a question: all of it, or only the field that an autosave names."""

    result = forms.ChoiceField(choices=[("", ""), *ChecklistItem.Result.choices], required=False)
    methods = forms.MultipleChoiceField(choices=ChecklistItem.Method.choices, required=False)
    note = forms.CharField(widget=forms.Textarea, required=False, max_length=20_000)

    def __init__(self, *args: Any, item: ChecklistItem, only: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.finding_type = ""
        if only in self.fields:
            self.fields = {only: self.fields[only]}

    def clean(self) -> dict[str, Any]:
        """Sent as a whole, a result that a finding sets is left to the finding, and the rest is saved."""
        cleaned = super().clean() or self.cleaned_data
        result = cleaned.get("result")
        if len(self.fields) > 1 and result in BY_FINDING and result != self.item.result:
            self.finding_type = cleaned.pop("result")
        return cleaned


class ItemEvidenceForm(WithEvidence):
    """Evidence for a question."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.need_evidence()
        return cleaned


class FindingForm(WithEvidence, forms.ModelForm):
    """The finding sheet; the requirement is that of the question. A draft that is edited goes in as `instance`.

    `processes` are those of the audit, `repeats` are the earlier findings that this one may repeat.
    """

    class Meta:
        model = Finding
        fields = ["type", "statement", "process", "owner", "objective_evidence", "repeat_of", "systemic"]
        widgets = {
            "type": forms.RadioSelect,
            "statement": forms.Textarea(attrs={"rows": 3, "autofocus": True}),
            "objective_evidence": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"objective_evidence": _("What was seen, where and when. Files can stand for it.")}

    def __init__(
        self, *args: Any, on: date, processes: Sequence[Process], repeats: Sequence[Finding] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.processes, self.repeats = processes, repeats
        self.fields["process"] = forms.ModelChoiceField(
            Process.objects.filter(pk__in=[row.pk for row in processes]), required=False, label=_("Process")
        )
        self.fields["process"].choices = [("", "–"), *((row.pk, row.name) for row in processes)]  # type: ignore[attr-defined]
        self.fields["owner"].queryset = Person.objects.active(on)  # type: ignore[attr-defined]
        self.fields["repeat_of"] = forms.ModelChoiceField(
            Finding.objects.filter(pk__in=[row.pk for row in repeats]), to_field_name="uuid", required=False
        )
        self.already = {version.pk for version in self.initial.get("linked", ())}

    def clean(self) -> dict[str, Any]:
        """Without a named owner the owner of the process answers; what is linked already is not linked twice."""
        cleaned = super().clean()
        process = cleaned.get("process")
        if "owner" in cleaned and cleaned["owner"] is None and process is not None:
            cleaned["owner"] = process.owner
        if "evidence" in cleaned:
            cleaned["evidence"] = [version for version in cleaned["evidence"] if version.pk not in self.already]
        return cleaned
