"""What people fill in for templates of findings."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import Framework, Requirement
from audits.forms.schedule import criteria
from audits.models import FindingTemplate
from foundation.forms import field_of, text_of


class FindingTemplateForm(forms.Form):
    """The skeleton of a finding; without a requirement it is offered for all of the framework."""

    framework = forms.ModelChoiceField(
        Framework.objects.none(), to_field_name="uuid", label=_("Framework"), empty_label=None
    )
    requirement = forms.ModelChoiceField(
        Requirement.objects.none(),
        to_field_name="uuid",
        label=_("Requirement"),
        required=False,
        empty_label=_("All of the framework"),
    )
    title = field_of(FindingTemplate, "title")
    statement = text_of(
        FindingTemplate,
        "statement",
        rows=4,
        help_text=_("The skeleton: what is wrong, with dots where the auditor fills in what was seen."),
    )
    evidence = text_of(FindingTemplate, "evidence", rows=3, required=False)

    def __init__(
        self, *args: Any, actor: Any, on: date, template: FindingTemplate | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        frameworks = criteria(actor, on)
        requirements = Requirement.objects.assessable().filter(framework__in=frameworks)
        self.fields["framework"].queryset = frameworks  # type: ignore[attr-defined]
        self.fields["requirement"].queryset = requirements.select_related("framework").order_by("framework", "order")  # type: ignore[attr-defined]
        if template is not None:
            texts = {name: getattr(template, name) for name in ("title", "statement", "evidence")}
            about = {"framework": template.framework, "requirement": template.requirement}
            self.initial = {**texts, **about}
