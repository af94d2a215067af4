"""The set-up of an empty installation."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from foundation.directory.actions.accounts import open_account
from foundation.directory.actions.people import add_person
from foundation.directory.actions.roles import grant_role
from foundation.directory.actions.units import add_unit
from foundation.directory.models import Calendar, Unit, User
from foundation.refusals import Refused
from foundation.verbs import verb


@verb("directory.set_up")
def set_up(*, actor: User, on: date, organisation: dict[str, Any], people: list[dict[str, Any]]) -> Unit:
    """Makes the first unit, and the first persons with accounts and one role each, of an empty installation.

    `organisation` has name, code, zone; each of `people` has number, name, email, role. Refused when units exist.
    """
    if Unit.objects.exists():
        raise Refused("set-up", _("This installation is set up already."))
    calendar, _made = Calendar.objects.get_or_create(code="NONE", defaults={"name": _("No public holidays")})
    root = add_unit(actor=actor, parent=None, kind=Unit.Kind.GROUP, calendar=calendar, **organisation)
    for entry in people:
        facts = {key: entry[key] for key in ("number", "name", "email")}
        person = add_person(actor=actor, unit=root, start_on=on, **facts)
        user = open_account(actor=actor, person=person)
        grant_role(actor=actor, user=user, role=entry["role"], unit=root, from_on=on)
    return root
