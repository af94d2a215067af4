"""Audits and findings as rows of a file: new ones are taken over with their dates and states, others stay as they are."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from assurance.models import Area, Framework, Process
from audits.actions import load_audit, load_finding
from audits.models import Audit, Finding
from audits.permissions import LOAD_AUDITS
from foundation.access import Role, reach
from foundation.directory.importing import person_field, unit_field
from foundation.directory.models import User
from foundation.imports import Choice, Day, Importable, Link, Many, Text, YesNo, offer_imports
from foundation.models.work import Due

ITS_DUES = ("action", "disposition")
STAYS = _("Of a new one; what is here changes on its page.")


def of_officer(model: Any, actor: User) -> Any:
    """The rows of the units for which `actor` is an officer: all of them for scheduled work."""
    return model.objects.all() if actor.kind == User.Kind.ROBOT else model.objects.filter(reach(actor, Role.CO))


def audits(actor: User) -> Any:
    return of_officer(Audit, actor).select_related("unit", "region", "area", "lead").prefetch_related("frameworks")


def findings(actor: User) -> Any:
    """Adds `loaded_due` and `verified_on`, which are kept as dues."""
    dues = Due.objects.about_any(Finding, OuterRef("uuid"))
    rows = of_officer(Finding, actor).select_related(
        "unit", "audit", "requirement__framework", "process", "owner", "repeat_of"
    )
    return rows.annotate(
        loaded_due=Subquery(dues.filter(step__in=ITS_DUES).values("computed")[:1]),
        verified_on=Subquery(dues.filter(step="verification").values("met_on")[:1]),
    )


def dues_of(rows: QuerySet) -> list[QuerySet]:
    return [Due.objects.about_any(Finding, rows.values("uuid"))]


def line_of(texts: dict[str, str]) -> dict[str, str]:
    return {**texts, "criteria": texts.get("criteria", "").replace("; ", ";"), "line": ""}


def new_audit(*, actor: User, on: date, source: str, values: dict[str, Any], texts: dict[str, str]) -> Audit:
    line = {"baseline_end": texts["planned_end"], **line_of(texts)}
    return load_audit(actor=actor, line=line, today=on, source=source)


def new_finding(*, actor: User, on: date, source: str, values: dict[str, Any], texts: dict[str, str]) -> Finding:
    return load_finding(actor=actor, line=line_of(texts), today=on, source=source)


AUDIT_FIELDS = (
    Text("ref", _("Audit"), _("Its reference; by it an audit is known."), ("ref", "reference", "audit id"), "A-2027-14",
         required=True, longest=20, leading=True),
    Text("title", _("Title"), _("What is audited."), ("name",), "Secure development in release 6", required=True,
         longest=200),
    Choice("kind", _("Kind"), names=("type",), example="Internal audit", required=True,
           options=lambda: Audit.Kind.choices),
    Choice("method", _("Method"), _("Empty: on site."), options=lambda: Audit.Method.choices),
    unit_field(required=True, names=("audited unit",)),
    unit_field("region", _("Region"), help=_("For reports; code or name.")),
    Choice("area", _("Area"), _("One of the five; empty for a department."), of="area.code",
           options=lambda: Area.Code.choices),
    person_field("lead", _("Lead"), names=("lead auditor",)),
    Many("criteria", _("Criteria"), _("Codes of frameworks, separated by commas."), ("frameworks", "standards"),
         of="frameworks", rows=lambda actor: Framework.objects.all(), others=("title",)),
    YesNo("in_programme", _("In the programme"), _("Yes or no; empty: no.")),
    Day("baseline_start", _("First day as approved"), names=("approved start",)),
    Day("baseline_end", _("Last day as approved"), _("Empty: as planned."), ("approved end",)),
    Day("planned_start", _("Planned"), _("First day; empty: the last."), ("planned start", "first day")),
    Day("planned_end", _("Last day"), names=("planned end",), example="2027-03-12", required=True),
    Day("actual_start", _("Begun")),
    Day("actual_end", _("Held until"), _("Needed once the audit was held.")),
    Day("closed", _("Closed"), of="closed_on"),
    Choice("state", _("State"), STAYS, example="Planned", required=True, options=lambda: Audit.State.choices),
)  # fmt: skip
FINDING_FIELDS = (
    Text("ref", _("Finding"), _("Its reference; by it a finding is known."), ("ref", "reference", "finding id"),
         "F-2027-101", required=True, longest=20, leading=True),
    Link("audit", _("Audit"), _("Reference of an audit that is here."), rows=lambda actor: of_officer(Audit, actor),
         key="ref", others=("title",), required=True, example="A-2027-14"),
    Choice("type", _("Type"), names=("grade",), required=True, options=lambda: Finding.Type.choices),
    Choice("state", _("State"), STAYS, also=("state_words",), example="Issued, waits for the plan", required=True,
           options=lambda: Finding.State.choices),
    Text("title", _("Title"), _("Empty: that of the requirement."), longest=100, example="Sessions without a recording"),
    Text("statement", _("What is wrong"), _("One sentence."), ("statement", "description"), longest=4000),
    Text("objective_evidence", _("Objective evidence"), longest=4000),
    Text("requirement", _("Requirement"), _("Its reference, such as A.8.15."), ("clause",), of="requirement.ref",
         also=("requirement",)),
    Text("framework", _("Framework"), _("Its code, where several have the reference."), of="requirement.framework.code"),
    Link("process", _("Process"), _("Code or name of a process."), rows=lambda actor: Process.objects.visible_to(actor)),
    unit_field(help=_("Empty: that of the audit.")),
    person_field("owner", _("Owner"), names=("responsible",)),
    Link("repeat_of", _("Repeats"), _("Reference of an earlier finding, here or in the same file."), ("repeat of",),
         rows=lambda actor: of_officer(Finding, actor), key="ref", others=(), within=True),
    Day("issued", _("Issued"), _("Needed unless it is a draft."), of="issued_on", example="2027-03-15"),
    Day("due", _("Due"), _("As it was issued; it is not computed anew."), ("due date",), of="loaded_due"),
    Day("corrected", _("Corrected"), of="corrected_on"),
    Day("implemented", _("Implemented"), of="implemented_on"),
    Day("verified", _("Verified"), of="verified_on"),
    Day("closed", _("Closed"), _("Needed of a closed one."), of="closed_on"),
)  # fmt: skip
offer_imports(
    Importable(
        "audits",
        _("Audits"),
        _("Audits that were kept elsewhere, with their dates and states; one that is here stays as it is."),
        "clipboard-document-check",
        LOAD_AUDITS,
        AUDIT_FIELDS,
        ("ref",),
        Audit,
        audits,
        add=new_audit,
        list_url="audits:audits",
        order=50,
    ),
    Importable(
        "findings",
        _("Findings"),
        _("Findings that were kept elsewhere, with their dates and states; one that is here stays as it is."),
        "flag",
        LOAD_AUDITS,
        FINDING_FIELDS,
        ("ref",),
        Finding,
        findings,
        add=new_finding,
        list_url="audits:findings",
        with_it=dues_of,
        order=60,
    ),
)
