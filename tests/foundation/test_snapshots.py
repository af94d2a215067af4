"""The nights keep the figures: of each unit once, of missed nights what is dated, and nobody reads beyond their units."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from audits.models import Finding
from foundation.access import robot
from foundation.figures import Figure
from foundation.models.figures import Snapshot
from foundation.models.trail import Event
from foundation.snapshots import ALL, REGION, ends_of_months, keep_figures, kept_for, past
from foundation.tasks import sweep_figures
from tests.company import TODAY

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def majors(company, finding):
    """One open major of the technical services that is late by a month, and one in time elsewhere."""
    issued = TODAY - timedelta(days=200)
    facts = {
        "type": "major",
        "issued_on": issued,
        "raised_on": issued,
        "state": "action",
        "title": "T",
        "statement": "S.",
    }
    Finding.objects.create(ref="F-X-1", audit=finding.audit, unit=company.units["MEADEL"], **facts)
    return finding


def kept(metric: str, on=TODAY) -> dict[str, tuple[int, int]]:
    rows = Snapshot.objects.filter(metric=metric, on=on, part="")
    return {row.unit.code: (row.numerator, row.denominator) for row in rows.select_related("unit")}


def test_a_night_keeps_what_each_unit_counts(majors):
    made = keep_figures(actor=robot(), on=TODAY, seen=True)

    assert kept("K-23") == {majors.unit.code: (0, 1), "MEADEL": (0, 1)}
    assert Snapshot.objects.count() == made
    assert Event.objects.filter(kind="figures.kept").count() == 1


def test_a_second_run_of_a_night_changes_nothing(majors):
    first = keep_figures(actor=robot(), on=TODAY, seen=True)

    assert keep_figures(actor=robot(), on=TODAY, seen=True) == first
    assert Snapshot.objects.count() == first


def test_of_a_missed_night_only_what_is_dated_is_kept(majors):
    keep_figures(actor=robot(), on=YESTERDAY, seen=False)

    assert kept("K-23", YESTERDAY) == {"MEADEL": (0, 1)}
    undated = ("K-01", "K-02", "K-09", "K-10", "K-17")
    assert not Snapshot.objects.filter(metric__in=undated).exists()


def test_nobody_but_the_clock_keeps_figures(company, cast):
    for who in ("helena", "ines", "adam"):
        with pytest.raises(PermissionDenied):
            keep_figures(actor=cast[who], on=TODAY, seen=True)


def test_the_sweep_runs_in_the_zone_of_the_organisation(company, majors):
    root = company.units["MN"]

    assert sweep_figures(on=TODAY, zone="Pacific/Auckland") == {}
    assert sweep_figures(on=TODAY, zone=root.zone)["rows"] > 0


def test_a_manager_reads_the_figures_of_their_units(majors, cast):
    keep_figures(actor=robot(), on=TODAY, seen=True)

    assert past(kept_for(cast["ines"]), TODAY).figure("K-23") == Figure(0, 2)
    assert past(kept_for(cast["malik"]), TODAY).figure("K-23") == Figure(0, 1)
    assert past(kept_for(cast["samir"]), TODAY).figure("K-23") is None


def test_a_night_without_figures_is_told_by_the_week_before_and_no_further(majors, cast):
    keep_figures(actor=robot(), on=TODAY, seen=True)
    scope = kept_for(cast["ines"])

    later = past(scope, TODAY + timedelta(days=6))
    assert (later.figure("K-23"), later.kept_on("K-23")) == (Figure(0, 2), TODAY)
    assert past(scope, TODAY + timedelta(days=7)).figure("K-23") is None


def test_a_row_that_counts_in_several_regions_counts_once_in_all(company, cast):
    root, hq, mea = (company.units[code] for code in ("MN", "HQ", "MEA"))
    end = ends_of_months(TODAY)[-1]
    for unit, part, hit in ((root, ALL, 3), (hq, REGION, 2), (mea, REGION, 2)):
        Snapshot.objects.create(metric="K-01", part=part, unit=unit, on=end, numerator=hit, denominator=4)

    assert past(kept_for(cast["ines"]), TODAY).months["K-01"] == [(end, Figure(3, 4))]
    assert past(kept_for(cast["malik"]), TODAY).months["K-01"] == [(end, Figure(2, 4))]


def test_the_database_keeps_a_figure_once_and_never_more_than_there_is(company):
    facts = {"metric": "K-03", "unit": company.units["HQ"], "on": TODAY}
    Snapshot.objects.create(**facts, numerator=1, denominator=1)

    for numbers in ({"numerator": 1, "denominator": 1}, {"part": "x", "numerator": 2, "denominator": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Snapshot.objects.create(**facts, **numbers)
