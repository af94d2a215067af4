from assurance.actions.catalogue import add_control, add_process, change_process_owner
from assurance.actions.components import add_component, change_component
from assurance.actions.continuity import contradict_statement, record_statement, verify_statement
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
from assurance.actions.products import add_product, add_product_version, change_product_version, register_build
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

__all__ = [
    "Kept",
    "accept_evidence",
    "add_component",
    "add_control",
    "add_process",
    "add_product",
    "add_product_version",
    "add_supplier",
    "add_version",
    "assess_supplier",
    "block_supplier",
    "change_component",
    "change_process_owner",
    "change_product_version",
    "change_supplier",
    "contradict_statement",
    "exit_supplier",
    "file_agreement",
    "link_evidence",
    "load_framework",
    "map_requirements",
    "may_unlink",
    "months_between",
    "receive_files",
    "record_statement",
    "register_build",
    "require_takeable",
    "scan_file",
    "take_file",
    "unlink_evidence",
    "upload_evidence",
    "verify_statement",
    "watch_supplier",
]
