"""Counsel, who is in no other test's company, and evidence in the states the vault's rules ask for."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import time_machine

from assurance.actions import accept_evidence, add_control, upload_evidence
from assurance.models import Control, EvidenceVersion
from foundation.access import robot
from foundation.directory.actions import add_person
from foundation.directory.models import Role, User
from tests.company import LONG_AGO, TODAY, grant
from tests.kept import kept_text


@pytest.fixture
def company_day() -> Iterator[Any]:
    """It is 20 November 2026, ten in the morning, wherever a door asks; `move_to` takes one to another day."""
    with time_machine.travel(datetime.combine(TODAY, time(10), UTC), tick=True) as traveller:
        yield traveller


@pytest.fixture
def lena(company) -> User:
    """Lena Fischer, legal counsel."""
    facts: dict[str, Any] = {"number": "P-0900", "name": "Lena Fischer", "email": "lena@meridane.example"}
    person = add_person(actor=robot(), unit=company.units["GOV"], start_on=LONG_AGO, **facts)
    user = User.objects.create_user(email=person.email, name=person.name, person=person)
    grant(user, (Role.LEG, company.units["MN"]), (Role.EMP, company.units["MN"]))
    company.cast["lena"] = user
    return user


@pytest.fixture
def report(company, cast) -> EvidenceVersion:
    """Samir's report.pdf of a year ago, accepted by Ines."""
    version = upload_evidence(
        actor=cast["samir"],
        unit=company.units["TS"],
        title="Recorder test",
        as_of=date(2025, 11, 20),
        kept=kept_text("report.txt", "Every session is recorded."),
    )
    return accept_evidence(actor=cast["ines"], evidence=version, on=TODAY)


@pytest.fixture
def control(company, cast) -> Control:
    """Samir's control, whose evidence counts for twelve months."""
    facts = {"code": "C-REC", "statement": "Sessions are recorded.", "kind": "detective"}
    return add_control(actor=cast["ines"], unit=company.units["TS"], owner=company.person("samir"), **facts, on=TODAY)
