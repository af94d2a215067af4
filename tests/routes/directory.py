"""The administration of units, people, accounts and roles: the lines of the access matrix."""

from collections.abc import Callable

from foundation.access import Role
from foundation.directory.models import Calendar, Clearance, Leave, RoleGrant, Site
from tests.company import TODAY
from tests.routes.lines import INSIDE, NEAR, OFFICERS, Route, people
from tests.world import World

ADMIN = people("adam")
CARES = OFFICERS | ADMIN
SEES_EMMA = CARES | people("helena", "emma")
REGION_FAR = people("malik", "omar")
BELOW_MEA = people("malik")


def unit(code: str) -> Callable[[World], tuple]:
    return lambda world: (world.company.units[code].uuid,)


def person(name: str) -> Callable[[World], tuple]:
    return lambda world: (world.company.person(name).uuid,)


def account(name: str) -> Callable[[World], tuple]:
    return lambda world: (world.company.cast[name].uuid,)


def calendar(world: World) -> tuple:
    return (Calendar.objects.get(code="HQ").uuid,)


def site(code: str) -> Callable[[World], tuple]:
    return lambda world: (Site.objects.get(code=code).uuid,)


def clearance(name: str) -> Callable[[World], tuple]:
    return lambda world: (Clearance.objects.get(person=world.company.person(name)).uuid,)


def role_of(name: str) -> Callable[[World], tuple]:
    return lambda world: (RoleGrant.objects.filter(user=world.company.cast[name]).earliest("pk").uuid,)


def leave(name: str) -> Callable[[World], tuple]:
    return lambda world: (
        world.company.person(name).uuid,
        Leave.objects.get(person=world.company.person(name)).from_on.isoformat(),
    )


def unit_facts(world: World) -> dict:
    there = world.company.units["TS"]
    return {
        "name": "Technical services",
        "code": "TS-2",
        "kind": "department",
        "zone": there.zone,
        "weekend": [5, 6],
        "calendar": there.calendar.uuid,
    }


def site_facts(world: World) -> dict:
    return {"name": "Lab 2", "code": "LAB-2", "kind": "lab", "unit": world.company.units["TS"].uuid, "country": "PT"}


def person_facts(world: World) -> dict:
    return {"name": "Nia Okoro", "number": "P-0100", "email": "nia@meridane.example", "kind": "employee"}


def starter(world: World) -> dict:
    first = {"unit": world.company.units["TS"].uuid, "job": "Engineer", "start_on": TODAY}
    return person_facts(world) | first


def why(world: World) -> dict:
    return {"reason": "It has to be."}


def proposal(world: World) -> dict:
    unit = world.company.units["TS"].uuid
    return {"role": Role.PO, "unit": unit, "from_on": TODAY, "reason": "She takes over remote access."}


ROUTES: dict[str, Route] = {
    "directory:units": Route(read=INSIDE),
    "directory:unit": Route(read=INSIDE - REGION_FAR, own=unit("TS"), foreign=unit("MEADEL"), strangers=NEAR),
    "directory:unit_add": Route(
        read=CARES, write=CARES, data=lambda world: unit_facts(world) | {"parent": world.company.units["HQ"].uuid}
    ),
    "directory:unit_edit": Route(
        read=CARES, write=CARES, own=unit("TS"), foreign=unit("MEADEL"), strangers=NEAR, data=unit_facts
    ),
    "directory:unit_move": Route(
        read=CARES,
        write=CARES,
        own=unit("TS"),
        foreign=unit("MEADEL"),
        strangers=NEAR,
        data=lambda world: {"parent": world.company.units["MEA"].uuid, "reason": "It serves that region."},
    ),
    "directory:unit_end": Route(
        read=CARES,
        write=CARES,
        own=unit("TS"),
        foreign=unit("MEADEL"),
        strangers=NEAR,
        data=lambda world: {"active_to": TODAY, "reason": "It is dissolved."},
        needs_more=True,
    ),
    "directory:sites": Route(read=INSIDE),
    "directory:site": Route(read=INSIDE - REGION_FAR, own=site("LAB"), foreign=site("FAR"), strangers=NEAR),
    "directory:site_add": Route(read=CARES, write=CARES, data=site_facts),
    "directory:site_edit": Route(
        read=CARES, write=CARES, own=site("LAB"), foreign=site("FAR"), strangers=NEAR, data=site_facts
    ),
    "directory:site_close": Route(
        read=CARES,
        write=CARES,
        own=site("LAB"),
        foreign=site("FAR"),
        strangers=NEAR,
        data=lambda world: {"closed_on": TODAY, "reason": "The lease is over."},
    ),
    "directory:calendars": Route(read=INSIDE),
    "directory:calendar": Route(read=INSIDE, own=calendar),
    "directory:calendar_add": Route(read=CARES, write=CARES, data=lambda world: {"name": "Lagos", "code": "LOS"}),
    "directory:calendar_edit": Route(
        read=CARES, write=CARES, own=calendar, data=lambda world: {"name": "Headquarters", "code": "HQ"}
    ),
    "directory:holiday_add": Route(
        read=CARES, write=CARES, own=calendar, data=lambda world: {"day": "2027-05-01", "name": "Labour day"}
    ),
    "directory:holidays_import": Route(read=CARES, write=CARES, own=calendar, needs_more=True),
    "directory:holidays_take": Route(
        read=CARES, write=CARES, own=calendar, data=lambda world: {"days": "2027-05-01,Labour day"}
    ),
    "directory:holiday_remove": Route(
        read=CARES, write=CARES, own=lambda world: (*calendar(world), "2026-12-25"), data=why
    ),
    "directory:people": Route(read=CARES | people("helena", "malik")),
    "directory:person": Route(
        read=SEES_EMMA, own=person("emma"), foreign=person("omar"), strangers=people("helena", "samir")
    ),
    "directory:person_more": Route(
        read=SEES_EMMA, own=person("emma"), foreign=person("omar"), strangers=people("helena", "samir")
    ),
    "directory:person_add": Route(read=ADMIN, write=ADMIN, data=starter),
    "directory:person_edit": Route(
        read=ADMIN, write=ADMIN, own=person("emma"), foreign=person("omar"), strangers=NEAR, data=person_facts
    ),
    "directory:job_change": Route(
        read=ADMIN,
        write=ADMIN,
        own=person("emma"),
        foreign=person("omar"),
        strangers=NEAR,
        data=lambda world: {"job": "Lead", "unit": world.company.units["TS"].uuid, "from_on": TODAY},
    ),
    "directory:leave_add": Route(
        read=ADMIN,
        write=ADMIN,
        own=person("samir"),
        foreign=person("omar"),
        strangers=people("helena"),
        data=lambda world: {"from_on": TODAY},
    ),
    "directory:leave_end": Route(
        read=ADMIN,
        write=ADMIN,
        own=leave("emma"),
        foreign=lambda world: (world.company.person("omar").uuid, "2026-11-20"),
        strangers=NEAR,
        data=lambda world: {"to_on": TODAY},
    ),
    "directory:person_leave": Route(
        read=ADMIN,
        write=ADMIN,
        own=person("emma"),
        foreign=person("omar"),
        strangers=NEAR,
        data=lambda world: {"left_on": TODAY},
    ),
    "directory:person_return": Route(
        read=ADMIN,
        write=ADMIN,
        own=person("emma"),
        foreign=person("omar"),
        strangers=NEAR,
        data=lambda world: {"job": "Lead", "unit": world.company.units["TS"].uuid, "from_on": TODAY},
        needs_more=True,
    ),
    "directory:clearance_add": Route(
        read=OFFICERS,
        write=OFFICERS,
        own=person("emma"),
        foreign=person("omar"),
        strangers=NEAR,
        data=lambda world: {"code": "lead auditor", "from_on": TODAY, "source": "Course of 3 March, certificate 118."},
    ),
    "directory:clearances": Route(read=CARES | people("helena", "malik")),
    "directory:clearance_withdraw": Route(
        read=OFFICERS,
        write=OFFICERS,
        own=clearance("emma"),
        foreign=clearance("omar"),
        strangers=people("helena", "samir"),
        data=why,
    ),
    "directory:accounts": Route(read=CARES),
    "directory:account": Route(
        read=CARES, own=account("emma"), foreign=account("omar"), strangers=people("helena", "samir", "malik")
    ),
    "directory:account_add": Route(
        read=ADMIN,
        write=ADMIN,
        data=lambda world: {"person": world.company.person("emma").uuid, "email": "emma.two@meridane.example"},
    ),
    "directory:outsider_add": Route(
        read=ADMIN,
        write=ADMIN,
        data=lambda world: {"name": "Carl Weiss", "email": "carl@kestrel.example", "organisation": "Kestrel"},
    ),
    "directory:account_rename": Route(
        read=ADMIN, write=ADMIN, own=account("emma"), data=lambda world: {"name": "Emma Cole-Haddad"}
    ),
    "directory:account_email": Route(
        read=ADMIN,
        write=ADMIN,
        own=account("emma"),
        data=lambda world: {"email": "emma.new@meridane.example", "reason": "She married."},
    ),
    "directory:account_invite": Route(write=ADMIN, own=account("emma")),
    "directory:account_close": Route(read=ADMIN, write=ADMIN, own=account("emma"), data=why),
    "directory:account_reopen": Route(read=ADMIN, write=ADMIN, own=account("emma"), data=why, needs_more=True),
    "directory:role_propose": Route(
        read=ADMIN,
        write=ADMIN,
        own=account("emma"),
        foreign=account("omar"),
        strangers=NEAR,
        data=proposal,
    ),
    "directory:roles": Route(read=CARES),
    "directory:role_end": Route(
        read=CARES,
        write=CARES,
        own=role_of("emma"),
        foreign=role_of("omar"),
        strangers=people("helena", "samir"),
        data=lambda world: {"ended_on": "2099-01-01", "reason": "She moves on."},
    ),
}
