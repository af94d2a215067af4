from assurance.actions.catalogue import add_control, add_process, change_process_owner
from assurance.actions.components import add_component, change_component
from assurance.actions.continuity import contradict_statement, record_statement, verify_statement
from assurance.actions.controls import edit_control
from assurance.actions.disposal import dispose_of_evidence
from assurance.actions.documents import (
    add_document,
    approve_document,
    bring_into_effect,
    cancel_document,
    change_document,
    confirm_document,
    return_document,
    revise_version,
    submit_document,
    withdraw_document,
    write_version,
)
from assurance.actions.downloads import require_takeable, take_file
from assurance.actions.evidence import (
    Kept,
    accept_evidence,
    add_version,
    link_evidence,
    receive_files,
    revoke_evidence,
    scan_file,
    upload_evidence,
)
from assurance.actions.frameworks import (
    activate_framework,
    load_framework,
    map_requirements,
    set_transition,
    unmap_requirements,
)
from assurance.actions.guidance import set_guidance
from assurance.actions.holds import lift_hold, place_hold
from assurance.actions.imports import ask_to_take_import, read_import, take_import
from assurance.actions.integrity import check_file, clear_damage
from assurance.actions.links import may_unlink, unlink_evidence
from assurance.actions.matrix import edit_cell, exclude_cell, include_cell, propose_exclusion, put_into_matrix
from assurance.actions.matrix_bulk import change_cells, link_to_cell, preview_cells
from assurance.actions.products import add_product, add_product_version, change_product_version, register_build
from assurance.actions.requests import (
    accept_answer,
    answer_request,
    cancel_request,
    remind_of_request,
    request_evidence,
    return_answer,
)
from assurance.actions.retention import propose_disposal
from assurance.actions.snapshots import check_matrix, take_snapshot
from assurance.actions.suppliers import (
    add_supplier,
    assess_supplier,
    block_supplier,
    change_supplier,
    exit_supplier,
    file_agreement,
    months_between,
    watch_supplier,
)
from assurance.actions.system import (
    appoint,
    approve_scope,
    end_seat,
    return_scope,
    revise_scope,
    submit_scope,
    write_scope,
)

__all__ = [
    "Kept",
    "accept_answer",
    "accept_evidence",
    "activate_framework",
    "add_component",
    "add_control",
    "add_document",
    "add_process",
    "add_product",
    "add_product_version",
    "add_supplier",
    "add_version",
    "answer_request",
    "appoint",
    "approve_document",
    "approve_scope",
    "ask_to_take_import",
    "assess_supplier",
    "block_supplier",
    "bring_into_effect",
    "cancel_document",
    "cancel_request",
    "change_cells",
    "change_component",
    "change_document",
    "change_process_owner",
    "change_product_version",
    "change_supplier",
    "check_file",
    "check_matrix",
    "clear_damage",
    "confirm_document",
    "contradict_statement",
    "dispose_of_evidence",
    "edit_cell",
    "edit_control",
    "end_seat",
    "exclude_cell",
    "exit_supplier",
    "file_agreement",
    "include_cell",
    "lift_hold",
    "link_evidence",
    "link_to_cell",
    "load_framework",
    "map_requirements",
    "may_unlink",
    "months_between",
    "place_hold",
    "preview_cells",
    "propose_disposal",
    "propose_exclusion",
    "put_into_matrix",
    "read_import",
    "receive_files",
    "record_statement",
    "register_build",
    "remind_of_request",
    "request_evidence",
    "require_takeable",
    "return_answer",
    "return_document",
    "return_scope",
    "revise_scope",
    "revise_version",
    "revoke_evidence",
    "scan_file",
    "set_guidance",
    "set_transition",
    "submit_document",
    "submit_scope",
    "take_file",
    "take_import",
    "take_snapshot",
    "unlink_evidence",
    "unmap_requirements",
    "upload_evidence",
    "verify_statement",
    "watch_supplier",
    "withdraw_document",
    "write_scope",
    "write_version",
]
