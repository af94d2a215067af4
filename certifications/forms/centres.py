"""What people fill in for needs assessments, centres and their parts."""

from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceVersion
from certifications.models import Agreement, AuthorisingAuthority, Centre, CentreRoom, NeedsAssessment, Seat
from certifications.models.assessments import Driver
from certifications.models.centres import Function
from certifications.permissions import ASSESS_NEED, MANAGE_CENTRE
from certifications.sight import concepts, people_at_work, units_for
from foundation.directory.models import Person, Site, Unit, User
from foundation.forms import day_of, field_of, text_of
from foundation.steps import StepForm, explain, step_form

explain(
    "assessment",
    change=(_("What asks for a centre, and what could be done."), "pencil"),
    submit=(_("Another officer is asked; it is not changed meanwhile."), "paper-airplane"),
    find_needed=(_("A centre may then be proposed and rest on it."), "check"),
    find_not_needed=(_("It stays in the list with its reason, and anybody who asks can be told."), "minus-circle"),
    put_off=(_("Whoever wrote it is reminded on the day."), "clock"),
    look_again=(_("A new draft with what this one says; this decision stays."), "arrow-path"),
    **{"return": (_("It becomes a draft again."), "arrow-uturn-left")},
)
explain(
    "centre",
    assess=(_("The centre rests on it; the officers are asked to approve."), "document-text"),
    approve=(_("Another person than who proposed it agrees to the centre."), "check"),
    build=(_("Rooms and the security concept are made."), "wrench"),
    open=(_("Visitors can be invited from now on."), "building-office"),
    suspend=(_("Nobody is admitted until it is opened again."), "pause"),
    resume=(_("Visitors can be invited again."), "play"),
    close=(_("Nothing of it changes afterwards."), "lock-closed"),
    change_centre=(
        _("Head, functions, independence, security concept and rules. Other rules are a new edition."),
        "pencil",
    ),
    add_agreement=(_("What an authority or a customer has agreed."), "plus"),
    end_agreement=(_("Its last day."), "no-symbol"),
    add_seat=(_("By party: authorities, customers, the company, independent."), "user-plus"),
    end_seat=(_("Its last day."), "user-minus"),
    add_room=(_("A room that can be booked."), "plus"),
    change_room=(_("Its places, and whether it can be booked."), "pencil"),
)


def rows_of(model: type[models.Model], label: Any, **options: Any) -> Any:
    """A choice of one row by its uuid; which ones are offered is said when the form is made."""
    return forms.ModelChoiceField(model._default_manager.none(), to_field_name="uuid", label=label, **options)


def ticked(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(choices=choices, label=label, widget=forms.CheckboxSelectMultiple)


class Need(forms.Form):
    """What asks for a centre in a region, and what could be done."""

    drivers = ticked(_("What asks for it"), Driver.choices)
    reasons = text_of(NeedsAssessment, "reasons", rows=5)
    options = text_of(NeedsAssessment, "options", rows=5)


class AssessmentForm(Need):
    """A new needs assessment."""

    unit = rows_of(Unit, _("Region"), empty_label=None)
    field_order = ["unit", "drivers", "reasons", "options"]

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(actor, ASSESS_NEED, on=on)  # type: ignore[attr-defined]


@step_form("assessment.change")
class ChangeAssessmentForm(StepForm, Need):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({name: getattr(self.row, name) for name in Need.base_fields})  # type: ignore[attr-defined]


@step_form("assessment.find_needed")
class DecisionForm(StepForm):
    decision = text_of(NeedsAssessment, "decision", required=True, rows=4, help_text=_("It stays in the record."))


@step_form("assessment.find_not_needed")
class NotNeededForm(DecisionForm):
    revisit_on = day_of(
        NeedsAssessment, "revisit_on", required=False, help_text=_("If the question may come up again.")
    )


@step_form("assessment.put_off")
class PutOffForm(DecisionForm):
    revisit_on = day_of(NeedsAssessment, "revisit_on", required=True)


class CentreForm(forms.Form):
    """The proposal of a centre."""

    name = field_of(Centre, "name")
    unit = rows_of(Unit, _("Unit"), empty_label=None)
    site = rows_of(Site, _("Site"), help_text=_("Of the kind certification centre; the administration adds sites."))
    head = rows_of(Person, _("Head"))
    functions = ticked(_("Functions"), Function.choices)

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_for(actor, MANAGE_CENTRE, on=on)
        sites = Site.objects.filter(unit__in=units, kind=Site.Kind.CERTIFICATION_CENTRE, closed_on=None)
        for name, rows in {"unit": units, "site": sites, "head": people_at_work(on)}.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


@step_form("centre.assess")
class AssessCentreForm(StepForm):
    assessment = rows_of(NeedsAssessment, _("Needs assessment"), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = NeedsAssessment.objects.visible_to(self.actor).found_needed_for(self.row.unit)
        self.fields["assessment"].queryset = found.select_related("unit").order_by("-decided_on", "-pk")  # type: ignore[attr-defined]


@step_form("centre.change_centre")
class ChangeCentreForm(StepForm):
    head = rows_of(Person, _("Head"), empty_label=None)
    functions = ticked(_("Functions"), Function.choices)
    independence = text_of(Centre, "independence", required=False)
    security_concept = rows_of(
        EvidenceVersion,
        _("Security concept"),
        required=False,
        empty_label=_("None on file"),
        help_text=_("A document that somebody has accepted as evidence."),
    )
    rules = text_of(Centre, "rules", required=False, rows=8)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["head"].queryset = people_at_work(self.on) | Person.objects.filter(pk=self.row.head_id)  # type: ignore[attr-defined]
        self.fields["security_concept"].queryset = concepts(self.actor, self.on, kept=self.row.security_concept)  # type: ignore[attr-defined]
        self.initial.update({name: getattr(self.row, name) for name in ("functions", "independence", "rules")})
        self.initial["head"] = self.row.head.uuid
        self.initial["security_concept"] = self.row.security_concept and self.row.security_concept.uuid


@step_form("centre.add_agreement")
class AgreementForm(StepForm):
    authority = rows_of(AuthorisingAuthority, _("Authority"), required=False, empty_label=_("None: a customer"))
    customer = field_of(Agreement, "customer")
    agreed = field_of(Agreement, "agreed")
    evidence = rows_of(EvidenceVersion, _("Signed agreement"), required=False, empty_label=_("None on file"))
    from_on = day_of(Agreement, "from_on")
    until_on = day_of(Agreement, "until_on", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = AuthorisingAuthority.objects.visible_to(self.actor)  # type: ignore[attr-defined]
        self.fields["evidence"].queryset = concepts(self.actor, self.on)  # type: ignore[attr-defined]
        self.initial.setdefault("from_on", self.on)


class EndForm(StepForm):
    until_on = day_of(Seat, "until_on", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until_on", self.on)


@step_form("centre.end_agreement")
class EndAgreementForm(EndForm):
    agreement = rows_of(Agreement, _("Agreement"))
    field_order = ["agreement", "until_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreement"].queryset = self.row.agreements.all().in_force(on=self.on).for_list()  # type: ignore[attr-defined]


@step_form("centre.add_seat")
class SeatForm(StepForm):
    party = field_of(Seat, "party")
    organisation = field_of(Seat, "organisation")
    name = field_of(Seat, "name")
    is_chair = field_of(Seat, "is_chair")
    from_on = day_of(Seat, "from_on")
    until_on = day_of(Seat, "until_on", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("from_on", self.on)


@step_form("centre.end_seat")
class EndSeatForm(EndForm):
    seat = rows_of(Seat, _("Seat"))
    field_order = ["seat", "until_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = self.row.seats.all().held(on=self.on)  # type: ignore[attr-defined]


@step_form("centre.add_room")
class RoomForm(StepForm):
    name = field_of(CentreRoom, "name")
    is_clean = field_of(CentreRoom, "is_clean")
    seats = field_of(CentreRoom, "seats", min_value=1, max_value=500)


@step_form("centre.change_room")
class ChangeRoomForm(StepForm):
    room = rows_of(CentreRoom, _("Room"))
    seats = field_of(CentreRoom, "seats", min_value=1, max_value=500)
    is_open = forms.BooleanField(label=_("Can be booked"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = self.row.rooms.order_by("name")  # type: ignore[attr-defined]
