from assurance.views.attachments import evidence_attach, evidence_file, evidence_unlink
from assurance.views.catalogue import (
    control,
    control_add,
    controls,
    framework,
    frameworks,
    process,
    process_add,
    process_owner,
    processes,
    requirement,
)
from assurance.views.evidence import evidence, evidence_add, evidence_all, evidence_list, evidence_mine, version_add
from assurance.views.inbox import evidence_gaps, request_list
from assurance.views.requests import request_add, request_page
from assurance.views.vault import evidence_hold, file_clear, hold_lift

__all__ = [
    "control",
    "control_add",
    "controls",
    "evidence",
    "evidence_add",
    "evidence_all",
    "evidence_attach",
    "evidence_file",
    "evidence_gaps",
    "evidence_hold",
    "evidence_list",
    "evidence_mine",
    "evidence_unlink",
    "file_clear",
    "framework",
    "frameworks",
    "hold_lift",
    "process",
    "process_add",
    "process_owner",
    "processes",
    "request_add",
    "request_list",
    "request_page",
    "requirement",
    "version_add",
]
