"""The access matrix: one line per route, who may read, who may write, with what."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.company import CAST, OUTSIDERS
from tests.world import World

INSIDE = frozenset(CAST)
OUTSIDE = frozenset(OUTSIDERS)
ALL = INSIDE | OUTSIDE
NOBODY: frozenset[str] = frozenset()


def nothing(world: World) -> tuple:
    return ()


def empty(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Route:
    """`own` gives the arguments of an object of headquarters, `foreign` one that the `strangers` may not see."""

    read: frozenset[str] = NOBODY
    write: frozenset[str] = NOBODY
    own: Callable[[World], tuple] = nothing
    foreign: Callable[[World], tuple] | None = None
    strangers: Iterable[str] = ()
    data: Callable[[World], dict[str, Any]] = empty
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    public: bool = False
    needs_more: bool = False  # an empty POST is let in and answered with the form

    def missing(self, world: World) -> tuple:
        """The arguments of something that does not exist."""
        return tuple(uuid.uuid4() if isinstance(one, uuid.UUID) else one for one in self.own(world))


def people(*names: str) -> frozenset[str]:
    unknown = set(names) - ALL
    assert not unknown, unknown
    return frozenset(names)


def row(name: str, *more: str) -> Callable[[World], tuple]:
    """The uuid of one of the world's rows, or of several."""
    return lambda world: tuple(getattr(world, one).uuid for one in (name, *more))


def item(of: str) -> Callable[[World], tuple]:
    return lambda world: (getattr(world, of).uuid, getattr(world, of).items.order_by("order")[2].uuid)


OFFICERS = people("ines", "carla")
TEAM = people("tobias", "priya")
SEES_FINDING = OFFICERS | TEAM | people("petra", "helena", "samir")
SEES_EVIDENCE = OFFICERS | TEAM | people("helena", "samir")
SEES_PROCESS = INSIDE - people("malik", "omar")
UPLOADS = OFFICERS | TEAM | people("leo", "samir", "omar", "emma")
PLANS = OFFICERS | people("petra")
FAR = people("malik", "omar")  # of another region: they see nothing of headquarters
NEAR = people("helena", "samir")  # they see nothing of Middle East and Africa


def remote_access(world: World) -> tuple:
    return (world.company.processes["remote-access"].uuid,)


def acceptance(world: World) -> tuple:
    return (world.company.processes["mea-acceptance"].uuid,)


ROUTES: dict[str, Route] = {
    "livez": Route(public=True),
    "readyz": Route(public=True),
    "account_login": Route(public=True),
    "demonstration_sign_in": Route(public=True),
    "account_inactive": Route(public=True),
    "account_reset_password": Route(public=True),
    "account_reset_password_done": Route(public=True),
    "account_reset_password_from_key": Route(public=True, own=lambda world: ("1", "no-such-key")),
    "account_reset_password_from_key_done": Route(public=True),
    "mfa_authenticate": Route(public=True),
    "foundation:theme": Route(public=True),
    "account_logout": Route(public=True),
    "account_reauthenticate": Route(),
    "account_change_password": Route(read=ALL, write=ALL),
    "account_set_password": Route(read=ALL, write=ALL),
    "mfa_index": Route(read=ALL),
    "mfa_reauthenticate": Route(),
    "mfa_activate_totp": Route(read=ALL, write=ALL, needs_more=True),
    "mfa_deactivate_totp": Route(),
    "mfa_view_recovery_codes": Route(),
    "mfa_generate_recovery_codes": Route(read=ALL, write=ALL, needs_more=True),
    "usersessions_list": Route(read=ALL, write=ALL),
    "foundation:home": Route(read=ALL),
    "foundation:my_work": Route(read=INSIDE),
    "foundation:board": Route(read=OFFICERS | people("petra", "helena", "malik")),
    "foundation:account": Route(read=ALL),
    "foundation:notifications": Route(read=ALL),
    "foundation:read_notifications": Route(write=ALL),
    "foundation:read_notification": Route(write=people("samir"), own=row("notification")),
    "foundation:approvals": Route(read=INSIDE),
    "foundation:approval": Route(
        read=OFFICERS | people("petra", "helena"),
        write=OFFICERS | people("helena"),
        own=row("approval"),
        data=lambda world: {"yes": "no", "note": "It stays."},
    ),
    "foundation:comment": Route(
        write=SEES_FINDING,
        own=lambda world: ("audits.finding", world.finding.uuid),
        foreign=lambda world: ("audits.finding", world.far_finding.uuid),
        strangers=NEAR,
        data=lambda world: {"text": "Seen."},
    ),
    "foundation:job": Route(read=people("ines"), own=row("job"), foreign=row("job"), strangers=people("carla", "adam")),
    "foundation:step": Route(
        read=OFFICERS | people("tobias"),
        write=OFFICERS | people("tobias"),
        own=lambda world: ("finding", world.finding.uuid, "name_verifier"),
        foreign=lambda world: ("finding", world.far_finding.uuid, "name_verifier"),
        strangers=NEAR,
        data=lambda world: {"verifier": world.company.person("leo").uuid},
    ),
    "foundation:test_mail": Route(read=people("adam"), write=people("adam")),
    "assurance:evidence_list": Route(read=INSIDE),
    "assurance:evidence_mine": Route(read=INSIDE),
    "assurance:evidence_all": Route(read=INSIDE),
    "assurance:evidence_add": Route(read=UPLOADS, write=UPLOADS, needs_more=True),
    "assurance:evidence_attach": Route(
        read=UPLOADS,
        write=UPLOADS,
        data=lambda world: {"unit": world.company.units["TS"].uuid},
        needs_more=True,
    ),
    "assurance:evidence_file": Route(
        read=SEES_EVIDENCE,
        own=lambda world: (world.evidence.files.get().uuid,),
        foreign=lambda world: (world.evidence.files.get().uuid,),
        strangers=FAR,
    ),
    "assurance:evidence": Route(
        read=SEES_EVIDENCE,
        own=lambda world: (world.evidence.evidence.uuid,),
        foreign=lambda world: (world.evidence.evidence.uuid,),
        strangers=FAR,
    ),
    "assurance:version_add": Route(
        read=OFFICERS | TEAM | people("samir"),
        write=OFFICERS | TEAM | people("samir"),
        own=lambda world: (world.evidence.evidence.uuid,),
        foreign=lambda world: (world.evidence.evidence.uuid,),
        strangers=people("omar"),
        needs_more=True,
    ),
    "assurance:processes": Route(read=INSIDE),
    "assurance:process": Route(read=SEES_PROCESS, own=remote_access, foreign=acceptance, strangers=NEAR),
    "assurance:process_owner": Route(
        read=OFFICERS,
        write=OFFICERS,
        own=remote_access,
        foreign=acceptance,
        strangers=NEAR,
        data=lambda world: {"owner": world.company.person("emma").pk},
        needs_more=True,
    ),
    "assurance:frameworks": Route(read=INSIDE),
    "assurance:framework": Route(
        read=INSIDE,
        own=lambda world: (world.company.framework.uuid,),
        foreign=lambda world: (world.company.framework.uuid,),
        strangers=OUTSIDE,
    ),
    "assurance:requirement": Route(
        read=INSIDE,
        own=lambda world: (world.company.framework.requirements.first().uuid,),
        foreign=lambda world: (world.company.framework.requirements.first().uuid,),
        strangers=OUTSIDE,
    ),
    "assurance:controls": Route(read=INSIDE),
    "assurance:control_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "assurance:control": Route(
        read=OFFICERS | TEAM | people("leo", "petra", "helena"),
        own=row("control"),
        foreign=row("far_control"),
        strangers=NEAR,
    ),
    "audits:audits": Route(read=INSIDE),
    "audits:schedule": Route(
        read=PLANS | people("tobias", "leo"), write=PLANS | people("tobias", "leo"), needs_more=True
    ),
    "audits:programme": Route(read=INSIDE),
    "audits:line_add": Route(read=PLANS, write=PLANS, needs_more=True),
    "audits:line_end": Route(
        read=PLANS,
        write=PLANS,
        own=row("line"),
        foreign=row("line"),
        strangers=FAR,
        data=lambda world: {"reason": "Merged."},
    ),
    "audits:findings": Route(read=INSIDE),
    "audits:finding": Route(read=SEES_FINDING, own=row("finding"), foreign=row("far_finding"), strangers=NEAR),
    "audits:complete_action": Route(
        read=people("samir"),
        write=people("samir"),
        own=row("action"),
        foreign=row("action"),
        strangers=FAR,
        needs_more=True,
    ),
    "audits:audit": Route(read=SEES_FINDING, own=row("audit"), foreign=row("far_audit"), strangers=NEAR),
    "audits:report": Route(read=TEAM | OFFICERS, own=row("audit"), foreign=row("audit"), strangers=FAR),
    "audits:fieldwork": Route(read=TEAM, own=row("audit"), foreign=row("far_audit"), strangers=NEAR),
    "audits:finding_dues": Route(
        read=SEES_FINDING, own=row("audit"), foreign=row("far_audit"), strangers=NEAR, query="?type=major"
    ),
    "audits:fieldwork_item": Route(read=TEAM, own=item("audit"), foreign=item("far_audit"), strangers=NEAR),
    "audits:fieldwork_save": Route(
        write=TEAM,
        own=item("audit"),
        foreign=item("far_audit"),
        strangers=NEAR,
        data=lambda world: {"field": "note", "note": "Seen."},
    ),
    "audits:fieldwork_evidence": Route(
        read=TEAM, write=TEAM, own=item("audit"), foreign=item("far_audit"), strangers=NEAR, needs_more=True
    ),
    "audits:log_finding": Route(
        read=TEAM, write=TEAM, own=item("audit"), foreign=item("far_audit"), strangers=NEAR, needs_more=True
    ),
    "audits:edit_finding": Route(
        read=TEAM, write=TEAM, own=row("draft"), foreign=row("draft"), strangers=NEAR, needs_more=True
    ),
}

# Pages that answer only in a situation of one's own account; tests/foundation/test_signin.py has their stories.
SITUATIONS = {"account_reauthenticate", "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes"}
