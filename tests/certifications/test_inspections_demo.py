"""Inspectors, inspections and evaluations of the demonstration are as its plan says."""

from datetime import timedelta

import pytest

from assurance.models import Build
from certifications.actions.conformity import has_come_first
from certifications.models import Inspection, InspectorAuthorisation, ProductConformity
from certifications.workflows.inspection_rules import unfit
from foundation.directory.models import User
from tests.company import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstrated")]


def test_two_inspectors_are_verified_by_two_people_and_one_ends_in_three_days():
    rows = InspectorAuthorisation.objects.all()

    assert {(row.name, row.state) for row in rows} == {("Solveig Harnett", "active"), ("Piotr Lasker", "active")}
    assert all(row.checked_by_id != row.confirmed_by_id for row in rows)
    assert rows.filter(valid_until=TODAY + timedelta(days=3)).get().name == "Piotr Lasker"


def test_of_three_builds_one_was_not_equal():
    assert Build.objects.count() == 3
    row = Inspection.objects.get(state="completed")
    assert (row.build.number, row.equivalence, row.result) == ("5.2.0.118", "not_equivalent", "fail")
    assert row.rebuilt_sha256 != row.build.sha256
    assert not Inspection.objects.filter(build__number="5.2.0.121").exists()


def test_the_findings_of_the_inspection_are_those_of_its_audit():
    assert Inspection.objects.get(state="completed").audit.ref == "A-2026-12"


def test_who_ends_in_three_days_cannot_come_to_the_inspection_ahead():
    row = Inspection.objects.get(state="requested")
    short = InspectorAuthorisation.objects.get(name="Piotr Lasker")
    long = InspectorAuthorisation.objects.get(name="Solveig Harnett")

    assert "not on every day" in str(unfit(short, row, row.first_day, row.last_day))
    assert unfit(long, row, row.first_day, row.last_day) is None


def test_the_inspector_sees_the_inspection_of_their_room_alone():
    solveig = User.objects.get(name="Solveig Harnett")

    assert [row.state for row in Inspection.objects.visible_to(solveig)] == ["completed"]


def test_every_evaluation_came_after_what_its_scheme_needs():
    rows = ProductConformity.objects.select_related("scheme__precondition", "version__product__unit")

    for row in rows.exclude(scheme__precondition=None):
        assert has_come_first(row.scheme.precondition, row.version, on=row.evaluated_on)
