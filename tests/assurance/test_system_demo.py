"""The assurance system, its processes and gates in the demonstration set."""

from datetime import date

import pytest
from django.db import transaction

from assurance.demo.catalogue import load_catalogue
from assurance.demo.system import load_system
from assurance.models import GovernanceRole, Process, ScopeStatement
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


@pytest.fixture(scope="module")
def catalogue(loaded):
    load_catalogue(loaded)


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


def test_every_process_runs_two_reviews_are_late_and_one_names_no_clause(loaded, catalogue):
    rows = Process.objects.with_gaps(D0)

    assert (rows.running().count(), rows.count()) == (24, 24)
    assert sorted(row.code for row in rows.filter(lacks_review=1)) == ["SM-COM", "TS-MNT"]
    assert [row.code for row in rows.filter(lacks_qms=1)] == ["DEL-SUR"]
    assert not Process.objects.ownerless(D0).exists()
