"""What is done in a case outside of its steps: adding, opening a seal, covering words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from foundation.access import require
from foundation.clock import today
from foundation.web import show, submit
from people.cases.actions import redact_interview
from people.cases.covering import Covering
from people.cases.forms import Adding, ReasonForm, adding, within
from people.cases.models import Case, SealOpening
from people.cases.permissions import KEEP_FILE, OPEN_SEAL
from people.cases.records import desk_pages, opened, tab_url
from people.cases.views.apart import handled, reads_and_writes, sent

SHEET = {"sheet": "cases/_sheet.html"}


@reads_and_writes
def case_add(request: HttpRequest, uuid: UUID, what: str) -> HttpResponseBase:
    """Adds something to a case: a step of the investigation, an interview, files, an allegation, a message."""
    wanted, row = adding(what), handled(request.user, uuid)
    if wanted is None:
        raise Http404
    return _done(request, wanted, row, {"case": row})


@reads_and_writes
def case_within(request: HttpRequest, uuid: UUID, what: str, row: UUID) -> HttpResponseBase:
    """Does something with a part of a case: a step is finished, a measure renewed or lifted, a file shown."""
    wanted, case = within(what), handled(request.user, uuid)
    if wanted is None:
        raise Http404
    part = get_object_or_404(getattr(case, wanted.rows).visible_to(request.user).select_related("case__unit"), uuid=row)
    return _done(request, wanted, case, {wanted.takes: part}, part)


def _done(
    request: HttpRequest, wanted: Adding, case: Case, taken: dict[str, Any], part: Any = None
) -> HttpResponseBase:
    require(request.user, wanted.permission, case)
    form, back = wanted.form(*sent(request), case=case, on=today(case.unit), row=part), tab_url(case, wanted.tab)
    if form.is_bound and submit(form, wanted.verb, actor=request.user, on=form.on, **taken):
        messages.success(request, _("Saved."))
        return redirect(back)
    context = {"form": form, "title": wanted.title, "cancel_url": back, "action": request.path}
    return show(
        request, "cases/desk_form.html", context | {"desk_pages": desk_pages(request.user, "")}, fragments=SHEET
    )


@reads_and_writes
def seal(request: HttpRequest, uuid: UUID, seal: str) -> HttpResponseBase:
    """Opens a sealed name for a reason; it stands in this answer alone."""
    case = handled(request.user, uuid)
    require(request.user, OPEN_SEAL, case)
    if seal not in SealOpening.Seal.values:
        raise Http404
    form, pages = ReasonForm(*sent(request)), {"desk_pages": desk_pages(request.user, "")}
    facts = {"actor": request.user, "case": case, "seal": seal, "on": today(case.unit)}
    if form.is_bound and (found := submit(form, opened, **facts)):
        return show(request, "cases/name.html", {"case": case, **found, **pages})
    context = {"form": form, "title": SealOpening.Seal(seal).label, "cancel_url": case.get_absolute_url()}
    return show(request, "cases/desk_form.html", context | pages | {"action": request.path}, fragments=SHEET)


@reads_and_writes
def interview(request: HttpRequest, uuid: UUID, row: UUID) -> HttpResponseBase:
    """Covers words of an interview for the person the case is about: looked at first, then saved."""
    case = handled(request.user, uuid)
    require(request.user, KEEP_FILE, case)
    found = get_object_or_404(case.interviews.select_related("person", "case__unit"), uuid=row)
    covering = Covering(found, request.POST if request.method == "POST" else None)
    if covering.is_final:
        redact_interview(actor=request.user, interview=found, text=covering.text, on=today(case.unit))
        messages.success(request, _("Saved. The person reads the covered version."))
        return redirect(tab_url(case, "inquiry"))
    context = {"case": case, "interview": found, "covering": covering, "cancel_url": tab_url(case, "inquiry")}
    return show(request, "cases/interview.html", context | {"desk_pages": desk_pages(request.user, "")})
