"""One request for evidence: asking, and its page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assurance.actions import request_evidence
from assurance.asking import row_for
from assurance.forms import RequestForm
from assurance.models import EvidenceRequest
from assurance.permissions import REQUEST_EVIDENCE
from assurance.records import request_record_of
from foundation.access import require
from foundation.clock import today
from foundation.lists.bulk import parsed_uuid
from foundation.web import show, submit

ASK = {"sheet": "assurance/_request_sheet.html"}


def request_add(request: HttpRequest) -> HttpResponseBase:
    """The form that asks somebody for evidence about a row, named in the address or chosen in the form."""
    require(request.user, REQUEST_EVIDENCE)
    subject, on = _subject(request), today()
    form = RequestForm(
        *([request.POST] if request.method == "POST" else []), actor=request.user, on=on, subject=subject
    )
    if form.is_bound and (row := submit(form, request_evidence, actor=request.user, on=on)):
        messages.success(request, _("%(who)s has been asked.") % {"who": row.asked_of})
        return redirect(row)
    context = {"form": form, "subject": subject, "cancel": reverse("assurance:requests")}
    return show(request, "assurance/request_add.html", context, fragments=ASK)


def _subject(request: HttpRequest) -> Any:
    """The row that `?about=…&row=…` names; 404 for one that the reader does not see."""
    label, uuid = request.GET.get("about", ""), parsed_uuid(request.GET.get("row", ""))
    if not label and uuid is None:
        return None
    row = row_for(request.user, label, uuid) if uuid is not None else None
    if row is None:
        raise Http404
    return row


@require_safe
def request_page(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """What is asked for, the answer, the steps, and the story."""
    row = get_object_or_404(EvidenceRequest.objects.visible_to(request.user).for_list(), uuid=uuid)
    return show(request, "assurance/request.html", request_record_of(row, request.user))
