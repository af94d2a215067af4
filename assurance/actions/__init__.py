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
from assurance.actions.frameworks import load_framework, map_requirements
from assurance.actions.links import may_unlink, unlink_evidence

__all__ = [
    "Kept",
    "accept_evidence",
    "add_control",
    "add_process",
    "add_version",
    "change_process_owner",
    "link_evidence",
    "load_framework",
    "map_requirements",
    "may_unlink",
    "receive_files",
    "require_takeable",
    "scan_file",
    "take_file",
    "unlink_evidence",
    "upload_evidence",
]
