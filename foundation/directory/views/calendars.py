"""Calendars and their holidays."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from foundation import words
from foundation.access import permits, require
from foundation.clock import today
from foundation.directory import actions, records
from foundation.directory.forms import CalendarForm, DaysForm, HolidayForm, ImportForm, ReasonForm
from foundation.directory.lists import CalendarList
from foundation.directory.models import Calendar
from foundation.directory.permissions import CHANGE_CALENDARS, VIEW_UNITS
from foundation.directory.views.sheets import Sheet, act, typed
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
DATES_STAND = gettext_lazy("Dates already issued stand; the day counts for what is computed from now on.")


@require_safe
def calendars(request: HttpRequest) -> HttpResponseBase:
    require(request.user, VIEW_UNITS)
    table = CalendarList(request, Calendar.objects.visible_to(request.user).for_list(today()))
    context = {"list": table, "may_change": permits(request.user, CHANGE_CALENDARS)}
    return table.export_response() or show(request, "directory/calendars.html", context, fragments=LIST)


@require_safe
def calendar(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The holidays of a year, this one unless another is asked for."""
    row = get_object_or_404(Calendar.objects.visible_to(request.user), uuid=uuid)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and 1990 <= int(asked) <= 2200 else today().year
    return show(request, "directory/calendar.html", records.calendar_record(row, request.user, year, today()))


def _calendar(request: HttpRequest, uuid: UUID) -> Calendar:
    row = get_object_or_404(Calendar.objects.visible_to(request.user), uuid=uuid)
    require(request.user, CHANGE_CALENDARS)
    return row


def calendar_add(request: HttpRequest) -> HttpResponse:
    require(request.user, CHANGE_CALENDARS)
    back = reverse("directory:calendars")
    said = {"title": _("Add a calendar"), "submit": _("Add the calendar"), "told": _("The calendar is added.")}
    sheet = Sheet(back=back, above=_("Holiday calendars"), above_url=back, opens=True, **said)
    return act(request, sheet, CalendarForm(**typed(request)), actions.add_calendar)


def calendar_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _calendar(request, uuid)
    sheet = _sheet(row, _("Edit the calendar"), _("Save"), _("Saved."))
    form = CalendarForm(**typed(request), initial={"name": row.name, "code": row.code})
    return act(request, sheet, form, actions.edit_calendar, calendar=row)


def _sheet(row: Calendar, title: str, button: str, told: str, *, note: str = "", kind: str = "primary") -> Sheet:
    url = row.get_absolute_url()
    return Sheet(title, button, url, told, note=note, kind=kind, above=row.name, above_url=url)


def holiday_add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _calendar(request, uuid)
    form = HolidayForm(**typed(request))
    days = form.cleaned_data.get("days", {}) if form.is_bound and form.is_valid() else {}
    told = f"{_('The holiday is added.')} {records.met_by(row, days)}"
    sheet = _sheet(row, _("Add a holiday"), _("Add the holiday"), told, note=str(DATES_STAND))
    return act(request, sheet, form, actions.add_holidays, calendar=row)


def holiday_remove(request: HttpRequest, uuid: UUID, day: str) -> HttpResponse:
    row = _calendar(request, uuid)
    holiday = row.holidays.filter(day=day_of(day)).first()
    if holiday is None:
        raise Http404
    said = _("%(day)s, %(name)s, becomes a working day.") % {"day": words.day(holiday.day), "name": holiday.name}
    sheet = _sheet(row, _("Remove the holiday"), _("Remove"), _("The holiday is removed."), note=said, kind="danger")
    return act(request, sheet, ReasonForm(**typed(request)), actions.remove_holiday, calendar=row, day=holiday.day)


def day_of(text: str) -> date:
    """A day out of an address; 404 for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as none:
        raise Http404 from none


def holidays_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Reads a file and shows what it would do; nothing is added before that was looked at."""
    row = _calendar(request, uuid)
    form = ImportForm(**typed(request), on=today())
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data["file"]
        preview = records.import_preview(row, form.cleaned_data["reading"], upload.name)
        return show(request, "directory/import_preview.html", preview)
    return show(request, "directory/import.html", {"form": form, "calendar": row})


def holidays_take(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Adds the days that were shown."""
    row = _calendar(request, uuid)
    form = DaysForm(**typed(request), on=today())
    added = submit(form, actions.add_holidays, actor=request.user, calendar=row) if form.is_bound else None
    if not added:
        return show(request, "directory/import.html", {"form": _again(form), "calendar": row})
    said = ngettext("%(n)d holiday is added.", "%(n)d holidays are added.", len(added)) % {"n": len(added)}
    messages.success(request, f"{said} {records.met_by(row, [one.day for one in added])}")
    return redirect(f"{row.get_absolute_url()}?year={added[0].day.year}")


def _again(form: DaysForm) -> ImportForm:
    """The first form again, with why the second was refused."""
    fresh = ImportForm({}, on=form.on)
    fresh.errors.clear()
    for sentences in form.errors.values():
        fresh.add_error(None, list(sentences))
    return fresh
