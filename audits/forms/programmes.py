"""What people fill in for the programme of a year, and to take it from step to step."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from assurance.models import Area
from audits.coverage import open_gaps
from audits.forms.schedule import criteria, leads, units_of
from audits.models import Audit, GapReason, Programme, ProgrammeLine, ProgrammeReview, ProgrammeRisk
from audits.querysets.programme import audits_of
from audits.workflows.programme_rules import OVER
from foundation.directory.models import Person, Role, RoleGrant, Unit
from foundation.forms import field_of, text_of
from foundation.steps import StepForm, explain, step_form

explain(
    "programme",
    change=(_("What the year is for, how far it reaches and what it may cost."), "pencil"),
    add_risk=(_("What could keep the programme from its objectives, and the answer to it."), "exclamation-triangle"),
    justify_gap=(_("The programme can then be approved with the gap; the reason stays in it."), "document-text"),
    submit=(_("Top management is asked; nobody changes the programme meanwhile."), "paper-airplane"),
    send_back=(_("It becomes a draft again."), "arrow-uturn-left"),
    approve=(_("Its lines take effect, and their audits of the year are created."), "check"),
    change_line=(
        _("A new revision with its reason. The rhythm stays: drop the line and add another for that."),
        "pencil",
    ),
    drop_line=(_("A second person agrees. Its audits to come are cancelled."), "no-symbol"),
    close_year=(_("What was achieved and learnt is kept; nothing of the year changes afterwards."), "lock-closed"),
)


def codes(label: Any, choices: Any = ()) -> forms.MultipleChoiceField:
    """Any number of codes; none means all of them."""
    return forms.MultipleChoiceField(
        choices=choices,
        required=False,
        label=label,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )


class Contents(forms.Form):
    """What a draft says; an empty choice of areas, regions or frameworks means all of them."""

    title = field_of(Programme, "title")
    objectives = text_of(Programme, "objectives", required=False, rows=4)
    owner = forms.ModelChoiceField(
        Person.objects.none(), to_field_name="uuid", required=False, label=_("Programme manager")
    )
    auditor_days = field_of(Programme, "auditor_days", help_text=_("What the auditors of the year can work together."))
    methods = codes(_("Methods allowed"), Audit.Method.choices)
    areas = codes(_("Areas"), Area.Code.choices)
    regions = codes(_("Regions"))
    frameworks = codes(_("Frameworks"))

    def offer(self, actor: Any, on: date) -> None:
        self.fields["owner"].queryset = managers(on)
        regions = Unit.objects.filter(kind=Unit.Kind.REGION).active(on).order_by("path")
        self.fields["regions"].choices = list(regions.values_list("code", "name"))
        self.fields["frameworks"].choices = [(row.code, str(row)) for row in criteria(actor, on)]


class ProgrammeForm(Contents):
    """A new programme."""

    year = field_of(Programme, "year")
    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="uuid", label=_("Unit"))
    field_order = ["year", "unit"]

    def __init__(self, *args: Any, actor: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(actor, on)
        self.initial.setdefault("year", on.year + 1)
        self.fields["unit"].queryset = units_of(actor, Role.PM, on=on)


def managers(on: date) -> Any:
    """Everybody at work who manages a programme somewhere."""
    grants = RoleGrant.objects.live(on).filter(role=Role.PM, user__is_active=True, user__person=OuterRef("pk"))
    return Person.objects.active(on).filter(Exists(grants)).order_by("name")


@step_form("programme.change")
class ChangeProgrammeForm(StepForm, Contents):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(self.actor, self.on)
        self.initial.update({name: getattr(self.row, name) for name in Contents.base_fields})
        self.initial["owner"] = self.row.owner and self.row.owner.uuid


@step_form("programme.add_risk")
class RiskForm(StepForm):
    text = text_of(ProgrammeRisk, "text")
    likelihood = field_of(ProgrammeRisk, "likelihood", min_value=1, max_value=5)
    impact = field_of(ProgrammeRisk, "impact", min_value=1, max_value=5)
    response = text_of(ProgrammeRisk, "response")


@step_form("programme.justify_gap")
class GapForm(StepForm):
    area = forms.ModelChoiceField(Area.objects.all(), to_field_name="code", label=_("Area"), empty_label=None)
    region = forms.ModelChoiceField(
        Unit.objects.filter(kind=Unit.Kind.REGION).order_by("path"),
        to_field_name="code",
        label=_("Region"),
        empty_label=None,
    )
    text = text_of(GapReason, "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = open_gaps(self.row, on=self.on)
        if found:
            self.initial.update(area=found[0].area, region=found[0].region)
            words = _("Uncovered without a reason: %(places)s.") % {"places": "; ".join(map(str, found))}
            self.fields["area"].help_text = words


class LineChoice(StepForm):
    """A live line of the programme."""

    line = forms.ModelChoiceField(ProgrammeLine.objects.none(), to_field_name="uuid", label=_("Line"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = self.row.lines.live(self.on).order_by("title")


@step_form("programme.drop_line")
class DropLineForm(LineChoice):
    pass


@step_form("programme.change_line")
class ChangeLineForm(LineChoice):
    """New values of a line; what stays empty stays as it is."""

    method = forms.ChoiceField(choices=[("", _("as it is")), *Audit.Method.choices], required=False, label=_("Method"))
    working_days = field_of(ProgrammeLine, "working_days", required=False, initial=None)
    auditor_days = field_of(ProgrammeLine, "auditor_days", required=False, help_text="")
    impact = field_of(ProgrammeLine, "impact", required=False, initial=None)
    change_level = field_of(ProgrammeLine, "change_level", required=False, initial=None)
    incident_level = field_of(ProgrammeLine, "incident_level", required=False, initial=None)
    regulator_interest = field_of(ProgrammeLine, "regulator_interest", required=False, initial=None)
    lead = forms.ModelChoiceField(
        Person.objects.none(), to_field_name="uuid", required=False, label=_("Lead auditor"), empty_label=_("as it is")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = leads(self.on)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return {name: value for name, value in cleaned.items() if value not in (None, "")}


@step_form("programme.close_year")
class CloseYearForm(StepForm):
    achieved = text_of(ProgrammeReview, "achieved")
    lessons = text_of(ProgrammeReview, "lessons")
    next_year = text_of(ProgrammeReview, "next_year")
    carried_over = forms.ModelMultipleChoiceField(
        Audit.objects.none(),
        to_field_name="uuid",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Carried over into the next year"),
        help_text=_("Audits that are neither closed nor cancelled. Those you tick stay open and go on."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = audits_of(self.row, Audit.objects.visible_to(self.actor).exclude(state__in=OVER))
        self.fields["carried_over"].queryset = waiting.order_by("planned_start")
