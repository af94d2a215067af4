"""The doors of training certificates: made, taken, and checked by their number."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from foundation.access import require
from foundation.clock import today
from foundation.web import show
from people.actions.proofs import take_file
from people.certifying import certify
from people.forms.player import NumberForm
from people.handing import taken
from people.models import Completion, TrainingCertificate
from people.permissions import CHECK_CERTIFICATE
from people.querysets.training import own


@require_POST
def certificate_make(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Makes the certificate of one's own completion where there is none yet, and hands it out."""
    rows = Completion.objects.visible_to(request.user).filter(own(request.user))
    row = get_object_or_404(rows.select_related("person__unit", "course"), uuid=uuid)
    return redirect(certify(actor=request.user, completion=row, at=timezone.now()))


@require_safe
def training_certificate(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The certificate as a download; that it was taken is noted."""
    row = get_object_or_404(TrainingCertificate.objects.visible_to(request.user).for_page(), uuid=uuid)
    if request.method == "GET":
        take_file(actor=request.user, file=row)
    return taken(request, row)


@require_safe
def certificate_check(request: HttpRequest) -> HttpResponseBase:
    """Whether a number is that of a certificate, of whom and for what; for whoever holds the paper."""
    require(request.user, CHECK_CERTIFICATE)
    form = NumberForm(request.GET if "number" in request.GET else None)
    asked = form.cleaned_data["number"] if form.is_bound and form.is_valid() else ""
    row = TrainingCertificate.objects.for_page().filter(number=asked).first() if asked else None
    context = {"form": form, "certificate": row, "today": today(), "asked": asked}
    return show(request, "people/certificate_check.html", context)
