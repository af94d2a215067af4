"""The doors by which people outside check the ledger: whether it goes on from their last visit, and proofs of entries."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from certifications.entering import history_of, in_room, noted
from certifications.records.proving import entry_in
from certifications.rooms import Room
from foundation.ledger.proving import Part, part_of
from foundation.web import show


@require_safe
@in_room
def room_verify(request: HttpRequest, room: Room) -> HttpResponseBase:
    """Whether the history is the one of the last visit, and how to check that without this page."""
    noted(request, room, room.grant)
    history = history_of(request, room)
    context = {"room": room, "history": history, "outcome": history and history.outcome}
    return show(request, "certifications/room_verify.html", context)


@require_safe
@in_room
def room_entry(request: HttpRequest, room: Room, index: int) -> HttpResponseBase:
    """What is proven about an entry that the room shows a seal of."""
    record = entry_in(room, index)
    if record is None:
        raise Http404
    return show(request, "certifications/room_entry.html", {"room": room, "it": record})


@require_safe
@in_room
def room_part(request: HttpRequest, room: Room, index: int, part: Part) -> HttpResponseBase:
    """The proof or the entry as a file."""
    record = entry_in(room, index)
    if record is None:
        raise Http404
    return part_of(record, part)
