"""The rules an officer may change: what holds, every version, and a new one with what it will touch."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foundation import versions
from foundation.access import permits, require
from foundation.clock import today
from foundation.forms import ProposalForm
from foundation.permissions import PROPOSE_POLICY, VIEW_ADMINISTRATION, VIEW_POLICIES
from foundation.policies import propose_policy
from foundation.web import show, submit


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """Every policy with what holds now, since when, by whom and why."""
    require(request.user, VIEW_POLICIES)
    return show(request, "foundation/policies.html", {"sheets": versions.sheets(today()), **_rights(request)})


@require_safe
def policy(request: HttpRequest, key: str) -> HttpResponse:
    """One policy with its versions and what each changed."""
    require(request.user, VIEW_POLICIES)
    return show(request, "foundation/policy.html", {"sheet": _found(key), **_rights(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, key: str) -> HttpResponse:
    """A new version: first what it will touch, then the question to a second person."""
    require(request.user, PROPOSE_POLICY)
    shown, on = _found(key), today()
    form = ProposalForm(request.POST or None, declared=shown.declared, value=shown.current.value, on=on)
    asks = "ask" in request.POST and form.is_valid() and form.was_seen
    if asks and submit(form, propose_policy, actor=request.user, key=key, on=on):
        messages.success(request, _("Asked: a compliance officer other than you decides."))
        return redirect("foundation:policy", key=key)
    return show(request, "foundation/policy_form.html", {"sheet": shown, "form": form, **_preview(form, shown)})


def _found(key: str) -> versions.Sheet:
    found = versions.sheet(key, today())
    if found is None:
        raise Http404
    return found


def _rights(request: HttpRequest) -> dict[str, bool]:
    return {
        "may_propose": permits(request.user, PROPOSE_POLICY),
        "may_administer": permits(request.user, VIEW_ADMINISTRATION),
    }


def _preview(form: ProposalForm, shown: versions.Sheet) -> dict[str, Any]:
    """What the typed value will touch, once it makes sense."""
    if not form.is_bound or not form.is_valid():
        return {}
    return {
        "preview": versions.preview(shown, form.cleaned_data["value"], form.cleaned_data["effective_from"], today())
    }
