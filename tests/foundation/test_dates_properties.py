"""What holds of the time rules for every day of 1990 to 2100. Source: docs/adr/0001-time-rules.md."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import available_timezones

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from foundation.dates import (
    Period,
    PeriodUnit,
    Roll,
    WorkCalendar,
    add_months,
    add_working_days,
    capped,
    extension_limit,
    finding_dues,
    last_day_of_month,
    last_valid_day,
    local_today,
    plan_due,
    recurrence,
    recurrences_between,
    reminders,
    roll,
    rung,
    working_days_between,
    zones_to_run,
)

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
unhurried = settings(deadline=None)

any_day = st.dates(FIRST, LAST)
turning_points = st.builds(
    lambda year, month_day: date(year, *month_day),
    st.integers(1990, 2100),
    st.sampled_from([(1, 1), (1, 29), (1, 30), (1, 31), (2, 28), (3, 1), (3, 31), (8, 31), (11, 30), (12, 31)]),
)
leap_days = st.sampled_from([date(year, 2, 29) for year in range(1992, 2097, 4)])
days = any_day | turning_points | leap_days
intervals = st.integers(1, 48)
ladders = st.sets(st.integers(1, 120), min_size=1, max_size=5).map(sorted)


@st.composite
def calendars(draw: st.DrawFn, near: st.SearchStrategy[date] = days) -> WorkCalendar:
    """A weekend of up to three days and up to nine single or joined holidays, so that no month is off altogether."""
    weekend = draw(st.frozensets(st.integers(0, 6), max_size=3))
    centre = draw(near)
    offsets = draw(st.frozensets(st.integers(-12, 12), max_size=9))
    return WorkCalendar(weekend=weekend, holidays=frozenset(centre + timedelta(days=n) for n in offsets), name="drawn")


@st.composite
def places(draw: st.DrawFn) -> tuple[date, WorkCalendar]:
    """A day with a calendar whose holidays lie around it."""
    day = draw(days)
    return day, draw(calendars(near=st.just(day)))


@unhurried
@given(days, st.integers(-600, 600))
def test_adding_months_lands_in_the_month_counted_to(day, months):
    later = add_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, last_day_of_month(later).day)


@unhurried
@given(days, days, st.integers(-600, 600))
def test_adding_months_keeps_the_order_of_days(one, other, months):
    earlier, later = sorted((one, other))

    assert add_months(earlier, months) <= add_months(later, months)


@unhurried
@given(days, st.integers(-600, 600))
def test_one_more_month_is_later(day, months):
    assert add_months(day, months) < add_months(day, months + 1)


@unhurried
@given(days)
def test_the_last_day_of_a_month_is_followed_by_a_first(day):
    assert (last_day_of_month(day) + timedelta(days=1)).day == 1


@unhurried
@given(days, st.integers(1, 120))
def test_a_validity_ends_within_a_day_of_the_same_day_later(day, months):
    assert add_months(day, months) - last_valid_day(day, months) in (timedelta(0), timedelta(days=1))


@unhurried
@given(days, intervals, st.integers(0, 200), st.booleans())
@example(date(2024, 2, 29), 12, 4, False)
@example(date(2026, 1, 31), 1, 2, False)
def test_a_recurrence_never_drifts_from_its_anchor(anchor, interval_months, k, month_end):
    occurs_on = recurrence(anchor, interval_months, k, month_end=month_end)

    assert (occurs_on.year * 12 + occurs_on.month) - (anchor.year * 12 + anchor.month) == k * interval_months
    assert occurs_on.day == (31 if month_end else anchor.day) or occurs_on == last_day_of_month(occurs_on)


@unhurried
@given(days, intervals, calendars(), st.booleans())
def test_planned_days_of_a_recurrence_rise_and_never_repeat(anchor, interval_months, calendar, month_end):
    found = recurrences_between(anchor, interval_months, first=anchor, last=date(2300, 1, 1), month_end=month_end)

    planned = [roll(occurs_on, calendar, Roll.MODIFIED) for _, occurs_on in islice(found, 60)]

    assert all(earlier < later for earlier, later in pairwise(planned))


@unhurried
@given(days, intervals, days, st.integers(0, 1500), st.booleans())
def test_a_window_finds_what_a_walk_from_the_anchor_finds(anchor, interval_months, first, length, month_end):
    last = first + timedelta(days=length)
    walk = (
        (k, recurrence(anchor, interval_months, k, month_end=month_end)) for k in range(1500 // interval_months + 2)
    )
    expected = [(k, occurs_on) for k, occurs_on in walk if first <= occurs_on <= last]

    found = recurrences_between(anchor, interval_months, first=first, last=last, month_end=month_end)

    assert list(found) == expected


@unhurried
@given(days, intervals, days, st.integers(1, 800), st.integers(1, 800))
def test_two_windows_side_by_side_find_each_occurrence_once(anchor, interval_months, first, one, two):
    """A sweep that was down and catches up creates what an uninterrupted one would have created."""
    middle, last = first + timedelta(days=one), first + timedelta(days=one + two)

    before = list(recurrences_between(anchor, interval_months, first=first, last=middle))
    after = list(recurrences_between(anchor, interval_months, first=middle + timedelta(days=1), last=last))

    assert before + after == list(recurrences_between(anchor, interval_months, first=first, last=last))


@unhurried
@given(places(), st.sampled_from(Roll))
def test_rolling_lands_on_a_working_day_and_stays_there(place, rule):
    day, calendar = place

    rolled = roll(day, calendar, rule)

    assert calendar.is_working_day(rolled)
    assert roll(rolled, calendar, rule) == rolled


@unhurried
@given(places())
def test_rolling_leaves_no_working_day_out(place):
    day, calendar = place
    before, after = roll(day, calendar, Roll.BACKWARD), roll(day, calendar, Roll.FORWARD)

    assert before <= day <= after
    assert working_days_between(before, after, calendar) == (0 if before == after else 1)


@unhurried
@given(st.data())
def test_modified_rolling_stays_within_the_month(data):
    day, calendar = data.draw(places())
    month = [day.replace(day=number) for number in range(1, last_day_of_month(day).day + 1)]
    assume(any(calendar.is_working_day(other) for other in month))

    rolled = roll(day, calendar, Roll.MODIFIED)

    assert (rolled.year, rolled.month) == (day.year, day.month)


@unhurried
@given(places(), st.integers(1, 80))
def test_counting_working_days_undoes_adding_them(place, n):
    day, calendar = place

    assert working_days_between(day, add_working_days(day, n, calendar), calendar) == n


@unhurried
@given(places(), st.integers(1, 80))
def test_counting_back_from_a_working_day_undoes_adding(place, n):
    day, calendar = place
    start = roll(day, calendar, Roll.FORWARD)

    assert add_working_days(add_working_days(start, n, calendar), -n, calendar) == start
    assert working_days_between(start, add_working_days(start, -n, calendar), calendar) == -n


@unhurried
@given(places(), st.integers(-400, 400), st.integers(-400, 400))
def test_working_days_between_add_up(place, one, two):
    day, calendar = place
    middle, end = day + timedelta(days=one), day + timedelta(days=one + two)

    parts = working_days_between(day, middle, calendar) + working_days_between(middle, end, calendar)

    assert parts == working_days_between(day, end, calendar)


@unhurried
@given(places(), st.integers(0, 365))
def test_no_capped_due_date_is_after_its_limit_or_on_a_day_off(place, distance):
    issued_on, calendar = place
    limit = issued_on + timedelta(days=distance)
    periods = {"major": {"plan": {"working_days": 10}, "correction": {"days": 30}, "action": {"days": 90}}}

    dues = capped(finding_dues("major", issued_on, periods=periods, calendar=calendar), limit, calendar)

    assert all(due.due_on <= limit and calendar.is_working_day(due.due_on) for due in dues)


@unhurried
@given(places(), st.integers(1, 200), st.sampled_from(PeriodUnit), st.none() | st.integers(0, 200))
def test_an_extension_never_adds_more_than_half_of_the_period_or_passes_the_limit(place, count, unit, cap_days):
    due_on, calendar = place
    cap = None if cap_days is None else due_on + timedelta(days=cap_days)

    limit = extension_limit(due_on, Period(count, unit), calendar=calendar, cap=cap)

    added = (limit - due_on).days if unit is PeriodUnit.DAYS else working_days_between(due_on, limit, calendar)
    assert 0 <= added <= count / 2
    assert cap is None or limit <= cap


@unhurried
@given(days, ladders, st.integers(0, 150), st.integers(1, 3))
def test_a_ladder_only_climbs(due_on, ladder, days_after, first):
    today, tomorrow = (
        rung(due_on, on=due_on + timedelta(days=n), ladder=ladder, first=first) for n in (days_after, days_after + 1)
    )

    assert 0 <= today <= tomorrow <= len(ladder)


@unhurried
@given(places())
def test_reminders_come_before_the_due_date_in_order(place):
    due_on, calendar = place

    first, second = reminders(due_on, calendar)

    assert first.on <= second.on < due_on


@unhurried
@given(places())
def test_a_plan_sent_in_time_leaves_ten_working_days(place):
    starts_on, calendar = place

    assert working_days_between(plan_due(starts_on, calendar), starts_on, calendar) == 10


ZONES = sorted(available_timezones())


@unhurried
@given(
    st.sampled_from(ZONES),
    st.lists(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), min_size=2, max_size=12),  # noqa: DTZ001 - made aware below
)
def test_whatever_the_outages_each_local_day_is_run_once_and_in_order(zone, moments):
    aware = [moment.replace(tzinfo=UTC) for moment in sorted(moments)]
    start = local_today(zone, aware[0])
    newest, ran = start, [start]
    for moment in aware:
        ran += zones_to_run(moment, [zone], done={zone: newest}).get(zone, [])
        newest = ran[-1]

    assert ran == [start + timedelta(days=n) for n in range(len(ran))]
    assert newest >= local_today(zone, aware[-1])
