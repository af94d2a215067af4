"""The page for everybody, and the texts that officers put on it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certifications.actions import write_item
from certifications.forms import ItemForm
from certifications.lists import ItemList
from certifications.models import PublicItem
from certifications.permissions import PUBLISH, VIEW_CENTRES
from certifications.records.centres import public_page
from certifications.views.centres import READS_AND_WRITES, SHEET, listed, sent
from foundation.access import permits, require
from foundation.clock import today
from foundation.steps import moves_of
from foundation.stories import story_of
from foundation.web import show, submit

KEPT_SECONDS = 300  # what is taken back is gone from caches soon


@require_safe
@login_not_required
@cache_control(public=True, max_age=KEPT_SECONDS)
def transparency(request: HttpRequest) -> HttpResponseBase:
    """Counts, states of centres and published texts, without signing in; the same for everybody, so without the request."""
    return HttpResponse(render_to_string("certifications/transparency.html", public_page(today())))


@require_safe
def items(request: HttpRequest) -> HttpResponseBase:
    """What was written for the public page."""
    require(request.user, VIEW_CENTRES)
    table = ItemList(request, PublicItem.objects.visible_to(request.user).for_list())
    return listed(request, table, "certifications/items.html", may_write=permits(request.user, PUBLISH))


@require_safe
def item(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One text, as everybody reads it once it is published."""
    row = get_object_or_404(PublicItem.objects.visible_to(request.user).for_list(), uuid=uuid)
    on = today(row.unit)
    context = {"item": row, "moves": moves_of(row, actor=request.user, on=on), "today": on}
    return show(request, "certifications/item.html", context | story_of(row, actor=request.user))


@READS_AND_WRITES
def item_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, PUBLISH)
    form = ItemForm(sent(request), actor=request.user, on=today())
    if form.is_bound and (row := submit(form, write_item, actor=request.user)):
        messages.success(request, _("“%(title)s” is written. Publish it when it is right.") % {"title": row.title})
        return redirect(row)
    context = {"form": form, "title": _("Write for the public page"), "cancel": reverse("certifications:items")}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)
