"""The doors of visits and authorities."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certifications.actions import add_authority, book_visit, call_back, change_authority
from certifications.forms import AuthorityForm, CallBackForm, NewAuthorityForm, VisitForm
from certifications.lists import AuthorityList, VisitList
from certifications.models import AuthorisingAuthority, Centre, Visit
from certifications.permissions import KEEP_VISITS, MANAGE_CENTRE, VIEW_CENTRES
from certifications.records.centres import VisitRecord
from certifications.views.centres import READS_AND_WRITES, SHEET, listed, sent
from foundation.access import permits, require
from foundation.clock import today
from foundation.stories import story_of
from foundation.web import show, submit


@require_safe
def visits(request: HttpRequest) -> HttpResponseBase:
    """Every visit of the centres that the reader sees."""
    require(request.user, VIEW_CENTRES)
    table = VisitList(request, Visit.objects.visible_to(request.user).for_list())
    return listed(request, table, "certifications/visits.html")


@require_safe
def visit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One visit: who came for whom, what was shown, the devices, the log and the result."""
    row = get_object_or_404(Visit.objects.visible_to(request.user).for_page(today()), uuid=uuid)
    on = today(row.unit)
    record = VisitRecord(row, user=request.user, on=on)
    return show(request, "certifications/visit.html", {"visit": row, "record": record, "today": on, **record.story})


@READS_AND_WRITES
def visit_add(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Books a room of a centre for visitors."""
    row = get_object_or_404(Centre.objects.visible_to(request.user).for_page(), uuid=uuid)
    require(request.user, KEEP_VISITS, row)
    on = today(row.unit)
    form = VisitForm(sent(request), actor=request.user, centre=row, on=on)
    if form.is_bound and (booked := submit(form, book_visit, actor=request.user, centre=row, on=on)):
        messages.success(request, _("%(ref)s is booked.") % {"ref": booked.ref})
        return redirect(booked)
    context = {"form": form, "title": _("Book a visit"), "note": row.name, "cancel": row.get_absolute_url()}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


@require_safe
def authorities(request: HttpRequest) -> HttpResponseBase:
    """The authorities that centres agree with and inspectors come from."""
    require(request.user, VIEW_CENTRES)
    table = AuthorityList(request, AuthorisingAuthority.objects.visible_to(request.user).for_list())
    may_add = permits(request.user, MANAGE_CENTRE)
    return listed(request, table, "certifications/authorities.html", may_add=may_add)


@require_safe
def authority(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One authority: its contact, whether somebody called back, and its agreements with centres."""
    row = _authority(request, uuid)
    agreements = row.agreements.visible_to(request.user).select_related("centre").order_by("-from_on", "-pk")
    context = {"authority": row, "agreements": agreements, "may_manage": permits(request.user, MANAGE_CENTRE, row)}
    return show(request, "certifications/authority.html", context | story_of(row, actor=request.user))


@READS_AND_WRITES
def authority_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, MANAGE_CENTRE)
    form = NewAuthorityForm(sent(request), actor=request.user, on=today())
    if form.is_bound and (row := submit(form, add_authority, actor=request.user)):
        messages.success(request, _("“%(name)s” is registered. Call back to check the contact.") % {"name": row})
        return redirect(row)
    context = {"form": form, "title": _("Register an authority"), "cancel": reverse("certifications:authorities")}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


@READS_AND_WRITES
def authority_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _authority(request, uuid)
    require(request.user, MANAGE_CENTRE, row)
    form = AuthorityForm(sent(request), initial={name: getattr(row, name) for name in AuthorityForm.base_fields})
    if form.is_bound and submit(form, change_authority, actor=request.user, authority=row):
        messages.success(request, _("The authority is changed."))
        return redirect(row)
    context = {"form": form, "title": _("Change the authority"), "note": str(row), "cancel": row.get_absolute_url()}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


@READS_AND_WRITES
def authority_call(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _authority(request, uuid)
    require(request.user, MANAGE_CENTRE, row)
    form = CallBackForm(sent(request), on=today(row.unit))
    if form.is_bound and submit(form, call_back, actor=request.user, authority=row, on=today(row.unit)):
        messages.success(request, _("The contact is checked."))
        return redirect(row)
    context = {"form": form, "title": _("Note a call-back"), "note": row.contact, "cancel": row.get_absolute_url()}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


def _authority(request: HttpRequest, uuid: UUID) -> AuthorisingAuthority:
    return get_object_or_404(AuthorisingAuthority.objects.visible_to(request.user).for_list(), uuid=uuid)
