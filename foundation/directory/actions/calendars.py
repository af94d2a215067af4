"""Calendars and their holidays. Dates that were issued before a holiday came or went stand."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from foundation import words
from foundation.access import require
from foundation.directory.changes import change, named
from foundation.directory.models import Calendar, Holiday, User
from foundation.directory.permissions import CHANGE_CALENDARS
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb


@verb("directory.add_calendar")
def add_calendar(*, actor: User, code: str, name: str) -> Calendar:
    """Adds a calendar without holidays."""
    require(actor, CHANGE_CALENDARS)
    calendar = Calendar(code=code, name=name)
    calendar.full_clean()
    calendar.save()
    record(actor=actor, kind="calendar.added", subject=calendar, summary=_("Calendar added"), details={"code": code})
    return calendar


@verb("directory.edit_calendar")
def edit_calendar(*, actor: User, calendar: Calendar, code: str, name: str) -> Calendar:
    locked = _locked(actor, calendar)
    changed = change(locked, {"code": code, "name": name})
    locked.full_clean()
    if changed:
        locked.save()
        summary = _("Changed: %(what)s") % {"what": named(changed, Calendar)}
        record(actor=actor, kind="calendar.edited", subject=locked, summary=summary, details=changed)
    return locked


def _locked(actor: User, calendar: Calendar) -> Calendar:
    """The calendar, if every unit that uses it is the actor's."""
    locked = Calendar.objects.select_for_update().get(pk=calendar.pk)
    require(actor, CHANGE_CALENDARS)
    for unit in locked.unit_set.all():
        require(actor, CHANGE_CALENDARS, unit)
    return locked


@verb("directory.add_holidays")
def add_holidays(*, actor: User, calendar: Calendar, days: Mapping[date, str], source: str = "") -> list[Holiday]:
    """Adds the days that are not there yet and returns those; refused when there is none. `source` is a file's name."""
    locked = _locked(actor, calendar)
    known = set(locked.holidays.filter(day__in=list(days)).values_list("day", flat=True))
    fresh = [Holiday(calendar=locked, day=day, name=name) for day, name in sorted(days.items()) if day not in known]
    if not fresh:
        raise Refused("nothing-new", _("Every one of these days is in the calendar already."))
    for holiday in fresh:
        holiday.full_clean()
    Holiday.objects.bulk_create(fresh)
    told = ", ".join(f"{words.day(one.day)} {one.name}" for one in fresh[:3])
    said = {"count": len(fresh), "days": f"{told} …" if len(fresh) > 3 else told}
    details = {"days": [one.day for one in fresh], "source": source}
    summary = _("Holidays added (%(count)s): %(days)s") % said
    record(actor=actor, kind="calendar.holidays_added", subject=locked, summary=summary, details=details)
    return fresh


@verb("directory.remove_holiday")
def remove_holiday(*, actor: User, calendar: Calendar, day: date, reason: str) -> Calendar:
    """Takes a holiday out of the calendar; it becomes a working day for what is computed from now on."""
    locked = _locked(actor, calendar)
    holiday = locked.holidays.select_for_update().filter(day=day).first()
    if holiday is None:
        raise Refused("gone", _("This day is not in the calendar any more."))
    name = holiday.name
    holiday.delete()  # a part of its calendar; the event keeps what it was
    said = {"day": words.day(day), "name": name, "reason": reason}
    summary = _("Holiday removed: %(day)s %(name)s. %(reason)s") % said
    details = {"day": day, "name": name, "reason": reason}
    record(actor=actor, kind="calendar.holiday_removed", subject=locked, summary=summary, details=details)
    return locked
