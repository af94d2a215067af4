import time
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.directory.holiday_files import MAX_BYTES, MAX_DAYS, read_holidays
from foundation.directory.models import Calendar
from tests.company import TODAY, plan_audit

HOSTILE_SECONDS = 6  # two busy cores


def calendar_of(*events):
    lines = [line for event in events for line in ("BEGIN:VEVENT", *event.split("\n"), "END:VEVENT")]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *lines, "END:VCALENDAR", ""]).encode()


def read(content):
    return read_holidays(content, on=TODAY)


@pytest.fixture
def calendar(company):
    return Calendar.objects.get(code="HQ")


def send(client, calendar, content, name="days.ics"):
    address = reverse("directory:holidays_import", args=[calendar.uuid])
    return client.post(address, {"file": SimpleUploadedFile(name, content)})


def test_whole_days_are_read_and_the_end_of_an_event_is_the_day_after():
    reading = read(calendar_of("DTSTART;VALUE=DATE:20270101\nDTEND;VALUE=DATE:20270103\nSUMMARY:New Year"))

    assert reading.days == {date(2027, 1, 1): "New Year", date(2027, 1, 2): "New Year"}
    assert reading.wrong == []


def test_a_yearly_holiday_is_written_out_five_years_ahead():
    reading = read(calendar_of("DTSTART;VALUE=DATE:20201225\nRRULE:FREQ=YEARLY\nSUMMARY:Christmas"))

    assert [day.year for day in reading.days] == list(range(2025, 2032))


def test_the_fourth_thursday_is_found_and_an_exception_left_out():
    rule = "DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20281231T000000Z"

    reading = read(calendar_of(f"{rule}\nEXDATE;VALUE=DATE:20271125\nSUMMARY:Thanks"))

    assert list(reading.days) == [date(2025, 11, 27), date(2026, 11, 26), date(2028, 11, 23)]


def test_the_last_monday_of_may_is_found():
    reading = read(calendar_of("DTSTART;VALUE=DATE:20200525\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO\nSUMMARY:X"))

    assert list(reading.days)[:2] == [date(2025, 5, 26), date(2026, 5, 25)]


def test_a_table_is_read_by_its_heading_and_each_wrong_line_is_named():
    reading = read(
        b"name;date\nNew Year;2027-01-01\nXmas;25.12.2027\nBad;2027-13-01\nUS;12/25/2027\nAgain;2027-01-01\n"
    )

    assert reading.days == {date(2027, 1, 1): "New Year", date(2027, 12, 25): "Xmas"}
    assert [line.split(":")[0] for line in reading.wrong] == ["Line 4", "Line 5", "Line 6"]


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ("DTSTART:20271225T100000Z\nSUMMARY:Meeting", "time of day"),
        ("SUMMARY:Nothing", "no day"),
        ("DTSTART;VALUE=DATE:20271345\nSUMMARY:X", "cannot be read"),
        ("DTSTART;VALUE=DATE:20270101\nDTEND;VALUE=DATE:20290101\nSUMMARY:X", "lasts 731 days"),
        ("DTSTART;VALUE=DATE:20270105\nDTEND;VALUE=DATE:20270101\nSUMMARY:X", "lasts -4 days"),
        ("DTSTART;VALUE=DATE:20271225\nSTATUS:CANCELLED\nSUMMARY:X", "cancelled"),
        ("DTSTART;VALUE=DATE:20271225\nRRULE:FREQ=SECONDLY\nSUMMARY:X", "yearly repetition"),
        ("DTSTART;VALUE=DATE:20271225\nRRULE:FREQ=YEARLY;INTERVAL=0\nSUMMARY:X", "yearly repetition"),
        ("DTSTART;VALUE=DATE:20271225\nRRULE:FREQ=YEARLY;BYHOUR=1,2,3\nSUMMARY:X", "yearly repetition"),
        ("DTSTART;VALUE=DATE:99990101\nSUMMARY:X", "too far away"),
    ],
)
def test_what_is_no_holiday_is_left_out_with_a_sentence(event, sentence):
    reading = read(calendar_of(event))

    assert reading.days == {}
    assert sentence in reading.wrong[0]


HOSTILE = {
    "impossible day": calendar_of(*["DTSTART;VALUE=DATE:19000101\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"] * 7000),
    "very old": calendar_of(*["DTSTART;VALUE=DATE:00010101\nRRULE:FREQ=YEARLY"] * 9000),
    "deep": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 30000 + b"END:VEVENT\r\n" * 30000 + b"END:VCALENDAR",
    "never closed": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 60000,
    "one long line": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY;" + b"X=y;" * 200000 + b":a\r\nEND:VEVENT",
    "folded": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x" + b"\r\n y" * 200000 + b"\r\nEND:VEVENT\r\nEND:VCALENDAR",
    "one quoted cell": b'"' + b"a" * 900_000 + b'"',
    "bytes": bytes(range(256)) * 3000,
    "nul": b"2027-01-01,a\x00b\n" * 30_000,
    "separators": b"," * 900_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_in_seconds_and_breaks_nothing(name):
    assert len(HOSTILE[name]) <= MAX_BYTES
    start = time.process_time()  # of our own: a busy machine is no fault of the reader

    reading = read(HOSTILE[name])

    assert time.process_time() - start < HOSTILE_SECONDS
    assert len(reading.days) <= MAX_DAYS


def test_names_lose_what_turns_text_round_or_hides():
    reading = read(calendar_of("DTSTART;VALUE=DATE:20271225\nSUMMARY:<b>\u202efeast\u2066\\nday"))

    assert reading.days == {date(2027, 12, 25): "<b> feast day"}


def test_a_file_is_shown_before_anything_is_added(browse, calendar):
    content = calendar_of(
        "DTSTART;VALUE=DATE:20270501\nSUMMARY:Labour day", "DTSTART;VALUE=DATE:20261225\nSUMMARY:Xmas"
    )

    page = send(browse("adam"), calendar, content)

    assert [day for day, _name in page.context["fresh"]] == [date(2027, 5, 1)]
    assert [entry[0] for entry in page.context["known"]] == [date(2026, 12, 25)]
    assert not calendar.holidays.filter(day=date(2027, 5, 1)).exists()


def test_what_was_shown_is_added(browse, calendar):
    client = browse("adam")
    page = send(client, calendar, b'2027-05-01,"Labour, ""day"""\n', "days.csv")
    days = {"days": page.context["days"], "source": "days.csv"}

    client.post(reverse("directory:holidays_take", args=[calendar.uuid]), days)

    assert calendar.holidays.get(day=date(2027, 5, 1)).name == "Labour, 'day'"


def test_the_page_says_which_open_dates_meet_a_new_holiday(browse, company, calendar):
    audit = plan_audit(company, on=date(2026, 12, 8))

    page = send(browse("adam"), calendar, b"2026-12-08,Feast\n", "days.csv")

    assert page.context["met"] == [("planned audits", 1)]
    audit.refresh_from_db()
    assert audit.planned_start == date(2026, 12, 8)


def test_a_file_without_a_holiday_comes_back_with_its_faults(browse, calendar):
    answer = send(browse("adam"), calendar, b"when,what\n12/25/2027,Xmas\n", "days.csv")

    assert "is not a day such as" in answer.content.decode()
