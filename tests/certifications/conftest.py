"""The day of the company, and Claire's room in it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from audits.models import Finding
from certifications.models import Grant
from tests.company import Company, grant
from tests.room import K, entered, shown_for

MORNING = "2026-11-20T10:00:00Z"
LAST = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def morning() -> Iterator[Any]:
    """20 November 2026, ten o'clock in Lisbon; `morning.move_to()` goes on."""
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def counsel(company: Company) -> Any:
    """Emma is legal counsel too."""
    grant(company.cast["emma"], ("LEG", company.units["MN"]))
    return company.cast["emma"]


@pytest.fixture
def piece(company: Company, finding: Finding) -> Any:
    """Accepted evidence of the finding."""
    return shown_for(company, finding, "Recorder settings")


@pytest.fixture
def room(company: Company, finding: Finding, piece: Any) -> Grant:
    """Claire is in: an audit with the evidence of its findings, from 20 to 30 November, to look at only."""
    return entered(company, [(K.AUDIT, finding.audit), (K.AUDIT_EVIDENCE, finding.audit)])
