"""My work, and one act for the lines that somebody has ticked in it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation import offers
from foundation.clock import today
from foundation.web import show
from foundation.work import WorkList
from foundation.work.choosing import Choosing, bar_of


@require_safe
def my_work(request: HttpRequest) -> HttpResponseBase:
    """Everything due that one holds or chases, in one order; the same as a file with `?export=`."""
    on = today()
    work = WorkList(request, on=on)
    shown = {"work": work, "own_page": offers.home_page(), "today": on, "acts": bar_of(work.view)}
    fragments = {"list": "foundation/_my_work.html"}
    return work.export_response() or show(request, "foundation/my_work.html", shown, fragments=fragments)


@require_POST
def work_chosen(request: HttpRequest) -> HttpResponseBase:
    """One act for the ticked lines: what would change and what would not and why, then the same for real."""
    choice = Choosing(request.POST, request.user, on=today())
    if not choice.lines and not choice.refusal:
        messages.info(request, _("Tick at least one line, and choose what is to be done."))
        return redirect(choice.back)
    if done := choice.take():
        messages.success(request, choice.said(done))
        return redirect(choice.back)
    shown = {"choice": choice, "form": choice.form}
    return show(request, "foundation/work_chosen.html", shown, status=422 if choice.refusal else None)
