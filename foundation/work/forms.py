"""What is asked for before an act on ticked lines; the clean data are those of its verb."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.directory.forms.typed import TypedPerson, said
from foundation.directory.models import Person, User
from foundation.forms import day_input, year_can_be
from foundation.lists.bulk import REASON_TO_COME
from foundation.steps import Reason
from foundation.work.lines import Line

Text = str | Promise
WEEK = timedelta(days=7)


class ActForm(forms.Form):
    """An act on lines: `title` names it, `note` says what it does, `submit` words the button.

    `guess` stands for what has not been typed yet, so that one sees at once which lines would change; None where
    nothing can be said before somebody has typed.
    """

    title: ClassVar[Text] = ""
    note: ClassVar[Text] = ""
    submit: ClassVar[Text] = ""

    def __init__(self, *args: Any, actor: User, lines: Sequence[Line], on: date, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="act_%s", **kwargs)
        self.actor, self.lines, self.on = actor, lines, on

    @property
    def guess(self) -> dict[str, Any] | None:
        return {}


class NudgeForm(ActForm):
    """Some words go with the reminder."""

    title = _("Remind")
    note = _("Whoever holds a line gets a notification and a mail, in your name. It stays in the record.")
    submit = _("Send the reminders")
    words = forms.CharField(
        label=_("Your words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They stand in the mail and in the record."),
    )


class SnoozeForm(ActForm):
    """Until which day, and why it can wait."""

    title = _("Snooze")
    note = _("They leave your list until that day, or until they are due. Whoever chases them still sees them.")
    submit = _("Put them off")
    until = forms.DateField(
        label=_("Until"),
        widget=day_input(),
        validators=[year_can_be],
        help_text=_("At the latest the day it is due."),
    )
    reason = forms.CharField(
        label=_("Why it can wait"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Whoever chases it reads this. It stays in the record."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until", self.first_day)

    @property
    def first_day(self) -> date:
        """In a week, or on the first day that one of the lines is due."""
        dues = [line.due for line in self.lines if line.is_mine and line.due is not None and line.due > self.on]
        return min([self.on + WEEK, *dues])

    @property
    def guess(self) -> dict[str, Any]:
        return {"until": self.first_day, "reason": REASON_TO_COME}


class WakeForm(ActForm):
    """Nothing is asked."""

    title = _("Take up again")
    note = _("They stand in your list again.")
    submit = _("Take them up again")


class HandOnForm(ActForm):
    """To whom."""

    title = _("Hand on")
    note = _("Another person holds them from now on, and is told. What separation of duties forbids is refused.")
    submit = _("Hand them on")
    person = TypedPerson(label=_("To"), help_text=_("Name or personnel number of somebody who works here."))

    @property
    def suggestions(self) -> list[str]:
        """The people whom the actor sees, as one types them."""
        people = Person.objects.visible_to(self.actor).active(self.on).order_by("name")[:300]
        return [said(person) for person in people]

    @property
    def guess(self) -> None:
        return None


class ReasonForm(ActForm):
    """Why, for a step that needs a reason."""

    reason = Reason()

    @property
    def guess(self) -> dict[str, Any]:
        return {"reason": REASON_TO_COME}
