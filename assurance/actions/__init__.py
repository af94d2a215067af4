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
from assurance.actions.frameworks import (
    activate_framework,
    load_framework,
    map_requirements,
    set_transition,
    unmap_requirements,
)
from assurance.actions.imports import ask_to_take_import, read_import, take_import
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
    "activate_framework",
    "add_component",
    "add_control",
    "add_process",
    "add_product",
    "add_product_version",
    "add_supplier",
    "add_version",
    "ask_to_take_import",
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
    "read_import",
    "receive_files",
    "record_statement",
    "register_build",
    "require_takeable",
    "scan_file",
    "set_transition",
    "take_file",
    "take_import",
    "unlink_evidence",
    "unmap_requirements",
    "upload_evidence",
    "verify_statement",
    "watch_supplier",
]
