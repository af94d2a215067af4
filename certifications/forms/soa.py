"""What people fill in for a statement of applicability: its beginning, one line, several lines, and which one is cited."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import Framework, Requirement
from certifications.models import Certificate, SoaLine, StatementOfApplicability
from foundation.access import Role, reach
from foundation.directory.models import Unit, User
from foundation.forms import field_of, text_of
from foundation.steps import StepForm, explain, step_form

explain(
    "soa",
    change=(_("What it is called, and what it covers."), "pencil"),
    match_framework=(_("Adds lines for new controls and takes out those of withdrawn ones."), "arrow-path"),
    follow_matrix=(
        _("The implementation of each line that applies becomes what its cells speak for: all fresh, some, or none."),
        "table-cells",
    ),
    submit=(_("The officers who did not write at it are asked; nobody changes it meanwhile."), "paper-airplane"),
    approve=(_("Nothing of it changes afterwards. The version before it is superseded."), "check"),
    **{"return": (_("It becomes a draft again."), "arrow-uturn-left")},
)

YES_NO = [("yes", _("Applies")), ("no", _("Excluded"))]


def yes_or_no(choices: Any, **options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(choices=choices, coerce=lambda value: value == "yes", **options)


def reason_ticks(**options: Any) -> forms.MultipleChoiceField:
    label, widget = _("Included because of"), forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        choices=SoaLine.Reason.choices, required=False, label=label, widget=widget, **options
    )


class SoaForm(forms.Form):
    """A new statement: of a unit, about the controls of a framework."""

    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="uuid", label=_("Unit"))
    framework = forms.ModelChoiceField(
        Framework.objects.none(),
        to_field_name="uuid",
        label=_("Framework"),
        help_text=_("Each of its controls gets a line."),
    )
    title = field_of(StatementOfApplicability, "title", help_text=_("Such as: Group ISMS."))
    scope = text_of(StatementOfApplicability, "scope", rows=4)

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(reach(actor, Role.CO, unit="")).active(on)
        self.fields["unit"].queryset = units.order_by("path")
        decided = Requirement.objects.filter(kind=Requirement.Kind.CONTROL, assessable=True, withdrawn=False)
        frameworks = Framework.objects.visible_to(actor).in_force(on)
        self.fields["framework"].queryset = frameworks.filter(pk__in=decided.values("framework"))


@step_form("soa.change")
class SoaChangeForm(StepForm):
    title = field_of(StatementOfApplicability, "title")
    scope = text_of(StatementOfApplicability, "scope", rows=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(title=self.row.title, scope=self.row.scope)


class SoaLineForm(forms.Form):
    """One line: all of it, or only the field that an autosave names. Its fields have the ids of that line."""

    applicable = yes_or_no(YES_NO, widget=forms.RadioSelect, label=_("Applicable"), required=False, empty_value=None)
    reasons = reason_ticks()
    inclusion = text_of(SoaLine, "inclusion", rows=2)
    exclusion = text_of(SoaLine, "exclusion", rows=2)
    implementation = field_of(SoaLine, "implementation", required=False)

    def __init__(self, *args: Any, line: SoaLine, only: str = "", **kwargs: Any) -> None:
        stands = {name: getattr(line, name) for name in self.base_fields}
        stands["applicable"] = "yes" if line.applicable else "no"
        super().__init__(*args, auto_id=f"%s-{line.uuid}", initial=stands, **kwargs)
        self.line = line
        self.only = only if only in self.fields else ""
        if self.only:
            self.fields = {only: self.fields[only]}

    def clean(self) -> dict[str, Any]:
        """Where nothing was chosen of what is one of several, that stays as it is."""
        cleaned = super().clean() or self.cleaned_data
        unchosen = {"applicable": None, "implementation": ""}
        return {name: value for name, value in cleaned.items() if name not in unchosen or value != unchosen[name]}


class SoaLinesForm(forms.Form):
    """What the ticked lines are to say; what is left empty stays as it is in each."""

    lines = forms.ModelMultipleChoiceField(
        SoaLine.objects.none(),
        to_field_name="uuid",
        label=_("Lines"),
        error_messages={"required": _("Tick at least one line.")},
    )
    applicable = yes_or_no([("", _("as it is")), *YES_NO], required=False, empty_value=None, label=_("Applicable"))
    reasons = reason_ticks()
    justification = forms.CharField(
        max_length=2000, required=False, label=_("Why"), help_text=_("Of inclusion, or of exclusion where you exclude.")
    )
    implementation = forms.ChoiceField(
        choices=[("", _("as it is")), *SoaLine.Implementation.choices], required=False, label=_("Implementation")
    )

    def __init__(self, *args: Any, soa: StatementOfApplicability, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="many_%s", **kwargs)
        self.fields["lines"].queryset = SoaLine.objects.filter(soa=soa)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        words = cleaned.pop("justification", "")
        text = "exclusion" if cleaned.get("applicable") is False else "inclusion"
        said = {name: value for name, value in cleaned.items() if value not in (None, "", [])}
        return said | ({text: words} if words else {})


class CiteSoaForm(forms.Form):
    """The version that a certificate cites: an approved one about its edition; none is a choice too."""

    soa = forms.ModelChoiceField(
        StatementOfApplicability.objects.none(),
        to_field_name="uuid",
        required=False,
        label=_("Statement of applicability"),
        empty_label=_("none"),
    )

    def __init__(self, *args: Any, certificate: Certificate, actor: User, **kwargs: Any) -> None:
        cited = certificate.soa.uuid if certificate.soa else None
        super().__init__(*args, initial={"soa": cited}, **kwargs)
        offered = StatementOfApplicability.objects.visible_to(actor).frozen().filter(framework=certificate.edition_id)
        self.fields["soa"].queryset = offered.order_by("ref", "-number")
