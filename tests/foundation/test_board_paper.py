"""The board on paper: pictures become drawings with their table, and what people typed stays text."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.utils.html import format_html
from pypdf import PdfReader

from foundation.charts import BarRow, Bars, Course, Moment, Series, Timeline, Value
from foundation.lanes import Bar, Lane, Lanes
from foundation.reports.board import TEMPLATE, bars, heat, lanes, table, timeline
from foundation.reports.typesetting import typeset

pytestmark = pytest.mark.anywhere

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TODAY, FIRST, LAST = date(2026, 11, 20), date(2026, 1, 1), date(2026, 12, 31)
HOSTILE = '#import "@preview/x:1.0.0": * *bold* $x$ <label>'


def text_of(*sections):
    told = {
        "title": "Board",
        "author": "Helena Brandt",
        "kicker": "Headquarters",
        "heading": "Assurance board",
        "standing": "Figures as of 20 Nov 2026",
        "watermark": "",
        "sections": list(sections),
        "head": {"left": "Board", "right": "Internal"},
        "foot": {"left": "Made", "pages": "Page {page} of {pages}", "below": ""},
    }
    pdf = typeset(TEMPLATE, told, at=NOON)
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(" ".join(pages).replace("\u200b", "").split())


def test_numbers_stand_with_their_target_and_light_in_words():
    one = {"label": "Majors past due", "value": "2", "of": "of 5 open", "standing": "Off target", "target": "Target 0"}

    text = text_of(
        {"kind": "numbers", "title": "Figures", "note": "", "numbers": [one | {"tone": "bad", "trend": "Up 1"}]}
    )

    for words in ("Majors past due", "of 5 open", "Off target", "Target 0", "Up 1"):
        assert words in text


def test_columns_are_drawn_and_told_as_a_table():
    series = [
        Series("Minor", "mark-minor"),
        Series("Major", "mark-major"),
        Series("Closed", "mark-closed", beside=True),
    ]
    rows = [BarRow("Oct", [Value(3), Value(4), Value(11)]), BarRow("Nov", [Value(0), Value(0), Value(0)])]

    section = bars(Bars("Findings per month", "Month", series, rows))

    assert section["head"] == ["Month", "Minor", "Major", "Total", "Closed"]
    assert section["rows"][0] == ["Oct", "3", "4", "7", "11"]
    assert "Oct 3 4 7 11" in text_of(section)


def test_lanes_say_what_lies_on_them():
    lane = Lane(
        "C-01",
        "ISO/IEC 27001",
        "",
        [Bar(FIRST, TODAY, "mark-valid", "Valid to 20 Nov 2026")],
        "ends today",
        moments=[Moment(date(2026, 6, 1), "mark-audit", "Surveillance")],
    )

    section = lanes(Lanes("Certificates", FIRST, LAST, TODAY, "today", [(FIRST, "2026")], [lane]))

    assert section["lanes"][0]["spoken"] == "Valid to 20 Nov 2026. Surveillance"
    text = text_of(section)
    assert "C-01 ISO/IEC 27001" in text
    assert "ends today" in text


def test_a_timeline_is_a_table_of_days():
    course = Course("A-1", "Remote access", Moment(TODAY, "mark-late", "Late"), "12 days late")
    chart = Timeline("Audits on plan", FIRST, LAST, TODAY, "today", [], [course])

    assert timeline(chart)["rows"] == [["A-1", "Remote access", "20 Nov 2026", "12 days late"]]


def test_a_heat_map_keeps_its_boxes_and_tones():
    section = heat("Coverage", "Area", ["Europe", "All"], [("Delivery", [("70 %", "bad", "7 of 10"), ("n/a", "", "")])])

    assert section["rows"] == [{"label": "Delivery", "boxes": [["70 %", "bad", "7 of 10"], ["n/a", "mute", ""]]}]
    assert "70 % 7 of 10" in text_of(section)


def test_an_empty_table_says_its_sentence():
    assert "Nothing is overdue." in text_of(table("Overdue", ["What"], [], empty="Nothing is overdue."))


def test_what_people_typed_is_never_evaluated_and_markup_of_pages_is_left_out():
    link = format_html('<a href="{}">{}</a>', "/x", "F-1 & more")

    section = table("Overdue", ["What", "Where"], [(HOSTILE, link)])

    assert section["rows"] == [[HOSTILE, "F-1 & more"]]
    assert "@preview/x:1.0.0" in text_of(section)
