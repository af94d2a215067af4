"""Controls, suppliers and what is said of evidence as rows of a file; requirements have a way of their own."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from assurance.actions import add_control, add_supplier, change_supplier, describe_evidence, edit_control
from assurance.models import Control, Evidence, Requirement, Supplier
from assurance.permissions import DESCRIBE_EVIDENCE, LOAD_FRAMEWORK, MANAGE_CONTROLS, MANAGE_SUPPLIERS
from assurance.workflows import CONTROL, SUPPLIER
from foundation.access import Role, reach
from foundation.directory.importing import person_field, unit_field
from foundation.directory.models import User
from foundation.imports import Choice, Elsewhere, Importable, Many, Text, offer_elsewhere, offer_imports
from foundation.rows import Grading


def of_units(model: Any, actor: User) -> Any:
    """The rows of the units for which `actor` is an officer: all of them for scheduled work."""
    rows = model.objects.select_related("unit")
    return rows if actor.kind == User.Kind.ROBOT else rows.filter(reach(actor, Role.CO))


def requirements(actor: User) -> Any:
    return Requirement.objects.filter(withdrawn=False, framework__active=True).select_related("framework")


def controls(actor: User) -> Any:
    return of_units(Control, actor).select_related("owner").prefetch_related("requirements__framework")


def suppliers(actor: User) -> Any:
    return of_units(Supplier, actor).select_related("owner")


def evidence(actor: User) -> Any:
    return of_units(Evidence, actor)


class RequirementsField(Many):
    """Requirements as “ISO27001-2022 A.5.1”, or by the reference alone where one framework in use has it."""

    def key_of(self, row: Any) -> str:
        return f"{row.framework.code} {row.ref}"

    def said(self, value: Any) -> set[str]:
        return {value.ref, str(value)} if isinstance(value, Requirement) else set()

    def look_up(self, texts: set[str], actor: User) -> dict[str, list[Any]]:
        refs = {part for text in texts for part in (text, text.partition(" ")[2]) if part}
        rows = list(self.rows(actor).filter(ref__in=refs)) if refs else []
        return {text: [row for row in rows if text in (row.ref, self.key_of(row))] for text in texts}

    def choices(self, actor: User) -> list[tuple[str, str]]:
        return []


def new_control(*, actor: User, on: date, source: str, values: dict[str, Any], texts: dict[str, str]) -> Control:
    state = values.pop("state", Control.State.DRAFT)
    control: Control = add_control(actor=actor, on=on, **values)
    if state != Control.State.DRAFT:
        CONTROL.place(control, state, actor=actor, on=on, source=source)
    return control


def other_control(*, actor: User, row: Control, on: date, values: dict[str, Any]) -> None:
    edit_control(actor=actor, control=row, on=on, **({"owner": row.owner} | values))


def new_supplier(*, actor: User, on: date, source: str, values: dict[str, Any], texts: dict[str, str]) -> Supplier:
    state = values.pop("state", Supplier.State.CANDIDATE)
    supplier: Supplier = add_supplier(actor=actor, on=on, **values)
    if state != Supplier.State.CANDIDATE:
        SUPPLIER.place(supplier, state, actor=actor, on=on, source=source)
    return supplier


def other_supplier(*, actor: User, row: Supplier, on: date, values: dict[str, Any]) -> None:
    change_supplier(actor=actor, supplier=row, on=on, **values)


def other_evidence(*, actor: User, row: Evidence, on: date, values: dict[str, Any]) -> None:
    describe_evidence(actor=actor, evidence=row, **values)


COUNTRY = _("Two capital letters (ISO 3166-1).")
STATE_HELP = _("Of a new one; a state that is here is changed by its steps.")
REQUIREMENTS = _(
    "References separated by commas, such as A.5.1, A.8.15; with the code of the framework where two have it."
)

offer_imports(
    Importable(
        "controls",
        _("Controls"),
        _("What meets the requirements: statements, owners, requirements, freshness."),
        "shield-check",
        MANAGE_CONTROLS,
        (
            Text("code", _("Control"), _("Short and unique; by it a control is known."), ("code", "control id", "ref"),
                 "CTL-0200", required=True, longest=30),
            Text("statement", _("Statement"), _("What is done."), ("description",),
                 "Remote sessions are recorded and reviewed every month.", required=True, longest=4000),
            Choice("kind", _("Kind"), _("Preventive, detective or corrective."), ("type",), "Detective", required=True,
                   options=lambda: Control.Kind.choices),
            Text("frequency", _("Frequency"), _("How often it is done, in words."), example="Every month", longest=100),
            Choice("evidence_freshness_months", _("Evidence stays fresh for"), names=("freshness",), example="12 months",
                   options=lambda: Control.Freshness.choices),
            unit_field(required=True, fixed=True),
            person_field("owner", _("Owner")),
            RequirementsField("requirements", _("Meets"), REQUIREMENTS, ("requirements",), rows=requirements, key="ref"),
            Choice("state", _("State"), STATE_HELP, fixed=True, options=lambda: Control.State.choices),
        ),
        ("code",),
        Control,
        controls,
        add=new_control,
        change=other_control,
        list_url="assurance:controls",
        order=30,
    ),
    Importable(
        "evidence",
        _("Evidence, what is said of it"),
        _("Titles, kinds, grading and sources of evidence that is here; files come one by one or many at once."),
        "document-check",
        DESCRIBE_EVIDENCE,
        (
            Text("ref", _("Reference"), _("By it evidence is known."), ("ref", "evidence id"), "EV-2026-0001",
                 required=True, longest=20),
            Text("title", _("Evidence"), _("What it is."), ("title",), "Access review, third quarter", longest=200),
            Choice("kind", _("Kind"), names=("type",), options=lambda: Evidence.Kind.choices),
            Choice("grading", _("Grading"), _("It is only raised."), options=lambda: Grading.choices),
            Choice("personal_data", _("Personal data"), options=lambda: Evidence.PersonalData.choices),
            Text("source", _("Source system"), _("Where it came from."), ("source",), "Ticket system", longest=100),
            Text("language", _("Language"), _("Such as en."), example="en", longest=10),
        ),
        ("ref",),
        Evidence,
        evidence,
        change=other_evidence,
        only_changes=_("No evidence that you look after has it. New evidence comes with its file: add it there."),
        list_url="assurance:evidence_list",
        order=40,
    ),
    Importable(
        "suppliers",
        _("Suppliers"),
        _("Who delivers parts, software or services: category, criticality, owner."),
        "truck",
        MANAGE_SUPPLIERS,
        (
            Text("ref", _("Reference"), _("By it a supplier is known; empty for a new one, which gets its own."),
                 ("ref", "supplier id"), assigned=True, longest=20),
            Text("name", _("Supplier"), _("Unique; without a reference a supplier is known by it."),
                 ("name", "supplier name"), "Corvane Optics", required=True, longest=150),
            Text("country", _("Country"), COUNTRY, example="PT", required=True, longest=2, too_long=COUNTRY),
            Choice("category", _("Category"), required=True, options=lambda: Supplier.Category.choices),
            Choice("criticality", _("Criticality"), example="Important", options=lambda: Supplier.Criticality.choices),
            unit_field(required=True, fixed=True),
            person_field("owner", _("Owner"), required=True),
            Choice("state", _("State"), STATE_HELP, fixed=True, options=lambda: Supplier.State.choices),
        ),
        ("ref", "name"),
        Supplier,
        suppliers,
        add=new_supplier,
        change=other_supplier,
        list_url="assurance:suppliers",
        order=80,
    ),
)  # fmt: skip
offer_elsewhere(
    Elsewhere(
        "requirements",
        _("Requirements"),
        _("Frameworks, their references and titles: CSV, XLSX or OSCAL. Not undone as a whole."),
        "bookmark-square",
        LOAD_FRAMEWORK,
        "assurance:framework_read",
        order=35,
    )
)
