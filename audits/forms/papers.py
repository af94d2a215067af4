"""What auditors fill in for a working paper."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assurance.forms import WithEvidence
from audits.models import Audit, ChecklistItem, WorkingPaper
from foundation.steps import Reason


class LocalMoment(forms.DateTimeField):
    """A day and a time in the zone of a unit; a text without a zone of its own is meant there."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"type": "datetime-local"}
        super().__init__(widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs=attrs), **kwargs)
        self.zone = ZoneInfo("UTC")

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)


class PaperForm(WithEvidence, forms.ModelForm):
    """A working paper of `row`, an audit; one that is changed goes in as `instance`."""

    kind = forms.ChoiceField(label=_("Kind"), choices=WorkingPaper.Kind.choices, widget=forms.RadioSelect)
    at = LocalMoment(label=_("When"), help_text=_("In the local time of the audited unit."))

    class Meta:
        model = WorkingPaper
        fields = ["kind", "title", "item", "at", "place", "persons", "text"]
        widgets = {
            "persons": forms.Textarea(attrs={"rows": 2}),
            "text": forms.Textarea(attrs={"rows": 10}),
        }
        help_texts = {"text": _("What was heard, read, seen or computed, so that a colleague can follow it.")}

    def __init__(self, *args: Any, row: Audit, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        at: Any = self.fields["at"]
        at.zone = ZoneInfo(row.unit.zone)
        items = ChecklistItem.objects.filter(audit=row).order_by("order")
        self.fields["item"] = forms.ModelChoiceField(
            items,
            to_field_name="uuid",
            required=False,
            label=_("Question of the checklist"),
            empty_label=_("None: about the whole audit"),
        )
        if self.instance.pk is not None:
            self.initial["item"] = self.instance.item
        self.order_fields(["kind", "title", "item", "at", "place", "persons", "text", "evidence", "files"])


class TakeBackForm(forms.Form):
    """Why a sign-off is taken back."""

    reason = Reason()
