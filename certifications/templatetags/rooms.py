"""How a page of a room names what a question is about. Load with `{% load rooms %}`."""

from datetime import date

from django import template
from django.db import models
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from certifications.rooms import Room
from certifications.windows import InForce, Window
from certifications.windows import in_force as covers
from foundation.ledger.seals import Seal, seal_of
from foundation.models.trail import Event
from foundation.templatetags.ui import seal

register = template.Library()


@register.filter
def about(row: models.Model) -> str:
    """ "finding:uuid", as the page of questions reads it."""
    return f"{row._meta.model_name}:{row.uuid}"  # type: ignore[attr-defined]


@register.simple_tag
def in_force(as_of: date, valid_until: date | None, window: Window) -> InForce:
    """`{% in_force piece.latest_as_of piece.latest_valid_until room.window as force %}`."""
    return covers(as_of, valid_until, window)


@register.simple_tag(takes_context=True)
def room_seal(context: Context, room: Room, index: int) -> SafeString | str:
    """The seal of an entry, leading to its proof in the room."""
    return seal(context, Seal(index, None), reverse("certifications:room_entry", args=[room.uuid, index]))


@register.simple_tag(takes_context=True)
def look_seal(context: Context, event: Event, room: Room | str) -> SafeString | str:
    """The seal of something its reader did in a room; nothing where no room is given."""
    sealed = seal_of(event) if isinstance(room, Room) else None
    if sealed is None or sealed.index is None or not isinstance(room, Room):
        return seal(context, sealed)
    return seal(context, sealed, reverse("certifications:room_entry", args=[room.uuid, sealed.index]))
