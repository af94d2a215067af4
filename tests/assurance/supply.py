"""Suppliers, statements and components as tests need them."""

from datetime import date, timedelta
from typing import Any

from assurance.actions import add_component, add_supplier, record_statement, verify_statement
from assurance.models import Component, ContinuityStatement, Supplier
from assurance.workflows import SUPPLIER
from foundation.access import robot
from tests.company import TODAY, Company


def supplier(company: Company, name: str = "Halcyon Boards", *, unit: str = "TS", **facts: Any) -> Supplier:
    """An admitted critical supplier of technical services that Samir owns."""
    state = facts.pop("state", "admitted")
    facts = {"category": "ems", "criticality": "critical", "country": "XB", "owner": company.person("samir"), **facts}
    row = add_supplier(actor=company.cast["ines"], unit=company.units[unit], name=name, on=TODAY, **facts)
    return SUPPLIER.place(row, state, actor=robot(), on=TODAY, source="the tests")


def said(
    company: Company,
    of: Supplier,
    says: str = "continues",
    source: str = "own_written",
    *,
    days: int = 0,
    verified: bool = False,
    on: date = TODAY,
) -> ContinuityStatement:
    """A statement dated `days` from today (negative: before), which Ines records and, if verified, Carla has checked."""
    day = on + timedelta(days=days)
    told = {"says": says, "source_kind": source, "source_on": day, "received_on": day, "quote": "We go on supplying."}
    row = record_statement(actor=company.cast["ines"], supplier=of, on=on, **told)
    if verified:
        verify_statement(actor=company.cast["carla"], statement=row, on=on, reason="Called back.")
    return row


def component(company: Company, *suppliers: Supplier, number: str = "BRD-100", **facts: Any) -> Component:
    facts = {"name": "Base band board", **facts}
    return add_component(
        actor=company.cast["ines"], unit=company.units["TS"], number=number, suppliers=suppliers, **facts
    )


def continuity(of: Supplier, on: date = TODAY) -> str:
    return Supplier.objects.with_continuity(on).get(pk=of.pk).continuity
