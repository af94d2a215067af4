"""Evidence: what waits for review, what one has added, everything; one piece with its versions; adding more."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assurance.actions import add_version, upload_evidence
from assurance.forms import EvidenceForm, VersionForm
from assurance.lists import EvidenceList, OwnEvidenceList, ReviewList
from assurance.models import Evidence
from assurance.permissions import UPLOAD_EVIDENCE
from assurance.records import record_of
from assurance.views.inbox import listed
from foundation.access import require
from foundation.clock import today
from foundation.web import show, submit


@require_safe
def evidence_list(request: HttpRequest) -> HttpResponseBase:
    """What waits for the review of this person."""
    visible = Evidence.objects.visible_to(request.user)
    return listed(request, ReviewList(request, visible.to_review(request.user).for_list()))


@require_safe
def evidence_mine(request: HttpRequest) -> HttpResponseBase:
    return listed(request, OwnEvidenceList(request, Evidence.objects.uploaded_by(request.user).for_list()))


@require_safe
def evidence_all(request: HttpRequest) -> HttpResponseBase:
    return listed(request, EvidenceList(request, Evidence.objects.visible_to(request.user).for_list()))


@require_safe
def evidence(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One piece of evidence; 404 outside what the person may see."""
    piece = get_object_or_404(Evidence.objects.visible_to(request.user).for_list().with_twin(), uuid=uuid)
    return show(request, "assurance/evidence.html", record_of(piece, request.user))


def evidence_add(request: HttpRequest) -> HttpResponseBase:
    """The form for new evidence."""
    require(request.user, UPLOAD_EVIDENCE)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EvidenceForm(*sent, actor=request.user, on=today())
    if form.is_bound and (version := submit(form, upload_evidence, actor=request.user)):
        messages.success(request, _("%(ref)s is added. Somebody else reviews it.") % {"ref": version.evidence.ref})
        return redirect(version)
    cancel = reverse("assurance:evidence_mine")
    return show(request, "assurance/evidence_add.html", {"form": form, "cancel": cancel}, fragments=ADD)


def version_add(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The form for a further version."""
    require(request.user, UPLOAD_EVIDENCE)
    piece = get_object_or_404(Evidence.objects.visible_to(request.user).select_related("unit"), uuid=uuid)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = VersionForm(*sent, actor=request.user, on=today(piece.unit), evidence=piece)
    if form.is_bound and (version := submit(form, add_version, actor=request.user, evidence=piece)):
        messages.success(request, _("Version %(number)d is added. The earlier ones stay.") % {"number": version.number})
        return redirect(version)
    context = {"form": form, "evidence": piece, "cancel": piece.get_absolute_url()}
    return show(request, "assurance/evidence_add.html", context, fragments=ADD)


ADD = {"sheet": "assurance/_evidence_sheet.html"}
