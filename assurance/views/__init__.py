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

__all__ = [
    "control",
    "control_add",
    "controls",
    "evidence",
    "evidence_add",
    "evidence_all",
    "evidence_attach",
    "evidence_file",
    "evidence_list",
    "evidence_mine",
    "evidence_unlink",
    "framework",
    "frameworks",
    "process",
    "process_add",
    "process_owner",
    "processes",
    "requirement",
    "version_add",
]
