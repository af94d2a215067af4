"""What people write in a room, and what is answered; what each step of a grant, question and sample will do."""

import re
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from assurance.models import Evidence
from certifications.models import Message, Sample
from foundation.forms import text_of
from foundation.steps import StepForm, explain, step_form


class AcknowledgeForm(forms.Form):
    read = forms.BooleanField(
        label=_("I have read the rules and am bound by the agreement on confidentiality."),
        error_messages={"required": _("Tick this to enter. Without it the room stays closed.")},
    )


class QuestionForm(forms.Form):
    text = text_of(Message, "text", label=_("Your question"))


class ReplyForm(forms.Form):
    """The button `close` accepts what was said; then no words are needed."""

    text = text_of(Message, "text", label=_("Ask back"))


class SampleForm(forms.Form):
    population = forms.CharField(
        label=_("From what"),
        help_text=Sample._meta.get_field("population").help_text,
        max_length=200,
    )
    items = text_of(Sample, "items", label=_("Which items"))


class DrawForm(forms.Form):
    """How many are drawn, with which seed; in the address, for it writes nothing."""

    n = forms.IntegerField(label=_("How many"), min_value=1, max_value=500)
    seed = forms.CharField(label=_("Seed"), max_length=50)


class PickForm(forms.Form):
    """Rows of the room with a tick each; `members` are all that may be picked, in the order of the page."""

    picks = forms.ModelMultipleChoiceField(
        Evidence.objects.none(),
        to_field_name="uuid",
        label=_("Which"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what you would like to see, or draw some.")},
    )
    note = forms.CharField(
        label=_("What for"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    seed = forms.CharField(required=False, max_length=50, widget=forms.HiddenInput)

    def __init__(self, *args: Any, members: models.QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picks"].queryset = members  # type: ignore[attr-defined]


@step_form("sample.show")
class ShowForm(StepForm):
    """Evidence by reference, as far as the officer sees it."""

    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_(
            "By reference, such as EV-0344 EV-0420. What the room does not show yet waits for another officer."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )

    def clean_evidence(self) -> list[Evidence]:
        wanted = [word for word in re.split(r"[\s,;]+", self.cleaned_data["evidence"]) if word]
        found = {row.ref: row for row in Evidence.objects.visible_to(self.actor).filter(ref__in=wanted)}
        unknown = [word for word in wanted if word not in found]
        if unknown:
            raise forms.ValidationError(_("There is no %(refs)s that you may see.") % {"refs": ", ".join(unknown)})
        return [found[word] for word in dict.fromkeys(wanted)]


@step_form("question.answer")
class AnswerForm(StepForm):
    text = text_of(Message, "text", label=_("Answer"), help_text=_("They read this in their room."))


@step_form("question.reply")
class AskBackForm(StepForm):
    text = text_of(Message, "text", label=_("Ask back"))


@step_form("sample.agree")
class AgreeForm(StepForm):
    answer = forms.CharField(
        label=_("When and how they see it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read this in their room."),
    )


explain(
    "grant",
    submit=(_("A second officer is asked to approve it."), "paper-airplane"),
    clear=(_("Says as legal counsel that the confidential part may be shown."), "scale"),
    approve=(_("Opens the room on its first day, and invites the account if it has no password yet."), "check"),
    **{"return": (_("Goes back to whoever asked, with what is missing."), "arrow-uturn-left")},
    withdraw=(_("The request is taken back."), "x-mark"),
    revoke=(_("Closes the room this moment and ends every session of the account."), "no-symbol"),
)
explain(
    "question",
    answer=(_("They read the answer in their room and are told by mail."), "chat-bubble-left"),
)
explain(
    "sample",
    agree=(_("They may look at these items."), "check"),
    decline=(_("They read your reason."), "x-mark"),
    show=(_("Names the evidence that answers it. New evidence is opened once another officer agrees."), "paper-clip"),
)
