"""The lists of campaigns and of what people signed, with the rows behind every number of signing."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from foundation.clock import today
from foundation.directory.models import Person, Unit
from foundation.lists import Choices, Column, Empty, RowFilter, TableList
from people.figures.attestation import under
from people.models import Attestation, Campaign
from people.permissions import PLAN_CAMPAIGN, VIEW_CAMPAIGNS

STANDINGS = {
    "signed": ("good", "check-circle", _("Signed")),
    "waiting": ("info", "clock", _("To sign")),
    "late": ("bad", "exclamation-triangle", _("Not signed in time")),
    "refused": ("bad", "hand-raised", _("Refused")),
    "renewed": ("mute", "archive-box", _("Signed, counts no more")),
    "cancelled": ("mute", "no-symbol", _("No longer asked")),
}
COUNTED = ("signed", "late", "refused")  # of what the figure is the share


def standing_of(row: Any) -> tuple[str, str, Any]:
    """Tone, icon and words of how an answer stands on the day its list was read for."""
    return STANDINGS[row.standing]


def standing_words(row: Any) -> str:
    return str(standing_of(row)[2])


def units(request: HttpRequest | None) -> QuerySet[Unit]:
    seen = Unit.objects.visible_to(request.user) if request else Unit.objects.none()
    return seen.order_by("path")


def campaigns(request: HttpRequest | None) -> QuerySet[Campaign]:
    return Campaign.objects.visible_to(request.user) if request else Campaign.objects.none()


class CampaignFilters(filters.FilterSet):
    state = Choices(choices=Campaign.State.choices, label=_("State"))
    unit = RowFilter(queryset=units, to_field_name="uuid", label=_("Unit"))

    class Meta:
        model = Campaign
        fields: list[str] = []


class CampaignList(TableList):
    name = "campaigns"
    title = _("Campaigns to sign")
    columns = (
        Column("title", _("Campaign"), value=str, sort="ref"),
        Column("document", _("Text"), value="version", sort="version__document__number"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name", hidden=True),
        Column("opens", _("Opens"), value="opens_on", sort="opens_on", kind="date"),
        Column("asked", _("Asked"), value="asked_count", sort="asked_count", kind="number"),
        Column("signed", _("Signed"), value="signed_count", sort="signed_count", kind="number"),
        Column("waiting", _("In time"), value="waiting_count", sort="waiting_count", kind="number"),
        Column("late", _("Late"), value="late_count", sort="late_count", kind="number"),
        Column("refused", _("Refused"), value="refused_count", sort="refused_count", kind="number"),
        Column("state", _("State"), value="get_state_display", sort=("turn", "-opens_on"), kind="state"),
    )
    default_sort = "state"
    filterset = CampaignFilters
    row_template = "people/_campaign_row.html"
    empty = Empty(
        _("No campaign yet"),
        _("A campaign asks people to read one version of a document and to sign it, each within thirty days."),
        (_("Plan a campaign"), reverse_lazy("people:campaign_add")),
        "document-check",
        permission=PLAN_CAMPAIGN,
    )


class AttestationFilters(filters.FilterSet):
    search = filters.CharFilter(method="with_words", label=_("Name contains"))
    standing = Choices(choices=[(key, words) for key, (_tone, _icon, words) in STANDINGS.items()], label=_("Answer"))
    campaign = RowFilter(queryset=campaigns, to_field_name="uuid", label=_("Campaign"))
    unit = RowFilter(queryset=units, to_field_name="uuid", label=_("Unit and below"), method="below")
    kind = Choices(field_name="person__kind", choices=Person.Kind.choices, label=_("Kind of person"))
    under = filters.ChoiceFilter(choices=[("me", _("my units"))], label=_("Under"), empty_label="–", method="mine")
    at_work = filters.ChoiceFilter(
        choices=[("true", _("what counts of people at work"))],
        label=_("In the figure"),
        empty_label="–",
        method="in_figure",
    )

    class Meta:
        model = Attestation
        fields: list[str] = []

    def with_words(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(person__name__icontains=value)

    def below(self, rows: Any, name: str, value: Unit) -> Any:
        return rows.filter(person__unit__path__startswith=value.path)

    def mine(self, rows: Any, name: str, value: str) -> Any:
        return under(self.request.user, rows) if value == "me" else rows

    def in_figure(self, rows: Any, name: str, value: str) -> Any:
        return rows.counted(today()) if value == "true" else rows


class AttestationList(TableList):
    name = "attestations"
    title = _("Who signed what")
    columns = (
        Column("title", _("Person"), value="person.name", sort="person__name", kind="person"),
        Column("unit", _("Unit"), value="person.unit.name", sort="person__unit__name"),
        Column("kind", _("Kind"), value="person.get_kind_display", sort="person__kind", hidden=True),
        Column("manager", _("Manager"), value="person.manager.name", sort="person__manager__name", hidden=True),
        Column("campaign", _("Campaign"), value="campaign.title", sort="campaign__title"),
        Column("text", _("Text"), value="version", sort="version__document__number", hidden=True),
        Column("asked", _("Asked on"), value="entered_on", sort="entered_on", kind="date", hidden=True),
        Column("due", _("Due"), value="due_on", sort="due_on", kind="date"),
        Column("state", _("Answer"), value=standing_words, sort=("turn", "due_on"), kind="state"),
        Column("signed", _("Signed on"), value="signed_on", sort="signed_on", kind="date"),
        Column("hash", _("SHA-256 of the text"), value="sha256", hidden=True),
        Column("sentence", _("Sentence signed"), value="sentence", hidden=True),
        Column("reminded", _("Reminded on"), value="reminded_on", sort="reminded_on", kind="date", hidden=True),
    )
    default_sort = "state"
    filterset = AttestationFilters
    row_template = "people/_attestation_row.html"
    empty = Empty(
        _("Nobody is asked to sign here"),
        _("As soon as a campaign opens, everybody whom it asks stands here with their answer."),
        (_("Look at the campaigns"), reverse_lazy("people:campaigns")),
        "document-check",
        permission=VIEW_CAMPAIGNS,
    )
