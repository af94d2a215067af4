"""People: who starts, what changes, who is away and who leaves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.directory.forms.choices import ActorForm, PersonField, UnitField, day_field, reason_field
from foundation.directory.models import JobRole, Leave, Person
from foundation.directory.permissions import CHANGE_PEOPLE
from foundation.forms import day_of, field_of


class Suggesting(forms.TextInput):
    """A line of text with suggestions."""

    template_name = "directory/suggesting.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        listed = f"{context['widget']['attrs'].get('id', name)}_known"
        context["widget"]["attrs"]["list"] = listed
        return context | {"listed": listed, "known": JobRole.objects.values_list("name", flat=True)}


def job_field(**options: Any) -> forms.CharField:
    facts: dict[str, Any] = {"label": _("Job"), "help_text": _("Choose a known job, or write a new one.")}
    return forms.CharField(max_length=100, widget=Suggesting, **(facts | options))


class PersonForm(ActorForm):
    """The facts of a person."""

    permission = CHANGE_PEOPLE
    name = field_of(Person, "name")
    number = field_of(Person, "number")
    email = field_of(Person, "email")
    kind = field_of(Person, "kind")
    employer = field_of(
        Person, "employer", required=False, help_text=_("For partners and consultants: who employs them.")
    )
    sponsor = PersonField(
        label=_("Sponsor"), required=False, help_text=_("For partners and consultants: who answers for them here.")
    )
    contract_end = day_of(
        Person, "contract_end", required=False, help_text=_("For partners and consultants: access ends after this day.")
    )
    manager = PersonField(label=_("Manager"), required=False)
    deputy = PersonField(label=_("Deputy"), required=False)

    @classmethod
    def facts_of(cls, person: Person) -> dict[str, Any]:
        return {name: getattr(person, name) for name in cls.base_fields}


class StarterForm(PersonForm):
    """Somebody new, with the first job."""

    unit = UnitField(empty_label=None)
    job = job_field()
    start_on = day_of(Person, "start_on")
    field_order = ["name", "number", "email", "unit", "job", "start_on", "kind"]


class JobForm(ActorForm):
    """The next job, or the first after coming back."""

    permission = CHANGE_PEOPLE
    job = job_field()
    unit = UnitField(empty_label=None)
    from_on = day_field(_("From"))


class LeaveForm(ActorForm):
    permission = CHANGE_PEOPLE
    from_on = day_field(_("First day"))
    to_on = day_of(Leave, "to_on", label=_("Last day"), required=False, help_text=_("Empty: not known yet."))
    deputy = PersonField(label=_("Deputy"), required=False, help_text=_("Gets reminders and escalations meanwhile."))


class EndLeaveForm(forms.Form):
    to_on = day_field(_("Last day away"))


class LeavingForm(forms.Form):
    left_on = day_field(
        _("Last day"),
        help_text=_("Today or earlier: every way in ends now. Later: in the night after that day."),
    )
    reason = reason_field(required=False)
