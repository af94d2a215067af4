"""Units as rows of a file."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.access import reach
from foundation.directory import actions
from foundation.directory.models import Calendar, Person, Role, Unit, User
from foundation.directory.permissions import CHANGE_UNITS
from foundation.imports import Choice, Importable, Link, Text, offer_imports

UNIT = _("Unit")
OFFICERS = ("accountable_officer", "security_officer")


def units_looked_after(actor: User) -> Any:
    """The units that `actor` may change: all of them for scheduled work."""
    rows = Unit.objects.select_related("parent", "calendar", *OFFICERS)
    return rows if actor.kind == User.Kind.ROBOT else rows.filter(reach(actor, Role.ADM, Role.CO, unit=""))


def units_seen(actor: User) -> Any:
    return Unit.objects.all() if actor.kind == User.Kind.ROBOT else Unit.objects.visible_to(actor)


def people_seen(actor: User) -> Any:
    return Person.objects.all() if actor.kind == User.Kind.ROBOT else Person.objects.visible_to(actor)


def unit_field(name: str = "unit", label: Any = UNIT, **facts: Any) -> Link:
    """A column that names a unit by its code or name."""
    told: dict[str, Any] = {
        "help": _("Code or name of a unit that is here."),
        "rows": units_seen,
        "key": "code",
        "others": ("name",),
    }
    return Link(name, label, **(told | facts))


def person_field(name: str, label: Any, **facts: Any) -> Link:
    """A column that names somebody by personnel number, address or name."""
    told: dict[str, Any] = {
        "help": _("Personnel number, address, or a name that only one person has."),
        "rows": people_seen,
        "key": "number",
        "others": ("email", "name"),
    }
    return Link(name, label, **(told | facts))


def add_unit(*, actor: User, on: date, source: str, values: dict[str, Any], texts: dict[str, str]) -> Unit:
    return actions.add_unit(actor=actor, **values)


def change_unit(*, actor: User, row: Unit, on: date, values: dict[str, Any]) -> None:
    facts = {name: getattr(row, name) for name in ("code", "name", "kind", "zone", "weekend", "calendar", *OFFICERS)}
    actions.edit_unit(actor=actor, unit=row, **(facts | values))


offer_imports(
    Importable(
        "units",
        _("Units"),
        _("The tree of the organisation, with zones, calendars and officers."),
        "building-office-2",
        CHANGE_UNITS,
        (
            Text("code", _("Code"), _("Short and unique; by it a unit is known."), example="EU-TS", required=True,
                 longest=20, names=("unit code",)),
            Text("name", _("Unit"), _("What it is called."), ("name", "unit name"), "Technical services Europe",
                 required=True, longest=100),
            Choice("kind", _("Kind"), _("Group, region, business unit or department."), ("type",), "Department",
                   required=True, options=lambda: Unit.Kind.choices),
            unit_field("parent", _("Below"), help=_("Code of the unit above it, here or in the same file."),
                       names=("parent", "parent unit", "above"), required=True, fixed=True, within=True),
            Text("zone", _("Time zone"), _("Of the IANA list, such as Europe/Lisbon."), ("zone",), "Europe/Lisbon",
                 required=True, longest=50),
            Link("calendar", _("Calendar"), _("Code or name of a holiday calendar that is here."),
                 ("holiday calendar",), required=True, rows=lambda actor: Calendar.objects.all()),
            person_field("accountable_officer", _("Accountable officer")),
            person_field("security_officer", _("Security officer")),
        ),
        ("code",),
        Unit,
        units_looked_after,
        add=add_unit,
        change=change_unit,
        list_url="directory:units",
        order=10,
    )
)  # fmt: skip
