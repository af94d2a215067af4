"""Visits of centres with what was shown, the bookings of rooms, and what is published for everybody."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from certifications.actions import write_item
from certifications.forms import ItemForm
from certifications.lists import ItemList, VisitList
from certifications.models import Booking, Device, LogLine, Material, PublicItem, Visit, Visitor
from certifications.permissions import PUBLISH
from certifications.workflows import BOOKING, PUBLIC_ITEM, VISIT
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, writes
from foundation.api.names import AccountNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today


class VisitorSerializer(serializers.ModelSerializer):
    """Somebody who comes: name, organisation, and as what."""

    class Meta:
        model = Visitor
        fields = ["name", "organisation", "kind"]


class DeviceSerializer(serializers.ModelSerializer):
    """A device that was brought in; `out_at` is null while it is inside."""

    class Meta:
        model = Device
        fields = ["uuid", "kind", "serial", "in_at", "out_at"]


class MaterialSerializer(serializers.ModelSerializer):
    """What was shown: a build by its hash, a version of a document, or an area of the source."""

    build = serializers.UUIDField(source="build.uuid", default=None, allow_null=True)
    document = serializers.UUIDField(source="document.uuid", default=None, allow_null=True)
    shown_by = AccountNameSerializer()

    class Meta:
        model = Material
        fields = ["build", "sha256", "document", "area", "shown_at", "shown_by"]


class LogLineSerializer(serializers.ModelSerializer):
    """A line of the log; it never changes."""

    author = AccountNameSerializer()

    class Meta:
        model = LogLine
        fields = ["at", "author", "text"]


class VisitLineSerializer(serializers.ModelSerializer):
    """A visit as a line of the list; `authority` is the uuid of the one it is for."""

    centre = serializers.UUIDField(source="centre.uuid")
    room = serializers.UUIDField(source="booking.room.uuid")
    authority = serializers.UUIDField(source="authority.uuid", default=None, allow_null=True)
    host = PersonNameSerializer()
    from_at = serializers.DateTimeField()
    until_at = serializers.DateTimeField()

    class Meta:
        model = Visit
        fields = [
            "uuid", "ref", "state", "centre", "room", "authority", "customer", "purpose", "host", "from_at",
            "until_at",
        ]  # fmt: skip


class VisitSerializer(VisitLineSerializer):
    """A visit with its visitors, their devices, what was shown, and the log."""

    visitors = VisitorSerializer(many=True)
    devices = DeviceSerializer(many=True)
    materials = MaterialSerializer(many=True)
    lines = LogLineSerializer(many=True)

    class Meta:
        model = Visit
        fields = [
            *VisitLineSerializer.Meta.fields, "rules_edition", "admitted_at", "ended_at", "result", "visitors",
            "devices", "materials", "lines",
        ]  # fmt: skip


@with_steps(VISIT)
class Visits(Told, Collection):
    """Visits of centres."""

    noun = tag = "visit"
    model, shows, lists, table = Visit, VisitSerializer, VisitLineSerializer, VisitList

    def listed(self) -> QuerySet[Any]:
        return Visit.objects.visible_to(self.person).for_list()

    def detailed(self) -> QuerySet[Any]:
        shown = ("materials__build", "materials__document", "materials__shown_by", "lines__author")
        return Visit.objects.visible_to(self.person).for_page(today()).prefetch_related("visitors", "devices", *shown)


class BookingSerializer(serializers.ModelSerializer):
    """A room of a centre, taken from a moment to a moment; `visit` is the one that holds it, if a visit does."""

    room = serializers.UUIDField(source="room.uuid")
    visit = serializers.UUIDField(source="visit.uuid", default=None, allow_null=True)

    class Meta:
        model = Booking
        fields = ["uuid", "room", "from_at", "until_at", "purpose", "state", "visit"]


@with_steps(BOOKING)
class Bookings(Collection):
    """When the rooms of centres are taken; booked with what takes them."""

    noun = tag = "booking"
    model, shows, order = Booking, BookingSerializer, ("-from_at", "-pk")

    def listed(self) -> QuerySet[Any]:
        return Booking.objects.visible_to(self.person).select_related("room__centre__unit", "visit")


class PublicItemSerializer(serializers.ModelSerializer):
    """A text for the public page."""

    unit = UnitNameSerializer()
    centre = serializers.UUIDField(source="centre.uuid", default=None, allow_null=True)
    author = AccountNameSerializer()

    class Meta:
        model = PublicItem
        fields = ["uuid", "title", "text", "state", "unit", "centre", "author", "published_on"]


@with_steps(PUBLIC_ITEM)
class PublicItems(Told, Collection):
    """Texts that officers publish for everybody."""

    noun = tag = "public-item"
    model, shows, table = PublicItem, PublicItemSerializer, ItemList

    def listed(self) -> QuerySet[Any]:
        return PublicItem.objects.visible_to(self.person).for_list()

    @writes(body_of(ItemForm, "PublicItem"), gives=PublicItemSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Write a text; nobody outside reads it until it is published."""
        require(self.person, PUBLISH)
        given = self.cleaned(lambda *sent: ItemForm(*sent, actor=self.person, on=today()))
        return self.after(write_item(actor=self.person, **given), status=201)
