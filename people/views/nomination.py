"""The doors of recognition: the wall, one's own nominations, what is to be decided, and the page of one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.access import permits, require
from foundation.clock import today
from foundation.lists import TableList
from foundation.web import show, submit
from people.actions import change_nomination, hold_nomination, nominate
from people.forms import NewNominationForm, NominationForm
from people.lists import MyNominationList, NominationList, Wall
from people.models import Nomination
from people.permissions import (
    CHANGE_NOMINATION,
    DECIDE_NOMINATION,
    NOMINATE,
    VIEW_NOMINATIONS,
    VIEW_RECOGNITION,
)
from people.records import AwardTable, NominationRecord, recognition_tabs, sanctions_beside

READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])
LIST = {"list": "ui/_table.html"}
CARDS = {"list": "people/_nomination_cards.html"}


def shown(request: HttpRequest, table: TableList, template: str, fragments: Any, **more: Any) -> HttpResponseBase:
    """One of the pages of recognition, with the tabs that lead to the others."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    context = {"list": table, "tabs": recognition_tabs(request.user, here), "today": today(), **more}  # type: ignore[arg-type]
    context["may_nominate"] = permits(request.user, NOMINATE)  # type: ignore[arg-type]
    return table.export_response() or show(request, template, context, fragments=fragments)


@require_safe
def wall(request: HttpRequest) -> HttpResponseBase:
    """Awards that everybody in them agrees to show."""
    require(request.user, VIEW_RECOGNITION)
    rows = Nomination.objects.visible_to(request.user).published().for_list()
    return shown(request, Wall(request, rows), "people/nomination_wall.html", CARDS)


@require_safe
def my_nominations(request: HttpRequest) -> HttpResponseBase:
    """What one put forward, one's own awards, and those that wait for one's answer."""
    require(request.user, VIEW_RECOGNITION)
    mine = Nomination.objects.visible_to(request.user).of_mine(request.user)
    asked = mine.asking(request.user.person_id).for_list().order_by("-awarded_on", "-pk")
    table = MyNominationList(request, mine.for_list())
    return shown(request, table, "people/nominations_mine.html", LIST, asked=asked)


@require_safe
def nominations(request: HttpRequest) -> HttpResponseBase:
    """What waits for a decision, and what was decided, in the units one decides for."""
    require(request.user, VIEW_NOMINATIONS)
    table = NominationList(request, Nomination.objects.told_to(request.user).for_list())
    return shown(request, table, "people/nominations.html", LIST)


@require_safe
def awards(request: HttpRequest) -> HttpResponseBase:
    """K-13: awards of twelve months by unit and kind; beside it K-12, as everybody may read it."""
    require(request.user, DECIDE_NOMINATION)
    table = AwardTable(request.user, on=today())
    tabs, beside = recognition_tabs(request.user, "awards"), sanctions_beside(request.user, on=today())
    context = {"table": table, "tabs": tabs, "sanctions": beside, "today": today()}
    return show(request, "people/nomination_awards.html", context)


@READS_AND_WRITES
def nomination_add(request: HttpRequest) -> HttpResponseBase:
    """Puts colleagues forward."""
    require(request.user, NOMINATE)
    form = NewNominationForm(request.POST or None, actor=request.user, on=today())
    if form.is_bound and (row := submit(form, nominate, actor=request.user, on=today())):
        messages.success(request, _("%(ref)s is written. Submit it when it says what you mean.") % {"ref": row.ref})
        return redirect(row)
    context = {"form": form, "title": _("Nominate a colleague"), "cancel": reverse("people:my_nominations")}
    return show(request, "people/nomination_form.html", context)


@READS_AND_WRITES
def nomination_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Nomination.objects.visible_to(request.user).for_page(), uuid=uuid)
    require(request.user, CHANGE_NOMINATION, row)
    form = NominationForm(request.POST or None, actor=request.user, on=today(), row=row)
    if form.is_bound and submit(form, change_nomination, actor=request.user, nomination=row):
        messages.success(request, _("Saved."))
        return redirect(row)
    context = {"form": form, "title": _("Change the nomination"), "cancel": row.get_absolute_url()}
    return show(request, "people/nomination_form.html", context)


@require_safe
def nomination(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    require(request.user, VIEW_RECOGNITION)
    row = get_object_or_404(Nomination.objects.visible_to(request.user).for_page(), uuid=uuid)
    on = today(row.unit)
    record = NominationRecord(row, user=request.user, on=on)
    context = {"nomination": row, "record": record, "today": on, **record.story}
    return show(request, "people/nomination.html", context)


@require_POST
def nomination_hold(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Keeps it waiting; only case officers see that."""
    row = get_object_or_404(Nomination.objects.visible_to(request.user), uuid=uuid)
    hold_nomination(actor=request.user, nomination=row, on=today(row.unit))
    messages.success(request, _("It waits until you lift the hold. Only case officers can see that."))
    return redirect(row)
