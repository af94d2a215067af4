"""Centres for tests: one that is operational, with the assessment, agreement and rooms it rests on, and its visits."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from assurance.models import EvidenceVersion
from certifications.actions import (
    add_agreement,
    add_authority,
    add_room,
    add_seat,
    admit_visit,
    approve_centre,
    assess_centre,
    book_visit,
    change_centre,
    find_needed,
    propose_centre,
    submit_assessment,
    write_assessment,
    write_item,
)
from certifications.models import AuthorisingAuthority, Centre, NeedsAssessment, PublicItem, Visit
from certifications.workflows import CENTRE
from foundation.directory.actions import add_site
from tests.company import TODAY, Company
from tests.room import accepted

RULES = "Phones stay at reception."
DAY = date(2026, 11, 23)


def need(company: Company, *, unit: str = "TS", on: date = TODAY) -> NeedsAssessment:
    """A draft that Ines wrote."""
    said = {"drivers": ["law"], "reasons": "The law asks for it.", "options": "With one, or without."}
    return write_assessment(actor=company.cast["ines"], unit=company.units[unit], on=on, **said)


def needed(company: Company, *, unit: str = "TS", on: date = TODAY) -> NeedsAssessment:
    """Carla found a centre needed."""
    row = submit_assessment(actor=company.cast["ines"], assessment=need(company, unit=unit, on=on), on=on)
    return find_needed(actor=company.cast["carla"], assessment=row, decision="The law asks for it.", on=on)


def proposed(company: Company, name: str = "Centre North", *, unit: str = "TS", at: str = "HQ") -> Centre:
    """Proposed by Ines, who is its head too; its site belongs to a region."""
    facts = {"code": f"C-{unit}", "name": f"Site of {name}", "kind": "certification_centre", "country": "XA"}
    site = add_site(actor=company.cast["adam"], unit=company.units[at], **facts)
    given = {"name": name, "functions": ["test"], "head": company.person("ines"), "site": site}
    return propose_centre(actor=company.cast["ines"], unit=company.units[unit], **given)


def authority(company: Company, name: str = "Northmark Authority", *, unit: str = "TS") -> AuthorisingAuthority:
    facts = {"name": name, "country": "XA", "contact": "Switchboard, office for examinations"}
    return add_authority(actor=company.cast["ines"], unit=company.units[unit], **facts)


def concept(company: Company, *, unit: str = "TS") -> EvidenceVersion:
    return accepted(company, f"Security concept {unit}", kind="document", unit=unit)


def agree(company: Company, centre: Centre, **facts: Any) -> Centre:
    """An agreement with a customer, from today on."""
    given = {"customer": "Telvia", "agreed": "Acceptance tests", "from_on": TODAY, "on": TODAY}
    return add_agreement(actor=company.cast["ines"], centre=centre, **(given | facts))


def building(company: Company, name: str = "Centre North", *, unit: str = "TS", at: str = "HQ") -> Centre:
    """Approved by Carla and being built."""
    ines, centre = company.cast["ines"], proposed(company, name, unit=unit, at=at)
    assess_centre(actor=ines, centre=centre, assessment=needed(company, unit=unit), on=TODAY)
    approve_centre(actor=company.cast["carla"], centre=centre, on=TODAY)
    return CENTRE.move(centre, "build", actor=ines, on=TODAY)


def operational(company: Company, name: str = "Centre North", *, unit: str = "TS", at: str = "HQ") -> Centre:
    """Open, with a clean room of four places, and one member of the board."""
    ines, centre = company.cast["ines"], building(company, name, unit=unit, at=at)
    facts = {"head": centre.head, "functions": ["test"], "independence": "Answers to the board.", "rules": RULES}
    change_centre(actor=ines, centre=centre, security_concept=concept(company, unit=unit), on=TODAY, **facts)
    agree(company, centre)
    add_room(actor=ines, centre=centre, name="Clean room", is_clean=True, seats=4, on=TODAY)
    seat = {"party": "authority", "organisation": "Authority", "name": "Ada Ruiz", "from_on": TODAY}
    add_seat(actor=ines, centre=centre, is_chair=True, on=TODAY, **seat)
    return CENTRE.move(centre, "open", actor=ines, on=TODAY)


def at(hour: int, day: date = DAY, zone: str = "Europe/Lisbon") -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone))


def booked(
    company: Company, centre: Centre, *, day: date = DAY, hours: tuple[int, int] = (9, 12), **facts: Any
) -> Visit:
    """Two people of a customer, hosted by Ines."""
    visitors = [{"name": name, "organisation": "Telvia", "kind": "customer"} for name in ("Ada Ruiz", "Bo Lind")]
    given = {
        "actor": company.cast["ines"],
        "room": centre.rooms.first(),
        "host": company.person("ines"),
        "visitors": visitors,
        "from_at": at(hours[0], day),
        "until_at": at(hours[1], day),
        "purpose": "Acceptance",
        "customer": "Telvia",
        "on": TODAY,
    }
    return book_visit(centre=centre, **(given | facts))


def public_item(company: Company, title: str = "How to visit", *, unit: str = "TS") -> PublicItem:
    return write_item(actor=company.cast["ines"], unit=company.units[unit], title=title, text="Write to the officer.")


def open_centres(company: Company) -> None:
    """One of everything in two regions, for the world that the access matrix walks through; far, a visit goes on."""
    for name, unit, site in (("Near centre", "TS", "HQ"), ("Far centre", "MEADEL", "MEA")):
        centre = operational(company, name, unit=unit, at=site)
        booked(company, centre)
        need(company, unit=unit)
        authority(company, f"Authority of {unit}", unit=unit)
        public_item(company, f"Text of {unit}", unit=unit)
    inside = booked(company, centre, hours=(13, 14))
    devices = [("Notebook", "SN-1")]
    admit_visit(actor=company.cast["ines"], visit=inside, acknowledged=True, devices=devices, on=DAY)


__all__ = [
    "agree",
    "at",
    "authority",
    "booked",
    "building",
    "concept",
    "need",
    "needed",
    "open_centres",
    "operational",
    "proposed",
    "public_item",
]
