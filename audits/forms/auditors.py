"""Qualifications of auditors, and the conflicts they declare."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import Evidence, Framework, Process, Supplier
from audits.forms.schedule import criteria
from audits.models import AuditorQualification, ConflictDeclaration
from audits.permissions import DECLARE_CONFLICT, MANAGE_AUDITORS
from foundation.access import permits, reach
from foundation.directory.forms.typed import TypedPerson
from foundation.directory.models import Person, Role, Unit, User
from foundation.forms import day_of, field_of, text_of
from foundation.steps import Reason


class QualificationForm(forms.Form):
    """What somebody is qualified for, from when until when."""

    person = forms.ModelChoiceField(Person.objects.none(), to_field_name="uuid", label=_("Person"))
    framework = forms.ModelChoiceField(
        Framework.objects.none(),
        to_field_name="uuid",
        label=_("Framework"),
    )
    grade = field_of(AuditorQualification, "grade")
    valid_from = day_of(AuditorQualification, "valid_from")
    valid_until = day_of(AuditorQualification, "valid_until")
    cpd_hours = field_of(AuditorQualification, "cpd_hours", required=False)
    evidence = forms.ModelChoiceField(
        Evidence.objects.none(),
        to_field_name="uuid",
        required=False,
        label=_("Evidence"),
        help_text=_("The certificate, if it is kept here."),
    )

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(
            *args, auto_id="qualification_%s", **kwargs
        )  # it lies over a list that filters by the same names
        people = Person.objects.active(on).filter(reach(actor, Role.PM, Role.CO))
        self.fields["person"].queryset = people.order_by("name")  # type: ignore[attr-defined]
        self.fields["framework"].queryset = criteria(actor, on)  # type: ignore[attr-defined]
        seen = Evidence.objects.visible_to(actor).filter(kind=Evidence.Kind.CERTIFICATE)
        self.fields["evidence"].queryset = seen.order_by("ref")  # type: ignore[attr-defined]
        self.initial.setdefault("valid_from", on)

    def clean_cpd_hours(self) -> Any:
        return self.cleaned_data["cpd_hours"] or 0


class QualificationEndForm(forms.Form):
    """Another last day, an earlier one included, and the training credited by now."""

    valid_until = day_of(AuditorQualification, "valid_until")
    cpd_hours = field_of(AuditorQualification, "cpd_hours", required=False)
    reason = Reason()


class ConflictForm(forms.Form):
    """A tie to one process, unit, supplier or person; everybody declares their own, managers anybody's."""

    person = forms.ModelChoiceField(
        Person.objects.none(), to_field_name="uuid", label=_("Auditor"), empty_label=None, required=False
    )
    kind = field_of(ConflictDeclaration, "kind")
    process = forms.ModelChoiceField(Process.objects.none(), to_field_name="uuid", required=False, label=_("Process"))
    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="uuid", required=False, label=_("Unit"))
    supplier = forms.ModelChoiceField(
        Supplier.objects.none(), to_field_name="uuid", required=False, label=_("Supplier")
    )
    other = TypedPerson(
        required=False,
        label=_("Person"),
        help_text=_("Name or personnel number of whoever answers for what is audited."),
    )
    from_on = day_of(ConflictDeclaration, "from_on")
    to_on = day_of(ConflictDeclaration, "to_on")
    note = text_of(
        ConflictDeclaration,
        "note",
        required=False,
        help_text=_("Only you, programme managers and compliance officers read it."),
    )

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        own = Person.objects.filter(pk=actor.person_id)
        if permits(actor, MANAGE_AUDITORS):
            own = own | Person.objects.active(on).filter(reach(actor, Role.PM, Role.CO))
        self.fields["person"].queryset = own.order_by("name")  # type: ignore[attr-defined]
        self.fields["process"].queryset = Process.objects.visible_to(actor).order_by("name")  # type: ignore[attr-defined]
        units = Unit.objects.visible_to(actor).active(on).filter(parent__isnull=False)
        self.fields["unit"].queryset = units.order_by("path")  # type: ignore[attr-defined]
        self.fields["supplier"].queryset = Supplier.objects.visible_to(actor).order_by("name")  # type: ignore[attr-defined]
        self.initial.setdefault("person", actor.person.uuid if actor.person else None)
        self.initial.setdefault("from_on", on)

    def clean_person(self) -> Person | None:
        return self.cleaned_data["person"] or self.actor.person


class ConflictEndForm(forms.Form):
    """The last day of a tie."""

    to_on = day_of(ConflictDeclaration, "to_on", required=True, label=_("It ended on"), help_text="")


class ConflictDecisionForm(forms.Form):
    """Whether a declared tie bars its person, and why."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (ConflictDeclaration.Decision.STANDS.value, _("It stands and bars the auditor")),
            (ConflictDeclaration.Decision.DISMISSED.value, _("It is dismissed")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the record."),
        error_messages={"required": _("Say why. It stays in the record.")},
    )


def may_declare(actor: User) -> bool:
    """Whether somebody may declare at least their own conflicts."""
    return actor.person is not None and permits(actor, DECLARE_CONFLICT, actor.person)
