"""Many files at once: the page, what would become of files that have arrived, and their way into evidence."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assurance.forms import ManyForm, added_files, added_uploads, judged_all
from assurance.forms.evidence import MOST_AT_ONCE
from assurance.permissions import UPLOAD_EVIDENCE
from foundation.access import require
from foundation.clock import today
from foundation.files import resumable
from foundation.lists.bulk import parsed_uuid
from foundation.models.uploads import Upload
from foundation.web import show

OUTCOMES = "assurance/_many_outcomes.html"


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_many(request: HttpRequest) -> HttpResponse:
    """The page; what a browser without scripts has sent with it becomes evidence at once."""
    require(request.user, UPLOAD_EVIDENCE)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ManyForm(*sent, actor=request.user, on=today())
    is_good = form.is_bound and form.is_valid()
    outcomes = added_files(form.cleaned_data["files"], form.cleaned_data, actor=request.user) if is_good else []
    context = {"form": form, "outcomes": outcomes, "unfinished": _unfinished(request), "most": MOST_AT_ONCE}
    return show(request, "assurance/evidence_many.html", context)


@require_POST
def evidence_many_check(request: HttpRequest) -> HttpResponse:
    """What would become of uploads that have arrived; nothing is added."""
    require(request.user, UPLOAD_EVIDENCE)
    outcomes = judged_all(_chosen(request), actor=request.user, now=timezone.now())
    return render(request, OUTCOMES, {"outcomes": outcomes})


@require_POST
def evidence_many_add(request: HttpRequest) -> HttpResponse:
    """Uploads that have arrived as evidence; 422 with the facts where those are refused."""
    require(request.user, UPLOAD_EVIDENCE)
    form = ManyForm(request.POST, actor=request.user, on=today())
    if not form.is_valid():
        return render(request, "assurance/_many_facts.html", {"form": form}, status=422)
    again, now = _uuids(request, "again"), timezone.now()
    outcomes = added_uploads(_chosen(request), form.cleaned_data, actor=request.user, now=now, again=again)
    return render(request, OUTCOMES, {"outcomes": outcomes})


def _uuids(request: HttpRequest, name: str) -> list[UUID]:
    return [one for one in map(parsed_uuid, request.POST.getlist(name)[:MOST_AT_ONCE]) if one is not None]


def _chosen(request: HttpRequest) -> list[Upload]:
    """The person's own uploads among those named, in that order."""
    named = _uuids(request, "uploads")
    return sorted(Upload.objects.visible_to(request.user).filter(uuid__in=named), key=lambda one: named.index(one.uuid))


def _unfinished(request: HttpRequest) -> list[tuple[Upload, int]]:
    """Uploads of an earlier visit of which something has arrived, with how much."""
    found = [
        (upload, resumable.arrived(upload))
        for upload in Upload.objects.visible_to(request.user).lasting(timezone.now())
    ]
    return [(upload, arrived) for upload, arrived in found if arrived]
