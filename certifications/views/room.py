"""The doors of a room: its first page and rules, clauses, audits, findings, evidence, files, and the own log."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audits.models import Finding
from certifications.actions import acknowledge
from certifications.entering import in_room, noted, outcome_of
from certifications.forms import AcknowledgeForm
from certifications.models import Grant
from certifications.records import (
    asked_about,
    audit_of,
    certificate_of,
    clause_of,
    earlier_of,
    evidence_of,
    finding_of,
    home_of,
    inspection_of,
    soa_of,
    words_in,
)
from certifications.rooms import Room, looks_at
from foundation.directory.models import User
from foundation.web import show, submit

LOOKS = 200


@require_safe
def rooms(request: HttpRequest) -> HttpResponseBase:
    """Where outsiders start: the one room that is open to them, or a choice of several."""
    if request.user.kind != User.Kind.OUTSIDE:
        raise Http404
    rows = list(Grant.objects.open_to(request.user).order_by("until_at", "pk"))
    if len(rows) == 1:
        return redirect("certifications:room", rows[0].uuid)
    if not rows:
        return show(request, "foundation/nothing_opened.html")
    now = timezone.now()
    return show(request, "certifications/rooms.html", {"rooms": [Room(row, request.user, now=now) for row in rows]})


@require_http_methods(["GET", "HEAD", "POST"])
def room_rules(request: HttpRequest, grant: UUID) -> HttpResponseBase:
    """The rules of the room and the agreement, to be acknowledged before anything else."""
    row = get_object_or_404(Grant.objects.open_to(request.user).with_soas().select_related("nda__evidence"), uuid=grant)
    form = AcknowledgeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and submit(form, lambda **_read: acknowledge(actor=request.user, grant=row)):
        return redirect("certifications:room", row.uuid)
    signed = row.acknowledgements.filter(user=request.user).first()
    room = Room(row, request.user, now=timezone.now())
    return show(request, "certifications/room_rules.html", {"room": room, "form": form, "signed": signed})


@require_safe
@in_room
def room(request: HttpRequest, room: Room) -> HttpResponseBase:
    noted(request, room, room.grant)
    context = {"room": room, "outcome": outcome_of(request, room), **home_of(room, words_in(request.GET, "clause"))}
    return show(request, "certifications/room.html", context)


@require_safe
@in_room
def room_clause(request: HttpRequest, room: Room, uuid: UUID) -> HttpResponseBase:
    """One requirement: how it is met, what shows it, what was found."""
    row = get_object_or_404(room.requirements.select_related("framework", "parent"), uuid=uuid)
    noted(request, room, row)
    return show(request, "certifications/room_clause.html", {"room": room, **clause_of(room, row)})


@require_safe
@in_room
def room_audit(request: HttpRequest, room: Room, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(room.audits.select_related("report").prefetch_related("frameworks"), uuid=uuid)
    noted(request, room, row)
    return show(request, "certifications/room_audit.html", {"room": room, **audit_of(room, row)})


@require_safe
@in_room
def room_inspection(request: HttpRequest, room: Room, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(room.inspections, uuid=uuid)
    noted(request, room, row)
    return show(request, "certifications/room_inspection.html", {"room": room, **inspection_of(room, row)})


@require_safe
@in_room
def room_finding(request: HttpRequest, room: Room, uuid: UUID) -> HttpResponseBase:
    row: Finding = get_object_or_404(room.findings_for_page(), uuid=uuid)
    noted(request, room, row)
    return show(request, "certifications/room_finding.html", {"room": room, **finding_of(room, row)})


@require_safe
@in_room
def room_soas(request: HttpRequest, room: Room) -> HttpResponseBase:
    """The versions of statements of applicability that the room shows."""
    noted(request, room, room.grant)
    return show(request, "certifications/room_soas.html", {"room": room, "soas": list(room.soas)})


@require_safe
@in_room
def room_soa(request: HttpRequest, room: Room, uuid: UUID) -> HttpResponseBase:
    """A version of a statement of applicability, line by line."""
    row = get_object_or_404(room.soas, uuid=uuid)
    noted(request, room, row)
    return show(request, "certifications/room_soa.html", {"room": room, **soa_of(room, row)})


@require_safe
@in_room
def room_evidence(request: HttpRequest, room: Room, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(room.evidence.select_related("unit"), uuid=uuid)
    noted(request, room, row)
    return show(request, "certifications/room_evidence.html", {"room": room, **evidence_of(room, row)})


@require_safe
@in_room
def room_certificate(request: HttpRequest, room: Room, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(room.certificates.select_related("scheme", "edition", "body", "unit"), uuid=uuid)
    noted(request, room, row)
    context = {"room": room, **certificate_of(room, row), "questions": asked_about(room, row)}
    return show(request, "certifications/room_certificate.html", context)


@require_safe
@in_room
def room_earlier(request: HttpRequest, room: Room) -> HttpResponseBase:
    """What was found in audits before the engagement, clause by clause, with what came of it."""
    noted(request, room, room.grant)
    return show(request, "certifications/room_earlier.html", {"room": room, **earlier_of(room, request.GET)})


@require_safe
@in_room
def room_log(request: HttpRequest, room: Room) -> HttpResponseBase:
    """What the reader did here: the same rows as the host reads."""
    return show(request, "certifications/room_log.html", {"room": room, "looks": list(looks_at(room.grant)[:LOOKS])})
