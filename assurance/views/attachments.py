"""The door for one file sent while a form is being filled in, and the door through which stored files leave."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assurance.actions import may_unlink, require_takeable, take_file, unlink_evidence
from assurance.forms import AttachForm, Chip, UnlinkForm
from assurance.models import Evidence, EvidenceFile, EvidenceLink, EvidenceVersion
from assurance.permissions import UPLOAD_EVIDENCE
from foundation.access import require
from foundation.directory.models import Unit
from foundation.files import exists, serve
from foundation.lists.bulk import parsed_uuid
from foundation.refusals import Conflict
from foundation.web import show, submit

MOST_CHIPS = 50


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_attach(request: HttpRequest) -> HttpResponse:
    """Keeps the files and answers with their chips; refused ones leave a sentence each and 422, or 413 when too large.

    A GET answers with the chips of versions sent before (`version`, several), for a form that was left and comes back.
    """
    require(request.user, UPLOAD_EVIDENCE)
    if request.method != "POST":
        return _chips(request, _sent_before(request))
    unit = get_object_or_404(Unit, uuid=request.POST.get("unit"))
    form = AttachForm(request.POST, request.FILES, actor=request.user, unit=unit)
    status = 200 if form.is_valid() else 413 if form.too_large else 422
    return _chips(request, form.versions, form.errors.get("files", []), status=status)


def _chips(
    request: HttpRequest, versions: list[EvidenceVersion], refusals: Sequence[str] = (), *, status: int = 200
) -> HttpResponse:
    context = {"chips": [Chip(version, user=request.user) for version in versions], "refusals": refusals}
    context["evidence_name"] = request.POST.get("name") or request.GET.get("name") or "evidence"
    return render(request, "assurance/_attached.html", context, status=status)


def _sent_before(request: HttpRequest) -> list[EvidenceVersion]:
    """The person's own versions among those asked for; what is no uuid is left out."""
    wanted = [one for one in map(parsed_uuid, request.GET.getlist("version")[:MOST_CHIPS]) if one is not None]
    return list(EvidenceVersion.objects.filter(uploaded_by=request.user.pk, uuid__in=wanted).for_choice())


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_unlink(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The sheet that takes evidence away from what it was attached to by mistake, and back to that row."""
    link, subject = _removable_or_404(request, uuid)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UnlinkForm(*sent, actor=request.user, unit=link.version.unit)
    if form.is_bound and submit(form, unlink_evidence, actor=request.user, link=link):
        messages.success(request, _("%(ref)s is no longer attached.") % {"ref": link.version.evidence.ref})
        return redirect(subject)
    context = {"form": form, "link": link, "subject": subject, "cancel": subject.get_absolute_url()}
    return show(request, "assurance/unlink.html", context, fragments=UNLINK)


UNLINK = {"sheet": "assurance/_unlink.html"}


def _removable_or_404(request: HttpRequest, uuid: UUID) -> tuple[EvidenceLink, Any]:
    """The link with the row it is about: 404 unless the reader sees row and evidence, 403 for who may not remove it."""
    link = get_object_or_404(EvidenceLink.objects.select_related("version__evidence__unit"), uuid=uuid)
    subject = link.subject
    if subject is None or not EvidenceVersion.objects.visible_to(request.user).filter(pk=link.version_id).exists():
        raise Http404
    get_object_or_404(type(subject)._default_manager.visible_to(request.user), pk=subject.pk)  # type: ignore[attr-defined]
    if not may_unlink(request.user, subject, link):
        raise PermissionDenied
    return link, subject


@require_safe
def evidence_file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The file as a download, noted in its custody; a sentence for one that is kept back (409) or gone (410)."""
    visible = EvidenceFile.objects.filter(version__evidence__in=Evidence.objects.visible_to(request.user))
    file = get_object_or_404(visible.select_related("version__evidence__unit"), uuid=uuid)
    try:
        _take(request, file)
    except Conflict as refused:
        context = {"file": file, "refusal": refused}
        return show(request, "assurance/not_served.html", context, status=refused.status)
    return stream(request, file)


def _take(request: HttpRequest, file: EvidenceFile) -> None:
    """Notes the download in the custody of the file; a HEAD only asks whether there would be one."""
    if request.method == "HEAD":
        require_takeable(actor=request.user, file=file)
    else:
        take_file(actor=request.user, file=file, goes_on=goes_on(request))


def goes_on(request: HttpRequest) -> bool:
    """Whether this asks for a later piece of a file, as a browser does after a broken download."""
    return not request.headers.get("Range", "bytes=0-").startswith("bytes=0-")


def stream(request: HttpRequest, file: EvidenceFile) -> HttpResponseBase:
    if not exists(file.sha256):
        raise Http404
    return serve(
        request,
        sha256=file.sha256,
        name=file.name,
        size=file.size,
        content_type=file.declared_type,
        detected_type=file.detected_type,
    )
