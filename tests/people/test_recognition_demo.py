"""Recognition in the demonstration: the awards that its figures promise, told from nomination to wall."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from foundation.small_numbers import LEAST_BASE
from foundation.timeline import timeline_of
from people.figures import AwardFigures
from people.models import Nomination

D0 = date(2026, 11, 20)
EXPECTED = {"HQ": 9, "EUR": 6, "MEA": 2, "APAC": 5, "LATAM": 1}

pytestmark = pytest.mark.usefixtures("demonstrated", "db")


def test_the_figures_are_those_that_are_promised():
    out = StringIO()
    call_command("figures", "--json", "--on", D0.isoformat(), stdout=out)

    told = json.loads(out.getvalue())["K-13"]
    assert (told["value"], told["parts"]) == (23, EXPECTED)


def test_no_rate_is_told_of_a_region_with_few_people():
    lines = {line.unit.code: line for line in AwardFigures(None, on=D0).units}

    assert lines["LATAM"].headcount < LEAST_BASE
    assert lines["LATAM"].per_hundred is None
    assert sum(line.headcount for line in lines.values()) == 119  # one of the 120 works for the group itself


def test_some_are_published_with_everybodys_consent_and_some_wait():
    published = Nomination.objects.published()

    assert published.count() == 13
    assert {share.consent for row in published for share in row.shares.all()} == {"given"}
    assert Nomination.objects.filter(state="reviewed").count() == 2
    assert Nomination.objects.filter(state="submitted").count() == 1


def test_nobody_decided_on_their_own_and_nobody_named_themselves():
    for row in Nomination.objects.prefetch_related("shares"):
        named = {share.person_id for share in row.shares.all()}
        assert row.nominator_id not in named, row
        assert not {row.reviewed_by_id, row.awarded_by_id} & {row.nominator_id, *named}, row


def test_a_published_award_tells_its_way():
    row = Nomination.objects.published().filter(title="A patch before the customer asked").get()

    kinds = [entry.kind for entry in reversed(timeline_of(row)) if not entry.kind.endswith("imported")]
    assert kinds == [
        "nomination.made",
        "nomination.submit",
        "nomination.review",
        "nomination.award",
        "nomination.agree",
        "nomination.agree",
        "nomination.publish",
    ]
