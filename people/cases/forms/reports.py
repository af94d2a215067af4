"""What a reporter fills in: the report, the code, an answer; and what the person it is about says of their hearing."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assurance.actions.evidence import Kept
from audits.models import Finding
from foundation.directory.models import Person, Unit
from foundation.forms import field_of, text_of
from people.cases.forms.fields import SPARING, FilesField, one_person
from people.cases.models import Case, CaseSubject, Category, Channel, Hearing, Message

FILES_HINT = _("A file may say who made it, and where. Photos and office files often do.")


def regions(on: date) -> Any:
    """Cases are counted by region, so that is where they belong."""
    return Unit.objects.active(on).filter(kind=Unit.Kind.REGION).order_by("name")


class ReportForm(forms.Form):
    """A report; who is signed in may give their name with it. `kept` are its files."""

    kept: list[Kept] = []

    category = forms.ChoiceField(
        label=_("What is it about?"), choices=[("", _("Choose what fits best")), *Category.choices]
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), to_field_name="uuid", label=_("Where?"), empty_label=_("Choose a region")
    )
    description = text_of(Case, "description", rows=8, label=_("What happened?"), help_text=SPARING)
    about = field_of(
        CaseSubject,
        "words",
        required=False,
        label=_("Who is it about?"),
        help_text=_("A name, or how to find out. It is sealed at once."),
    )
    files = FilesField(required=False, label=_("Files"), help_text=FILES_HINT)
    naming = forms.ChoiceField(
        label=_("Your name"),
        choices=(
            ("named", _("With my name. It is sealed, and you read the answer here.")),
            ("nameless", _("Without my name. You get a code, once.")),
        ),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, signed_in: bool, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = regions(on)  # type: ignore[attr-defined]
        if not signed_in:
            del self.fields["naming"]

    def clean(self) -> dict[str, Any]:
        """What the verb takes; the files go to another."""
        cleaned = super().clean() or self.cleaned_data
        self.kept = cleaned.pop("files", [])
        cleaned["anonymous"] = cleaned.pop("naming", "nameless") == "nameless"
        return cleaned


class TakenForm(forms.Form):
    """What came by telephone, from an audit or from monitoring, written down by a case officer."""

    channel = field_of(Case, "channel", label=_("How did it come in?"), initial=Channel.HOT_LINE)
    category = field_of(Case, "category")
    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="uuid", label=_("Region"))
    description = text_of(Case, "description", rows=8, help_text=SPARING)
    about = field_of(CaseSubject, "words", required=False)
    finding = forms.CharField(
        required=False,
        max_length=20,
        label=_("Audit finding"),
        help_text=_("Its reference, where one is behind it. Whoever wrote it does not investigate."),
    )
    reporter = one_person(
        _("Who reported it"), required=False, help_text=_("Sealed at once. Empty for a report without a name.")
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = regions(on)  # type: ignore[attr-defined]
        self.fields["reporter"].queryset = Person.objects.active(on).order_by("name")  # type: ignore[attr-defined]

    def clean_finding(self) -> UUID | None:
        ref = self.cleaned_data["finding"].upper()
        found = Finding.objects.filter(ref=ref).values_list("uuid", flat=True).first() if ref else None
        if ref and found is None:
            raise ValidationError(_("There is no finding of this reference."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("channel") == Channel.AUDIT_FINDING and "finding" in cleaned and cleaned["finding"] is None:
            self.add_error("finding", _("Say which finding it is."))
        return cleaned


class TokenForm(forms.Form):
    """The code of a report without a name. It travels in the body of a request, never in an address."""

    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "report-code"}
        ),
    )


class AnswerForm(forms.Form):
    """What a reporter answers or adds; the code is sent along where there is no name. `kept` are the files."""

    kept: list[Kept] = []

    text = text_of(Message, "text", rows=5, help_text=SPARING)
    files = FilesField(required=False, label=_("Files"), help_text=FILES_HINT)
    code = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.kept = cleaned.pop("files", [])
        cleaned.pop("code", None)
        return cleaned


class CompanionForm(forms.Form):
    """Who comes along to the hearing."""

    companion = field_of(
        Hearing, "companion", required=False, label=_("Who comes with you?"), help_text=_("Empty: nobody.")
    )
