"""Visits: a room booked, visitors admitted with their devices, what was shown, the log, and the end. Source: M-27."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from assurance.models import Build, DocumentVersion
from certifications.actions.bookings import book_room, release_room
from certifications.models import Centre, CentreRoom, Device, LogLine, Material, Visit, Visitor
from certifications.permissions import KEEP_VISITS
from certifications.workflows import VISIT
from foundation.access import require
from foundation.directory.gates import ENTER_CENTRE, insist_trained
from foundation.directory.models import Person, User
from foundation.numbers import next_reference
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb

PREFIX = "V"


@verb("certifications.book_visit")
def book_visit(
    *,
    actor: User,
    centre: Centre,
    room: CentreRoom,
    host: Person,
    visitors: Sequence[dict[str, Any]],
    from_at: datetime,
    until_at: datetime,
    on: date,
    **facts: Any,
) -> Visit:
    """Books a room of an operational centre for visitors, each a name, an organisation and a kind; the host is told.

    `facts` are purpose and authority or customer. Refused in a centre that is not operational (M-26).
    """
    require(actor, KEEP_VISITS, centre)
    _insist_on_room(centre, room, len(visitors))
    insist_trained(host, ENTER_CENTRE, on=on, field="host")
    visit = Visit(ref=next_reference(PREFIX, on.year), centre=centre, host=host, **facts)
    visit.full_clean(exclude=["booking"])
    span = {"from_at": from_at, "until_at": until_at}
    visit.booking = book_room(actor=actor, room=room, purpose=str(visit), on=on, **span)
    visit.save()
    _announce(visit, visitors)
    told = User.objects.filter(person=host, is_active=True).exclude(pk=actor.pk)
    record(actor=actor, kind="visit.booked", subject=visit, summary=_("booked the visit"), notify=told)
    return visit


def _insist_on_room(centre: Centre, room: CentreRoom, number: int) -> None:
    if centre.state != Centre.State.OPERATIONAL:
        raise Refused("M-26", _("The centre is not operational, so nobody is invited."))
    if room.centre_id != centre.pk:
        raise ValidationError({"room": _("Choose a room of this centre.")})
    if number > room.seats:
        raise ValidationError({"room": _("The room has %(seats)d places.") % {"seats": room.seats}})


def _announce(visit: Visit, visitors: Sequence[dict[str, Any]]) -> None:
    if not visitors:
        raise ValidationError({"visitors": _("Name at least one visitor.")})
    for facts in visitors:
        visitor = Visitor(visit=visit, **facts)
        try:
            visitor.full_clean()
        except ValidationError as error:
            raise ValidationError({"visitors": error.messages}) from error
        visitor.save()


@verb("certifications.admit_visit")
def admit_visit(
    *, actor: User, visit: Visit, acknowledged: bool, on: date, devices: Sequence[tuple[str, str]] = ()
) -> Visit:
    """Lets the visitors in: they have acknowledged this edition of the rules, and their devices are noted.

    `devices` are pairs of a kind and a serial number.
    """
    now, edition = timezone.now(), visit.centre.rules_edition
    given = {"acknowledged": acknowledged}
    changes = {"rules_edition": edition, "admitted_at": now}
    details = {"rules_edition": edition, "devices": [" ".join(pair) for pair in devices]}
    VISIT.move(visit, "admit", actor=actor, on=on, given=given, changes=changes, details=details)
    for kind, serial in devices:
        _let_in(visit, kind, serial, now, "devices")
    return visit


@verb("certifications.show_material")
def show_material(
    *,
    actor: User,
    visit: Visit,
    on: date,
    build: Build | None = None,
    document: DocumentVersion | None = None,
    area: str = "",
) -> Visit:
    """Notes a build by its hash, a version of a document or an area of the source that is shown."""
    sha256 = build.sha256 if build else ""
    material = Material(
        visit=visit, build=build, document=document, area=area, sha256=sha256, shown_at=timezone.now(), shown_by=actor
    )
    material.full_clean()
    VISIT.move(visit, "show", actor=actor, on=on, details={"shown": str(material), "sha256": sha256})
    material.save()
    return visit


@verb("certifications.note_on_visit")
def note_on_visit(*, actor: User, visit: Visit, text: str, on: date) -> Visit:
    """Writes a line into the log; nobody changes it afterwards."""
    line = LogLine(visit=visit, at=timezone.now(), author=actor, text=text)
    line.full_clean()
    VISIT.move(visit, "note", actor=actor, on=on)
    line.save()
    return visit


@verb("certifications.bring_in")
def bring_in(*, actor: User, visit: Visit, kind: str, serial: str, on: date) -> Visit:
    """Notes a device that comes in during the visit."""
    VISIT.move(visit, "bring_in", actor=actor, on=on, details={"device": f"{kind} {serial}"})
    _let_in(visit, kind, serial, timezone.now(), "serial")
    return visit


@verb("certifications.take_out")
def take_out(*, actor: User, visit: Visit, device: Device, on: date) -> Visit:
    """Notes that a device has left the house."""
    details = {"device": str(device)}
    VISIT.move(visit, "take_out", actor=actor, on=on, given={"device": device}, details=details)
    device.out_at = timezone.now()
    device.full_clean()
    device.save()
    return visit


@verb("certifications.end_visit")
def end_visit(*, actor: User, visit: Visit, result: str, on: date) -> Visit:
    """Ends the visit with what came of it; refused while a device is inside. What is left of its time is free."""
    now = timezone.now()
    VISIT.move(visit, "end", actor=actor, on=on, changes={"ended_at": now, "result": result})
    booking = visit.booking
    if booking.from_at < now < booking.until_at:
        booking.until_at = now
        booking.save()
    return visit


@verb("certifications.cancel_visit")
def cancel_visit(*, actor: User, visit: Visit, reason: str, on: date) -> Visit:
    """Cancels a visit that has not begun; its room is free again, and the host is told."""
    told = User.objects.filter(person=visit.host, is_active=True).exclude(pk=actor.pk)
    VISIT.move(visit, "cancel", actor=actor, on=on, reason=reason, notify=told)
    release_room(actor=actor, booking=visit.booking, on=on)
    return visit


def _let_in(visit: Visit, kind: str, serial: str, now: datetime, field: str) -> None:
    device = Device(visit=visit, kind=kind, serial=serial, in_at=now)
    try:
        device.full_clean()
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from error
    device.save()
