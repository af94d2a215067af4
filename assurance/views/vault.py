"""Legal holds on evidence, and a damaged file that is sound again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from assurance.actions import clear_damage, lift_hold, place_hold
from assurance.forms import HoldForm, ReasonForm
from assurance.models import Evidence, EvidenceFile, LegalHold
from assurance.permissions import CLEAR_EVIDENCE, HOLD_EVIDENCE, LIFT_HOLD
from foundation.access import require
from foundation.web import show, submit

SHEET = {"sheet": "assurance/_vault_sheet.html"}


def evidence_hold(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Places a legal hold."""
    piece = get_object_or_404(Evidence.objects.visible_to(request.user).select_related("unit"), uuid=uuid)
    require(request.user, HOLD_EVIDENCE, piece)
    form = HoldForm(request.POST if request.method == "POST" else None)
    if form.is_bound and submit(form, place_hold, actor=request.user, evidence=piece):
        messages.success(request, _("%(ref)s is on legal hold.") % {"ref": piece.ref})
        return redirect(piece)
    words = {"title": _("Place on legal hold"), "submit": _("Place the hold")}
    note = _("Nobody disposes of it until counsel lifts the hold. New versions may still be added.")
    context = {"form": form, "evidence": piece, "note": note, **words}
    return show(request, "assurance/vault_form.html", context, fragments=SHEET)


def hold_lift(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Lifts a legal hold."""
    hold = get_object_or_404(LegalHold.objects.visible_to(request.user).live().for_list(), uuid=uuid)
    require(request.user, LIFT_HOLD, hold.evidence)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and submit(form, lift_hold, actor=request.user, hold=hold):
        messages.success(request, _("The hold for %(matter)s is lifted.") % {"matter": hold.matter})
        return redirect(hold.evidence)
    words = {"title": _("Lift the hold for %(matter)s") % {"matter": hold.matter}, "submit": _("Lift the hold")}
    context = {"form": form, "evidence": hold.evidence, **words}
    return show(request, "assurance/vault_form.html", context, fragments=SHEET)


def file_clear(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Trusts a repaired file again."""
    visible = EvidenceFile.objects.filter(version__evidence__in=Evidence.objects.visible_to(request.user))
    file = get_object_or_404(visible.select_related("version__evidence__unit", "version__uploaded_by"), uuid=uuid)
    require(request.user, CLEAR_EVIDENCE, file.version)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and submit(form, clear_damage, actor=request.user, file=file):
        messages.success(request, _("%(name)s is sound again.") % {"name": file.name})
        return redirect(file.version)
    context = {"form": form, "evidence": file.version.evidence, **_words_of_clearing(file)}
    return show(request, "assurance/vault_form.html", context, fragments=SHEET)


def _words_of_clearing(file: EvidenceFile) -> dict[str, str]:
    return {
        "title": _("%(name)s is sound again") % {"name": file.name},
        "submit": _("Check and trust it again"),
        "note": _("Its bytes are read once more and have to have the hash of the upload."),
    }
