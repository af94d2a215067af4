"""The list of grants and the access log of one."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from certifications.figures import past_end_in_session, used
from certifications.models import Grant
from certifications.permissions import REQUEST_GRANT
from foundation.clock import today
from foundation.directory.models import Unit
from foundation.lists import Choices, Column, Empty, RowFilter, TableList
from foundation.outside import REFUSED


def units(request: HttpRequest | None) -> QuerySet[Unit]:
    """The host units of the grants that the reader sees."""
    seen = Grant.objects.visible_to(request.user) if request else Grant.objects.none()
    return Unit.objects.filter(grants__in=seen).distinct().order_by("path")


class GrantFilters(filters.FilterSet):
    state = Choices(choices=Grant.State.choices, label=_("State"))
    kind = Choices(choices=Grant.Kind.choices, label=_("Kind"))
    unit = RowFilter(queryset=units, to_field_name="uuid", label=_("Host unit"))
    access = filters.ChoiceFilter(
        method="filter_access",
        label=_("Access"),
        empty_label="–",
        choices=[("used", _("used")), ("past_end", _("over, account still signed in"))],
    )

    class Meta:
        model = Grant
        fields: list[str] = []

    def filter_access(self, queryset: Any, name: str, value: str) -> Any:
        if value == "used":
            return used(queryset)
        return past_end_in_session(queryset, on=today()) if value == "past_end" else queryset


class GrantList(TableList):
    name = "grants"
    title = _("Rooms for people outside")
    columns = (
        Column("title", _("Room"), value=str, sort="ref"),
        Column("grantee", _("Account"), value="grantee.name", sort="grantee__name"),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind"),
        Column("purpose", _("Purpose"), sort="purpose", hidden=True),
        Column("from", _("First day"), value="valid_from", sort="valid_from", kind="date"),
        Column("until", _("Last day"), value="valid_until", sort="valid_until", kind="date"),
        Column("grading", _("Up to"), value="get_max_grading_display", sort="max_grading"),
        Column("state", _("State"), value="get_state_display", sort=("turn", "valid_until"), kind="state"),
        Column("questions", _("Open questions"), value="open_questions", sort="open_questions", kind="number"),
        Column("unit", _("Host unit"), value="unit.name", sort="unit__name", hidden=True),
        Column("asked", _("Asked for by"), value="requested_by.name", sort="requested_by__name", hidden=True),
    )
    default_sort = "state"
    filterset = GrantFilters
    row_template = "certifications/_grant_row.html"
    empty = Empty(
        _("No rooms yet"),
        _(
            "A certifier, a customer's auditor or an inspector sees nothing until a room is opened: chosen records, "
            "to one account, for some weeks, approved by a second officer."
        ),
        (_("Ask for a room"), reverse_lazy("certifications:grant_add")),
        "key",
        permission=REQUEST_GRANT,
    )


class LookFilters(filters.FilterSet):
    what = filters.ChoiceFilter(
        method="filter_what",
        label=_("What"),
        empty_label="–",
        choices=[
            ("looked", _("Pages looked at")),
            ("taken", _("Files taken away")),
            ("refused", _("Refused")),
        ],
    )

    def filter_what(self, queryset: Any, name: str, value: str) -> Any:
        kinds = {
            "looked": ("room.looked", "evidence.viewed"),
            "taken": ("evidence.downloaded", "room.pack_taken"),
            "refused": (REFUSED,),
        }
        return queryset.filter(kind__in=kinds[value]) if value else queryset


class LookList(TableList):
    name = "looks"
    title = _("What was looked at")
    columns = (
        Column("at", _("When"), sort="at", kind="date"),
        Column("actor", _("Who"), value="content.actor.name"),
        Column("what", _("What"), value="content.summary"),
        Column("address", _("Network address"), value="content.ip"),
    )
    default_sort = "-at"
    filterset = LookFilters
    row_template = "certifications/_look_row.html"
    empty = Empty(_("Nobody has looked yet"), _("Each page and file that the room showed stands here."), icon="eye")
