"""What is filled in for an exception to independence, and for an objection to the team."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audits.forms.people import PersonField, offer
from audits.independence import auditors, ties_of
from audits.models import AuditorQualification, IndependenceException, Objection, TeamMember
from foundation.directory.models import Person
from foundation.forms import field_of, text_of
from foundation.steps import StepForm, step_form


def nobody(**options: Any) -> forms.ModelChoiceField:
    """A choice among people, who are put in when the audit is known."""
    return forms.ModelChoiceField(Person.objects.none(), to_field_name="uuid", **options)


@step_form("audit.except_member")
class ExceptionForm(StepForm):
    """Who is tied and needed all the same, as what, and who audits beside them."""

    member = PersonField(
        label=_("Who is needed"), help_text=_("Auditors and technical experts who are tied to what is audited.")
    )
    part = forms.ChoiceField(
        label=_("As"),
        choices=[(part.value, part.label) for part in (TeamMember.Part.EXPERT, TeamMember.Part.AUDITOR)],
        help_text=_("As an auditor only where the audited unit is small."),
    )
    mitigation = text_of(
        IndependenceException,
        "mitigation",
        help_text=_("Such as: looks at nothing alone, and judges nothing of their own."),
    )
    second_auditor = PersonField(label=_("Second auditor who is present"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        experts = AuditorQualification.objects.filter(
            grade=AuditorQualification.Grade.EXPERT, valid_until__gte=self.row.planned_end
        )
        known = Person.objects.active(self.on).filter(pk__in=experts.values("person"))
        pool = list(auditors(self.row.unit, on=self.on) | known)
        found = ties_of(pool, self.row, on=self.on)
        free = {person.pk: gettext("is free of ties: set the team instead") for person in pool if not found[person.pk]}
        offer(self, "member", pool, free)
        seats = self.row.team.filter(part__in=(TeamMember.Part.LEAD, TeamMember.Part.AUDITOR))
        offer(self, "second_auditor", [seat.person for seat in seats.select_related("person__unit")], {})


@step_form("audit.object_to_team")
class ObjectionForm(StepForm):
    """Whom the audited object to."""

    member = nobody(label=_("Whom you object to"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = self.row.team.auditing().values("person")
        self.fields["member"].queryset = Person.objects.filter(pk__in=seats).order_by("name")  # type: ignore[attr-defined]


@step_form("audit.decide_objection")
class ObjectionDecisionForm(StepForm):
    """Which objection, and what becomes of it."""

    objection = forms.ModelChoiceField(
        Objection.objects.none(), to_field_name="uuid", label=_("Objection"), empty_label=None
    )
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (Objection.Decision.UPHELD.value, _("Upheld: the person leaves the team")),
            (Objection.Decision.DISMISSED.value, _("Dismissed: the person stays")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the record."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objection"].queryset = self.row.objections.open().for_list()  # type: ignore[attr-defined]


class OutsiderForm(forms.Form):
    """Somebody from outside, by name and organisation; a role is enough where the name is of no matter."""

    external_name = field_of(TeamMember, "external_name", required=True)
    part = forms.ChoiceField(
        label=_("Part in the team"),
        choices=[(one.value, one.label) for one in TeamMember.Part if one != TeamMember.Part.LEAD],
    )
    days = field_of(TeamMember, "days", required=False)


class SeatDaysForm(forms.Form):
    """How many days a seat takes."""

    days = field_of(TeamMember, "days", required=True, min_value=0.5)
