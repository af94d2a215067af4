"""Everything that reads the bookings of rooms and the visits of centres."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When

from certifications.querysets.centres import READERS, OfCentreQuerySet, number_of
from foundation.access import reach
from foundation.directory.gates import ENTER_CENTRE, with_lack


class BookingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "BookingQuerySet":
        return self.filter(reach(user, *READERS, unit="room__centre__unit"))

    def held(self) -> "BookingQuerySet":
        return self.filter(state="held")

    def between(self, start: datetime, end: datetime) -> "BookingQuerySet":
        """Those that take some of the time from `start` to `end`, the end not included."""
        return self.filter(from_at__lt=end, until_at__gt=start)


class DeviceQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "DeviceQuerySet":
        visits = self.model._meta.get_field("visit").related_model.objects.visible_to(user)
        return self.filter(Exists(visits.filter(pk=OuterRef("visit"))))

    def inside(self) -> "DeviceQuerySet":
        """Those that were not taken out again."""
        return self.filter(out_at=None)


class VisitQuerySet(OfCentreQuerySet):
    def visible_to(self, user: Any) -> "VisitQuerySet":
        """Who sees the centre, and the host of the visit."""
        own = Q(pk__in=[]) if user.person_id is None else Q(host=user.person_id)
        return self.filter(reach(user, *READERS, unit="centre__unit") | own)

    def current(self) -> "VisitQuerySet":
        """Announced or in the house."""
        return self.filter(state__in=["booked", "in_progress"])

    def with_visitors(self) -> "VisitQuerySet":
        """Adds `visitor_count` and `devices_inside`, those that were not taken out again."""
        return self.annotate(
            visitor_count=number_of(self.model, "visitors"),
            devices_inside=number_of(self.model, "devices", Q(out_at=None)),
        )

    def for_list(self) -> "VisitQuerySet":
        """With what a line tells, who is in the house first, then what is announced."""
        turn = Case(When(state="in_progress", then=0), When(state="booked", then=1), default=2)
        rows = self.with_visitors().annotate(turn=turn)
        return rows.select_related("centre__unit", "booking__room", "host", "authority")

    def for_page(self, on: date) -> "VisitQuerySet":
        """With all that the page of one visit names; adds `host_lacks`, the course the host has to complete first."""
        rows = self.for_list().select_related("centre__head")
        return with_lack(rows, ENTER_CENTRE, on=on, person="host", into="host_lacks")
