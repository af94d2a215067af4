"""Guiding documents and their versions, the day one takes effect, and what guides a control."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.forms.evidence import KeptFiles, units_of
from assurance.models import Control, Document, DocumentVersion
from assurance.permissions import ADD_DOCUMENT
from foundation.access import permits
from foundation.directory.models import JobRole, Person, Unit, User
from foundation.forms import day_of, field_of
from foundation.steps import StepForm, step_form


class DocumentForm(forms.Form):
    """What is said about a document; its text is in the versions."""

    number = field_of(Document, "number", help_text=_("Such as TS-SPEC-031. It stays the same."))
    title = field_of(Document, "title")
    kind = field_of(Document, "kind")
    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="uuid", label=_("Unit"), empty_label=None)
    owner = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="uuid",
        label=_("Owner"),
        help_text=_("Reviews it in time and is told when it changes."),
    )
    grading = field_of(Document, "grading")
    review_months = field_of(Document, "review_months", min_value=1, max_value=60, initial=12)
    requires_attestation = field_of(Document, "requires_attestation")
    audience_units = forms.ModelMultipleChoiceField(
        Unit.objects.order_by("path"),
        to_field_name="uuid",
        label=_("For these units"),
        required=False,
        help_text=_("People of these units, and of all below them, read it. Its own unit always does."),
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    audience_roles = forms.ModelMultipleChoiceField(
        JobRole.objects.all(),
        to_field_name="uuid",
        label=_("For these jobs"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_of(actor).active(on).order_by("path")
        able = [unit.pk for unit in units if permits(actor, ADD_DOCUMENT, unit)]
        self.fields["unit"].queryset = units.filter(pk__in=able)  # type: ignore[attr-defined]
        self.fields["owner"].queryset = Person.objects.active(on)  # type: ignore[attr-defined]


class ChangeForm(DocumentForm):
    """The same of a document that exists: neither its number nor its unit changes."""

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("number", "unit"):
            del self.fields[name]
        for name in ("title", "kind", "grading", "review_months", "requires_attestation"):
            self.initial.setdefault(name, getattr(document, name))
        self.initial.setdefault("owner", document.owner.uuid)
        for name in ("audience_units", "audience_roles"):
            self.initial.setdefault(name, [row.uuid for row in getattr(document, name).all()])


class DraftForm(KeptFiles):
    """Another text or note of a draft; without a file the text stays."""

    change_note = field_of(DocumentVersion, "change_note")

    insists = False  # the text that is there may stay

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].required = False
        self.fields["files"].help_text = _("Left open, the text that is there stays.")
        self.order_fields(["change_note"])


class WriteForm(KeptFiles):
    """The next version of a document with its text."""

    change_note = field_of(DocumentVersion, "change_note", help_text=_("Readers see this beside the version."))
    is_major = forms.BooleanField(
        label=_("This changes what people have to do"),
        required=False,
        help_text=_("Then it counts as a new main version: 2.0 after 1.3."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["change_note", "is_major"])


class GuidanceForm(forms.Form):
    """Which documents guide a control: those in effect are offered, and those that guide it already."""

    documents = forms.ModelMultipleChoiceField(
        Document.objects.none(),
        to_field_name="uuid",
        label=_("Guiding documents"),
        required=False,
        help_text=_("Only documents in effect guide. Without one the control counts as no control."),
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )

    def __init__(self, *args: Any, actor: User, control: Control, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Document.objects.visible_to(actor)
        offered = seen.filter(pk__in=seen.effective()) | seen.filter(controls=control)
        self.fields["documents"].queryset = offered.distinct()  # type: ignore[attr-defined]
        self.initial.setdefault("documents", [row.uuid for row in seen.filter(controls=control)])


@step_form("document.approve")
class ApproveForm(StepForm):
    """From which day the version counts."""

    effective_from = day_of(
        DocumentVersion,
        "effective_from",
        required=True,
        help_text=_("Today at the earliest; for today it counts at once."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("effective_from", self.on)
        self.fields["effective_from"].widget.attrs["min"] = self.on.isoformat()
