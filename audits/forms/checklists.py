"""What people fill in for templates of checklists, and how an audit takes its checklist from what exists."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import Requirement
from audits.forms.schedule import criteria
from audits.models import Audit, ChecklistTemplate, Question, TemplateQuestion, TemplateVersion
from foundation.forms import field_of, text_of
from foundation.steps import StepForm, step_form


class ChecklistTemplateForm(forms.Form):
    """A named checklist."""

    name = field_of(ChecklistTemplate, "name")
    purpose = text_of(ChecklistTemplate, "purpose", required=False)


class ChooseForm(forms.Form):
    """Questions of the bank for a draft, by requirement; those on it are not offered again."""

    questions = forms.ModelMultipleChoiceField(
        Question.objects.none(),
        to_field_name="uuid",
        label=_("Questions"),
        error_messages={"required": _("Choose at least one question.")},
    )

    def __init__(self, *args: Any, actor: Any, on: date, version: TemplateVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Question.objects.filter(requirement__framework__in=criteria(actor, on))
        on_it = version.questions.filter(source__isnull=False).values("source")
        rows = seen.exclude(pk__in=on_it).select_related("requirement__framework")
        self.fields["questions"].queryset = rows.order_by(*Question._meta.ordering)  # type: ignore[attr-defined, misc]

    @property
    def groups(self) -> Iterable[tuple[Requirement, list[Question]]]:
        """The questions that can be chosen, by requirement."""
        rows = self.fields["questions"].queryset  # type: ignore[attr-defined]
        return [(about, list(questions)) for about, questions in groupby(rows, key=lambda row: row.requirement)]

    @property
    def chosen(self) -> set[str]:
        return set(self.data.getlist("questions")) if self.is_bound else set()


class WriteForm(forms.Form):
    """A question of one's own."""

    requirement = forms.ModelChoiceField(
        Requirement.objects.none(), to_field_name="uuid", label=_("Requirement"), empty_label=None
    )
    title = field_of(TemplateQuestion, "title")
    text = text_of(TemplateQuestion, "text")
    guidance = text_of(TemplateQuestion, "guidance", required=False)
    expected = forms.CharField(
        label=_("Expected evidence"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One piece per line."),
    )

    def __init__(self, *args: Any, actor: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Requirement.objects.assessable().filter(framework__in=criteria(actor, on))
        self.fields["requirement"].queryset = rows.select_related("framework").order_by("framework", "order")  # type: ignore[attr-defined]

    def clean_expected(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["expected"].splitlines() if line.strip()]


@step_form("audit.use_template")
class UseTemplateForm(StepForm):
    version = forms.ModelChoiceField(
        TemplateVersion.objects.none(), to_field_name="uuid", label=_("Template and version"), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        released = TemplateVersion.objects.visible_to(self.actor).filter(state=TemplateVersion.State.RELEASED)
        self.fields["version"].queryset = released.select_related("template").order_by("template__name", "-number")  # type: ignore[attr-defined]


@step_form("audit.clone_checklist")
class CloneForm(StepForm):
    source = forms.ModelChoiceField(
        Audit.objects.none(), to_field_name="uuid", label=_("Earlier audit"), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = Audit.objects.with_checklist_for(self.actor).exclude(pk=self.row.pk)  # type: ignore[attr-defined]
