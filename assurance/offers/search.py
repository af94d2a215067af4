"""What search finds of the assurance system, what the palette leads to, and what one can do from there."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import (
    Component,
    Control,
    Document,
    Evidence,
    EvidenceRequest,
    Framework,
    Gate,
    GatePass,
    Process,
    Product,
    Requirement,
    Supplier,
)
from assurance.parts import parts
from assurance.permissions import (
    ADD_DOCUMENT,
    ADD_PRODUCT,
    MANAGE_CONTROLS,
    MANAGE_PROCESSES,
    REQUEST_EVIDENCE,
    UPLOAD_EVIDENCE,
    supply_units,
)
from foundation.access import holds
from foundation.search.offers import (
    Act,
    ActOn,
    Destination,
    Searched,
    offer_acts,
    offer_search,
    whoever,
)


def unanswered(user: Any, on: date) -> QuerySet[EvidenceRequest]:
    """The requests that wait for one's own answer."""
    return EvidenceRequest.objects.visible_to(user).filter(asked_of=user.person_id, state="asked")


def parts_for(user: Any) -> Iterator[Destination]:
    """The registers that the page of the assurance system leads to."""
    for part in parts():
        if holds(user, *part.roles):
            yield Destination(part.label, reverse(part.url_name), part.icon, part.note)


offer_search(
    Searched(
        "process",
        _("Processes"),
        Process,
        "assurance:process",
        "squares-2x2",
        "name",
        ref="code",
        words=("purpose", "qms_process", "qms_document"),
        area="area__code",
        state="state",
        day="next_review_on",
        order=30,
    ),
    Searched(
        "document", _("Documents"), Document, "assurance:document", "document-text", "title", ref="number", order=31
    ),
    Searched(
        "evidence",
        _("Evidence"),
        Evidence,
        "assurance:evidence",
        "document-check",
        "title",
        ref="ref",
        words=("source",),
        day="created_at",
        order=25,
    ),
    Searched(
        "evidence-request",
        _("Requests for evidence"),
        EvidenceRequest,
        "assurance:request",
        "inbox-arrow-down",
        "title",
        ref="ref",
        words=("note",),
        state="state",
        day="due_on",
        order=26,
    ),
    Searched(
        "control",
        _("Controls"),
        Control,
        "assurance:control",
        "shield-check",
        "statement",
        ref="code",
        state="state",
        order=32,
    ),
    Searched(
        "framework",
        _("Frameworks"),
        Framework,
        "assurance:framework",
        "book-open",
        "title",
        ref="code",
        words=("edition", "issuer"),
        unit="",
        day="published_on",
        order=60,
    ),
    Searched(
        "requirement",
        _("Requirements"),
        Requirement,
        "assurance:requirement",
        "list-bullet",
        "title",
        ref="ref",
        words=("framework__title", "theme"),
        unit="",
        with_rows_of="framework",
        order=33,
    ),
    Searched(
        "gate",
        _("Gates"),
        Gate,
        "assurance:gate",
        "flag",
        "name",
        ref="code",
        unit="process__unit",
        area="process__area__code",
        with_rows_of="process",
        order=40,
    ),
    Searched(
        "gate-pass",
        _("Passes of gates"),
        GatePass,
        "assurance:gate_pass",
        "check-circle",
        "title",
        ref="ref",
        words=("gate__name",),
        unit="gate__process__unit",
        area="gate__process__area__code",
        state="state",
        day="opened_on",
        is_minor=True,
        order=41,
    ),
    Searched(
        "supplier",
        _("Suppliers"),
        Supplier,
        "assurance:supplier",
        "truck",
        "name",
        ref="ref",
        state="state",
        day="agreement_until",
        order=42,
    ),
    Searched(
        "component", _("Components"), Component, "assurance:component", "cpu-chip", "name", ref="number", order=43
    ),
    Searched(
        "product", _("Products"), Product, "assurance:product", "cube", "name", ref="code", words=("purpose",), order=44
    ),
)
offer_acts(
    Act(
        "add-evidence",
        _("Add evidence"),
        "assurance:evidence_add",
        "document-plus",
        whoever(UPLOAD_EVIDENCE),
        also=_("upload a file"),
    ),
    Act(
        "add-many",
        _("Add many files at once"),
        "assurance:evidence_many",
        "arrow-up-tray",
        whoever(UPLOAD_EVIDENCE),
        also=_("upload evidence"),
    ),
    Act(
        "ask-for-evidence",
        _("Ask for evidence"),
        "assurance:request_add",
        "inbox-arrow-down",
        whoever(REQUEST_EVIDENCE),
        also=_("new request"),
    ),
    Act("add-document", _("Add a document"), "assurance:document_add", "document-plus", whoever(ADD_DOCUMENT)),
    Act("add-process", _("Add a process"), "assurance:process_add", "squares-plus", whoever(MANAGE_PROCESSES)),
    Act("add-control", _("Add a control"), "assurance:control_add", "shield-check", whoever(MANAGE_CONTROLS)),
    Act("add-product", _("Add a product"), "assurance:product_add", "cube", whoever(ADD_PRODUCT)),
    Act(
        "add-supplier",
        _("Register a supplier"),
        "assurance:supplier_add",
        "truck",
        lambda user: supply_units(user).exists(),
        also=_("add"),
    ),
    ActOn(
        "answer-request",
        _("Answer %(row)s"),
        "evidence-request",
        "assurance:request",
        "inbox-arrow-down",
        unanswered,
        also=_("request for evidence"),
    ),
)
