from assurance.actions.catalogue import add_control, add_process, change_process_owner
from assurance.actions.disposal import dispose_of_evidence
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
from assurance.actions.holds import lift_hold, place_hold
from assurance.actions.integrity import check_file, clear_damage
from assurance.actions.links import may_unlink, unlink_evidence
from assurance.actions.requests import (
    accept_answer,
    answer_request,
    cancel_request,
    remind_of_request,
    request_evidence,
    return_answer,
)
from assurance.actions.retention import propose_disposal

__all__ = [
    "Kept",
    "accept_answer",
    "accept_evidence",
    "add_control",
    "add_process",
    "add_version",
    "answer_request",
    "cancel_request",
    "change_process_owner",
    "check_file",
    "clear_damage",
    "dispose_of_evidence",
    "lift_hold",
    "link_evidence",
    "load_framework",
    "map_requirements",
    "may_unlink",
    "place_hold",
    "propose_disposal",
    "receive_files",
    "remind_of_request",
    "request_evidence",
    "require_takeable",
    "return_answer",
    "scan_file",
    "take_file",
    "unlink_evidence",
    "upload_evidence",
]
