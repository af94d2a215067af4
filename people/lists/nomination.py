"""The list of nominations, that of one's own, and the wall of what is published."""

from typing import Any

import django_filters as filters
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from audits.lists import ScopeFilter, UnitFilter
from foundation.access import reach
from foundation.clock import today
from foundation.lists import Choices, Column, Empty, TableList
from people.figures import began_after
from people.models import Nomination, Nominee
from people.permissions import DECIDE, NOMINATE

N = Nomination
PUT_FORWARD = (_("Nominate a colleague"), reverse_lazy("people:nomination_add"))


class TheUnitItself(UnitFilter):
    """A unit without those below it."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs if value is None else qs.filter(unit=value)


class UnitsDecidedFor(ScopeFilter):
    """The rows K-13 counts: those of the units one decides for."""

    def filter(self, qs: Any, value: str) -> Any:
        return qs.filter(reach(self.parent.request.user, *DECIDE)) if value == "me" else qs


class NominationFilters(filters.FilterSet):
    search = filters.CharFilter(method="filter_search", label=_("Reference, name or words"))
    state = Choices(choices=N.State.choices, label=_("State"))
    kind = Choices(choices=N.Kind.choices, label=_("Kind"))
    band = Choices(choices=N.Band.choices, label=_("Value"), method="of_value")
    unit = UnitFilter()
    at = TheUnitItself()
    under = UnitsDecidedFor()
    awarded = filters.ChoiceFilter(
        method="filter_awarded", label=_("Awarded"), empty_label="–", choices=[("12", _("in the last 12 months"))]
    )

    class Meta:
        model = Nomination
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["at"].label = _("Unit, without those below")

    def of_value(self, queryset: Any, name: str, values: list[str]) -> Any:
        """What an award is worth is for whoever knows its whole story."""
        return queryset.told_to(self.request.user).filter(band__in=values)

    def filter_search(self, queryset: Any, name: str, value: str) -> Any:
        wanted = value.strip()
        shares = Nominee.objects.filter(person__name__icontains=wanted)
        named = Q(pk__in=shares.values("nomination"))
        return queryset.filter(named | Q(ref__icontains=wanted) | Q(title__icontains=wanted))

    def filter_awarded(self, queryset: Any, name: str, value: str) -> Any:
        on = today()
        return queryset.awarded(after=began_after(on), until=on) if value else queryset


def nominees(row: Nomination) -> str:
    return ", ".join(share.person.name for share in row.shares.all())


class NominationList(TableList):
    name = "nominations"
    title = _("Nominations")
    columns = (
        Column("title", _("Nomination"), value=str, sort="ref"),
        Column("nominees", _("Nominees"), value=nominees),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name"),
        Column("nominator", _("Nominated by"), value="nominator.name", sort="nominator__name", hidden=True),
        Column("band", _("Value"), value="get_band_display", sort="band"),
        Column("awarded", _("Awarded on"), value="awarded_on", sort="awarded_on", kind="date"),
        Column("state", _("State"), value="get_state_display", sort=("turn", "-ref"), kind="state"),
    )
    default_sort = "state"
    filterset = NominationFilters
    row_template = "people/_nomination_row.html"
    empty = Empty(
        _("No nominations yet"),
        _("Colleagues put each other forward for what made us safer. Whoever answers for the unit reviews and awards."),
        PUT_FORWARD,
        "trophy",
        permission=NOMINATE,
    )


class MyNominationList(NominationList):
    name = "my-nominations"
    title = _("My nominations")
    empty = Empty(
        _("Nothing of yours yet"),
        _("Did somebody report a weakness, teach others or find a better way? Put them forward, it takes two minutes."),
        PUT_FORWARD,
        "trophy",
        permission=NOMINATE,
    )


def years() -> list[tuple[str, str]]:
    """The years of what is published, the latest first."""
    days = Nomination.objects.published().dates("awarded_on", "year", order="DESC")
    return [(str(day.year), str(day.year)) for day in days]


class WallFilters(filters.FilterSet):
    kind = Choices(choices=N.Kind.choices, label=_("Kind"))
    year = Choices(field_name="awarded_on", lookup_expr="year", choices=years, label=_("Year"))
    unit = UnitFilter()

    class Meta:
        model = Nomination
        fields: list[str] = []


class Wall(TableList):
    """Cards instead of lines: what everybody may read, the latest first."""

    name = "recognition"
    title = _("Recognition")
    columns = (Column("awarded", _("Awarded on"), value="awarded_on", sort=("-awarded_on", "-ref"), kind="date"),)
    default_sort = "awarded"
    filterset = WallFilters
    exports = False
    page_size = 24
    empty = Empty(
        _("Nothing is published yet"),
        _("Awards stand here once everybody named in them agrees. Somebody you work with deserves one?"),
        PUT_FORWARD,
        "trophy",
        permission=NOMINATE,
    )
