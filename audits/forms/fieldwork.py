"""What auditors fill in during the fieldwork: the answer to a question, its evidence, and the finding."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.forms import WithEvidence
from assurance.models import Process
from audits.actions.fieldwork import BY_FINDING
from audits.actions.versions import ANSWER
from audits.models import ChecklistItem, Finding
from foundation.directory.models import Person

KEEPS = ("mine", "theirs", "both")


class AnswerForm(forms.Form):
    """The answer to a question: all of it, or only the field that an autosave names."""

    result = forms.ChoiceField(choices=[("", ""), *ChecklistItem.Result.choices], required=False)
    methods = forms.MultipleChoiceField(choices=ChecklistItem.Method.choices, required=False)
    note = forms.CharField(widget=forms.Textarea, required=False, max_length=20_000)

    def __init__(self, *args: Any, item: ChecklistItem, only: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.finding_type = ""
        self.only = only if only in self.fields else ""
        if self.only:
            self.fields = {only: self.fields[only]}

    @property
    def seen(self) -> dict[str, int]:
        """The version in which each field was read: as the page says that was sent, or now."""
        if not self.is_bound:
            return dict.fromkeys(ANSWER, self.item.version)
        return {name: _number(self.data.get(f"version-{name}")) for name in ANSWER}

    def clean(self) -> dict[str, Any]:
        """Sent as a whole, a result that a finding sets is left to the finding, and the rest is saved."""
        cleaned = super().clean() or self.cleaned_data
        result = cleaned.get("result")
        if len(self.fields) > 1 and result in BY_FINDING and result != self.item.result:
            self.finding_type = cleaned.pop("result")
        seen = self.seen
        if self.data.get("keep") in KEEPS:
            self._settle(cleaned, self.data["keep"])
            seen = dict.fromkeys(ANSWER, _number(self.data.get("standing")))
        return cleaned | {"seen": seen, "draft": self.data.get("draft", "")[:40]}

    def _settle(self, cleaned: dict[str, Any], keep: str) -> None:
        """What was decided about fields that somebody else has saved too; “both” leaves a result as it stands."""
        for name in set(self.data.getlist("disputed")) & set(cleaned):
            if keep == "theirs" or (keep == "both" and name == "result"):
                del cleaned[name]
            elif keep == "both":
                cleaned[name] = _both(getattr(self.item, name), cleaned[name])


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _both(theirs: Any, mine: Any) -> Any:
    """Two notes one below the other, or the methods of two lists."""
    if isinstance(mine, str):
        return "\n\n".join(text for text in (theirs, mine) if text)
    return list(dict.fromkeys([*theirs, *mine]))


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
