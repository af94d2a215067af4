"""Who owns a process, and controls."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import Area, Control, Process, Requirement
from foundation.access import Role, reach
from foundation.directory.models import Person, Unit, User
from foundation.forms import field_of, text_of


class OwnerForm(forms.Form):
    """The next owner of a process and who stands in."""

    owner = forms.ModelChoiceField(Person.objects.none(), label=_("Owner"))
    deputy = forms.ModelChoiceField(Person.objects.none(), label=_("Deputy"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(Person.objects.active(on))
        for name in ("owner", "deputy"):
            field = self.fields[name]
            field.queryset = Person.objects.active(on)  # type: ignore[attr-defined]
            field.choices = [("", "–"), *((person.pk, person.name) for person in people)]  # type: ignore[attr-defined]


class ProcessForm(forms.Form):
    """A new process in one of the five areas; one unit owns it, and it counts in the regions chosen."""

    name = field_of(Process, "name")
    code = field_of(Process, "code", help_text=_("A short word that stays the same."))
    area = forms.ModelChoiceField(Area.objects.all(), to_field_name="uuid", label=_("Area"), empty_label=None)
    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="uuid", label=_("Unit"), empty_label=None)
    parent = forms.ModelChoiceField(
        Process.objects.none(),
        to_field_name="uuid",
        label=_("Part of"),
        required=False,
        empty_label=_("Nothing: it stands by itself"),
    )
    purpose = text_of(Process, "purpose", required=False)
    owner = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="uuid",
        label=_("Owner"),
        required=False,
        help_text=_("Answers for it, and never audits it."),
    )
    deputy = forms.ModelChoiceField(Person.objects.none(), to_field_name="uuid", label=_("Deputy"), required=False)
    regions = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        to_field_name="uuid",
        label=_("Counts in these regions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(reach(actor, Role.CO, unit="")).active(on).order_by("path")
        above = Process.objects.visible_to(actor).kept().filter(parent=None)
        choices = {"unit": units, "regions": units.filter(kind=Unit.Kind.REGION), "parent": above}
        people = Person.objects.active(on)
        for name, rows in (choices | {"owner": people, "deputy": people}).items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class ControlForm(forms.Form):
    """A new control, in draft."""

    code = field_of(Control, "code")
    statement = text_of(Control, "statement", help_text=_("What is done, by whom, when, and what shows it."))
    kind = field_of(Control, "kind")
    frequency = field_of(Control, "frequency", required=False)
    evidence_freshness_months = field_of(Control, "evidence_freshness_months")
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=None)
    owner = forms.ModelChoiceField(Person.objects.none(), label=_("Owner"), required=False)
    requirements = forms.ModelMultipleChoiceField(
        Requirement.objects.none(),
        label=_("Meets these requirements"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(reach(actor, Role.CO, unit="")).order_by("path")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["owner"].queryset = Person.objects.active(on)  # type: ignore[attr-defined]
        requirements = Requirement.objects.assessable().select_related("framework")
        self.fields["requirements"].queryset = requirements  # type: ignore[attr-defined]
