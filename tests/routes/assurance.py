"""Evidence, frameworks, processes and controls: the lines of the access matrix."""

from assurance.models import Area
from tests.routes.lines import (
    FAR,
    INSIDE,
    NEAR,
    OFFICERS,
    OUTSIDE,
    SEES_EVIDENCE,
    SEES_PROCESS,
    TEAM,
    UPLOADS,
    Route,
    acceptance,
    people,
    remote_access,
    row,
)

ASKS = OFFICERS | TEAM | people("leo", "samir", "omar")
SEES_REQUEST = OFFICERS | TEAM | people("leo", "petra", "helena", "emma")

ROUTES: dict[str, Route] = {
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
    "assurance:evidence_unlink": Route(
        read=TEAM,
        write=TEAM,
        own=lambda world: (world.evidence.links.get().uuid,),
        foreign=lambda world: (world.evidence.links.get().uuid,),
        strangers=FAR,
        needs_more=True,
    ),
    "assurance:file_clear": Route(
        read=OFFICERS,
        write=OFFICERS,
        own=lambda world: (world.evidence.files.get().uuid,),
        foreign=lambda world: (world.evidence.files.get().uuid,),
        strangers=FAR,
        needs_more=True,
    ),
    "assurance:evidence_gaps": Route(read=INSIDE),
    "assurance:evidence_hold": Route(
        read=OFFICERS,
        write=OFFICERS,
        own=lambda world: (world.evidence.evidence.uuid,),
        foreign=lambda world: (world.evidence.evidence.uuid,),
        strangers=FAR,
        needs_more=True,
    ),
    "assurance:hold_lift": Route(own=row("hold"), foreign=row("hold"), strangers=FAR | people("samir")),
    "assurance:requests": Route(read=INSIDE),
    "assurance:request_add": Route(read=ASKS, write=ASKS, needs_more=True),
    "assurance:request": Route(
        read=SEES_REQUEST, own=row("request"), foreign=row("far_request"), strangers=NEAR | people("emma")
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
    "assurance:process_add": Route(
        read=OFFICERS,
        write=OFFICERS,
        data=lambda world: {
            "name": "Patch delivery",
            "code": "PATCH",
            "area": Area.objects.get(code="TS").uuid,
            "unit": world.company.units["TS"].uuid,
        },
    ),
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
}
