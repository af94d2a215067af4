"""Rooms of centres are booked and released; visits and inspections hold their rooms through these verbs."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from certifications.models import Booking, CentreRoom
from certifications.permissions import KEEP_VISITS
from certifications.workflows import BOOKING
from foundation.access import require
from foundation.directory.models import User
from foundation.trail import record
from foundation.verbs import verb


@verb("certifications.book_room")
def book_room(
    *, actor: User, room: CentreRoom, from_at: datetime, until_at: datetime, purpose: str, on: date
) -> Booking:
    """Takes a room from a moment to a moment. Refused for a room that is closed or taken then, and for the past.

    The room is locked meanwhile; whoever goes round this verb meets the constraint of the database.
    """
    locked = CentreRoom.objects.select_for_update(of=("self",)).select_related("centre__unit").get(pk=room.pk)
    require(actor, KEEP_VISITS, locked)
    if not locked.is_open:
        raise ValidationError({"room": _("This room cannot be booked.")})
    if from_at.astimezone(ZoneInfo(locked.unit.zone)).date() < on:
        raise ValidationError({"from_at": _("This day is over.")})
    booking = Booking(room=locked, from_at=from_at, until_at=until_at, purpose=purpose, booked_by=actor)
    booking.full_clean()
    if locked.bookings.all().held().between(from_at, until_at).exists():
        raise ValidationError({"room": _("The room is taken for some of this time.")})
    booking.save()
    details = {"room": locked, "from_at": from_at, "until_at": until_at}
    record(actor=actor, kind="centre.room_booked", subject=locked.centre, summary=_("booked a room"), details=details)
    return booking


@verb("certifications.release_room")
def release_room(*, actor: User, booking: Booking, on: date) -> Booking:
    """Gives the room back before its time."""
    return BOOKING.move(booking, "release", actor=actor, on=on)
