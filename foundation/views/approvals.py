"""Acts that wait for a second person, and the decision."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation import inbox
from foundation.approvals import decide_approval, withdraw_approval
from foundation.clock import today
from foundation.forms import DecisionForm
from foundation.signin.fresh import require_fresh_for
from foundation.web import show, submit


@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for me, and what I asked for."""
    lists = {"waiting": inbox.waiting_for(request.user)[:200], "asked": inbox.asked_by(request.user)[:50]}
    return show(request, "foundation/approvals.html", lists)


@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One act that waits for a second person: what a yes does, and the decision."""
    asked = get_object_or_404(inbox.visible_to(request.user), uuid=uuid)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        require_fresh_for(request, asked.verb)
    if form.is_bound and submit(form, decide_approval, actor=request.user, approval=asked):
        messages.success(request, _("Decided: %(label)s") % {"label": asked.label})
        return redirect("foundation:approvals")
    sight = inbox.sight_of(asked, actor=request.user, on=today())
    return show(request, "foundation/approval.html", sight | {"form": form})


@require_POST
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Takes back what one asked for oneself."""
    asked = get_object_or_404(inbox.visible_to(request.user), uuid=uuid)
    withdraw_approval(actor=request.user, approval=asked)
    messages.success(request, _("Withdrawn: %(label)s. Who could have decided has been told.") % {"label": asked.label})
    return redirect("foundation:approvals")
