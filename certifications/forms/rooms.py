"""What people write in a room, and what is answered; what each step of a grant, question and sample will do."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
        label=Sample._meta.get_field("population").verbose_name,
        help_text=Sample._meta.get_field("population").help_text,
        max_length=200,
    )
    items = text_of(Sample, "items", label=_("Which items"))


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
)
