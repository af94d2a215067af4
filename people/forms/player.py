"""What is filled in about pages, questions and proofs, and what a learner answers."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assurance.forms.evidence import KeptFiles
from foundation.directory.models import User
from foundation.forms import day_of, field_of, text_of
from foundation.steps import StepForm, explain, step_form
from people.models import Course, CoursePage, CourseQuestion, Edition, Proof

explain(
    "edition",
    change=(_("From the next attempt on, so many are drawn from the pool."), "pencil"),
    publish=(_("Whoever begins from now on learns this version. Who began another finishes it."), "check"),
)
explain(
    "proof",
    accept=(_("It becomes a completion of the course, valid from the day of the training."), "check"),
    reject=(_("The person is told why, and may submit another one."), "x-mark"),
    withdraw=(_("Nobody judges it any more."), "arrow-uturn-left"),
)
MOST_ANSWERS = 6


class OwnFiles(KeptFiles):
    """Files that belong to one row alone: that evidence has the same content says nothing about them."""

    def _tell_of_twins(self, hashes: list[str]) -> None:
        return


class PageForm(OwnFiles):
    """One page of a course; a page of text has no file."""

    kind = field_of(CoursePage, "kind", widget=forms.RadioSelect, initial=CoursePage.Kind.TEXT)
    title = field_of(CoursePage, "title")
    body = text_of(CoursePage, "body", rows=12, required=False)
    spoken = field_of(CoursePage, "spoken", required=False)
    insists = False
    field_order = ("kind", "title", "body", "files", "spoken")

    def __init__(self, *args: Any, page: CoursePage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        files = self.fields["files"]
        files.required, files.label = False, _("Picture, paper or video")
        files.help_text = _("PNG, JPEG, GIF or WebP; PDF; MP4. Nothing of it is run: pages are shown as pictures.")
        for name in ("kind", "title", "body", "spoken") if page else ():
            self.initial[name] = getattr(page, name)
        if page and page.file:
            told = gettext("It shows %(name)s now; another file takes its place.")
            files.help_text = format_html("{}", told % {"name": page.file.name})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if len(cleaned.get("kept", ())) > 1:
            self.add_error("files", _("A page shows one file."))
        return cleaned


class QuestionForm(forms.Form):
    """A question with up to six answers, each with a tick where it is right."""

    text = text_of(CourseQuestion, "text", rows=2)
    kind = field_of(CourseQuestion, "kind", widget=forms.RadioSelect, initial=CourseQuestion.Kind.SINGLE)
    page = forms.ModelChoiceField(
        CoursePage.objects.none(), to_field_name="uuid", required=False, label=_("Where to look"), empty_label=_("–")
    )

    def __init__(self, *args: Any, edition: Edition, question: CourseQuestion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].queryset = CoursePage.objects.filter(edition=edition).in_order()  # type: ignore[attr-defined]
        held = list(question.choices.all()) if question else []
        for number in range(1, MOST_ANSWERS + 1):
            one = held[number - 1] if number <= len(held) else None
            self._add(number, one.text if one else "", is_right=bool(one and one.is_right))
        if question:
            self.initial.update(text=question.text, kind=question.kind, page=question.page)

    def _add(self, number: int, text: str, *, is_right: bool) -> None:
        told = {"number": number}
        label = _("Answer %(number)d") % told
        self.fields[f"answer_{number}"] = forms.CharField(label=label, max_length=300, required=False, initial=text)
        right = _("Answer %(number)d is right") % told
        self.fields[f"right_{number}"] = forms.BooleanField(label=right, required=False, initial=is_right)

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields above the answers."""
        return [self[name] for name in ("text", "kind", "page")]

    @property
    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each answer with its tick."""
        return [(self[f"answer_{number}"], self[f"right_{number}"]) for number in range(1, MOST_ANSWERS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        answers = []
        for number in range(1, MOST_ANSWERS + 1):
            text, is_right = cleaned.pop(f"answer_{number}", ""), cleaned.pop(f"right_{number}", False)
            if is_right and not text:
                self.add_error(f"answer_{number}", _("Write the answer that is right."))
            answers += [(text, is_right)] if text else []
        return cleaned | {"answers": answers}


class AnswerForm(forms.Form):
    """What the learner chose of the answers of one question, as the uuids of the choices."""

    given = forms.MultipleChoiceField(
        error_messages={
            "required": _("Choose an answer."),
            "invalid_choice": _("Choose from the answers that are offered."),
        }
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given"].choices = offered  # type: ignore[attr-defined]


class HandInForm(forms.Form):
    """Which draw is handed in: another tab may have handed in this one, and begun the next."""

    sitting = forms.UUIDField(widget=forms.HiddenInput)

    @property
    def asked(self) -> UUID | None:
        return self.cleaned_data.get("sitting") if self.is_valid() else None


@step_form("edition.change")
class AskedForm(StepForm):
    asked = field_of(Edition, "asked")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(asked=self.row.asked)


class ProofForm(OwnFiles):
    """A training outside that is to count for a course, with the papers that prove it."""

    course = forms.ModelChoiceField(
        Course.objects.none(), to_field_name="uuid", label=_("Counts for"), help_text=_("The course it stands for.")
    )
    title = field_of(Proof, "title")
    issuer = field_of(Proof, "issuer")
    completed_on = day_of(Proof, "completed_on")
    field_order = ("course", "title", "issuer", "completed_on", "files")

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.on = on
        courses = Course.objects.visible_to(actor).filter(is_active=True)
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]
        self.fields["files"].help_text = _("A certificate or a confirmation, as PDF or as a picture.")

    def clean_completed_on(self) -> date:
        day: date = self.cleaned_data["completed_on"]
        if day > self.on:
            raise ValidationError(_("It cannot have been completed on a day to come."))
        return day


class NumberForm(forms.Form):
    """The number on a certificate."""

    number = forms.CharField(label=_("Certificate number"), max_length=20, strip=True)

    def clean_number(self) -> str:
        return str(self.cleaned_data["number"]).upper()
