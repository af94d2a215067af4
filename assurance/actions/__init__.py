from assurance.actions.catalogue import add_control, add_process, change_process_owner
from assurance.actions.controls import edit_control
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
from assurance.actions.frameworks import load_framework, map_requirements
from assurance.actions.guidance import set_guidance
from assurance.actions.links import may_unlink, unlink_evidence
from assurance.actions.matrix import edit_cell, exclude_cell, include_cell, propose_exclusion, put_into_matrix
from assurance.actions.matrix_bulk import change_cells, link_to_cell, preview_cells
from assurance.actions.snapshots import check_matrix, take_snapshot

__all__ = [
    "Kept",
    "accept_evidence",
    "add_control",
    "add_document",
    "add_process",
    "add_version",
    "approve_document",
    "bring_into_effect",
    "cancel_document",
    "change_cells",
    "change_document",
    "change_process_owner",
    "check_matrix",
    "confirm_document",
    "edit_cell",
    "edit_control",
    "exclude_cell",
    "include_cell",
    "link_evidence",
    "link_to_cell",
    "load_framework",
    "map_requirements",
    "may_unlink",
    "preview_cells",
    "propose_exclusion",
    "put_into_matrix",
    "receive_files",
    "require_takeable",
    "return_document",
    "revise_version",
    "revoke_evidence",
    "scan_file",
    "set_guidance",
    "submit_document",
    "take_file",
    "take_snapshot",
    "unlink_evidence",
    "upload_evidence",
    "withdraw_document",
    "write_version",
]
