from assurance.actions.catalogue import add_control, add_process, change_process_owner
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
from assurance.actions.frameworks import (
    activate_framework,
    load_framework,
    map_requirements,
    set_transition,
    unmap_requirements,
)
from assurance.actions.imports import ask_to_take_import, read_import, take_import
from assurance.actions.links import may_unlink, unlink_evidence

__all__ = [
    "Kept",
    "accept_evidence",
    "activate_framework",
    "add_control",
    "add_process",
    "add_version",
    "ask_to_take_import",
    "change_process_owner",
    "link_evidence",
    "load_framework",
    "map_requirements",
    "may_unlink",
    "read_import",
    "receive_files",
    "require_takeable",
    "scan_file",
    "set_transition",
    "take_file",
    "take_import",
    "unlink_evidence",
    "unmap_requirements",
    "upload_evidence",
]
