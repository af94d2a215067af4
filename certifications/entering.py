"""The door of a room: who has a live grant and has acknowledged its rules goes in; for everybody else there is nothing."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from certifications.actions import look_at
from certifications.actions.rooms import RULES, looked_lately
from certifications.models import Grant
from certifications.rooms import Room
from foundation.directory.models import User
from foundation.ledger.visits import Continuity, Outcome, begin_visit, continuity
from foundation.web import Request

HISTORY = "history"
SAID_FOR = timedelta(minutes=5)
View = Callable[..., HttpResponseBase]


def in_room(view: View) -> View:
    """Gives the view its Room; 404 without a live grant, the page of the rules until they are acknowledged."""

    @wraps(view)
    def enter(request: Request, grant: UUID, **arguments: Any) -> HttpResponseBase:
        room = room_of(request.user, grant)
        if not room.is_entered and request.method in ("GET", "HEAD"):
            return redirect("certifications:room_rules", room.uuid)
        insist_entered(room)
        return view(request, room, **arguments)

    return enter


def room_of(user: User, uuid: UUID) -> Room:
    """The room that a live grant opens to `user` now; 404 without one."""
    rows = Grant.objects.open_to(user).with_rules_read(user, RULES).with_soas()
    return Room(get_object_or_404(rows, uuid=uuid), user, now=timezone.now())


def insist_entered(room: Room) -> None:
    """Raises PermissionDenied until the rules of the room are acknowledged."""
    if not room.is_entered:
        raise PermissionDenied(_("Read and acknowledge the rules of the room first."))


def found(row: models.Model | None) -> Any:
    if row is None:
        raise Http404
    return row


def noted(request: Request, room: Room, row: models.Model) -> None:
    """A page that was asked for with GET was looked at; HEAD shows nothing."""
    if request.method == "GET" and not looked_lately(request.user, room.grant, row):
        look_at(actor=request.user, grant=room.grant, row=row)


def history_of(request: Request, room: Room) -> Continuity | None:
    """Whether the history goes on from the reader's last visit, asked anew; what a visit begins with is kept, once."""
    found = continuity(request.user, room.now)
    if found is not None and request.method == "GET" and (found.is_news or found.is_broken):
        found = begin_visit(actor=request.user, at=room.now)
    return found


def outcome_of(request: Request, room: Room) -> Outcome:
    """What came of that, asked at most every few minutes of a session: the first page says it on every look."""
    if HISTORY in request.session:
        kept = Outcome.unpacked(request.session[HISTORY])
        if timedelta() <= room.now - kept.at < SAID_FOR:
            return kept
    found = history_of(request, room)
    outcome = found.outcome if found else Outcome(room.now, 0, None, "", "")
    if request.method == "GET":
        request.session[HISTORY] = outcome.packed()
    return outcome
