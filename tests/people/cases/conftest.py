"""The company with those who work on cases."""

import pytest

from tests.cases import staff_cases
from tests.company import Company


@pytest.fixture
def company(company: Company) -> Company:
    staff_cases(company)
    return company
