"""What the assurance system gives to the report centre: the matrix, its registers, and what lacks proof."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assurance.lists.cells import CellList
from assurance.lists.documents import DocumentList
from assurance.lists.evidence import ControlList, EvidenceList
from assurance.lists.gates import PassList
from assurance.lists.processes import ProcessGapList, ProcessList
from assurance.lists.suppliers import ComponentList, SupplierList
from assurance.lists.vault import RequestList
from assurance.models import (
    Cell,
    Component,
    Control,
    Document,
    Evidence,
    EvidenceRequest,
    GatePass,
    Process,
    Supplier,
)
from assurance.offers import papers  # noqa: F401  the paper that stands behind the matrix
from assurance.offers.suppliers import READERS
from assurance.parts import Part, offer_part
from assurance.querysets import INSIDE
from assurance.querysets.readers import MATRIX_READERS
from foundation.access import holds
from foundation.directory.models import User
from foundation.reports.centre import Report, offer_reports
from foundation.reports.lists import Listed, ListForm, offer_list


def cells(user: User, on: Any) -> QuerySet[Cell]:
    return Cell.objects.visible_to(user).in_force().standing_on(on).with_family().for_list()


class MatrixForm(ListForm):
    """The heat map: which cells, and by what its rows and columns stand."""

    listed = Listed(CellList, cells)
    rows = forms.ChoiceField(
        label=_("Rows"),
        choices=[("requirements", _("Requirements")), ("families", _("Families of requirements"))],
        required=False,
        initial="requirements",
    )
    columns = forms.ChoiceField(
        label=_("Columns"),
        choices=[("areas", _("Areas")), ("regions", _("Regions"))],
        required=False,
        initial="areas",
    )


def reads_matrix(user: User) -> bool:
    return holds(user, *MATRIX_READERS)


def reads_registers(user: User) -> bool:
    return holds(user, *READERS)


def is_inside(user: User) -> bool:
    return holds(user, *INSIDE)


offer_reports(
    Report(
        "integration-matrix",
        _("Integration matrix"),
        _("How far security is built into each process: the heat map with its figures."),
        "assurance",
        {"pdf": "matrix"},
        reads_matrix,
        MatrixForm,
        10,
    )
)
offer_list(
    "coverage",
    _("Coverage, cell by cell"),
    _("Process by requirement: status, control, owner and what proves it."),
    "assurance",
    Listed(CellList, cells),
    reads_matrix,
    order=11,
)
offer_list(
    "controls",
    _("Controls"),
    _("The controls with their owners and the requirements they meet."),
    "assurance",
    Listed(ControlList, lambda user, on: Control.objects.visible_to(user).for_list()),
    reads_registers,
    order=20,
)
offer_list(
    "evidence-list",
    _("Evidence"),
    _("What proves something: its kind, day, validity and state, without the files."),
    "assurance",
    Listed(EvidenceList, lambda user, on: Evidence.objects.visible_to(user).for_list()),
    is_inside,
    order=21,
)
offer_list(
    "evidence-requests",
    _("Requests for evidence"),
    _("What was asked of whom, until when, and how it stands."),
    "assurance",
    Listed(RequestList, lambda user, on: EvidenceRequest.objects.visible_to(user).for_list()),
    is_inside,
    order=22,
)
offer_list(
    "qms-links",
    _("Processes in the quality system"),
    _("Each process with its id, document and clauses in the quality management system."),
    "assurance",
    Listed(ProcessList, lambda user, on: Process.objects.visible_to(user).with_gaps(on).for_list()),
    is_inside,
    order=30,
)
offer_list(
    "qms-gaps",
    _("Gaps of processes"),
    _("What the quality system does not name, nobody owns, or is late for its review."),
    "assurance",
    Listed(
        ProcessGapList, lambda user, on: Process.objects.visible_to(user).with_gaps(on).filter(gaps__gt=0).for_list()
    ),
    is_inside,
    order=31,
)
offer_list(
    "gate-passes",
    _("Gates"),
    _("What passed, waits or stopped at gates, and the waivers with their ends."),
    "assurance",
    Listed(PassList, lambda user, on: GatePass.objects.visible_to(user).with_standing(on).for_list()),
    reads_registers,
    order=40,
)
offer_list(
    "documents-list",
    _("Documents"),
    _("What is in effect, since when, and when each is reviewed next."),
    "assurance",
    Listed(DocumentList, lambda user, on: Document.objects.visible_to(user).for_list().with_standing(user, on)),
    is_inside,
    order=50,
)
offer_list(
    "suppliers-list",
    _("Suppliers"),
    _("Admission, assessments, agreements and whether each is known to go on."),
    "assurance",
    Listed(SupplierList, lambda user, on: Supplier.objects.visible_to(user).with_gaps(on).for_list()),
    reads_registers,
    order=60,
)
offer_list(
    "components-list",
    _("Components"),
    _("What is bought in, from whom, and what has a single source."),
    "assurance",
    Listed(ComponentList, lambda user, on: Component.objects.visible_to(user).for_list(user)),
    reads_registers,
    order=61,
)
offer_part(
    Part(
        _("Report centre"),
        _("Every report in one place: made once, or coming by itself."),
        "foundation:reports",
        "document-text",
        5,
        INSIDE,
    )
)
