"""The time rules, vector by vector. Source: docs/adr/0001-time-rules.md."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfoNotFoundError

import pytest

from foundation.dates import (
    Climb,
    ExtensionRefusal,
    Period,
    PeriodUnit,
    Reminder,
    Roll,
    WorkCalendar,
    add_months,
    add_working_days,
    capped,
    climb,
    distribution_due,
    extension_limit,
    extension_refusal,
    finding_dues,
    last_valid_day,
    local_today,
    plan_due,
    recurrence,
    recurrences_between,
    reminders,
    report_due,
    roll,
    rung,
    verification_window,
    working_days_between,
    zones_to_run,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def days(*texts: str) -> list[date]:
    return [day(text) for text in texts]


WINTER_HOLIDAYS = frozenset(
    date(year, *month_day) for year in range(2018, 2029) for month_day in ((1, 1), (12, 25), (12, 28))
)
CALENDAR = WorkCalendar(weekend=frozenset({5, 6}), holidays=WINTER_HOLIDAYS, name="Head office")
FRIDAY_SATURDAY = WorkCalendar(weekend=frozenset({4, 5}), holidays=frozenset(), name="Gulf")
SEVEN_DAYS = WorkCalendar(weekend=frozenset(), holidays=frozenset(), name="Round the clock")

PERIODS = {
    "major": {"plan": {"working_days": 10}, "correction": {"days": 30}, "action": {"days": 90}},
    "minor": {"plan": {"working_days": 20}, "correction": {"days": 60}, "action": {"days": 180}},
    "ofi": {"disposition": {"working_days": 30}},
    "observation": {},
    "good_practice": {},
}
ISSUED = day("2026-11-20")


def dues_of(finding_type: str, issued_on: date = ISSUED, **changes: object):
    return finding_dues(finding_type, issued_on, **{"periods": PERIODS, "calendar": CALENDAR} | changes)


def dates_of(dues) -> dict[str, date]:
    return {due.step: due.due_on for due in dues}


# T-01 add months


@pytest.mark.parametrize(
    ("start", "months", "answer"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-12-31", 0, "2026-12-31"),
    ],
)
def test_months_are_added_to_the_same_day_or_the_last_of_the_month(start, months, answer):
    assert add_months(day(start), months) == day(answer)


def test_months_beyond_the_calendar_are_refused():
    with pytest.raises(ValueError, match="year"):
        add_months(day("9999-12-31"), 1)


# T-02 last day of a validity


@pytest.mark.parametrize(
    ("start", "months", "answer"),
    [
        ("2023-11-21", 36, "2026-11-20"),
        ("2024-02-29", 36, "2027-02-28"),
        ("2021-03-01", 36, "2024-02-29"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2026-01-01", 12, "2026-12-31"),
    ],
)
def test_a_validity_ends_on_its_last_day(start, months, answer):
    assert last_valid_day(day(start), months) == day(answer)


def test_a_validity_of_no_months_is_refused():
    with pytest.raises(ValueError, match="at least one month"):
        last_valid_day(day("2026-01-01"), 0)


# T-03 recurrences


def occurrences(anchor: str, interval_months: int, ks: range, *, month_end: bool = False) -> list[date]:
    return [recurrence(day(anchor), interval_months, k, month_end=month_end) for k in ks]


def test_a_monthly_recurrence_from_the_31st_counts_from_its_anchor():
    assert occurrences("2026-01-31", 1, range(1, 5)) == days("2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31")


def test_a_plain_quarterly_recurrence_keeps_the_day_of_its_anchor():
    assert occurrences("2026-02-28", 3, range(1, 3)) == days("2026-05-28", "2026-08-28")


def test_a_month_end_recurrence_falls_on_the_last_day_of_each_month():
    assert occurrences("2026-02-28", 3, range(1, 4), month_end=True) == days("2026-05-31", "2026-08-31", "2026-11-30")


def test_a_month_end_recurrence_begins_on_the_last_day_of_its_anchors_month():
    assert recurrence(day("2026-01-15"), 1, 0, month_end=True) == day("2026-01-31")


def test_a_yearly_recurrence_from_a_leap_day_comes_back_to_the_leap_day():
    expected = days("2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29")

    assert occurrences("2024-02-29", 12, range(1, 5)) == expected


@pytest.mark.parametrize(("interval_months", "k"), [(0, 1), (-1, 1), (1, -1)])
def test_a_recurrence_without_interval_or_before_its_anchor_is_refused(interval_months, k):
    with pytest.raises(ValueError, match="at least one month"):
        recurrence(day("2026-01-31"), interval_months, k)


def test_a_window_without_interval_is_refused_when_asked_not_when_read():
    with pytest.raises(ValueError, match="at least one month"):
        recurrences_between(day("2026-01-31"), 0, first=day("2026-01-01"), last=day("2026-12-31"))


def test_a_window_holds_its_occurrences_with_their_numbers():
    found = recurrences_between(day("2026-01-31"), 1, first=day("2026-02-28"), last=day("2026-04-30"))

    assert list(found) == [(1, day("2026-02-28")), (2, day("2026-03-31")), (3, day("2026-04-30"))]


def test_a_window_ends_between_two_occurrences_of_the_same_months():
    found = recurrences_between(day("2026-01-31"), 1, first=day("2026-03-01"), last=day("2026-04-29"))

    assert list(found) == [(2, day("2026-03-31"))]


def test_nothing_occurs_before_the_anchor():
    found = recurrences_between(day("2026-06-15"), 3, first=day("2025-01-01"), last=day("2026-12-31"))

    assert list(found) == [(0, day("2026-06-15")), (1, day("2026-09-15")), (2, day("2026-12-15"))]


def test_a_window_that_ends_before_the_anchor_is_empty():
    assert list(recurrences_between(day("2026-06-15"), 1, first=day("2025-01-01"), last=day("2026-06-14"))) == []


def test_a_window_far_from_the_anchor_is_reached_without_walking_there(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "foundation.dates.months.recurrence", lambda *given, **flags: asked.append(given) or recurrence(*given, **flags)
    )

    found = list(recurrences_between(day("0001-01-31"), 1, first=day("2026-02-01"), last=day("2026-03-31")))

    assert [k for k, _ in found] == [24301, 24302]
    assert len(asked) == 2


def test_the_last_day_of_the_calendar_can_end_a_window():
    found = recurrences_between(day("2026-12-31"), 12, first=day("9999-01-01"), last=date.max)

    assert list(found) == [(7973, date.max)]


def test_a_monthly_audit_at_month_end_is_planned_on_working_days_of_its_month():
    found = recurrences_between(day("2026-01-31"), 1, first=day("2026-02-01"), last=day("2026-04-30"), month_end=True)
    nominal = [occurs_on for _, occurs_on in found]

    planned = [roll(occurs_on, CALENDAR, Roll.MODIFIED) for occurs_on in nominal]

    assert nominal == days("2026-02-28", "2026-03-31", "2026-04-30")
    assert planned == days("2026-02-27", "2026-03-31", "2026-04-30")


def test_a_quarterly_programme_line_of_2027_has_four_planned_days():
    found = recurrences_between(day("2027-01-31"), 3, first=day("2027-01-01"), last=day("2027-12-31"), month_end=True)

    planned = [roll(occurs_on, CALENDAR, Roll.MODIFIED) for _, occurs_on in found]

    assert planned == days("2027-01-29", "2027-04-30", "2027-07-30", "2027-10-29")


# T-04 roll to a working day


@pytest.mark.parametrize(
    ("start", "rule", "answer"),
    [
        ("2026-12-25", Roll.FORWARD, "2026-12-29"),
        ("2026-12-25", Roll.BACKWARD, "2026-12-24"),
        ("2026-10-31", Roll.FORWARD, "2026-11-02"),
        ("2026-10-31", Roll.MODIFIED, "2026-10-30"),
        ("2026-11-21", Roll.MODIFIED, "2026-11-23"),
        ("2027-01-02", Roll.BACKWARD, "2026-12-31"),
        ("2026-11-20", Roll.FORWARD, "2026-11-20"),
        ("2026-11-20", Roll.BACKWARD, "2026-11-20"),
        ("2026-11-20", Roll.MODIFIED, "2026-11-20"),
    ],
)
def test_a_day_off_rolls_to_a_working_day(start, rule, answer):
    assert roll(day(start), CALENDAR, rule) == day(answer)


def test_a_month_without_working_days_rolls_modified_to_the_month_before():
    february = frozenset(date(2026, 2, number) for number in range(1, 29))
    closed = WorkCalendar(weekend=frozenset({5, 6}), holidays=february, name="Closed in February")

    assert roll(day("2026-02-10"), closed, Roll.MODIFIED) == day("2026-01-30")


def test_a_calendar_without_working_days_is_refused():
    with pytest.raises(ValueError, match="Never open has no working day"):
        WorkCalendar(weekend=frozenset(range(7)), holidays=frozenset(), name="Never open")


@pytest.mark.parametrize("weekday", [-1, 7])
def test_a_weekend_on_no_weekday_is_refused(weekday):
    with pytest.raises(ValueError, match="weekday outside"):
        WorkCalendar(weekend=frozenset({weekday}), holidays=frozenset(), name="Odd")


@pytest.mark.parametrize(("edge", "rule"), [(date.max, Roll.FORWARD), (date.min, Roll.BACKWARD)])
def test_rolling_off_the_end_of_time_is_refused_in_words(edge, rule):
    closed = WorkCalendar(weekend=frozenset({5, 6}), holidays=frozenset({edge}), name="Edge")

    with pytest.raises(ValueError, match="Edge has no working day beyond"):
        roll(edge, closed, rule)


# T-05 add working days


@pytest.mark.parametrize(
    ("start", "n", "answer"),
    [
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-20", 10, "2026-12-04"),
        ("2026-12-18", 10, "2027-01-06"),
        ("2026-12-23", 2, "2026-12-29"),
        ("2026-11-21", 0, "2026-11-23"),
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-11-23", -1, "2026-11-20"),
        ("2026-12-29", -1, "2026-12-24"),
    ],
)
def test_working_days_are_counted_strictly_after_the_day(start, n, answer):
    assert add_working_days(day(start), n, CALENDAR) == day(answer)


def test_a_friday_and_saturday_weekend_goes_on_on_sunday():
    assert add_working_days(day("2026-11-19"), 1, FRIDAY_SATURDAY) == day("2026-11-22")


# T-06 working days between


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("2026-11-20", "2026-11-30", 6),
        ("2026-12-23", "2026-12-30", 3),
        ("2026-11-21", "2026-11-22", 0),
        ("2018-12-07", "2018-12-10", 1),
        ("2026-11-30", "2026-11-20", -6),
        ("2026-11-20", "2026-11-20", 0),
    ],
)
def test_working_days_between_leave_out_the_first_day_and_count_the_last(a, b, answer):
    assert working_days_between(day(a), day(b), CALENDAR) == answer


# T-10 dues of a finding


@pytest.mark.parametrize(
    ("finding_type", "answer"),
    [
        ("major", {"plan": "2026-12-04", "correction": "2026-12-21", "action": "2027-02-18"}),
        ("minor", {"plan": "2026-12-18", "correction": "2027-01-19", "action": "2027-05-19"}),
        ("ofi", {"disposition": "2027-01-06"}),
        ("observation", {}),
        ("good_practice", {}),
    ],
)
def test_a_finding_is_due_by_its_type(finding_type, answer):
    assert dates_of(dues_of(finding_type)) == {step: day(text) for step, text in answer.items()}


def test_dues_come_in_the_order_of_their_dates_whatever_the_order_of_the_policy():
    shuffled = {"major": dict(reversed(PERIODS["major"].items()))}

    assert [due.step for due in dues_of("major", periods=shuffled)] == ["plan", "correction", "action"]


def test_a_due_date_keeps_what_it_was_computed_from():
    correction = dues_of("major")[1]

    assert correction.anchor == ISSUED
    assert correction.rule == "T-10"
    assert correction.period == Period(30, PeriodUnit.DAYS)
    assert correction.counted_on == day("2026-12-20")


def test_the_note_of_a_due_date_tells_the_period():
    assert [due.note for due in dues_of("major")] == [
        "10 working days",
        "30 days, moved on from Sunday 20 Dec",
        "90 days",
    ]


def test_a_due_date_counts_in_the_calendar_it_is_given():
    assert dates_of(dues_of("major", calendar=FRIDAY_SATURDAY))["plan"] == day("2026-12-03")


def test_a_reopened_finding_gets_half_of_each_period():
    answer = {"plan": day("2026-11-27"), "correction": day("2026-12-07"), "action": day("2027-01-04")}

    assert dates_of(dues_of("major", halved=True)) == answer


def test_a_type_without_policy_is_refused():
    with pytest.raises(ValueError, match="'critical'"):
        dues_of("critical")


@pytest.mark.parametrize(
    "value",
    [{}, {"days": 0}, {"days": -3}, {"days": 1.5}, {"days": True}, {"weeks": 2}, {"days": 3, "working_days": 2}],
)
def test_a_period_that_is_none_is_refused(value):
    with pytest.raises(ValueError, match=r"period|PeriodUnit"):
        Period.from_policy(value)


def test_one_day_is_written_in_the_singular():
    assert [str(Period(1, unit)) for unit in PeriodUnit] == ["1 day", "1 working day"]


def test_half_of_one_day_stays_one_day():
    assert Period(1, PeriodUnit.DAYS).half() == Period(1, PeriodUnit.DAYS)


# T-11 limits of outsiders


def test_a_limit_brings_only_the_later_steps_forward():
    dues = capped(dues_of("major"), day("2027-01-16"), CALENDAR)

    assert dates_of(dues) == {"plan": day("2026-12-04"), "correction": day("2026-12-21"), "action": day("2027-01-15")}
    assert [due.rule for due in dues] == ["T-10", "T-10", "T-11"]


def test_the_note_of_a_capped_due_date_tells_the_limit():
    action = capped(dues_of("major"), day("2027-01-16"), CALENDAR)[-1]

    assert action.note == "90 days, brought forward to meet the limit of Saturday 16 Jan 2027"


def test_a_limit_on_a_sunday_is_met_on_the_friday_before():
    notice = day("2026-11-20")
    limit = notice + timedelta(days=30)

    dues = capped(finding_dues("major", notice, periods=PERIODS, calendar=CALENDAR), limit, CALENDAR)

    assert limit == day("2026-12-20")
    assert dates_of(dues)["correction"] == day("2026-12-18")


def test_a_limit_that_equals_the_due_date_changes_nothing():
    assert capped(dues_of("major"), day("2027-02-18"), CALENDAR) == dues_of("major")


def test_without_a_limit_the_due_dates_stand():
    assert capped(dues_of("major"), None, CALENDAR) == dues_of("major")


def test_the_six_months_after_stage_two_end_in_february():
    assert add_months(day("2026-08-31"), 6) == day("2027-02-28")


# T-12 verification window


@pytest.mark.parametrize(
    ("on", "early", "overdue"),
    [
        ("2027-03-11", True, False),
        ("2027-03-12", False, False),
        ("2027-05-11", False, False),
        ("2027-05-12", False, True),
    ],
)
def test_a_major_is_verified_from_30_to_90_days_after_its_action(on, early, overdue):
    window = verification_window(day("2027-02-10"), min_days=30, max_days=90)

    assert (window.is_early(day(on)), window.is_overdue(day(on))) == (early, overdue)


def test_a_minor_is_verified_from_30_to_180_days_after_its_action():
    window = verification_window(day("2027-02-10"), min_days=30, max_days=180)

    assert (window.first, window.last) == (day("2027-03-12"), day("2027-08-09"))


@pytest.mark.parametrize(("min_days", "max_days"), [(-1, 30), (31, 30)])
def test_a_verification_window_that_never_opens_is_refused(min_days, max_days):
    with pytest.raises(ValueError, match="verification window"):
        verification_window(day("2027-02-10"), min_days=min_days, max_days=max_days)


# T-13 extension

ACTION_DUE = day("2027-02-18")
ACTION_LIMIT = day("2027-04-04")


def refusal(new_due_on: date = ACTION_LIMIT, *, on: str = "2027-02-17", granted: int = 0) -> ExtensionRefusal | None:
    return extension_refusal(ACTION_DUE, new_due_on, on=day(on), limit=ACTION_LIMIT, granted=granted)


def test_a_90_day_action_is_extended_by_at_most_45_days_in_total():
    limit = extension_limit(ACTION_DUE, Period(90, PeriodUnit.DAYS), calendar=CALENDAR)

    assert limit - ACTION_DUE == timedelta(days=45)
    assert limit == ACTION_LIMIT


def test_half_of_an_odd_period_is_rounded_down():
    assert extension_limit(ISSUED, Period(31, PeriodUnit.DAYS), calendar=CALENDAR) == day("2026-12-05")


def test_a_period_of_working_days_is_extended_by_working_days():
    limit = extension_limit(day("2026-12-04"), Period(10, PeriodUnit.WORKING_DAYS), calendar=CALENDAR)

    assert limit == day("2026-12-11")


def test_a_period_of_one_day_cannot_be_extended():
    assert extension_limit(day("2026-12-06"), Period(1, PeriodUnit.WORKING_DAYS), calendar=CALENDAR) == day(
        "2026-12-06"
    )


def test_an_extension_ends_on_the_last_working_day_before_the_limit_of_an_outsider():
    limit = extension_limit(ACTION_DUE, Period(90, PeriodUnit.DAYS), calendar=CALENDAR, cap=day("2027-03-06"))

    assert limit == day("2027-03-05")


def test_a_limit_before_the_due_date_leaves_nothing_to_extend():
    limit = extension_limit(ACTION_DUE, Period(90, PeriodUnit.DAYS), calendar=CALENDAR, cap=day("2027-01-01"))

    assert limit == ACTION_DUE


def test_an_extension_up_to_the_limit_the_day_before_is_granted():
    assert refusal() is None


def test_a_second_extension_is_granted_and_a_third_refused():
    assert [refusal(granted=granted) for granted in (1, 2)] == [None, ExtensionRefusal.TOO_MANY]


def test_an_extension_decided_on_the_due_date_is_too_late():
    assert refusal(on="2027-02-18") is ExtensionRefusal.TOO_LATE


def test_an_extension_to_the_same_day_is_refused():
    assert refusal(ACTION_DUE) is ExtensionRefusal.NOT_LATER


def test_an_extension_past_the_limit_is_refused():
    assert refusal(ACTION_LIMIT + timedelta(days=1)) is ExtensionRefusal.TOO_LONG


# T-50 reminders and ladder

MAJOR_LADDER = (1, 4, 10, 21)
DUE = day("2026-12-04")


@pytest.mark.parametrize(
    ("ladder", "days_after", "answer"),
    [
        (MAJOR_LADDER, -1, 0),
        (MAJOR_LADDER, 0, 0),
        (MAJOR_LADDER, 1, 1),
        (MAJOR_LADDER, 3, 1),
        (MAJOR_LADDER, 4, 2),
        (MAJOR_LADDER, 9, 2),
        (MAJOR_LADDER, 10, 3),
        (MAJOR_LADDER, 21, 4),
        (MAJOR_LADDER, 500, 4),
        ((1, 8, 22, 45), 7, 1),
        ((1, 8, 22, 45), 8, 2),
        ((1, 8, 22, 45), 22, 3),
        ((1, 8, 22, 45), 44, 3),
        ((1, 8, 22, 45), 45, 4),
        ((1, 15), 14, 1),
        ((1, 15), 15, 2),
        ((1, 15), 400, 2),
        ((), 400, 0),
    ],
)
def test_the_rung_follows_the_days_after_the_due_date(ladder, days_after, answer):
    assert rung(DUE, on=DUE + timedelta(days=days_after), ladder=ladder) == answer


@pytest.mark.parametrize(("days_after", "answer"), [(0, 0), (1, 2), (4, 2), (10, 3), (21, 4)])
def test_after_a_reopening_the_ladder_starts_at_rung_two(days_after, answer):
    assert rung(DUE, on=DUE + timedelta(days=days_after), ladder=MAJOR_LADDER, first=2) == answer


@pytest.mark.parametrize("ladder", [(0, 4), (4, 1), (1, 1), (-1,)])
def test_a_ladder_that_does_not_rise_is_refused(ladder):
    with pytest.raises(ValueError, match="rise"):
        rung(DUE, on=DUE, ladder=ladder)


def test_after_an_outage_only_the_highest_rung_is_mailed():
    reached = rung(DUE, on=DUE + timedelta(days=12), ladder=MAJOR_LADDER)

    assert climb(reached, told={1}) == Climb(rung=3, skipped=(2,))


def test_a_rung_is_told_once():
    assert climb(3, told={1, 2, 3}) is None


def test_before_the_first_rung_nobody_is_told():
    assert climb(0, told=set()) is None


def test_the_rung_that_a_reopening_leaves_out_is_not_called_skipped():
    assert climb(3, told=set(), first=2) == Climb(rung=3, skipped=(2,))


def test_two_reminders_come_before_a_due_date():
    assert reminders(DUE, CALENDAR) == (Reminder("-14d", day("2026-11-20")), Reminder("-3wd", day("2026-12-01")))


def test_the_reminder_in_working_days_steps_over_holidays():
    assert reminders(day("2026-12-30"), CALENDAR)[1] == Reminder("-3wd", day("2026-12-23"))


# T-52 plan and report of an audit


def test_the_plan_of_an_audit_is_sent_ten_working_days_before_its_start():
    sent_by = plan_due(day("2026-12-04"), CALENDAR)

    assert sent_by == day("2026-11-20")
    assert working_days_between(sent_by, day("2026-12-04"), CALENDAR) == 10


def test_a_start_on_a_weekend_still_leaves_ten_working_days():
    sent_by = plan_due(day("2026-12-06"), CALENDAR)

    assert working_days_between(sent_by, day("2026-12-06"), CALENDAR) == 10


def test_the_report_is_due_ten_working_days_after_the_closing_meeting():
    assert report_due(day("2026-12-18"), CALENDAR) == day("2027-01-06")


def test_the_report_is_distributed_one_working_day_after_its_issue():
    assert distribution_due(day("2026-12-24"), CALENDAR) == day("2026-12-29")


# Local days and missed nights


@pytest.mark.parametrize(
    ("zone", "answer"),
    [
        ("Pacific/Kiritimati", "2026-11-21"),
        ("Asia/Tokyo", "2026-11-20"),
        ("UTC", "2026-11-20"),
        ("America/Los_Angeles", "2026-11-20"),
        ("Etc/GMT+12", "2026-11-19"),
    ],
)
def test_today_is_the_day_of_the_zone(zone, answer):
    assert local_today(zone, datetime(2026, 11, 20, 11, 0, tzinfo=UTC)) == day(answer)


@pytest.mark.parametrize(
    ("moment", "answer"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), "2026-03-28"),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), "2026-03-29"),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), "2026-03-29"),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), "2026-03-30"),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), "2026-10-25"),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), "2026-10-26"),
    ],
)
def test_days_of_23_and_25_hours_begin_at_their_own_midnight(moment, answer):
    assert local_today("Europe/Berlin", moment) == day(answer)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        local_today("UTC", datetime(2026, 11, 20, 11, 0))  # noqa: DTZ001 - the naive moment is the point


def test_an_unknown_zone_is_refused():
    with pytest.raises(ZoneInfoNotFoundError):
        local_today("Europe/Atlantis", datetime(2026, 11, 20, 11, 0, tzinfo=UTC))


NOW = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def test_three_missed_nights_are_run_in_order():
    waiting = zones_to_run(NOW, ["UTC"], done={"UTC": day("2026-11-17")})

    assert waiting == {"UTC": days("2026-11-18", "2026-11-19", "2026-11-20")}


def test_a_zone_that_ran_today_waits_for_tomorrow():
    assert zones_to_run(NOW, ["UTC"], done={"UTC": day("2026-11-20")}) == {}


def test_a_new_zone_begins_today():
    assert zones_to_run(NOW, ["UTC"], done={}) == {"UTC": days("2026-11-20")}


def test_zones_ahead_and_behind_each_run_their_own_day():
    zones = ["Pacific/Kiritimati", "UTC", "Etc/GMT+12"]

    waiting = zones_to_run(NOW, zones, done=dict.fromkeys(zones, day("2026-11-19")))

    assert waiting == {"Pacific/Kiritimati": days("2026-11-20", "2026-11-21"), "UTC": days("2026-11-20")}


def test_a_run_dated_later_than_today_is_not_run_again():
    assert zones_to_run(NOW, ["Etc/GMT+12"], done={"Etc/GMT+12": day("2026-11-21")}) == {}


def test_a_day_that_a_zone_jumped_over_is_run_as_well():
    after_the_jump = datetime(2011, 12, 30, 12, 0, tzinfo=UTC)

    waiting = zones_to_run(after_the_jump, ["Pacific/Apia"], done={"Pacific/Apia": day("2011-12-29")})

    assert waiting == {"Pacific/Apia": days("2011-12-30", "2011-12-31")}


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"])
def test_a_sweep_each_quarter_of_an_hour_runs_each_local_day_of_a_year_once(zone):
    moment, done, ran = datetime(2026, 1, 1, 12, 0, tzinfo=UTC), {}, []
    while moment < datetime(2027, 1, 1, 12, 0, tzinfo=UTC):
        ran += zones_to_run(moment, [zone], done=done).get(zone, [])
        done = {zone: ran[-1]}
        moment += timedelta(minutes=15)

    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(ran))
    assert len(ran) == 366
