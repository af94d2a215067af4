"""What is filled in about an inspection, step by step."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import Build, EvidenceVersion, Framework, Requirement
from audits.models import Finding
from certifications.forms.grants import agreements, ticks
from certifications.forms.inspectors import units_for
from certifications.models import AuthorisingAuthority, DeliveryService, Grant, Inspection, InspectorAuthorisation
from foundation.directory.models import Person, Site, Unit, User
from foundation.forms import day_input, day_of, field_of, text_of, year_can_be
from foundation.rows import Grading
from foundation.steps import StepForm, explain, step_form
from foundation.words import day

Row = forms.ModelChoiceField
CEILINGS = [(one.value, one.label) for one in Grant.CEILINGS]


class InspectionForm(forms.Form):
    """What an authority asks to inspect: one build, or one delivery service."""

    authority = Row(AuthorisingAuthority.objects.none(), to_field_name="uuid", label=_("Authority"))
    kind = field_of(Inspection, "kind")
    build = Row(
        Build.objects.none(),
        to_field_name="uuid",
        required=False,
        label=_("Build"),
        help_text=_("Registered with its SHA-256 on the page of its product."),
    )
    service = Row(DeliveryService.objects.none(), to_field_name="uuid", required=False, label=_("or delivery service"))
    criteria = text_of(Inspection, "criteria")
    unit = Row(Unit.objects.none(), to_field_name="uuid", label=_("Host unit"))
    site = Row(
        Site.objects.none(),
        to_field_name="uuid",
        label=_("Place"),
        help_text=_("Where there is a centre, the inspection is held in it."),
    )
    first_day = day_of(Inspection, "first_day")
    last_day = day_of(Inspection, "last_day")

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: dict[str, Any] = {
            "authority": AuthorisingAuthority.objects.visible_to(actor),
            "build": Build.objects.visible_to(actor).for_list().order_by("version__product__name", "-built_on"),
            "service": DeliveryService.objects.visible_to(actor),
            "unit": units_for(actor, on),
            "site": Site.objects.visible_to(actor).open(on),
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("build")) == bool(cleaned.get("service")) and not self.errors:
            self.add_error("build", _("Choose one build or one delivery service."))
        return cleaned


class WithInspectors(StepForm):
    """Names inspectors among those of the authority whose authorisation is verified."""

    inspectors = ticks(InspectorAuthorisation, _("Inspectors"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = InspectorAuthorisation.objects.visible_to(self.actor).for_choice()
        field: Any = self.fields["inspectors"]
        field.queryset = known.filter(authority=self.row.authority_id).order_by("name", "valid_from")
        field.label_from_instance = choice_of


def choice_of(one: InspectorAuthorisation) -> str:
    """ "Ada Ruiz, 3 Jan 2026 to 9 Feb 2026"."""
    words = {"name": one.name, "first": day(one.valid_from), "last": day(one.valid_until)}
    return str(_("%(name)s, %(first)s to %(last)s") % words)


@step_form("inspection.schedule")
class ScheduleForm(WithInspectors):
    """Days, host, inspectors, and the audit that takes the findings."""

    first_day = day_of(Inspection, "first_day")
    last_day = day_of(Inspection, "last_day")
    host = Row(Person.objects.none(), to_field_name="uuid", label=_("Host"), help_text=_("Receives them at the door."))
    frameworks = ticks(Framework, _("Criteria of its audit"))
    grading = forms.ChoiceField(label=_("Confidentiality of its audit"), choices=CEILINGS, initial=Grading.CONFIDENTIAL)
    field_order = ("first_day", "last_day", "host", "inspectors", "frameworks", "grading")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(first_day=self.row.first_day, last_day=self.row.last_day)
        for name, rows in {
            "host": Person.objects.active(self.on).order_by("name"),
            "frameworks": Framework.objects.visible_to(self.actor).filter(withdrawn_on=None),
        }.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


@step_form("inspection.name_inspectors")
class NameForm(WithInspectors):
    """Who inspects from now on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["inspectors"] = list(self.row.inspectors.all())


@step_form("inspection.admit")
class AdmitForm(StepForm):
    """What the host sees at the door."""

    identity_seen = forms.BooleanField(label=_("I have seen everybody's identity document"))
    letters_seen = forms.BooleanField(label=_("I have compared everybody's letter with the authorisation here"))
    devices = text_of(
        Inspection, "devices", required=False, help_text=_("One on a line, with its number. They leave as they came.")
    )


@step_form("inspection.compare")
class CompareForm(StepForm):
    """The hash of what was built again from the source."""

    rebuilt_sha256 = field_of(
        Inspection, "rebuilt_sha256", required=True, help_text=_("64 hexadecimal digits, in small letters.")
    )
    differences = text_of(
        Inspection,
        "differences",
        required=False,
        help_text=_("Where the hashes differ. Left empty they are “not equal”; explained or not, it is no pass."),
    )


@step_form("inspection.finish")
class FinishForm(StepForm):
    """When the inspectors left."""

    ended_on = day_of(Inspection, "last_day", label=_("Last day in the house"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["ended_on"] = min(self.on, self.row.last_day)


@step_form("inspection.record_result")
class ResultForm(StepForm):
    """What the authority wrote; each line is a finding in the inspection's audit."""

    result = forms.ChoiceField(label=_("Result"), choices=Inspection.Result.choices, widget=forms.RadioSelect)
    letter = Row(
        EvidenceVersion.objects.none(),
        to_field_name="uuid",
        label=_("Letter of the authority"),
        help_text=_("Accepted evidence."),
    )
    report_grading = field_of(Inspection, "report_grading", required=True, help_text=_("As the authority marked it."))
    conditions = text_of(
        Inspection,
        "conditions",
        required=False,
        label=_("What failed, or the conditions"),
        help_text=_("One on a line. Each becomes a finding."),
    )
    conditions_due_on = forms.DateField(
        label=_("Due on, by the letter"), required=False, widget=day_input(), validators=[year_can_be]
    )
    type = forms.ChoiceField(
        label=_("Type of the findings"), choices=Finding.Type.choices, required=False, initial=Finding.Type.MAJOR
    )
    requirement = Row(
        Requirement.objects.none(), to_field_name="uuid", required=False, label=_("Requirement that is not met")
    )
    owner = Row(Person.objects.none(), to_field_name="uuid", required=False, label=_("Owner of the findings"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criteria = Requirement.objects.assessable().filter(framework__audits=self.row.audit_id)
        for name, rows in {
            "letter": agreements(self.actor, self.on),
            "requirement": criteria.select_related("framework").order_by("framework", "order"),
            "owner": Person.objects.active(self.on).order_by("name"),
        }.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.initial["owner"] = (
            self.row.target.owner if self.row.build is None else self.row.build.version.product.owner
        )


explain(
    "inspection",
    schedule=(_("Plans its audit, and drafts a room for each inspector with an account."), "calendar"),
    name_inspectors=(_("Rooms of those who do not come any more close."), "users"),
    admit=(_("Identity and letters are seen at the door, devices noted. Its audit begins."), "key"),
    compare=(_("Equal hashes show equal builds. An unequal one cannot pass."), "scale"),
    resume=(_("Everybody named may inspect again."), "play"),
    finish=(_("The result comes with the authority's letter."), "flag"),
    record_result=(_("Needs the authority's letter. Failures and conditions become findings."), "document-check"),
    withdraw=(_("Rooms close. Who plans audits is told to cancel its audit."), "arrow-uturn-left"),
    refuse=(_("Legal counsel has to agree. Rooms close."), "no-symbol"),
)
