"""Requests for evidence and their answers, legal holds, and a file that is sound again."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.actions.requests import CHOOSABLE
from assurance.asking import row_for
from assurance.forms.evidence import KeptFiles
from assurance.models import Control, Evidence, EvidenceLink, EvidenceRequest, EvidenceVersion, LegalHold, Process
from foundation.directory.forms.choices import PersonField
from foundation.directory.models import Person, User
from foundation.forms import day_of, field_of, text_of
from foundation.steps import Reason, StepForm, step_form

TWO_WEEKS = timedelta(days=14)
MOST_CHOICES = 200


class RequestForm(forms.Form):
    """What is asked for, of whom, by when; `subject` is the row it is about, or is chosen among controls and processes."""

    title = field_of(EvidenceRequest, "title", help_text=gettext_lazy("Such as “Access review of October, signed”."))
    subject = forms.ChoiceField(label=gettext_lazy("About"))
    asked_of = PersonField(label=gettext_lazy("Asked of"))
    due_on = day_of(EvidenceRequest, "due_on")
    note = text_of(EvidenceRequest, "note", required=False)

    def __init__(self, *args: Any, actor: User, on: date, subject: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.about = actor, subject
        accounts = User.objects.filter(person=OuterRef("pk"), is_active=True, kind=User.Kind.INSIDE)
        people = Person.objects.active(on).filter(Exists(accounts)).exclude(pk=actor.person_id).order_by("name")
        self.fields["asked_of"].queryset = people  # type: ignore[attr-defined]
        self.initial.setdefault("due_on", on + TWO_WEEKS)
        if subject is not None:
            del self.fields["subject"]
            self.initial.setdefault("asked_of", getattr(subject, "owner", None))
        else:
            self.fields["subject"].choices = [("", "–"), *self._offered()]  # type: ignore[attr-defined]

    def _offered(self) -> list[tuple[str | Promise, list[tuple[str, str]]]]:
        kinds = ((gettext_lazy("Controls"), Control), (gettext_lazy("Processes"), Process))
        return [
            (label, [(f"{kind._meta.label_lower} {row.uuid}", str(row)) for row in self._rows(kind)])
            for label, kind in kinds
        ]

    def _rows(self, kind: Any) -> Any:
        return kind.objects.visible_to(self.actor).exclude(state="retired").order_by("code")[:MOST_CHOICES]

    def clean_subject(self) -> Any:
        label, _space, uuid = self.cleaned_data["subject"].partition(" ")
        row = row_for(self.actor, label, UUID(uuid))
        if row is None:
            raise ValidationError(_("You cannot see what this is about."))
        return row

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return cleaned if self.about is None else cleaned | {"subject": self.about}


class VersionChoice(forms.ModelChoiceField):
    def label_from_instance(self, version: Any) -> str:
        return f"{version.evidence.ref} v{version.number} {version.evidence.title}"


@step_form("evidence_request.answer")
class AnswerForm(KeptFiles, StepForm):
    """Files as new evidence, or one version that is on file: one's own, or one attached to what was asked about."""

    evidence = VersionChoice(
        EvidenceVersion.objects.none(),
        to_field_name="uuid",
        label=gettext_lazy("Evidence on file"),
        required=False,
        empty_label=gettext_lazy("None: I add files"),
    )
    as_of = day_of(EvidenceVersion, "as_of")
    valid_until = day_of(EvidenceVersion, "valid_until", required=False)
    grading = field_of(Evidence, "grading")
    personal_data = field_of(Evidence, "personal_data")
    submit = gettext_lazy("Hand in")
    insists = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].required = False
        self.initial.setdefault("as_of", self.on)
        links = EvidenceLink.objects.filter(
            version=OuterRef("pk"), subject_type=self.row.subject_type_id, subject_uuid=self.row.subject_uuid
        )
        known = Q(uploaded_by=self.actor) | Q(Exists(links))
        rows = EvidenceVersion.objects.visible_to(self.actor).filter(known, state__in=CHOOSABLE)
        self.fields["evidence"].queryset = rows.select_related("evidence").order_by("-created_at")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("evidence")) == bool(cleaned["kept"]) and not self.errors:
            self.add_error("files", _("Add at least one file, or choose one piece on file; not both."))
        if cleaned.get("evidence"):
            return {"evidence": cleaned["evidence"]}
        return cleaned


class HoldForm(forms.Form):
    """For which matter evidence is held, and why."""

    matter = field_of(LegalHold, "matter", help_text=gettext_lazy("The reference of the case or order."))
    reason = text_of(LegalHold, "reason", help_text=gettext_lazy("Officers and counsel read it, nobody else."))


class ReasonForm(forms.Form):
    """Why; it stays in the record."""

    reason = Reason()
