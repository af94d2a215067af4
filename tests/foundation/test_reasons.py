"""Rows found reason by reason are the rows that the whole condition finds."""

from uuid import UUID

import pytest
from django.db import connection

from assurance.models import Cell, Control, Evidence, Supplier
from audits.models import Audit, CorrectiveAction, Finding
from certifications.models import Certificate
from foundation.directory.models import Person
from foundation.reasons import Reasons

pytestmark = pytest.mark.usefixtures("standing_world")

READERS = ("ines", "adam", "tobias", "omar", "samir")
MODELS = (Evidence, Finding, CorrectiveAction, Audit, Person, Supplier, Certificate, Cell, Control)


@pytest.mark.parametrize("model", MODELS)
def test_rows_found_reason_by_reason_are_those_one_sees(world, model):
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL is asked reason by reason.")
    for name in READERS:
        seen = model.objects.visible_to(world.company.cast[name])
        wanted: set[UUID] = set(seen.values_list("uuid", flat=True))

        found = Reasons.of(seen)

        if found is not None:
            assert set(model.objects.filter(pk__in=found.keys(10_000)).values_list("uuid", flat=True)) == wanted
            assert sorted(found.few(10_000).values_list("uuid", flat=True)) == sorted(wanted)
            keys = [key for (key,) in found.keys(10_000).values_list("pk")]
            assert sorted(found.named(keys).values_list("uuid", flat=True)) == sorted(wanted)
            assert sorted(found.many().values_list("uuid", flat=True)) == sorted(wanted)
