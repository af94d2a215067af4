"""What people fill in for campaigns, and the tick under a text that is signed."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assurance.models import DocumentVersion
from foundation.access import units_of
from foundation.directory.models import JobRole, Person, Unit, User
from foundation.forms import day_of, field_of, text_of
from foundation.steps import StepForm, explain, step_form
from people.models import Attestation, Campaign
from people.permissions import PLAN_CAMPAIGN

explain(
    "campaign",
    open=(_("Everybody whom the audience catches is asked at once and has thirty days."), "play"),
    close=(_("Nobody is asked any longer. What was signed stays."), "archive-box"),
)
explain(
    "attestation",
    refuse=(_("Your manager and the officers are asked to talk with you."), "hand-raised"),
    take_up=(_("It can be signed again; the day to sign stays."), "arrow-uturn-left"),
    remind=(_("A notification, and a mail if they want mails. Once a week at most."), "bell"),
)


def _rows(queryset: Any, label: Any, **options: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(queryset, to_field_name="uuid", label=label, **options)


def _ticked_rows(queryset: Any, label: Any, **options: Any) -> forms.ModelMultipleChoiceField:
    facts = {"to_field_name": "uuid", "required": False, "widget": forms.CheckboxSelectMultiple}
    return forms.ModelMultipleChoiceField(queryset, label=label, **facts, **options)


class CampaignForm(forms.Form):
    """A campaign with whom it asks; a part of the audience that is left empty catches everybody."""

    title = field_of(Campaign, "title")
    version = _rows(
        DocumentVersion.objects.none(), _("Text to sign"), help_text=_("The versions of documents that count now.")
    )
    statement = text_of(Campaign, "statement", rows=2)
    opens_on = day_of(Campaign, "opens_on")
    yearly = field_of(Campaign, "yearly")
    unit = _rows(
        Unit.objects.none(), _("Unit"), help_text=_("Nobody outside it and what lies below is asked."), empty_label=None
    )
    units = _ticked_rows(Unit.objects.none(), _("Only these units and what lies below"))
    kinds = forms.MultipleChoiceField(
        choices=Person.Kind.choices,
        label=_("Only these kinds of people"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    roles = _ticked_rows(JobRole.objects.all(), _("Only these jobs"))

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = reduce(
            or_, (Q(path__startswith=unit.path) for unit in units_of(actor, *PLAN_CAMPAIGN.names)), Q(pk__in=[])
        )
        units = Unit.objects.filter(below).active(on).order_by("path")
        versions = DocumentVersion.objects.visible_to(actor).effective().select_related("document")
        offered = {"unit": units, "units": units, "version": versions.order_by("document__number")}
        for name, queryset in offered.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        self.initial.setdefault("opens_on", on)


def known(campaign: Campaign) -> dict[str, Any]:
    """What a draft says, as the form shows it."""
    audience = campaign.audience
    return {
        **{name: getattr(campaign, name) for name in ("title", "statement", "opens_on", "yearly")},
        "version": campaign.version.uuid,
        "unit": campaign.unit.uuid,
        "kinds": audience.kinds,
        "units": [unit.uuid for unit in audience.units.all()],
        "roles": [role.uuid for role in audience.roles.all()],
    }


@step_form("attestation.sign")
class SignStepForm(StepForm):
    """A signature is given below the text alone; elsewhere the step is refused."""

    page = "people:attestation_read"


class SignForm(forms.Form):
    """The sentence that is signed, as a tick; it is not sent on, for the campaign has the words."""

    agree = forms.BooleanField(error_messages={"required": _("Tick the sentence: it is what you sign.")})

    def __init__(self, *args: Any, row: Attestation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agree"].label = row.campaign.statement

    def clean(self) -> dict[str, Any]:
        super().clean()
        return {}
