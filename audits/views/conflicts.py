"""The doors of independence: what one is tied to, and what managers decide on it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audits.actions import decide_conflict, declare_conflict, end_conflict
from audits.forms.auditors import ConflictDecisionForm, ConflictEndForm, ConflictForm, may_declare
from audits.models import ConflictDeclaration
from audits.permissions import DECIDE_CONFLICT, DECLARE_CONFLICT
from audits.records.independence import declarations
from audits.views.auditors import sent, sheet
from foundation.access import require
from foundation.clock import today
from foundation.web import show, submit

MOST = 200  # declarations on the page
BACK = "audits:independence"


@require_safe
def independence(request: HttpRequest) -> HttpResponse:
    """One's own declarations, and those of others for whoever decides on them."""
    if not may_declare(request.user):
        raise Http404
    rows = ConflictDeclaration.objects.visible_to(request.user).for_list()[:MOST]
    told = declarations(rows, user=request.user, on=today())
    own = [one for one in told if one.row.person_id == request.user.person_id]
    others = [one for one in told if one not in own]
    return show(request, "audits/independence.html", {"own": own, "others": others, "today": today()})


@require_http_methods(["GET", "HEAD", "POST"])
def conflict_declare(request: HttpRequest) -> HttpResponse:
    if not may_declare(request.user):
        raise Http404
    form = ConflictForm(sent(request), actor=request.user, on=today())
    if form.is_bound and submit(form, declare_conflict, actor=request.user, on=today()):
        messages.success(request, _("The conflict is noted. It counts from now on."))
        return redirect(BACK)
    about = _("Say what ties you: one process, unit, supplier or person.")
    return sheet(request, form, _("Declare a conflict"), reverse(BACK), note=about)


@require_http_methods(["GET", "HEAD", "POST"])
def conflict_end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(ConflictDeclaration.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, DECLARE_CONFLICT, row.person)
    form = ConflictEndForm(sent(request), initial={"to_on": today()})
    if form.is_bound and submit(form, end_conflict, actor=request.user, conflict=row, on=today()):
        messages.success(request, _("The end is noted."))
        return redirect(BACK)
    return sheet(request, form, _("Note the end"), reverse(BACK), note=str(row))


@require_http_methods(["GET", "HEAD", "POST"])
def conflict_decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(ConflictDeclaration.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, DECIDE_CONFLICT, row.person)
    form = ConflictDecisionForm(sent(request))
    if form.is_bound and submit(form, decide_conflict, actor=request.user, conflict=row, on=today()):
        messages.success(request, _("%(person)s is told.") % {"person": row.person})
        return redirect(BACK)
    return sheet(request, form, _("Decide on a conflict"), reverse(BACK), note=f"{row.person}. {row}")
