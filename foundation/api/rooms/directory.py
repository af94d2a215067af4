"""Units, sites and calendars with their holidays: read as far as one's roles reach, changed as on their pages."""

from datetime import date
from typing import Any
from uuid import UUID

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import Role, reach, require
from foundation.api.bodies import Body, body_of
from foundation.api.doors import Collection, act, reads, writes
from foundation.api.fields import Day, Text
from foundation.api.names import CodeNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.paging import Sieve
from foundation.api.stories import Told
from foundation.clock import today
from foundation.directory import actions
from foundation.directory.forms import (
    CalendarForm,
    CloseSiteForm,
    DaysForm,
    EndUnitForm,
    HolidayForm,
    MoveForm,
    NewUnitForm,
    ReasonForm,
    SiteForm,
    UnitForm,
)
from foundation.directory.lists import CalendarList, SiteList
from foundation.directory.models import Calendar, Holiday, Site, Unit
from foundation.directory.permissions import CHANGE_CALENDARS, CHANGE_UNITS
from foundation.lists import Choices, Column, TableList

INSIDE = (Role.ADM, Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP, Role.PM, Role.HR)


class UnitSerializer(serializers.ModelSerializer):
    """A part of the organisation; `parent` is the uuid of the unit above."""

    parent = serializers.UUIDField(source="parent.uuid", default=None, allow_null=True)
    weekend = serializers.ListField(child=serializers.IntegerField())
    calendar = CodeNameSerializer()
    accountable_officer = PersonNameSerializer(allow_null=True)
    security_officer = PersonNameSerializer(allow_null=True)
    people_count = serializers.IntegerField()

    class Meta:
        model = Unit
        fields = [
            "uuid", "code", "name", "kind", "parent", "zone", "weekend", "calendar", "accountable_officer",
            "security_officer", "people_count", "active_from", "active_to",
        ]  # fmt: skip


class UnitBody(Body):
    """The facts of a unit."""

    zone = Text(max_length=64, required=False, help_text="A time zone of the IANA database, such as Europe/Lisbon.")


class NewUnitBody(UnitBody):
    """The facts of a unit, and the unit it stands below."""

    zone = Text(max_length=64, help_text="A time zone of the IANA database, such as Europe/Lisbon.")


class UnitFilters(filters.FilterSet):
    kind = Choices(choices=Unit.Kind.choices, label=_("Kind"))
    code = filters.CharFilter(lookup_expr="iexact", label=_("Code"))

    class Meta:
        model = Unit
        fields: list[str] = []


class UnitList(TableList):
    name = "units"
    title = _("Units")
    columns = (Column("place", _("Place"), value="path", sort="path"), Column("name", _("Name"), sort="name"))
    default_sort = "place"
    filterset = UnitFilters


class Units(Told, Collection):
    """The units one's roles reach."""

    noun = tag = "unit"
    model, shows, table = Unit, UnitSerializer, UnitList

    def rows(self) -> QuerySet[Any]:
        return Unit.objects.filter(reach(self.person, *INSIDE, unit="")).for_list(today())

    def to_mend(self, uuid: UUID) -> Unit:
        row = self.to_change(uuid)
        require(self.person, CHANGE_UNITS, row)
        return row

    @writes(body_of(NewUnitForm, "NewUnit", base=NewUnitBody), gives=UnitSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Add a unit below another."""
        require(self.person, CHANGE_UNITS)
        given = self.cleaned(lambda *sent: NewUnitForm(*sent, actor=self.person, on=today()))
        return self.after(actions.add_unit(actor=self.person, **given), status=201)

    @writes(body_of(UnitForm, "Unit", optional=tuple(UnitForm.base_fields), base=UnitBody), gives=UnitSerializer)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change the facts; what is left out stays, and so do dates that were issued."""
        row = self.to_mend(uuid)
        facts = {"initial": UnitForm.facts_of(row), "actor": self.person, "on": today(row)}
        given = self.cleaned(lambda *sent: UnitForm(*sent, **facts))
        return self.after(actions.edit_unit(actor=self.person, unit=row, **given))

    @act("move", body_of(MoveForm, "UnitMove"), gives=UnitSerializer)
    def move(self, request: Request, uuid: UUID) -> Response:
        """Put it, with everything below it, below another unit."""
        row = self.to_mend(uuid)
        given = self.cleaned(lambda *sent: MoveForm(*sent, unit=row, actor=self.person, on=today(row)))
        return self.after(actions.move_unit(actor=self.person, unit=row, **given))

    @act("end", body_of(EndUnitForm, "UnitEnd"), gives=UnitSerializer)
    def end(self, request: Request, uuid: UUID) -> Response:
        """End it with a last day; what still lives in it is named in the refusal."""
        row = self.to_mend(uuid)
        given = self.cleaned(EndUnitForm)
        return self.after(actions.end_unit(actor=self.person, unit=row, on=today(row), **given))


class SiteSerializer(serializers.ModelSerializer):
    """Where units work."""

    unit = UnitNameSerializer()

    class Meta:
        model = Site
        fields = ["uuid", "code", "name", "kind", "unit", "country", "opened_on", "closed_on"]


class Sites(Told, Collection):
    """The sites of those units."""

    noun = tag = "site"
    model, shows, table = Site, SiteSerializer, SiteList

    def rows(self) -> QuerySet[Any]:
        return Site.objects.filter(reach(self.person, *INSIDE)).for_list()

    def to_mend(self, uuid: UUID) -> Site:
        row = self.to_change(uuid)
        require(self.person, CHANGE_UNITS, row)
        return row

    @writes(body_of(SiteForm, "NewSite"), gives=SiteSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Add a site."""
        require(self.person, CHANGE_UNITS)
        given = self.cleaned(lambda *sent: SiteForm(*sent, actor=self.person, on=today()))
        return self.after(actions.add_site(actor=self.person, **given), status=201)

    @writes(body_of(SiteForm, "Site", optional=tuple(SiteForm.base_fields)), gives=SiteSerializer)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change the facts; what is left out stays."""
        row = self.to_mend(uuid)
        facts = {"initial": SiteForm.facts_of(row), "actor": self.person, "on": today()}
        given = self.cleaned(lambda *sent: SiteForm(*sent, **facts))
        return self.after(actions.edit_site(actor=self.person, site=row, **given))

    @act("close", body_of(CloseSiteForm, "SiteClosing"), gives=SiteSerializer)
    def close(self, request: Request, uuid: UUID) -> Response:
        """Close it with a last day; it stays in the records of what was done there."""
        row = self.to_mend(uuid)
        return self.after(actions.close_site(actor=self.person, site=row, **self.cleaned(CloseSiteForm)))


class CalendarSerializer(serializers.ModelSerializer):
    """A holiday calendar: how many holidays are to come, and how many units use it."""

    holiday_count = serializers.IntegerField()
    unit_count = serializers.IntegerField()
    last_day = serializers.DateField(allow_null=True)

    class Meta:
        model = Calendar
        fields = ["uuid", "code", "name", "holiday_count", "unit_count", "last_day"]


class HolidaySerializer(serializers.ModelSerializer):
    """A day on which nobody works."""

    class Meta:
        model = Holiday
        fields = ["day", "name"]


class HolidayPageSerializer(serializers.Serializer):
    """A page of holidays, the earliest first."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = HolidaySerializer(many=True)


class HolidayFilters(filters.FilterSet):
    day = filters.DateFromToRangeFilter(label=_("Day"))

    class Meta:
        model = Holiday
        fields: list[str] = []


class HolidayList(TableList):
    name = "holidays"
    title = _("Holidays")
    columns = (Column("day", _("Day"), sort="day"),)
    default_sort = "day"
    filterset = HolidayFilters


HOLIDAYS = Sieve(HolidayList, ("day",))


class Calendars(Told, Collection):
    """Holiday calendars; they belong to no unit."""

    noun = tag = "calendar"
    model, shows, table = Calendar, CalendarSerializer, CalendarList

    def listed(self) -> QuerySet[Any]:
        return Calendar.objects.visible_to(self.person).for_list(today())

    def to_mend(self, uuid: UUID) -> Calendar:
        row = self.to_change(uuid)
        require(self.person, CHANGE_CALENDARS)
        return row

    @writes(body_of(CalendarForm, "NewCalendar"), gives=CalendarSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Add a calendar without holidays."""
        require(self.person, CHANGE_CALENDARS)
        return self.after(actions.add_calendar(actor=self.person, **self.cleaned(CalendarForm)), status=201)

    @writes(body_of(CalendarForm, "Calendar", optional=("name", "code")), gives=CalendarSerializer)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change name or code; what is left out stays."""
        row = self.to_mend(uuid)
        given = self.cleaned(lambda *sent: CalendarForm(*sent, initial={"name": row.name, "code": row.code}))
        return self.after(actions.edit_calendar(actor=self.person, calendar=row, **given))

    @reads("holidays", gives=HolidayPageSerializer, query=HOLIDAYS.allowed)
    def holidays(self, request: Request, uuid: UUID) -> Response:
        """Its holidays, the earliest first."""
        rows, links = HOLIDAYS.page(self.found(uuid).holidays.order_by(), request)
        return Response(links | {"results": HolidaySerializer(rows, many=True).data})

    @holidays.mapping.post  # type: ignore[attr-defined]
    @writes(body_of(HolidayForm, "Holiday"), gives=CalendarSerializer)
    def add_holiday(self, request: Request, uuid: UUID) -> Response:
        """Add one; it counts for what is computed from now on, dates already issued stand."""
        row = self.to_mend(uuid)
        actions.add_holidays(actor=self.person, calendar=row, **self.cleaned(HolidayForm))
        return self.after(row)

    @act("holidays/import", body_of(DaysForm, "HolidayImport"), gives=CalendarSerializer)
    def take_holidays(self, request: Request, uuid: UUID) -> Response:
        """Add those of a text, iCalendar or lines of day and name; one wrong line, and none is added."""
        row = self.to_mend(uuid)
        given = self.cleaned(lambda *sent: DaysForm(*sent, on=today()))
        actions.add_holidays(actor=self.person, calendar=row, **given)
        return self.after(row)

    @act("holidays/remove", body_of(ReasonForm, "HolidayRemoval", day=Day()), gives=CalendarSerializer)
    def remove_holiday(self, request: Request, uuid: UUID) -> Response:
        """Take one out: it becomes a working day."""
        row = self.to_mend(uuid)
        given: dict[str, date | str] = self.cleaned(ReasonForm)
        actions.remove_holiday(actor=self.person, calendar=row, **given)
        return self.after(row)
