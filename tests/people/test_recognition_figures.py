"""K-13: awards by unit and kind, per 100 people, each number with exactly the rows it counts."""

import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.urls import reverse

from foundation.directory.models import Leave, Person
from foundation.figures import figures_on
from people.cases.models import Case, Sanction
from people.figures import AwardFigures
from people.models import Nomination
from tests.company import TODAY
from tests.nominated import S, nominated

pytestmark = pytest.mark.usefixtures("company_day")


def awarded(company, on, **facts):
    row = nominated(company, S.AWARDED, **facts)
    Nomination.objects.filter(pk=row.pk).update(awarded_on=on)
    return row


def by_unit(user, on=TODAY):
    return {line.unit.code: line.total for line in AwardFigures(user, on=on).units}


def test_the_twelve_months_end_today_and_begin_after_the_same_day_a_year_ago(company):
    for on in (date(2025, 11, 20), date(2025, 11, 21), TODAY, TODAY + timedelta(days=1)):
        awarded(company, on)

    assert figures_on(TODAY)["K-13"]["value"] == 2


def test_what_is_not_awarded_does_not_count_and_what_is_published_does(company):
    for state in (S.DRAFT, S.SUBMITTED, S.REVIEWED, S.DECLINED, S.AWARDED):
        nominated(company, state)
    nominated(company, S.PUBLISHED, consent="given")

    assert figures_on(TODAY)["K-13"]["value"] == 2


def test_an_award_counts_once_in_its_region_and_in_the_group_where_no_region_has_it(company):
    awarded(company, TODAY, nominees=("emma", "samir"))
    awarded(company, TODAY, unit="MEADEL")
    awarded(company, TODAY, unit="MN")

    assert by_unit(None) == {"MN": 1, "HQ": 1, "MEA": 1}
    assert figures_on(TODAY)["K-13"]["parts"] == {"MN": 1, "HQ": 1, "MEA": 1}


def test_regions_without_any_award_are_told_with_none(company):
    assert by_unit(None) == {"HQ": 0, "MEA": 0}


def test_a_manager_counts_the_units_they_decide_for(company, cast):
    awarded(company, TODAY)
    awarded(company, TODAY, unit="MEADEL")

    assert by_unit(cast["helena"]) == {"HQ": 1}
    assert by_unit(cast["malik"]) == {"MEA": 1}
    assert by_unit(cast["ines"]) == {"HQ": 1, "MEA": 1}


def final_sanctions(company, *units):
    for number, unit in enumerate(units):
        facts = {"state": "final", "final_on": date(2026, 6, 1), "reported_on": date(2026, 1, 5), "description": "…"}
        case = Case.objects.create(ref=f"VC-{number}", unit=company.units[unit], category="conduct", **facts)
        Sanction.objects.create(case=case, level=1, form="written_warning", start_on=TODAY)


def test_sanctions_stand_beside_awards_as_everybody_may_read_them(browse, company):
    final_sanctions(company, *["HQ"] * 6, "MEA")

    said = browse("ines").get(reverse("people:awards")).context["sanctions"]

    assert said["lines"] == [("Headquarters", "*"), ("Middle East and Africa", "*")]
    assert (said["total"], set(said)) == (7, {"lines", "total", "few"})


def test_few_sanctions_are_told_as_few(browse, company):
    final_sanctions(company, "HQ", "HQ")

    assert "fewer than 5" in browse("ines").get(reverse("people:awards")).content.decode()


def test_a_rate_needs_ten_people_and_leaves_out_who_is_on_leave(company):
    awarded(company, TODAY)
    lines = {line.unit.code: line for line in AwardFigures(None, on=TODAY).units}
    assert (lines["HQ"].headcount, lines["HQ"].per_hundred) == (10, Fraction(10))
    assert (lines["MEA"].headcount, lines["MEA"].per_hundred) == (2, None)

    Leave.objects.create(person=company.person("emma"), from_on=TODAY)
    line = AwardFigures(None, on=TODAY).units[0]

    assert (line.headcount, line.per_hundred) == (9, None)
    assert Person.objects.active(TODAY).count() == 12


@pytest.mark.parametrize("who", ["ines", "helena"])
def test_each_number_leads_to_the_awards_it_counts(browse, company, who):
    awarded(company, TODAY)
    awarded(company, TODAY, kind="training", nominees=("samir",))
    awarded(company, date(2024, 1, 1))
    awarded(company, TODAY, unit="MEADEL")
    awarded(company, TODAY, unit="MN")
    client = browse(who)

    page = client.get(reverse("people:awards")).content.decode()
    links = re.findall(r'<a href="([^"]*nominations/\?[^"]*)">(\d+)</a>', page)

    assert len(links) > 5
    for address, number in links:
        rows = client.get(address.replace("&amp;", "&")).content.decode().count("data-row")
        assert rows == int(number), address
