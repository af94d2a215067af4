"""Certified since when: runs, gaps and footnotes, and what holds of them for every chain. Source: M-14, T-21."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certifications.clocks import breaches, demands, proposed_expiry
from certifications.lineage import Link, Pause, Span, lineage_of
from foundation.dates import add_months

pytestmark = pytest.mark.anywhere
unhurried = settings(deadline=None)
day = date.fromisoformat
ON = day("2026-11-20")
ONE_DAY = timedelta(days=1)


def link(name, first, last=None, edition="2022", **facts):
    dates = {key: day(value) if isinstance(value, str) else value for key, value in facts.items()}
    return Link(name, edition, day(first), day(last) if last else None, **dates)


def spans(*pairs):
    return [Span(day(first), day(last)) for first, last in pairs]


C11 = link("C-11", "2021-05-14", "2024-05-13", "2013", superseded_on="2024-05-14", edition_ends_on="2025-10-31")
C01 = link("C-01", "2024-05-14", "2027-05-13")
C10 = link("C-10", "2005-03-07", "2008-03-06", "2002")


def test_two_certificates_that_touch_are_one_run_over_two_editions():
    found = lineage_of([C01, C11], on=ON)

    assert found.since == day("2021-05-14")
    assert found.current.editions == ["2013", "2022"]
    assert found.gaps == []


def test_a_gap_of_one_day_changes_the_answer_and_is_named():
    found = lineage_of([C11, link("late", "2024-05-15", "2027-05-14")], on=ON)

    assert found.since == day("2024-05-15")
    assert found.gaps == spans(("2024-05-14", "2024-05-14"))


def test_a_claim_of_2005_misses_the_years_before_the_run_and_between():
    assert lineage_of([C11, C01], on=ON).missing(day("2005-01-01")) == spans(("2005-01-01", "2021-05-13"))
    assert lineage_of([C10, C11, C01], on=ON).missing(day("2005-01-01")) == spans(
        ("2005-01-01", "2005-03-06"), ("2008-03-07", "2021-05-13")
    )


def test_a_claim_that_begins_inside_the_run_is_proven():
    assert lineage_of([C11, C01], on=ON).missing(day("2023-07-01")) == []


def test_a_restored_certificate_keeps_its_gap():
    expired, restored = link("C-07", "2023-10-01", "2026-09-30"), link("C-07a", "2026-11-20", "2029-09-30")
    found = lineage_of([expired, restored], on=ON)

    assert found.since == day("2026-11-20")
    assert found.gaps == spans(("2026-10-01", "2026-11-19"))


def test_after_the_end_nothing_is_certified_since_any_day():
    found = lineage_of([link("C-07", "2023-10-01", "2026-09-30")], on=ON)

    assert found.since is None
    assert found.gaps == spans(("2026-10-01", "2026-11-20"))


def test_what_takes_effect_tomorrow_proves_nothing_today():
    assert lineage_of([link("new", "2026-11-21", "2029-11-20")], on=ON).runs == ()


def test_a_suspension_is_a_footnote_and_breaks_nothing():
    suspended = link("C-06", "2025-03-03", "2028-03-02", pauses=(Pause(Span(day("2026-10-11"))),))
    found = lineage_of([suspended], on=ON)

    assert found.since == day("2025-03-03")
    assert [(note.name, note.span) for note in found.footnotes] == [("C-06", Span(day("2026-10-11"), ON))]
    assert suspended.is_valid(day("2026-10-10"))
    assert not suspended.is_valid(day("2026-10-11"))


def test_a_suspension_of_a_scheme_that_says_so_leaves_the_certificate_valid():
    suspended = link("C-08", "2025-10-16", "2030-10-15", pauses=(Pause(Span(ON), stays_valid=True),))

    assert suspended.is_valid(ON)


@pytest.mark.parametrize(
    ("facts", "last"),
    [
        ({}, "2027-05-13"),
        ({"withdrawn_on": "2026-07-23"}, "2026-07-22"),
        ({"superseded_on": "2026-07-23"}, "2026-07-22"),
        ({"edition_ends_on": "2025-10-31"}, "2025-10-31"),
        ({"withdrawn_on": "2027-06-01"}, "2027-05-13"),
    ],
)
def test_coverage_ends_with_the_first_of_its_ends(facts, last):
    assert link("C", "2024-05-14", "2027-05-13", **facts).coverage == Span(day("2024-05-14"), day(last))


def test_a_certificate_withdrawn_before_it_took_effect_covers_no_day():
    assert link("C", "2024-05-14", "2027-05-13", withdrawn_on="2024-05-14").coverage is None


def test_a_certificate_without_a_stated_end_covers_every_later_day():
    assert lineage_of([link("NESAS", "2020-01-01")], on=ON).since == day("2020-01-01")


# what holds of every chain, on a small calendar so that certificates meet, overlap and miss each other

START = day("2023-12-25")
near = st.integers(0, 90).map(lambda count: START + timedelta(days=count))
maybe = st.none() | near


@st.composite
def links(draw):
    first = draw(near)
    periods = draw(st.lists(st.tuples(near, st.integers(0, 20), st.booleans()), max_size=2))
    return Link(
        name=draw(st.sampled_from("ABC")),
        edition="2022",
        effective_from=first,
        expires_on=draw(st.none() | st.integers(0, 40).map(lambda count: first + timedelta(days=count))),
        edition_ends_on=draw(maybe),
        withdrawn_on=draw(maybe),
        superseded_on=draw(maybe),
        pauses=tuple(Pause(Span(since, since + timedelta(days=count)), stays) for since, count, stays in periods),
    )


chains = st.lists(links(), max_size=5)


def covers(one: Link, on: date) -> bool:
    """Coverage of a single day, said without spans."""
    return (
        one.effective_from <= on
        and (one.expires_on is None or on <= one.expires_on)
        and (one.edition_ends_on is None or on <= one.edition_ends_on)
        and (one.withdrawn_on is None or on < one.withdrawn_on)
        and (one.superseded_on is None or on < one.superseded_on)
    )


@unhurried
@given(links(), near)
def test_no_certificate_is_valid_on_a_day_outside_its_coverage(one, on):
    inside = one.coverage is not None and on in one.coverage

    assert inside == covers(one, on)
    assert one.is_valid(on) == (inside and not any(on in pause.span for pause in one.pauses if not pause.stays_valid))


@unhurried
@given(chains, near)
def test_certified_since_is_the_day_that_walking_back_day_by_day_finds(chain, on):
    walked = on
    while any(covers(one, walked) for one in chain):
        walked -= ONE_DAY

    assert lineage_of(chain, on=on).since == (walked + ONE_DAY if walked < on else None)


@unhurried
@given(chains, near, near)
def test_the_missing_days_are_those_that_no_certificate_covers(chain, on, claimed):
    every = [claimed + timedelta(days=count) for count in range((on - claimed).days + 1)]
    missing = lineage_of(chain, on=on).missing(claimed)

    assert [one for one in every if any(one in span for span in missing)] == [
        one for one in every if not any(covers(link, one) for link in chain)
    ]
    assert all(claimed <= span.first <= span.last <= on for span in missing)


@unhurried
@given(chains, near)
def test_runs_lie_apart_and_each_certificate_stands_in_one(chain, on):
    found = lineage_of(chain, on=on)

    for earlier, later in zip(found.runs, found.runs[1:], strict=False):
        assert (later.span.first - earlier.span.last).days > 1
    assert sum(len(run.links) for run in found.runs) == sum(
        one.coverage is not None and one.coverage.first <= on for one in chain
    )


decisions = st.dates(date(2015, 1, 1), date(2035, 12, 31)) | st.sampled_from([date(2024, 2, 29), date(2028, 2, 29)])


@unhurried
@given(decisions, st.lists(st.integers(-30, 1300), max_size=5), st.integers(0, 1300), st.booleans())
def test_breaches_are_those_of_a_plain_reading_of_the_three_rules(decided, offsets, later, initial):
    held, on = [decided + timedelta(days=count) for count in offsets], decided + timedelta(days=later)
    first, second = add_months(decided, 12), add_months(decided, 24)
    expected = set()
    if on > first and not [one for one in held if decided < one <= first]:
        expected.add(("R1", first, initial))
    if on > second and not [one for one in held if first < one <= second]:
        expected.add(("R2", second, False))
    target = add_months(proposed_expiry(decided), -3)
    for year in range(decided.year, target.year + 1):
        counts = decided.year < year < target.year and on.year > year
        if counts and year not in [one.year for one in held]:
            expected.add(("R3", date(year, 12, 31), True))

    found = breaches(demands(decided, proposed_expiry(decided), initial=initial), held, on=on)

    assert {(one.rule, one.last, one.binding) for one in found} == expected
