"""The doors of proofs of training outside: submitting one, the list, one of them, its papers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foundation.access import require
from foundation.clock import today
from foundation.steps import moves_of
from foundation.stories import story_of
from foundation.web import show, submit
from people.actions.proofs import submit_proof, take_file
from people.forms.player import ProofForm
from people.handing import taken
from people.lists.proofs import ProofList
from people.models import Proof, ProofFile
from people.permissions import SUBMIT_PROOF

LIST = {"list": "ui/_table.html"}


@require_safe
def proofs(request: HttpRequest) -> HttpResponseBase:
    """One's own proofs, and to officers those of their units."""
    require(request.user, SUBMIT_PROOF)
    table = ProofList(request, Proof.objects.visible_to(request.user).for_list())
    return table.export_response() or show(request, "people/proofs.html", {"list": table}, fragments=LIST)


@require_http_methods(["GET", "HEAD", "POST"])
def proof_add(request: HttpRequest) -> HttpResponseBase:
    """Submits the proof of a training elsewhere, for oneself."""
    require(request.user, SUBMIT_PROOF)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProofForm(*sent, actor=request.user, on=today(), initial={"course": request.GET.get("course")})
    if form.is_bound and (row := submit(form, submit_proof, actor=request.user, on=today())):
        messages.success(request, _("Your proof is with the compliance officers."))
        return redirect(row)
    return show(request, "people/proof_add.html", {"form": form, "cancel": reverse("people:proofs")})


@require_safe
def proof(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One proof with its papers, and what one may do with it."""
    row = get_object_or_404(Proof.objects.visible_to(request.user).for_page(), uuid=uuid)
    moves = moves_of(row, actor=request.user, on=today(row.unit))
    context = {"proof": row, "moves": moves, "files": list(row.files.all()), **story_of(row, actor=request.user)}
    return show(request, "people/proof.html", context)


@require_safe
def proof_file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """A paper of a proof as a download; that it was taken is noted."""
    rows = ProofFile.objects.visible_to(request.user).select_related("proof__person__unit", "proof__course")
    row = get_object_or_404(rows, uuid=uuid)
    if request.method == "GET":
        take_file(actor=request.user, file=row)
    return taken(request, row)
