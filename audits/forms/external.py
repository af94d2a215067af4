"""What is filled in about an audit that a body from outside holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import Process, Requirement
from audits.forms.corrective import EvidenceStep
from audits.models import Audit, Finding, Report
from foundation.directory.models import Person
from foundation.forms import day_input, day_of, field_of, text_of, year_can_be
from foundation.steps import StepForm, explain, step_form


@step_form("audit.begin_external")
class BeginForm(StepForm):
    began_on = day_of(Audit, "planned_start", label=_("The body began on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["began_on"] = min(self.row.planned_start, self.on)


@step_form("audit.log_external")
class ExternalFindingForm(StepForm):
    """The words of the body, and beside them what they are here; the owner of the process answers, or somebody named."""

    external_ref = field_of(Finding, "external_ref", required=True)
    external_grade = field_of(Finding, "external_grade", required=False, help_text=_("In the words of the body."))
    type = forms.ChoiceField(label=_("Type"), choices=Finding.Type.choices, widget=forms.RadioSelect)
    statement = text_of(Finding, "statement")
    objective_evidence = text_of(Finding, "objective_evidence", required=False)
    requirement = forms.ModelChoiceField(Requirement.objects.none(), to_field_name="uuid", label=_("Requirement"))
    process = forms.ModelChoiceField(Process.objects.none(), to_field_name="uuid", required=False, label=_("Process"))
    owner = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="uuid",
        required=False,
        label=_("Owner"),
        help_text=_("Left empty, the owner of the process answers, or the head of the unit."),
    )
    limit_on = forms.DateField(
        label=_("Limit in the body's letter"),
        required=False,
        widget=day_input(),
        validators=[year_can_be],
        help_text=_("No date of the finding lies after it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criteria = Requirement.objects.assessable().filter(framework__audits=self.row)
        self.fields["requirement"].queryset = criteria.select_related("framework").order_by("framework", "order")  # type: ignore[attr-defined]
        self.fields["process"].queryset = self.row.processes.select_related("owner")  # type: ignore[attr-defined]
        self.fields["owner"].queryset = Person.objects.active(self.on).order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "owner" in cleaned and cleaned["owner"] is None:
            process = cleaned.get("process")
            cleaned["owner"] = process.owner if process is not None else self.row.unit.accountable_officer
        return cleaned


@step_form("audit.record_external_report")
class ExternalReportForm(EvidenceStep):
    needs = _("Attach the report or letter of the body.")
    summary = text_of(Report, "summary", rows=6)
    conclusion = forms.ChoiceField(label=_("Conclusion"), choices=Report.Conclusion.choices, widget=forms.RadioSelect)
    recommendation = text_of(Report, "recommendation", required=False)
    limitations = text_of(Report, "limitations", required=False)
    ended_on = day_of(Audit, "planned_end", label=_("Last day of the audit"), required=False)
    issued_on = day_of(Audit, "planned_end", label=_("The body issued its report on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.row.actual_end is not None:
            del self.fields["ended_on"]
        else:
            self.fields["ended_on"].required = True
            self.initial["ended_on"] = min(self.row.planned_end, self.on)
        self.initial["issued_on"] = self.on


@step_form("audit.attach_letter")
class LetterForm(EvidenceStep):
    needs = _("Attach the letter of the body.")


explain(
    "audit",
    begin_external=(
        _("A body from outside audits: it needs no checklist, plan or review of documents of ours."),
        "play",
    ),
    log_external=(_("Its reference and grade stay beside our own type. It is issued with the body's report."), "flag"),
    record_external_report=(
        _("Needs the body's report or letter. Fixes it, issues the findings and starts their dates."),
        "document-text",
    ),
    attach_letter=(_("Once an officer has accepted it, the audit can be closed."), "paper-clip"),
)
