"""Evidence, frameworks, processes, guiding documents and controls: the lines of the access matrix."""

from typing import Any

from assurance.models import Area
from tests.routes.lines import (
    FAR,
    INSIDE,
    LOADS,
    NEAR,
    OFFICERS,
    OUTSIDE,
    SEES_EVIDENCE,
    SEES_PROCESS,
    SEES_SUPPLIER,
    TEAM,
    UPLOADS,
    Route,
    acceptance,
    people,
    remote_access,
    row,
)

MANAGES = OFFICERS | people("samir")
SUPPLIER = {"own": row("supplier"), "foreign": row("far_supplier"), "strangers": NEAR}
COMPONENT = {"own": row("component"), "foreign": row("far_component"), "strangers": NEAR}
PRODUCT = {"own": row("product"), "foreign": row("far_product"), "strangers": NEAR}
PRODUCT_VERSION = {"own": row("product_version"), "foreign": row("far_product_version"), "strangers": NEAR}
WRITES_DOCUMENT = OFFICERS | people("samir")

SEES_MATRIX = OFFICERS | TEAM | people("leo", "petra", "helena", "malik", "samir", "omar")
SEES_CELL = OFFICERS | TEAM | people("leo", "petra", "helena", "samir")
EDITS_CELL = OFFICERS | people("samir")
NEAR_CELL: dict[str, Any] = {"own": row("cell"), "foreign": row("far_cell"), "strangers": NEAR}
ASKS = OFFICERS | TEAM | people("leo", "samir", "omar")
SEES_REQUEST = OFFICERS | TEAM | people("leo", "petra", "helena", "emma")
SEES_REVIEW = OFFICERS | people("tobias", "leo", "petra")
SEES_OBJECTIVE = OFFICERS | TEAM | people("leo", "petra", "samir")
DOES_ACTION = OFFICERS | people("emma")


def of_reviews(name: str, readers: frozenset[str] = SEES_REVIEW) -> dict[str, Any]:
    """A row of the whole organisation, which nobody sees but its readers."""
    return {"own": row(name), "foreign": row(name), "strangers": INSIDE - readers | OUTSIDE}


ROUTES: dict[str, Route] = {
    "assurance:evidence_list": Route(read=INSIDE),
    "assurance:evidence_mine": Route(read=INSIDE),
    "assurance:evidence_all": Route(read=INSIDE),
    "assurance:evidence_add": Route(read=UPLOADS, write=UPLOADS, needs_more=True),
    "assurance:evidence_many": Route(read=UPLOADS, write=UPLOADS, needs_more=True),
    "assurance:evidence_many_check": Route(write=UPLOADS),
    "assurance:evidence_many_add": Route(write=UPLOADS, needs_more=True),
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
    "assurance:evidence_page": Route(
        read=SEES_EVIDENCE,
        own=lambda world: (world.evidence.files.get().uuid, 1),
        foreign=lambda world: (world.evidence.files.get().uuid, 1),
        strangers=FAR,
    ),
    "assurance:evidence_view": Route(
        read=SEES_EVIDENCE,
        own=lambda world: (world.evidence.uuid,),
        foreign=lambda world: (world.evidence.uuid,),
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
        read=MANAGES,
        write=MANAGES,
        own=remote_access,
        foreign=acceptance,
        strangers=NEAR,
        data=lambda world: {"owner": world.company.person("emma").pk},
        needs_more=True,
    ),
    "assurance:documents": Route(read=INSIDE),
    "assurance:document_add": Route(
        read=OFFICERS | people("samir", "omar"), write=OFFICERS | people("samir", "omar"), needs_more=True
    ),
    "assurance:document": Route(read=SEES_PROCESS, own=row("document"), foreign=row("far_document"), strangers=NEAR),
    "assurance:document_change": Route(
        read=WRITES_DOCUMENT,
        write=WRITES_DOCUMENT,
        own=row("document"),
        foreign=row("far_document"),
        strangers=NEAR,
        needs_more=True,
    ),
    "assurance:document_write": Route(
        read=WRITES_DOCUMENT,
        write=WRITES_DOCUMENT,
        own=row("document"),
        foreign=row("far_document"),
        strangers=NEAR,
        needs_more=True,
    ),
    "assurance:document_revise": Route(
        read=WRITES_DOCUMENT,
        write=WRITES_DOCUMENT,
        own=row("document_draft"),
        foreign=row("document_draft"),
        strangers=FAR,
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
    "assurance:framework_read": Route(read=LOADS, write=LOADS, needs_more=True),
    "assurance:framework_import": Route(
        read=LOADS, own=row("reading"), foreign=row("reading"), strangers=people("samir", "petra") | OUTSIDE
    ),
    "assurance:framework_take": Route(
        write=LOADS, own=row("reading"), foreign=row("reading"), strangers=people("samir", "petra") | OUTSIDE
    ),
    "assurance:framework_transition": Route(
        read=LOADS,
        write=LOADS,
        own=lambda world: (world.company.framework.uuid,),
        foreign=lambda world: (world.company.framework.uuid,),
        strangers=OUTSIDE,
        needs_more=True,
    ),
    "assurance:framework_activate": Route(
        read=LOADS, write=LOADS, own=row("prepared"), foreign=row("prepared"), strangers=OUTSIDE, needs_more=True
    ),
    "assurance:requirement_map": Route(
        read=LOADS,
        write=LOADS,
        own=lambda world: (world.company.framework.requirements.first().uuid,),
        foreign=lambda world: (world.company.framework.requirements.first().uuid,),
        strangers=OUTSIDE,
        needs_more=True,
    ),
    "assurance:requirement_unmap": Route(
        read=LOADS, write=LOADS, own=row("mapping"), foreign=row("mapping"), strangers=OUTSIDE, needs_more=True
    ),
    "assurance:controls": Route(read=INSIDE),
    "assurance:control_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "assurance:control": Route(
        read=OFFICERS | TEAM | people("leo", "petra", "helena"),
        own=row("control"),
        foreign=row("far_control"),
        strangers=NEAR,
    ),
    "assurance:suppliers": Route(read=INSIDE),
    "assurance:supplier_gaps": Route(read=INSIDE),
    "assurance:supplier_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "assurance:supplier": Route(read=SEES_SUPPLIER, **SUPPLIER),
    "assurance:supplier_edit": Route(read=MANAGES, write=MANAGES, needs_more=True, **SUPPLIER),
    "assurance:supplier_assess": Route(read=MANAGES, write=MANAGES, needs_more=True, **SUPPLIER),
    "assurance:supplier_agreement": Route(read=MANAGES, write=MANAGES, needs_more=True, **SUPPLIER),
    "assurance:supplier_statement": Route(read=MANAGES, write=MANAGES, needs_more=True, **SUPPLIER),
    "assurance:components": Route(read=INSIDE),
    "assurance:component_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "assurance:component": Route(read=SEES_SUPPLIER, **COMPONENT),
    "assurance:component_edit": Route(read=OFFICERS, write=OFFICERS, needs_more=True, **COMPONENT),
    "assurance:products": Route(read=INSIDE),
    "assurance:product_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "assurance:product": Route(read=SEES_SUPPLIER, **PRODUCT),
    "assurance:product_version_add": Route(read=MANAGES, write=MANAGES, needs_more=True, **PRODUCT),
    "assurance:product_version_edit": Route(
        read=MANAGES,
        write=MANAGES,
        data=lambda world: {"supported_until": "2031-11-20"},
        **PRODUCT_VERSION,
    ),
    "assurance:build_add": Route(read=MANAGES, write=MANAGES, needs_more=True, **PRODUCT_VERSION),
    "assurance:control_guidance": Route(
        read=OFFICERS,
        write=OFFICERS,
        own=row("control"),
        foreign=row("far_control"),
        strangers=NEAR,
        data=lambda world: {"documents": [world.document.uuid]},
    ),
    "assurance:control_edit": Route(
        read=OFFICERS,
        write=OFFICERS,
        own=row("control"),
        foreign=row("far_control"),
        strangers=NEAR,
        needs_more=True,
    ),
    "assurance:matrix": Route(read=SEES_MATRIX),
    "assurance:cells": Route(read=SEES_MATRIX),
    "assurance:cells_change": Route(write=SEES_MATRIX),
    "assurance:matrix_add": Route(
        read=OFFICERS, write=OFFICERS, own=remote_access, foreign=acceptance, strangers=NEAR, needs_more=True
    ),
    "assurance:cell": Route(read=SEES_CELL, own=row("cell"), foreign=row("far_cell"), strangers=NEAR),
    "assurance:cell_edit": Route(read=EDITS_CELL, write=EDITS_CELL, **NEAR_CELL),
    "assurance:cell_exclude": Route(read=EDITS_CELL, write=EDITS_CELL, needs_more=True, **NEAR_CELL),
    "assurance:cell_include": Route(read=EDITS_CELL, write=EDITS_CELL, needs_more=True, **NEAR_CELL),
    "assurance:cell_evidence": Route(read=EDITS_CELL, write=EDITS_CELL, needs_more=True, **NEAR_CELL),
    "assurance:system": Route(read=INSIDE),
    "assurance:scope_write": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "assurance:scope": Route(
        read=OFFICERS,
        own=row("scope_draft"),
        foreign=row("scope_draft"),
        strangers=INSIDE - OFFICERS | OUTSIDE,
    ),
    "assurance:scope_revise": Route(
        read=OFFICERS,
        write=OFFICERS,
        own=row("scope_draft"),
        foreign=row("scope_draft"),
        strangers=INSIDE - OFFICERS | OUTSIDE,
        needs_more=True,
    ),
    "assurance:seat_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "assurance:seat_end": Route(
        read=OFFICERS, write=OFFICERS, own=row("seat"), foreign=row("seat"), strangers=OUTSIDE, needs_more=True
    ),
    "assurance:reviews": Route(read=INSIDE),
    "assurance:review_plan": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "assurance:review_actions": Route(read=INSIDE),
    "assurance:review": Route(read=SEES_REVIEW, **of_reviews("review")),
    "assurance:review_change": Route(read=OFFICERS, write=OFFICERS, needs_more=True, **of_reviews("review")),
    "assurance:review_note": Route(
        read=OFFICERS, write=OFFICERS, data=lambda world: {"note": "As before."}, **of_reviews("review_input")
    ),
    "assurance:review_outcome_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True, **of_reviews("review")),
    "assurance:review_outcome": Route(
        read=SEES_REVIEW | people("emma"), **of_reviews("review_action", SEES_REVIEW | people("emma"))
    ),
    "assurance:review_outcome_change": Route(
        read=OFFICERS, write=OFFICERS, needs_more=True, **of_reviews("review_outcome")
    ),
    "assurance:review_outcome_remove": Route(write=OFFICERS, **of_reviews("review_outcome")),
    "assurance:review_outcome_done": Route(
        read=DOES_ACTION,
        write=DOES_ACTION,
        needs_more=True,
        **of_reviews("review_action", SEES_REVIEW | people("emma")),
    ),
    "assurance:objectives": Route(read=INSIDE),
    "assurance:objective_set": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "assurance:objective": Route(read=SEES_OBJECTIVE, **of_reviews("objective", SEES_OBJECTIVE)),
    "assurance:objective_withdraw": Route(
        read=OFFICERS, write=OFFICERS, needs_more=True, **of_reviews("objective", SEES_OBJECTIVE)
    ),
    "assurance:process_list": Route(read=INSIDE),
    "assurance:process_gaps": Route(read=INSIDE),
    "assurance:process_edit": Route(
        read=MANAGES, write=MANAGES, own=remote_access, foreign=acceptance, strangers=NEAR, needs_more=True
    ),
    "assurance:gates": Route(read=INSIDE),
    "assurance:passes": Route(read=INSIDE),
    "assurance:gate_add": Route(
        read=MANAGES, write=MANAGES, own=remote_access, foreign=acceptance, strangers=NEAR, needs_more=True
    ),
    "assurance:gate": Route(read=SEES_PROCESS, own=row("gate"), foreign=row("far_gate"), strangers=NEAR),
    "assurance:gate_edit": Route(
        read=MANAGES, write=MANAGES, own=row("gate"), foreign=row("far_gate"), strangers=NEAR, needs_more=True
    ),
    "assurance:pass_open": Route(
        read=MANAGES, write=MANAGES, own=row("gate"), foreign=row("far_gate"), strangers=NEAR, needs_more=True
    ),
    "assurance:gate_pass": Route(
        read=OFFICERS | TEAM | people("leo", "petra", "helena", "samir"),
        own=row("gate_pass"),
        foreign=row("far_pass"),
        strangers=NEAR | people("emma"),
    ),
    "assurance:pass_prove": Route(
        read=MANAGES, write=MANAGES, own=row("gate_pass"), foreign=row("far_pass"), strangers=NEAR, needs_more=True
    ),
}
