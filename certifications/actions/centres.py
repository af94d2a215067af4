"""Centres: proposed, assessed, approved, and what is kept of them. Source: M-26."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Model
from django.utils.translation import gettext as _

from certifications.models import Agreement, Centre, CentreRoom, NeedsAssessment, Seat
from certifications.permissions import MANAGE_CENTRE
from certifications.workflows import CENTRE
from foundation.access import Role, require
from foundation.directory.models import Person, Site, Unit, User
from foundation.trail import record
from foundation.verbs import verb


@verb("certifications.propose_centre")
def propose_centre(*, actor: User, unit: Unit, site: Site, head: Person, name: str, functions: list[str]) -> Centre:
    """Proposes a centre at a site of the kind certification centre."""
    require(actor, MANAGE_CENTRE, unit)
    if site.kind != Site.Kind.CERTIFICATION_CENTRE:
        raise ValidationError({"site": _("Choose a site of the kind certification centre.")})
    centre = Centre(unit=unit, site=site, head=head, name=name, functions=functions, author=actor)
    centre.full_clean()
    centre.save()
    told = User.objects.filter(person=head, is_active=True).exclude(pk=actor.pk)
    record(actor=actor, kind="centre.proposed", subject=centre, summary=_("proposed the centre"), notify=told)
    return centre


@verb("certifications.assess_centre")
def assess_centre(*, actor: User, centre: Centre, assessment: NeedsAssessment, on: date) -> Centre:
    """Names the assessment that found the centre needed, and asks the officers to approve it."""
    told = [user for user in User.objects.holding(Role.CO, centre.unit, on) if user.pk != actor.pk]
    given = {"assessment": assessment}
    return CENTRE.move(centre, "assess", actor=actor, on=on, given=given, changes=given, details=given, notify=told)


@verb("certifications.approve_centre")
def approve_centre(*, actor: User, centre: Centre, on: date) -> Centre:
    """Approves it as another person than who proposed it."""
    return CENTRE.move(centre, "approve", actor=actor, on=on, changes={"approved_by": actor}, notify=[centre.author])


@verb("certifications.change_centre")
def change_centre(*, actor: User, centre: Centre, on: date, **fields: Any) -> Centre:
    """Changes head, functions, statement of independence, security concept and rules; other rules are a new edition."""
    require(actor, MANAGE_CENTRE, centre)
    _clean_with(centre, fields)
    before = {name: getattr(centre, name) for name in fields}
    changed = {name: value for name, value in fields.items() if value != before[name]}
    changes: dict[str, Any] = {**changed}
    if before.get("rules") and "rules" in changed:
        changes["rules_edition"] = F("rules_edition") + 1
    told = {"from": {name: before[name] for name in changed}, "to": changed}
    CENTRE.move(centre, "change_centre", actor=actor, on=on, changes=changes, details=told)
    centre.refresh_from_db()
    return centre


def _clean_with(centre: Centre, fields: dict[str, Any]) -> None:
    """Raises ValidationError for what the centre may not become; an open one keeps its security concept."""
    wanted = Centre.objects.get(pk=centre.pk)
    for name, value in fields.items():
        setattr(wanted, name, value)
    wanted.full_clean()


@verb("certifications.add_agreement")
def add_agreement(*, actor: User, centre: Centre, on: date, **facts: Any) -> Centre:
    """Notes what an authority or a customer has agreed, and for how long."""
    return _add(centre, "add_agreement", Agreement(centre=centre, **facts), actor=actor, on=on)


@verb("certifications.end_agreement")
def end_agreement(*, actor: User, centre: Centre, agreement: Agreement, until_on: date, on: date) -> Centre:
    """Sets the last day of an agreement."""
    return _end(centre, "end_agreement", {"agreement": agreement}, until_on, actor=actor, on=on)


@verb("certifications.add_seat")
def add_seat(*, actor: User, centre: Centre, on: date, **facts: Any) -> Centre:
    """Gives somebody a seat on the board that oversees the centre."""
    return _add(centre, "add_seat", Seat(centre=centre, **facts), actor=actor, on=on)


@verb("certifications.end_seat")
def end_seat(*, actor: User, centre: Centre, seat: Seat, until_on: date, on: date) -> Centre:
    """Sets the last day of a seat on the board."""
    return _end(centre, "end_seat", {"seat": seat}, until_on, actor=actor, on=on)


@verb("certifications.add_room")
def add_room(*, actor: User, centre: Centre, on: date, **facts: Any) -> Centre:
    """Adds a room that can be booked."""
    return _add(centre, "add_room", CentreRoom(centre=centre, **facts), actor=actor, on=on)


@verb("certifications.change_room")
def change_room(*, actor: User, centre: Centre, room: CentreRoom, is_open: bool, seats: int, on: date) -> Centre:
    """Opens a room for bookings or closes it, and says how many places it has; what is booked stays booked."""
    told = {"room": room, "is_open": is_open, "seats": seats}
    CENTRE.move(centre, "change_room", actor=actor, on=on, given={"room": room}, details=told)
    room.is_open, room.seats = is_open, seats
    room.full_clean()
    room.save()
    return centre


def _add(centre: Centre, step: str, part: Model, *, actor: User, on: date) -> Centre:
    part.full_clean()
    CENTRE.move(centre, step, actor=actor, on=on, details={"added": str(part)})
    part.save()
    return centre


def _end(centre: Centre, step: str, given: dict[str, Any], until_on: date, *, actor: User, on: date) -> Centre:
    part = next(iter(given.values()))
    CENTRE.move(centre, step, actor=actor, on=on, given=given, details={**given, "until_on": until_on})
    part.until_on = until_on
    part.full_clean()
    part.save()
    return centre
