"""People: the list, a person, and what changes in their working life."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.access import permits, require
from foundation.clock import today
from foundation.directory import actions, records, ties
from foundation.directory.forms import (
    ClearanceForm,
    EndLeaveForm,
    JobForm,
    LeaveForm,
    LeavingForm,
    PersonForm,
    ReasonForm,
    StarterForm,
)
from foundation.directory.lists import ClearanceList, PersonList
from foundation.directory.models import Clearance, Person, Unit
from foundation.directory.permissions import CHANGE_PEOPLE, GRANT_CLEARANCE, VIEW_PEOPLE
from foundation.directory.views.calendars import day_of
from foundation.directory.views.sheets import Sheet, act, asked, typed
from foundation.web import show

LIST = {"list": "ui/_table.html"}


@require_safe
def people(request: HttpRequest) -> HttpResponseBase:
    require(request.user, VIEW_PEOPLE)
    table = PersonList(request, Person.objects.visible_to(request.user).for_list(today()))
    context = {"list": table, "may_change": permits(request.user, CHANGE_PEOPLE), "today": today()}
    context["links"] = ties.links_for(request.user)
    return table.export_response() or show(request, "directory/people.html", context, fragments=LIST)


@require_safe
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(Person.objects.visible_to(request.user).for_list(today()), uuid=uuid)
    return show(request, "directory/person.html", records.person_record(row, request.user, today(row.unit)))


@require_safe
def person_more(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What apps above tell of a person; the page of the person takes it in."""
    row = get_object_or_404(Person.objects.visible_to(request.user).for_list(today()), uuid=uuid)
    context = {"person": row, "panels": ties.panels_of(row, request.user, today(row.unit)), "today": today(row.unit)}
    return show(request, "directory/person_more.html", context, fragments={"panels": "directory/_person_panels.html"})


def person_add(request: HttpRequest) -> HttpResponse:
    require(request.user, CHANGE_PEOPLE)
    back = reverse("directory:people")
    said = {"title": _("Add a person"), "submit": _("Add the person"), "told": _("The person is added.")}
    sheet = Sheet(back=back, above=_("People"), above_url=back, opens=True, **said)
    unit = asked(request, "unit", Unit.objects.visible_to(request.user))
    form = StarterForm(**typed(request), initial={"unit": unit, "start_on": today()}, actor=request.user, on=today())
    return act(request, sheet, form, actions.add_person)


def _person(request: HttpRequest, uuid: UUID) -> Person:
    row = get_object_or_404(Person.objects.visible_to(request.user).for_list(today()), uuid=uuid)
    require(request.user, CHANGE_PEOPLE, row)
    return row


def _sheet(row: Person, title: str, button: str, told: str, *, note: str = "", kind: str = "primary") -> Sheet:
    url = row.get_absolute_url()
    return Sheet(title, button, url, told, note=note, kind=kind, above=row.name, above_url=url)


def person_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _person(request, uuid)
    note = _("Accounts keep their own name and address; those are changed on the page of the account.")
    sheet = _sheet(row, _("Edit the person"), _("Save"), _("Saved."), note=note)
    form = PersonForm(**typed(request), initial=PersonForm.facts_of(row), actor=request.user, on=today())
    return act(request, sheet, form, actions.edit_person, person=row)


def job_change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _person(request, uuid)
    note = _("The present job ends the day before. Who may audit what looks back on both for 24 months (S-01).")
    sheet = _sheet(row, _("Change the job"), _("Change the job"), _("The next job is noted."), note=note)
    first = {"unit": row.unit, "from_on": today()}
    form = JobForm(**typed(request), initial=first, actor=request.user, on=today())
    return act(request, sheet, form, actions.change_job, person=row, on=today(row.unit))


def leave_add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _person(request, uuid)
    sheet = _sheet(row, _("Note an absence"), _("Note it"), _("The absence is noted; the deputy has been told."))
    form = LeaveForm(**typed(request), initial={"deputy": row.deputy}, actor=request.user, on=today())
    return act(request, sheet, form, actions.record_leave, person=row)


def leave_end(request: HttpRequest, uuid: UUID, day: str) -> HttpResponse:
    row = _person(request, uuid)
    leave = get_object_or_404(row.leaves, from_on=day_of(day))
    sheet = _sheet(row, _("Back from an absence"), _("Save"), _("The absence has a last day."))
    form = EndLeaveForm(**typed(request), initial={"to_on": leave.to_on or today()})
    return act(request, sheet, form, actions.end_leave, person=row, from_on=leave.from_on)


def person_leave(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The last day: what is to be handed over stands above the form."""
    row = _person(request, uuid)
    note = _("Jobs, roles and accounts end with the last day; sessions and tokens too. The record stays.")
    left = tuple(f"{label}: {count}" for label, count in ties.left_by(row))
    url, said = row.get_absolute_url(), {"title": _("Record the leaving"), "submit": _("Record it"), "note": note}
    sheet = Sheet(back=url, above=row.name, above_url=url, told=_("Noted."), kind="danger", warnings=left, **said)
    form = LeavingForm(**typed(request), initial={"left_on": today()})
    return act(request, sheet, form, actions.record_leaving, person=row, on=today(row.unit))


def person_return(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _person(request, uuid)
    note = _("Accounts stay closed and roles ended: both are asked for anew.")
    sheet = _sheet(row, _("Record the return"), _("Record it"), _("Welcome back."), note=note)
    first = {"unit": row.unit, "from_on": today()}
    form = JobForm(**typed(request), initial=first, actor=request.user, on=today())
    return act(request, sheet, form, actions.record_return, person=row, on=today(row.unit))


@require_safe
def clearances(request: HttpRequest) -> HttpResponseBase:
    require(request.user, VIEW_PEOPLE)
    table = ClearanceList(request, Clearance.objects.visible_to(request.user).for_list(today()))
    return table.export_response() or show(request, "directory/clearances.html", {"list": table}, fragments=LIST)


def clearance_add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(Person.objects.visible_to(request.user).for_list(today()), uuid=uuid)
    require(request.user, GRANT_CLEARANCE, row)
    sheet = _sheet(row, _("Give a clearance"), _("Give it"), _("The clearance is given; the person has been told."))
    form = ClearanceForm(**typed(request), initial={"from_on": today()}, actor=request.user)
    return act(request, sheet, form, actions.grant_clearance, person=row)


def clearance_withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(Clearance.objects.visible_to(request.user).for_list(today()), uuid=uuid)
    require(request.user, GRANT_CLEARANCE, row.person)
    note = _("%(code)s ends today. What was done under it stands.") % {"code": row.code}
    told, title = _("The clearance is withdrawn; the person has been told."), _("Withdraw the clearance")
    sheet = _sheet(row.person, title, _("Withdraw"), told, note=note, kind="danger")
    return act(request, sheet, ReasonForm(**typed(request)), actions.withdraw_clearance, clearance=row, on=today())
