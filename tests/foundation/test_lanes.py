"""Lanes are drawn in shares of their width, and say the same in words."""

from datetime import date

from foundation.charts import Moment
from foundation.lanes import Bar, Lane, Lanes

FIRST, LAST = date(2026, 1, 1), date(2026, 4, 11)  # a hundred days


def lanes(*bars: Bar, moments: tuple[Moment, ...] = (), today: date = date(2026, 2, 20)) -> Lanes:
    lane = Lane("C-1", "One", "/one/", bars, "Valid", moments=moments)
    return Lanes("Lanes", FIRST, LAST, today, "today", [(FIRST, "2026")], [lane])


def places(chart: Lanes) -> list[tuple[str, str]]:
    return [(one["x"], one["width"]) for one in chart.rows[0]["bars"]]


def test_a_bar_ends_with_its_last_day():
    chart = lanes(Bar(date(2026, 1, 11), date(2026, 1, 20), "mark-valid", "ten days"))

    assert places(chart) == [("10.00%", "10.00%")]


def test_a_bar_is_cut_off_at_both_ends_and_left_out_beyond_them():
    chart = lanes(
        Bar(date(2025, 1, 1), date(2026, 1, 10), "mark-valid", "before"),
        Bar(date(2026, 4, 1), date.max, "mark-valid", "for ever"),
        Bar(date(2025, 1, 1), date(2025, 12, 31), "mark-past", "over"),
        Bar(date(2027, 1, 1), date(2027, 2, 1), "mark-valid", "to come"),
    )

    assert places(chart) == [("0.00%", "10.00%"), ("90.00%", "10.00%")]


def test_what_is_drawn_is_also_said_in_one_sentence():
    moment = Moment(date(2026, 2, 1), "mark-audit", "audit planned")
    chart = lanes(Bar(FIRST, LAST, "mark-valid", "C-1 valid"), moments=(moment,))

    assert chart.lanes[0].spoken == "C-1 valid. audit planned"
    assert [one["x"] for one in chart.rows[0]["diamonds"]] == ["31.00%"]
    assert (chart.today_x, chart.grid[0]["x"]) == ("50.00%", "0.00%")
