"""What is added to a case, or done with a part of it, outside of its steps: each with its form and its verb."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.access import Permission
from foundation.directory.models import Person, Unit
from foundation.forms import day_of, field_of, text_of
from people.cases import actions
from people.cases import permissions as may
from people.cases.clocks import longest_measure
from people.cases.dues import clocks
from people.cases.forms.fields import SPARING, FilesField, one_person
from people.cases.forms.reports import regions
from people.cases.models import (
    Allegation,
    Case,
    CaseFile,
    InterimMeasure,
    Interview,
    InvestigationStep,
    Message,
    RetaliationCheck,
    Seat,
)

PARTIES = (
    (Seat.Kind.WITNESS.value, Seat.Kind.WITNESS.label),
    (Seat.Kind.BENEFICIARY.value, Seat.Kind.BENEFICIARY.label),
)


class AddForm(forms.Form):
    """Knows the case, the part of it, and the day."""

    def __init__(self, *args: Any, case: Case, on: date, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.row, self.on = case, row, on
        if "person" in self.fields:
            self.fields["person"].queryset = Person.objects.active(on).order_by("name")  # type: ignore[attr-defined]


class PlanForm(AddForm):
    text = field_of(InvestigationStep, "text", label=_("What is to be found out"))
    due_on = day_of(InvestigationStep, "due_on", required=False)


class DoneForm(AddForm):
    result = text_of(InvestigationStep, "result", required=True, help_text=SPARING)


class InterviewForm(AddForm):
    person = one_person(_("Who was heard"), help_text=_("They are a witness from now on."))
    held_on = day_of(Interview, "held_on")
    notes = text_of(Interview, "notes", rows=8, help_text=SPARING)
    side = field_of(Interview, "side")


class FilesForm(AddForm):
    title = field_of(CaseFile, "title", help_text=_("Without a name: it is what everybody sees of it."))
    kept = FilesField(label=_("Files"))
    side = field_of(CaseFile, "side")


class AllegationForm(AddForm):
    text = text_of(Allegation, "text", help_text=_("One thing. The person it is about reads it word by word."))


class SubjectForm(AddForm):
    person = one_person(_("Whom it is about"), help_text=_("Sealed at once; the log does not hold the name."))


class PartyForm(AddForm):
    person = one_person(_("Person"))
    kind = forms.ChoiceField(label=_("Part"), choices=PARTIES, widget=forms.RadioSelect)


class ClassifyForm(AddForm):
    category = field_of(Case, "category")
    severity = field_of(Case, "severity")
    clause = field_of(Case, "clause", required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="uuid", label=_("Region"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = regions(self.on)  # type: ignore[attr-defined]
        for name in ("category", "severity", "clause"):
            self.initial[name] = getattr(self.case, name)
        self.initial["unit"] = self.case.unit.uuid


class WriteForm(AddForm):
    text = text_of(
        Message,
        "text",
        rows=6,
        help_text=_("They read “case officer”, not your name. Say nothing of others they may not know."),
    )


class RenewForm(AddForm):
    reason = text_of(InterimMeasure, "reason", help_text=SPARING)
    until = day_of(InterimMeasure, "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["until"] = longest_measure(self.on, clocks(self.on).value)


class LiftForm(AddForm):
    """Nothing to fill in."""


class ShowForm(AddForm):
    shown = forms.BooleanField(
        required=False, label=_("The person it is about may read it; third parties are blacked out in it")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["shown"] = self.row.shown_to_subject


class CheckForm(AddForm):
    outcome = text_of(RetaliationCheck, "outcome", required=True)


@dataclass(frozen=True)
class Adding:
    """A sheet: its title, who gets it, its form, the verb that takes its clean data, and the page it belongs to.

    `takes` is the name under which the verb takes the part; “” where it takes the case.
    """

    title: str | Promise
    permission: Permission
    form: type[AddForm]
    verb: Callable[..., Any]
    tab: str = "inquiry"
    takes: str = ""
    rows: str = ""


_ADDED = {
    "step": Adding(_("Add a step"), may.INVESTIGATE, PlanForm, actions.plan_step),
    "interview": Adding(_("Record an interview"), may.INVESTIGATE, InterviewForm, actions.record_interview),
    "file": Adding(_("Add files"), may.KEEP_FILE, FilesForm, actions.add_files),
    "allegation": Adding(_("Add an allegation"), may.KEEP_FILE, AllegationForm, actions.add_allegation),
    "subject": Adding(_("Whom it is about"), may.KEEP_FILE, SubjectForm, actions.identify_subject, tab=""),
    "party": Adding(_("Witness or interested person"), may.KEEP_FILE, PartyForm, actions.bind_person, tab=""),
    "classify": Adding(_("Category and severity"), may.HANDLE, ClassifyForm, actions.classify_case, tab=""),
    "message": Adding(_("Write to the reporter"), may.HANDLE, WriteForm, actions.write_to_reporter, tab="messages"),
    "feedback": Adding(_("Give feedback"), may.HANDLE, WriteForm, actions.give_feedback, tab="messages"),
}
_WITHIN = {
    "done": Adding(
        _("What came of the step"),
        may.INVESTIGATE,
        DoneForm,
        actions.finish_step,
        takes="step",
        rows="investigation_steps",
    ),
    "renew": Adding(
        _("Renew the measure"), may.HANDLE, RenewForm, actions.renew_measure, takes="measure", rows="measures"
    ),
    "lift": Adding(_("Lift the measure"), may.HANDLE, LiftForm, actions.lift_measure, takes="measure", rows="measures"),
    "show": Adding(
        _("What the person may read"), may.KEEP_FILE, ShowForm, actions.show_file, takes="file", rows="files"
    ),
    "check": Adding(
        _("What you found"), may.ADVISE, CheckForm, actions.close_check, tab="decision", takes="check", rows="checks"
    ),
}


def adding(what: str) -> Adding | None:
    """What is added to a case, by the name in the address."""
    return _ADDED.get(what)


def within(what: str) -> Adding | None:
    """What is done with a part of a case, by the name in the address."""
    return _WITHIN.get(what)
