"""The forms of the steps from intake to hearing, and what each step will do in a sentence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.forms import day_of, field_of, text_of
from foundation.steps import StepForm, explain, step_form
from people.cases.clocks import earliest_hearing, longest_measure
from people.cases.dues import calendar_of, clocks
from people.cases.forms.fields import SPARING, holders_for, one_person, with_unit
from people.cases.models import Hearing, InterimMeasure, Investigation, Message, Referral


@step_form("case.acknowledge")
class AcknowledgeForm(StepForm):
    """The first words to the reporter."""

    text = text_of(
        Message,
        "text",
        initial=_("Thank you for your report. We look into it and tell you within three months what came of it."),
    )


class InvestigatorForm(StepForm):
    investigator = one_person(_("Investigator"), help_text=_("Among those who hold the role for this region."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["investigator"]
        field.queryset = holders_for(self.row, Role.INVEST, on=self.on)
        field.label_from_instance = with_unit


@step_form("case.open")
class OpenForm(InvestigatorForm):
    """Who investigates, and how."""

    plan = text_of(Investigation, "plan", rows=5, help_text=_("What is to be found out, where, and in which order."))


@step_form("case.replace_investigator")
class ReplaceForm(InvestigatorForm):
    """Who goes on with it."""


@step_form("case.impose_measure")
class MeasureForm(StepForm):
    """A neutral measure."""

    kind = field_of(InterimMeasure, "kind")
    reason = text_of(InterimMeasure, "reason", help_text=SPARING)
    until = day_of(InterimMeasure, "until", help_text=_("30 days at most; it can be renewed."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["until"] = longest_measure(self.on, clocks(self.on).value)


@step_form("case.finish_investigation")
class FinishForm(StepForm):
    """Both sides."""

    speaks_against = text_of(Investigation, "speaks_against", rows=6, required=True, help_text=SPARING)
    speaks_for = text_of(Investigation, "speaks_for", rows=6, required=True)


@step_form("case.call_hearing")
class CallForm(StepForm):
    """When and where; the first day that leaves enough notice is filled in."""

    day = day_of(Hearing, "day")
    place = field_of(Hearing, "place", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["day"] = earliest_hearing(self.on, clocks(self.on).value, calendar_of(self.row))


@step_form("case.record_hearing")
class RecordForm(StepForm):
    """What came of the hearing."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Hearing.Outcome.choices, widget=forms.RadioSelect)
    file_shown = forms.BooleanField(
        required=False, label=_("The person could read the file before, with third parties covered")
    )
    companion = field_of(Hearing, "companion", required=False)
    notes = text_of(Hearing, "notes", rows=6, required=False, help_text=SPARING)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hearing = Hearing.objects.filter(case=self.row).first()
        self.initial["companion"] = hearing.companion if hearing else ""


@step_form("case.refer")
class ReferForm(StepForm):
    """Before which authority, and why counsel may."""

    authority = field_of(Referral, "authority")
    legal_basis = field_of(Referral, "legal_basis")
    note = text_of(Referral, "note", required=False)


explain(
    "case",
    acknowledge=(_("The reporter reads it; feedback is due three months from today."), "check"),
    propose_dismissal=(_("Another case officer decides on it."), "archive-box"),
    dismiss=(_("Identities are erased two months later."), "archive-box"),
    open=(_("The investigator is told, in neutral words. The person is told within ten working days."), "play"),
    replace_investigator=(_("The first one neither decides nor judges later."), "arrow-path"),
    consult=(_("Legal counsel sees the case from then on."), "scale"),
    tell_subject=(_("The person sees the allegations and their rights from now on, never who reported."), "megaphone"),
    delay_telling=(_("For 30 days; then you look at it again."), "clock"),
    impose_measure=(_("It says nothing about guilt."), "pause-circle"),
    finish_investigation=(_("The person is heard next."), "flag"),
    call_hearing=(_("Five working days of notice; the person may bring somebody."), "calendar"),
    record_hearing=(_("The decision comes next, by others."), "chat-bubble-left-right"),
    seat_deciders=(_("Nobody who had another part. Two of different units for level 3 and 4."), "users"),
    propose_decision=(_("Cites the row of the matrix. You agree with it; others are asked anew."), "document-text"),
    agree=(_("Read the reasons first. It stays with your name."), "hand-thumb-up"),
    close_unfounded=(_("Measures end, and identities are erased two months later."), "check-circle"),
    sanction=(_("The letter is served, and may be appealed for 15 working days."), "scale"),
    appeal=(_("It never makes it worse. A heavy sanction rests meanwhile."), "arrow-uturn-left"),
    appeal_late=(_("Say why it is late. The panel may admit it."), "arrow-uturn-left"),
    seat_panel=(_("Nobody who had a part before."), "users"),
    admit_appeal=(_("What was final is not until it is judged."), "check"),
    refuse_appeal=(_("The decision stands."), "x-mark"),
    end_stay=(_("The sanction takes effect during the appeal."), "play"),
    decide_appeal=(_("The decision stands or is reduced, and is final."), "scale"),
    annul=(_("It never counted, and is erased two months later."), "trash"),
    refer=(_("Its file is held until you lift the hold."), "building-library"),
    lift_hold=(_("What is due to be erased is erased from the next night on."), "lock-open"),
)
