"""Certified since when, on the page of a certificate and for programs: proven, or refused with what is missing."""

from datetime import date

import pytest
from django.urls import reverse

from assurance.models import EditionTransition, Framework
from certifications.models import Certificate
from certifications.records.lineage import LineageRecord
from tests.certifications.chain import certified
from tests.certified import suspended
from tests.company import TODAY


@pytest.fixture
def old(company):
    """The edition before the one of the company, and the move between them."""
    earlier = Framework.objects.create(
        code="MCB-2013", title="Internal baseline", edition="2013", issuer="Meridane Networks"
    )
    EditionTransition.objects.create(old=earlier, new=company.framework, ends_on=date(2025, 10, 31))
    return earlier


@pytest.fixture
def chain(company, old):
    """One of 2021 and the one that followed without a day between; and one of another scope that ended in 2008."""
    certified(company, "2005-03-07", "2008-03-06", state="lapsed", title="Headquarters", edition=old)
    before = certified(
        company, "2021-05-14", "2024-05-13", state="superseded", superseded_on=date(2024, 5, 14), edition=old
    )
    return certified(company, "2024-05-14", "2027-05-13", decided="2024-05-07", predecessor=before)


def record(certificate, user, **asked):
    row = Certificate.objects.for_page().get(pk=certificate.pk)
    return LineageRecord(row, user=user, on=TODAY, asked=asked)


def page(reader, certificate, since=None):
    url = reverse("certifications:certificate_lineage", args=[certificate.uuid])
    return reader.get(url, {} if since is None else {"since": since})


def test_the_chain_proves_since_when_over_both_editions(chain, cast):
    known = record(chain, cast["ines"])

    assert (known.since, known.editions, known.gaps) == (
        date(2021, 5, 14),
        ["Internal baseline:2013", "Internal baseline:2026"],
        [],
    )


def test_a_claim_of_2005_is_refused_and_the_missing_years_are_named(chain, cast, browse):
    text = page(browse("ines"), chain, "2005-01-01").content.decode()

    assert "Not proven: certified since 1 Jan 2005." in text
    assert "The certificates prove only: since 14 May 2021." in text
    assert "1 Jan 2005 to 13 May 2021" in text
    assert "(years 2005 to 2021)" in text
    assert "covers some of it, from 7 Mar 2005 to 6 Mar 2008" in text
    assert "1 Jan 2005 to 6 Mar 2005; 7 Mar 2008 to 13 May 2021" in text


def test_a_claim_within_the_run_is_proven(chain, browse):
    text = page(browse("ines"), chain, "2022-01-01").content.decode()

    assert "Proven: certified since 1 Jan 2022." in text
    assert "reach back to 14 May 2021 without a gap" in text


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("2027-01-01", "This day is still to come."),
        ("9999-12-31", "Check the year."),
        ("0001-01-01", "Check the year."),
        ("soon", "Enter a valid date."),
        ("", "This field is required."),
    ],
)
def test_a_day_that_cannot_be_is_refused_where_it_was_typed(chain, browse, since, said):
    answer = page(browse("ines"), chain, since)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_certificate_before_it_that_one_may_not_see_proves_nothing(company, old, cast):
    far = certified(
        company, "2021-05-14", "2024-05-13", state="superseded", superseded_on=date(2024, 5, 14), unit="MEADEL"
    )
    near = certified(company, "2024-05-14", "2027-05-13", predecessor=far)

    assert record(near, cast["samir"]).since == date(2024, 5, 14)
    assert record(near, cast["ines"]).since == date(2021, 5, 14)


def test_the_end_of_an_edition_ends_what_it_covers(company, old, cast):
    row = certified(company, "2024-03-01", "2027-02-28", edition=old)

    assert record(row, cast["ines"]).since is None


def test_a_suspension_is_a_note_beside_the_answer(company, cast, browse):
    row = certified(company, "2024-05-14", "2027-05-13")
    suspended(row)

    text = page(browse("ines"), row).content.decode()

    assert "Certified without a gap since <strong>14 May 2024</strong>." in text
    assert "was suspended from 11 Oct 2026 to 20 Nov 2026, and was not valid on these days; this is no gap" in text


def test_a_chain_of_many_is_read_to_its_beginning(company, cast):
    row = None
    for year in range(1996, 2026, 3):
        last = {"state": "superseded", "superseded_on": date(year + 3, 1, 1)} if year < 2023 else {}
        row = certified(company, f"{year}-01-01", f"{year + 3}-12-31", predecessor=row, **last)

    assert record(row, cast["ines"]).since == date(1996, 1, 1)


def test_programs_read_the_cycle_and_check_a_claim(chain, browse):
    program = browse("ines")
    url = f"/api/v1/certificates/{chain.uuid}"

    known = program.get(f"{url}/lineage/?since=2005-01-01").json()
    assert (known["since"], known["claim"]["is_proven"]) == ("2021-05-14", False)
    assert known["claim"]["missing"] == [{"first": "2005-01-01", "last": "2021-05-13"}]
    assert program.get(f"{url}/lineage/?since=2027-01-01").json() == {"since": ["This day is still to come."]}
    cycle = program.get(f"{url}/cycle/").json()
    assert [line["role"] for line in cycle["audits"]] == ["surveillance1", "surveillance2", "recertification"]
    assert [one["rule"] for one in cycle["breaches"]] == ["R1", "R3", "R2"]
