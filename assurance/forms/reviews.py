"""Management reviews: the plan, the notes, what comes of them, and the data of their steps."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import ManagementReview, ReviewInput, ReviewOutcome
from assurance.permissions import able_to_chair
from foundation.directory.models import Person, Unit
from foundation.forms import day_input, day_of, field_of, text_of, year_can_be
from foundation.steps import StepForm, step_form


class ReviewForm(forms.Form):
    """When management reviews, who chairs, and what is on the agenda."""

    title = field_of(ManagementReview, "title", help_text=_("Such as “Management review, second half of the year”."))
    planned_on = day_of(ManagementReview, "planned_on")
    chair = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="uuid",
        label=_("Chair"),
        help_text=_("A manager of the whole organisation, who signs it and does not prepare it."),
    )
    agenda = text_of(ManagementReview, "agenda", rows=5, required=False)

    def __init__(self, *args: Any, unit: Unit, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = able_to_chair(unit, on)  # type: ignore[attr-defined]


class InputForm(forms.Form):
    """What is to be said of a topic."""

    note = text_of(
        ReviewInput,
        "note",
        rows=7,
        required=False,
        label=_("Note"),
        help_text=_("What the figures mean, what they do not show, or that nothing changed. It is signed."),
    )


class OutcomeForm(forms.Form):
    """A decision, or an action with who carries it out and by when."""

    kind = field_of(ReviewOutcome, "kind", initial=ReviewOutcome.Kind.DECISION)
    text = text_of(ReviewOutcome, "text", rows=4, label=_("What is decided or to be done"))
    owner = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="uuid",
        label=_("Owner"),
        required=False,
        empty_label=_("Nobody: it is a decision"),
        help_text=_("Carries the action out. A decision has none."),
    )
    due_on = day_of(
        ReviewOutcome,
        "due_on",
        required=False,
        help_text=_("Only for an action. Left open, the policy says when; a day off moves to the next working day."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Person.objects.active(on).order_by("name", "pk")  # type: ignore[attr-defined]


class DoneForm(forms.Form):
    """What was done for an action."""

    done_note = text_of(ReviewOutcome, "done_note", rows=5, required=True)


@step_form("management_review.gather")
class GatherForm(StepForm):
    """The day whose figures are kept."""

    submit = _("Gather the inputs")
    cut_off = forms.DateField(
        label=_("Data cut-off"),
        widget=day_input(),
        validators=[year_can_be],
        help_text=_("Every figure is counted as of this day and kept with the review. Notes stay as they are."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("cut_off", self.row.cut_off or self.on)


@step_form("management_review.hold")
class HoldForm(StepForm):
    """The meeting: its day, who took part, and the minutes."""

    submit = _("Record the meeting")
    held_on = forms.DateField(label=_("Held on"), widget=day_input(), validators=[year_can_be])
    attendance = text_of(
        ManagementReview,
        "attendance",
        rows=4,
        required=True,
        help_text=_("One per line: name and what they speak for."),
    )
    minutes = text_of(ManagementReview, "minutes", rows=8, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in (
            ("held_on", self.row.held_on or self.on),
            ("attendance", self.row.attendance),
            ("minutes", self.row.minutes),
        ):
            self.initial.setdefault(name, value)
