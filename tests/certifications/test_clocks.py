"""The days of a certificate, vector by vector. Source: docs/adr/0001-time-rules.md (T-02, T-20 to T-24)."""

from datetime import date

import pytest

from certifications.clocks import (
    CycleDates,
    Renewed,
    breaches,
    cycle_dates,
    demands,
    edition_alerts,
    is_past_edition,
    last_day,
    latest_expiry,
    longest_suspension,
    proposed_expiry,
    renewal,
    restore_until,
    suspension_limit,
)
from foundation.dates import last_valid_day

pytestmark = pytest.mark.anywhere
day = date.fromisoformat


def days(*texts: str) -> list[date]:
    return [day(text) for text in texts]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2023-11-21", 36, "2026-11-20"),
        ("2024-02-29", 36, "2027-02-28"),
        ("2021-03-01", 36, "2024-02-29"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2026-01-01", 12, "2026-12-31"),
    ],
)
def test_a_validity_of_months_ends_the_day_before_or_on_the_shortened_day(start, months, end):
    assert last_valid_day(day(start), months) == day(end)


@pytest.mark.parametrize(
    ("decided", "expires", "surveillance1", "surveillance2", "opens", "target", "critical", "restore"),
    [
        (
            "2024-05-14",
            "2027-05-13",
            "2025-05-14",
            "2026-05-14",
            "2026-11-13",
            "2027-02-13",
            "2027-04-13",
            "2027-11-13",
        ),
        (
            "2024-02-29",
            "2027-02-28",
            "2025-02-28",
            "2026-02-28",
            "2026-08-28",
            "2026-11-28",
            "2027-01-28",
            "2027-08-28",
        ),
    ],
)
def test_a_cycle_counts_from_the_decision_and_from_the_end(
    decided, expires, surveillance1, surveillance2, opens, target, critical, restore
):
    assert proposed_expiry(day(decided)) == day(expires)
    assert cycle_dates(day(decided), day(expires)) == CycleDates(
        *days(surveillance1, surveillance2, opens, target, critical, expires, restore)
    )


@pytest.mark.parametrize(
    ("decided", "old", "latest"),
    [
        ("2024-05-14", None, "2027-05-14"),
        ("2024-05-07", "2024-05-13", "2027-05-13"),
        ("2024-05-13", "2024-05-13", "2027-05-13"),
        ("2024-05-14", "2024-05-13", "2027-05-14"),
    ],
)
def test_the_last_day_that_may_be_printed(decided, old, latest):
    assert latest_expiry(day(decided), old_expiry=old and day(old)) == day(latest)


def missed(decided, held, *, on, initial=True):
    asked = demands(day(decided), proposed_expiry(day(decided)), initial=initial)
    return [(one.rule, one.last.isoformat()) for one in breaches(asked, days(*held), on=day(on))]


@pytest.mark.parametrize(
    ("decided", "held", "on", "found"),
    [
        ("2024-05-14", ["2025-05-14", "2026-04-20"], "2026-11-20", []),
        ("2024-05-14", ["2025-05-15", "2026-04-20"], "2026-11-20", [("R1", "2025-05-14")]),
        ("2024-06-03", ["2024-12-15", "2026-03-10"], "2026-11-20", [("R3", "2025-12-31")]),
        ("2024-05-14", [], "2025-05-14", []),
        ("2024-05-14", [], "2025-05-15", [("R1", "2025-05-14")]),
        ("2025-11-19", [], "2026-11-19", []),
        ("2025-11-19", [], "2026-11-20", [("R1", "2026-11-19")]),
        ("2024-05-14", ["2025-05-14"], "2026-05-14", []),
        ("2024-05-14", ["2025-05-14"], "2026-05-15", [("R2", "2026-05-14")]),
        ("2024-05-14", ["2025-05-14"], "2027-01-01", [("R2", "2026-05-14"), ("R3", "2026-12-31")]),
        ("2024-02-29", ["2025-03-01"], "2025-03-02", [("R1", "2025-02-28")]),
    ],
)
def test_surveillance_that_is_missing_is_named_with_its_last_day(decided, held, on, found):
    assert missed(decided, held, on=on) == found


def test_surveillance_is_asked_for_in_each_year_between_the_decision_and_the_recertification_target():
    asked = demands(day("2025-01-10"), day("2028-01-09"), initial=True)

    assert [one.first.year for one in asked if one.rule == "R3"] == [2026]


@pytest.mark.parametrize(
    ("initial", "binding"),
    [(True, {"R1": True, "R2": False, "R3": True}), (False, {"R1": False, "R2": False, "R3": True})],
)
def test_the_first_surveillance_binds_after_initial_certification_only(initial, binding):
    asked = demands(day("2024-05-14"), day("2027-05-13"), initial=initial)

    assert {one.rule: one.binding for one in asked} == binding


def test_nothing_is_asked_for_after_the_certificate_has_ended():
    asked = demands(day("2024-05-14"), day("2025-10-31"), initial=True)

    assert [one.rule for one in asked] == ["R1"]


@pytest.mark.parametrize(
    ("old", "decided", "kind", "effective", "expires", "gap"),
    [
        ("2026-11-30", "2026-11-12", Renewed.IN_TIME, "2026-12-01", "2029-11-30", None),
        ("2026-11-30", "2026-11-30", Renewed.IN_TIME, "2026-12-01", "2029-11-30", None),
        ("2026-11-30", "2026-12-01", Renewed.RESTORED, "2026-12-01", "2029-11-30", None),
        ("2026-09-30", "2026-11-20", Renewed.RESTORED, "2026-11-20", "2029-09-30", ("2026-10-01", "2026-11-19")),
        ("2026-09-30", "2027-03-31", Renewed.NEW_CYCLE, "2027-03-31", "2030-03-30", ("2026-10-01", "2027-03-30")),
        ("2026-05-19", "2026-11-19", Renewed.RESTORED, "2026-11-19", "2029-05-19", ("2026-05-20", "2026-11-18")),
        ("2026-05-19", "2026-11-20", Renewed.NEW_CYCLE, "2026-11-20", "2029-11-19", ("2026-05-20", "2026-11-19")),
        ("2024-02-29", "2024-08-29", Renewed.RESTORED, "2024-08-29", "2027-02-28", ("2024-03-01", "2024-08-28")),
    ],
)
def test_a_renewal_is_in_time_restores_or_starts_anew(old, decided, kind, effective, expires, gap):
    given = renewal(day(old), day(decided))

    assert (given.kind, given.effective_from, given.expires_on) == (kind, day(effective), day(expires))
    assert given.gap == (gap and tuple(days(*gap)))


def test_a_scheme_without_restoring_starts_anew_the_day_after():
    assert restore_until(day("2026-09-30"), restore_months=None) is None
    assert renewal(day("2026-09-30"), day("2026-10-01"), restore_months=None).kind is Renewed.NEW_CYCLE


@pytest.mark.parametrize(
    ("since", "scheme", "limit", "longest"),
    [
        ("2026-10-11", {"months": 6}, "2027-04-11", "2027-04-11"),
        ("2026-12-01", {"months": 6}, "2027-06-01", "2027-06-01"),
        ("2026-08-31", {"months": 6}, "2027-02-28", "2027-02-28"),
        ("2026-11-20", {"days": 42, "total_months": 12}, "2027-01-01", "2027-11-20"),
        ("2026-12-01", {"days": 42, "total_months": 12}, "2027-01-12", "2027-12-01"),
        ("2028-02-29", {"days": 42, "total_months": 12}, "2028-04-11", "2029-02-28"),
    ],
)
def test_a_suspension_ends_in_months_or_in_days_as_the_scheme_counts(since, scheme, limit, longest):
    counted = {name: value for name, value in scheme.items() if name != "total_months"}

    assert suspension_limit(day(since), **counted) == day(limit)
    assert longest_suspension(day(since), **scheme) == day(longest)


def test_a_scheme_that_names_no_limit_has_none():
    assert suspension_limit(day("2026-11-20")) is None


@pytest.mark.parametrize(
    ("decided", "last", "past"),
    [
        ("2024-04-30", "2024-04-30", False),
        ("2024-05-01", "2024-04-30", True),
        ("2024-05-01", None, False),
    ],
)
def test_an_old_edition_takes_decisions_through_its_last_day(decided, last, past):
    assert is_past_edition(day(decided), last and day(last)) is past


@pytest.mark.parametrize(
    ("printed", "edition", "end"),
    [
        ("2026-04-30", "2025-10-31", "2025-10-31"),
        ("2025-05-13", "2025-10-31", "2025-05-13"),
        ("2027-05-13", None, "2027-05-13"),
        (None, "2025-10-31", "2025-10-31"),
        (None, None, None),
    ],
)
def test_a_certificate_ends_with_its_edition_whatever_day_it_prints(printed, edition, end):
    assert last_day(printed and day(printed), edition and day(edition)) == (end and day(end))


def test_the_end_of_an_edition_is_announced_four_times():
    alerts = edition_alerts(day("2025-10-31"))

    assert [(one.months_before, one.on.isoformat()) for one in alerts] == [
        (12, "2024-10-31"),
        (6, "2025-04-30"),
        (3, "2025-07-31"),
        (1, "2025-09-30"),
    ]
