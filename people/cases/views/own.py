"""What reporter and subject see of a case: two views that have nothing in common. Source: S-12."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from foundation.clock import today
from foundation.web import show, submit
from people.cases.actions import name_companion
from people.cases.forms import AnswerForm, CompanionForm
from people.cases.records import OwnCase, Told, desk_pages
from people.cases.sending import answer_as_reporter
from people.cases.views.apart import about, reads_and_writes, reported_by, sent


@reads_and_writes
def own_report(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """A report one made with one's name: its clock, the answer, and adding to it."""
    case, form = reported_by(request.user, uuid), AnswerForm(*sent(request))
    if form.is_valid() and submit(form, answer_as_reporter, actor=request.user, case=case, kept=form.kept):
        messages.success(request, _("Your message is sent."))
        return redirect("cases:own_report", uuid)
    told = Told(case, on=today(case.unit))
    context = {"case": case, "told": told, "form": form, "today": told.on, "desk_pages": desk_pages(request.user, "")}
    return show(request, "cases/own_report.html", context)


@reads_and_writes
def own_case(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """A matter about oneself: what is said, the hearing, the covered file, the decision; and who comes along."""
    case = about(request.user, uuid)
    own = OwnCase(case, user=request.user, on=today(case.unit))
    form = CompanionForm(*sent(request))
    form.initial["companion"] = getattr(own.hearing, "companion", "")
    if form.is_bound and submit(form, name_companion, actor=request.user, case=case, on=own.on):
        messages.success(request, _("Saved."))
        return redirect("cases:own_case", uuid)
    context = {"case": case, "own": own, "form": form, "today": own.on, "desk_pages": desk_pages(request.user, "")}
    return show(request, "cases/own_case.html", context)
