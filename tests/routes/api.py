"""The API: the lines of the access matrix. Steps have none: they are held against the pages, for everybody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.routes.lines import (
    ALL,
    FAR,
    INSIDE,
    NEAR,
    NOBODY,
    OFFICERS,
    PLANS,
    SEES_EVIDENCE,
    SEES_FINDING,
    SEES_PROCESS,
    TEAM,
    UPLOADS,
    acceptance,
    empty,
    nothing,
    people,
    remote_access,
    row,
)
from tests.world import World


@dataclass(frozen=True)
class Call:
    """`read` may GET, `write` may send `body` by `method`; `foreign` is a row the `strangers` may not see.

    `own_body` and `foreign_body` differ in one row that they name: who may name the one may not name the other.
    """

    read: frozenset[str] = NOBODY
    write: frozenset[str] = NOBODY
    method: str = "post"
    own: Callable[[World], tuple] = nothing
    foreign: Callable[[World], tuple] | None = None
    strangers: Iterable[str] = ()
    body: Callable[[World], dict[str, Any]] = empty
    needs_more: bool = False  # an empty body is let in and refused for what it lacks


def uuids(*names: str) -> Callable[[World], tuple]:
    return row(*names)


def question(of: str) -> Callable[[World], tuple]:
    return lambda world: (getattr(world, of).items.order_by("order")[2].uuid,)


def seat(of: str) -> Callable[[World], tuple]:
    return lambda world: (getattr(world, of).team.get(part="lead").uuid,)


def stored(world: World) -> tuple:
    return (world.evidence.files.get().uuid,)


def piece(world: World) -> tuple:
    return (world.evidence.evidence.uuid,)


def requirement(world: World) -> tuple:
    return (world.company.framework.requirements.first().uuid,)


def told(about: str, own: Callable[[World], tuple], read: frozenset[str], **more: Any) -> dict[str, Call]:
    """The story of a record: who sees it reads and speaks."""
    comment = {"body": lambda world: {"text": "Seen."}, "write": read}
    return {
        f"api:{about}-events": Call(read=read, own=own, **more),
        f"api:{about}-comments": Call(read=read, own=own, **comment, **more),
    }


def audit_to_plan(world: World) -> dict[str, Any]:
    first = date(2026, 12, 14)
    facts = {"title": "Access", "kind": "internal", "method": "on_site", "planned_start": first, "planned_end": first}
    return facts | {"unit": world.company.units["TS"].uuid, "frameworks": [world.company.framework.uuid]}


def line_to_plan(world: World) -> dict[str, Any]:
    return {
        "title": "Yearly", "kind": "internal", "method": "on_site", "unit": world.company.units["TS"].uuid,
        "anchor": date(2026, 12, 14), "interval_months": 12, "working_days": 2,
        "frameworks": [world.company.framework.uuid],
    }  # fmt: skip


def control_to_add(world: World) -> dict[str, Any]:
    unit = world.company.units["TS"].uuid
    return {"code": "C-NEW", "statement": "Done.", "kind": "detective", "evidence_freshness_months": 12, "unit": unit}


def finding_to_log(world: World) -> dict[str, Any]:
    return {"type": "minor", "statement": "One drill has no record.", "objective_evidence": "Register, page 2."}


def evidence_to_ask_for(world: World) -> dict[str, Any]:
    about = {"about": "assurance.process", "row": world.company.processes["remote-access"].uuid}
    return about | {"title": "Access review", "asked_of": world.company.person("emma").uuid, "due_on": "2030-01-15"}


def owner_to_be(world: World) -> dict[str, Any]:
    return {"owner": world.company.person("emma").uuid}


ASKS = OFFICERS | TEAM | people("leo", "samir", "omar")
SEES_REQUEST = OFFICERS | TEAM | people("leo", "petra", "helena", "emma")
LEADS = people("tobias", "leo")
SEES_REPORT = TEAM | OFFICERS
SEES_CONTROL = OFFICERS | TEAM | people("leo", "petra", "helena")
DECIDES = OFFICERS | people("petra", "helena")
NEAR_FINDING: dict[str, Any] = {"foreign": uuids("far_finding"), "strangers": NEAR}
NEAR_AUDIT: dict[str, Any] = {"foreign": uuids("far_audit"), "strangers": NEAR}
FAR_PIECE: dict[str, Any] = {"foreign": piece, "strangers": FAR}

CALLS: dict[str, Call] = {
    "api:me": Call(read=ALL),
    "api:schema": Call(read=ALL),
    "api:docs": Call(read=ALL),
    "api:my-work": Call(read=INSIDE),
    "api:figures": Call(read=OFFICERS | people("petra", "helena", "malik")),
    "api:audit-list": Call(read=INSIDE, write=PLANS | LEADS, body=audit_to_plan),
    "api:audit-detail": Call(read=SEES_FINDING, own=uuids("audit"), **NEAR_AUDIT),
    "api:audit-steps": Call(read=SEES_FINDING, own=uuids("audit"), **NEAR_AUDIT),
    **told("audit", uuids("audit"), SEES_FINDING, **NEAR_AUDIT),
    "api:team-member-list": Call(read=INSIDE),
    "api:team-member-detail": Call(read=SEES_FINDING, own=seat("audit"), foreign=seat("far_audit"), strangers=NEAR),
    "api:checklist-item-list": Call(read=INSIDE),
    "api:checklist-item-detail": Call(
        read=TEAM, write=TEAM, method="patch", own=question("audit"), foreign=question("far_audit"), strangers=NEAR,
        body=lambda world: {"note": "Seen."},
    ),
    "api:checklist-item-evidence": Call(
        write=TEAM, own=question("audit"), foreign=question("far_audit"), strangers=NEAR,
        body=lambda world: {"evidence": [world.evidence.uuid]},
    ),
    "api:checklist-item-findings": Call(
        write=TEAM, own=question("audit"), foreign=question("far_audit"), strangers=NEAR, body=finding_to_log
    ),
    "api:finding-list": Call(read=INSIDE),
    "api:finding-detail": Call(read=SEES_FINDING, own=uuids("finding"), **NEAR_FINDING),
    "api:finding-detail#draft": Call(
        read=TEAM, write=TEAM, method="patch", own=uuids("draft"), foreign=uuids("draft"), strangers=FAR | NEAR,
        body=lambda world: {"statement": "Two drills have no record."},
    ),
    "api:finding-steps": Call(read=SEES_FINDING, own=uuids("finding"), **NEAR_FINDING),
    **told("finding", uuids("finding"), SEES_FINDING, **NEAR_FINDING),
    "api:action-list": Call(read=INSIDE),
    "api:action-detail": Call(read=SEES_FINDING, own=uuids("action"), foreign=uuids("action"), strangers=FAR),
    "api:action-complete": Call(
        write=people("samir"), own=uuids("action"), foreign=uuids("action"), strangers=FAR,
        body=lambda world: {"evidence": [world.evidence.uuid]},
    ),
    "api:programme-line-list": Call(read=INSIDE, write=PLANS, body=line_to_plan),
    "api:programme-line-detail": Call(
        read=PLANS | people("tobias", "priya", "leo", "helena"), own=uuids("line"), foreign=uuids("line"), strangers=FAR
    ),
    "api:programme-line-end": Call(
        write=PLANS, own=uuids("line"), foreign=uuids("line"), strangers=FAR, body=lambda world: {"reason": "Merged."}
    ),
    "api:report-list": Call(read=INSIDE),
    "api:report-detail": Call(
        read=SEES_REPORT, own=lambda world: (world.audit.report.uuid,), foreign=lambda world: (world.audit.report.uuid,),
        strangers=FAR,
    ),
    "api:area-list": Call(read=INSIDE),
    "api:area-detail": Call(read=INSIDE, own=lambda world: (world.company.processes["remote-access"].area.uuid,)),
    "api:process-list": Call(read=INSIDE),
    "api:process-detail": Call(read=SEES_PROCESS, own=remote_access, foreign=acceptance, strangers=NEAR),
    "api:process-owner": Call(
        write=OFFICERS, own=remote_access, foreign=acceptance, strangers=NEAR, body=owner_to_be
    ),
    **told("process", remote_access, SEES_PROCESS, foreign=acceptance, strangers=NEAR),
    "api:framework-list": Call(read=INSIDE),
    "api:framework-detail": Call(read=INSIDE, own=lambda world: (world.company.framework.uuid,)),
    "api:requirement-list": Call(read=INSIDE),
    "api:requirement-detail": Call(read=INSIDE, own=requirement),
    "api:control-list": Call(read=INSIDE, write=OFFICERS, body=control_to_add),
    "api:control-detail": Call(
        read=SEES_CONTROL, own=uuids("control"), foreign=uuids("far_control"), strangers=NEAR
    ),
    "api:control-steps": Call(read=SEES_CONTROL, own=uuids("control"), foreign=uuids("far_control"), strangers=NEAR),
    **told("control", uuids("control"), SEES_CONTROL, foreign=uuids("far_control"), strangers=NEAR),
    "api:evidence-list": Call(read=INSIDE, write=UPLOADS, needs_more=True),
    "api:evidence-detail": Call(read=SEES_EVIDENCE, own=piece, **FAR_PIECE),
    "api:evidence-versions": Call(
        write=OFFICERS | TEAM | people("samir"), own=piece, needs_more=True, foreign=piece, strangers=people("omar")
    ),
    **told("evidence", piece, SEES_EVIDENCE, **FAR_PIECE),
    "api:evidence-version-list": Call(read=INSIDE),
    "api:evidence-version-detail": Call(
        read=SEES_EVIDENCE, own=uuids("evidence"), foreign=uuids("evidence"), strangers=FAR
    ),
    "api:evidence-version-steps": Call(
        read=SEES_EVIDENCE, own=uuids("evidence"), foreign=uuids("evidence"), strangers=FAR
    ),
    "api:evidence-file-list": Call(read=INSIDE),
    "api:evidence-file-detail": Call(read=SEES_EVIDENCE, own=stored, foreign=stored, strangers=FAR),
    "api:evidence-file-content": Call(read=SEES_EVIDENCE, own=stored, foreign=stored, strangers=FAR),
    "api:evidence-holds": Call(
        write=OFFICERS, own=piece, foreign=piece, strangers=FAR,
        body=lambda world: {"matter": "Case 8", "reason": "A suit is expected."},
    ),
    "api:evidence-file-clear": Call(
        write=OFFICERS, own=stored, foreign=stored, strangers=FAR, needs_more=True,
    ),
    "api:evidence-gap-list": Call(read=INSIDE),
    "api:evidence-gap-detail": Call(
        read=OFFICERS | TEAM | people("leo", "petra", "helena", "samir"), own=uuids("gap"), foreign=uuids("gap"),
        strangers=FAR,
    ),
    "api:evidence-request-list": Call(read=INSIDE, write=ASKS, body=evidence_to_ask_for, needs_more=True),
    "api:evidence-request-detail": Call(
        read=SEES_REQUEST, own=uuids("request"), foreign=uuids("far_request"), strangers=NEAR
    ),
    "api:evidence-request-steps": Call(
        read=SEES_REQUEST, own=uuids("request"), foreign=uuids("far_request"), strangers=NEAR
    ),
    **told("evidence-request", uuids("request"), SEES_REQUEST, foreign=uuids("far_request"), strangers=NEAR),
    "api:legal-hold-list": Call(read=INSIDE),
    "api:legal-hold-detail": Call(read=OFFICERS, own=uuids("hold"), foreign=uuids("hold"), strangers=FAR),
    "api:legal-hold-lift": Call(own=uuids("hold"), foreign=uuids("hold"), strangers=FAR),
    "api:unit-list": Call(read=INSIDE),
    "api:unit-detail": Call(
        read=INSIDE - people("malik", "omar"), own=lambda world: (world.company.units["TS"].uuid,),
        foreign=lambda world: (world.company.units["MEADEL"].uuid,), strangers=NEAR,
    ),
    "api:site-list": Call(read=INSIDE),
    "api:site-detail": Call(
        read=INSIDE - people("malik", "omar"), own=uuids("site"), foreign=uuids("site"), strangers=FAR
    ),
    "api:person-list": Call(read=INSIDE),
    "api:person-detail": Call(
        read=INSIDE - people("malik", "omar"), own=lambda world: (world.company.person("emma").uuid,),
        foreign=lambda world: (world.company.person("omar").uuid,), strangers=NEAR,
    ),
    "api:notification-list": Call(read=ALL),
    "api:notification-detail": Call(
        read=people("samir"), own=uuids("notification"), foreign=uuids("notification"), strangers=people("emma")
    ),
    "api:notification-read": Call(write=people("samir"), own=uuids("notification")),
    "api:notification-read-all": Call(write=INSIDE),
    "api:approval-list": Call(read=INSIDE),
    "api:approval-detail": Call(read=DECIDES, own=uuids("approval"), foreign=uuids("approval"), strangers=FAR),
    "api:approval-decide": Call(
        write=OFFICERS | people("helena"), own=uuids("approval"), foreign=uuids("approval"), strangers=FAR,
        body=lambda world: {"yes": False, "note": "It stays."},
    ),
    "api:job-list": Call(read=INSIDE),
    "api:job-detail": Call(read=people("ines"), own=uuids("job"), foreign=uuids("job"), strangers=people("carla")),
}  # fmt: skip
