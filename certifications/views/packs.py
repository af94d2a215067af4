"""The doors to evidence packs: asked for and taken in the room, and by officers on the pages of a grant."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from certifications.actions import ask_for_pack
from certifications.entering import in_room, noted
from certifications.models import EvidencePack, Grant
from certifications.pack.serving import hand_out
from certifications.permissions import MAKE_PACK
from certifications.records.packs import Packs
from certifications.rooms import Room
from foundation.access import require
from foundation.refusals import Conflict
from foundation.web import show

READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])
JOB = {"job": "ui/_progress.html"}


@READS_AND_WRITES
@in_room
def room_pack(request: HttpRequest, room: Room) -> HttpResponseBase:
    """What a pack is, those that were made, and the button for a new one."""
    if request.method == "POST":
        return _ask(request, room.grant, "certifications:room_pack")
    noted(request, room, room.grant)
    context = {"room": room, "packs": Packs(room.grant, user=request.user)}
    return show(request, "certifications/room_pack.html", context | context["packs"].progress, fragments=JOB)


@require_safe
@in_room
def room_pack_file(request: HttpRequest, room: Room, uuid: UUID) -> HttpResponseBase:
    """The pack leaves; noted in the log that both sides read."""
    require(request.user, MAKE_PACK, room.grant)
    row = get_object_or_404(room.grant.packs.for_page(), uuid=uuid)
    return _hand_out(request, row, "certifications:room_pack")


@READS_AND_WRITES
def grant_packs(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The packs of a room with who took them; an officer makes one too."""
    row = get_object_or_404(Grant.objects.visible_to(request.user).for_page(), uuid=uuid)
    require(request.user, MAKE_PACK, row)
    if request.method == "POST":
        return _ask(request, row, "certifications:grant_packs")
    context = {"grant": row, "packs": Packs(row, user=request.user)}
    return show(request, "certifications/grant_packs.html", context | context["packs"].progress, fragments=JOB)


@require_safe
def grant_pack_file(request: HttpRequest, uuid: UUID, pack: UUID) -> HttpResponseBase:
    """The pack for an officer who answers for all that it holds."""
    row = get_object_or_404(Grant.objects.visible_to(request.user), uuid=uuid)
    require(request.user, MAKE_PACK, row)
    return _hand_out(request, get_object_or_404(row.packs.for_page(), uuid=pack), "certifications:grant_packs")


def _ask(request: HttpRequest, grant: Grant, page: str) -> HttpResponseBase:
    try:
        ask_for_pack(actor=request.user, grant=grant)
    except Conflict as refusal:
        messages.error(request, refusal.sentence)
    return redirect(page, grant.uuid)


def _hand_out(request: HttpRequest, row: EvidencePack, page: str) -> HttpResponseBase:
    try:
        return hand_out(request, row)
    except Conflict as refusal:
        messages.error(request, refusal.sentence)
        return redirect(page, row.grant.uuid)
