"""Units and sites."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.access import permits, require
from foundation.clock import today
from foundation.directory import actions, records
from foundation.directory.forms import CloseSiteForm, EndUnitForm, MoveForm, NewUnitForm, SiteForm, UnitForm
from foundation.directory.lists import SiteList, UnitList
from foundation.directory.models import Site, Unit
from foundation.directory.permissions import CHANGE_UNITS, VIEW_UNITS
from foundation.directory.views.sheets import Sheet, act, asked, typed
from foundation.web import show

LIST = {"list": "ui/_table.html"}


@require_safe
def units(request: HttpRequest) -> HttpResponseBase:
    """The tree, with what is missing in it."""
    require(request.user, VIEW_UNITS)
    table = UnitList(request, Unit.objects.visible_to(request.user).for_list(today()))
    context = {"list": table, "gaps": records.gaps(request.user, today()), "today": today()}
    context["may_change"] = permits(request.user, CHANGE_UNITS)
    return table.export_response() or show(request, "directory/units.html", context, fragments=LIST)


@require_safe
def unit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    seen = Unit.objects.visible_to(request.user).for_list(today())
    row = get_object_or_404(seen, uuid=uuid)
    return show(request, "directory/unit.html", records.unit_record(row, request.user, today(row)))


def _unit(request: HttpRequest, uuid: UUID) -> Unit:
    """A unit to change: 404 when it is not seen, 403 when it is not the person's to change."""
    row = get_object_or_404(Unit.objects.visible_to(request.user), uuid=uuid)
    require(request.user, CHANGE_UNITS, row)
    return row


def _above(sheet: dict[str, Any], row: Any) -> Sheet:
    return Sheet(back=row.get_absolute_url(), above=str(row), above_url=row.get_absolute_url(), **sheet)


def unit_add(request: HttpRequest) -> HttpResponse:
    require(request.user, CHANGE_UNITS)
    units, told = reverse("directory:units"), _("The unit is added.")
    words = {"title": _("Add a unit"), "submit": _("Add the unit"), "above": _("Units"), "above_url": units}
    parent = asked(request, "below", Unit.objects.visible_to(request.user)) or records.highest(request.user)
    first = {"parent": parent, "zone": parent.zone, "calendar": parent.calendar} if parent else {}
    form = NewUnitForm(**typed(request), initial=first, actor=request.user, on=today())
    return act(request, Sheet(back=units, told=told, opens=True, **words), form, actions.add_unit)


def unit_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _unit(request, uuid)
    note = _("Dates that were issued under another calendar or time zone stand.")
    words = {"title": _("Edit the unit"), "submit": _("Save"), "told": _("Saved."), "note": note}
    form = UnitForm(**typed(request), initial=UnitForm.facts_of(row), actor=request.user, on=today(row))
    return act(request, _above(words, row), form, actions.edit_unit, unit=row)


def unit_move(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _unit(request, uuid)
    note = _("Everything below it moves along. Roles on units above it reach it no longer, those on its new place do.")
    words = {"title": _("Move the unit"), "submit": _("Move"), "told": _("The unit has moved."), "note": note}
    form = MoveForm(**typed(request), unit=row, actor=request.user, on=today(row))
    return act(request, _above(words, row), form, actions.move_unit, unit=row)


def unit_end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _unit(request, uuid)
    standing = actions.what_stands(row, on=today(row))
    left = tuple(f"{label}: {count}" for label, count in standing)
    words = {"title": _("End the unit"), "submit": _("End the unit"), "told": _("The unit ends."), "kind": "danger"}
    note = _("It keeps its history. Nothing may live in it any more; what still does is named here.")
    form = EndUnitForm(**typed(request))
    return act(
        request, _above({**words, "note": note, "warnings": left}, row), form, actions.end_unit, unit=row, on=today(row)
    )


@require_safe
def sites(request: HttpRequest) -> HttpResponseBase:
    require(request.user, VIEW_UNITS)
    table = SiteList(request, Site.objects.visible_to(request.user).for_list())
    context = {"list": table, "may_change": permits(request.user, CHANGE_UNITS)}
    return table.export_response() or show(request, "directory/sites.html", context, fragments=LIST)


@require_safe
def site(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(Site.objects.visible_to(request.user).for_list(), uuid=uuid)
    return show(request, "directory/site.html", records.site_record(row, request.user))


def site_add(request: HttpRequest) -> HttpResponse:
    require(request.user, CHANGE_UNITS)
    sites = reverse("directory:sites")
    words = {"title": _("Add a site"), "submit": _("Add the site"), "told": _("The site is added.")}
    sheet = Sheet(back=sites, above=_("Sites"), above_url=sites, opens=True, **words)
    unit = asked(request, "unit", Unit.objects.visible_to(request.user))
    form = SiteForm(**typed(request), initial={"unit": unit}, actor=request.user, on=today())
    return act(request, sheet, form, actions.add_site)


def _site(request: HttpRequest, uuid: UUID) -> Site:
    row = get_object_or_404(Site.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, CHANGE_UNITS, row)
    return row


def site_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _site(request, uuid)
    words = {"title": _("Edit the site"), "submit": _("Save"), "told": _("Saved.")}
    form = SiteForm(**typed(request), initial=SiteForm.facts_of(row), actor=request.user, on=today())
    return act(request, _above(words, row), form, actions.edit_site, site=row)


def site_close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _site(request, uuid)
    words = {
        "title": _("Close the site"),
        "submit": _("Close the site"),
        "told": _("The site closes."),
        "kind": "danger",
    }
    note = _("It stays in the records of what was done there.")
    return act(
        request, _above({**words, "note": note}, row), CloseSiteForm(**typed(request)), actions.close_site, site=row
    )
