from assurance.actions.catalogue import add_control, add_process, change_process_owner
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
    scan_file,
    upload_evidence,
)
from assurance.actions.frameworks import load_framework, map_requirements
from assurance.actions.guidance import set_guidance
from assurance.actions.links import may_unlink, unlink_evidence

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
    "change_document",
    "change_process_owner",
    "confirm_document",
    "link_evidence",
    "load_framework",
    "map_requirements",
    "may_unlink",
    "receive_files",
    "require_takeable",
    "return_document",
    "revise_version",
    "scan_file",
    "set_guidance",
    "submit_document",
    "take_file",
    "unlink_evidence",
    "upload_evidence",
    "withdraw_document",
    "write_version",
]
