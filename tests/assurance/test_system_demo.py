"""The assurance system, its processes and gates in the demonstration set."""

from datetime import date

import pytest
from django.db import transaction

from assurance.demo.system import load_system
from assurance.models import GovernanceRole, ScopeStatement
from assurance.records.system import system_page
from foundation.demonstration import Story
from foundation.demonstration.organisation import load_organisation
from foundation.directory.models import User

D0 = date(2026, 11, 20)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        story = Story(D0)
        load_organisation(story)
        load_system(story)
        yield story
        transaction.set_rollback(True)


@pytest.fixture
def ines(loaded, db, company_day) -> User:
    return loaded.account("P-0013")


def test_the_scope_has_four_versions_one_of_them_in_force_and_one_in_review(ines):
    states = list(ScopeStatement.objects.order_by("number").values_list("state", flat=True))

    assert states == ["superseded", "superseded", "approved", "in_review"]


def test_m01_every_region_has_its_officer_and_the_empty_seat_is_the_only_gap(ines):
    page = system_page(ines)

    assert [branch.unit.code for branch in page["branches"]] == ["MN", "HQ", "EUR", "MEA", "APAC", "LATAM"]
    assert all(branch.unit.accountable_officer is not None for branch in page["branches"])
    assert page["gaps"] == ["Latin America: No regional security officer."]
    assert GovernanceRole.objects.on(D0).count() == 11
