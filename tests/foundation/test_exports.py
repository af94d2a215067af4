"""Exports of lists: the rows and columns of the page, typed, defused, in constant memory, and on record."""

import csv
import datetime as dt
import io
import tracemalloc
import zipfile
from decimal import Decimal, InvalidOperation
from itertools import repeat

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from foundation.access import Permission, Role
from foundation.lists import Column, defuse, write_csv, write_xlsx
from foundation.lists.cells import cell, sheet_name
from foundation.models import Event
from foundation.refusals import Refused
from tests.foundation.devices import Device, DeviceList, asked

TRIGGERS = "=+-@\t\r\n＝＋－＠"
VALUE = (Column("value", "Value", value=lambda row: row),)


def csv_of(rows, columns=VALUE):
    stream = io.StringIO(newline="")
    write_csv(rows, columns, stream)
    return stream.getvalue()


def xlsx_of(rows, columns=VALUE, title="Sheet"):
    stream = io.BytesIO()
    write_xlsx(rows, columns, stream, title=title)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue())).active


def parsed(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def body(response):
    return b"".join(response.streaming_content)


# Formula injection


@given(start=st.sampled_from(TRIGGERS), rest=st.text(max_size=20))
def test_no_text_that_starts_like_a_formula_leaves_as_it_is(start, rest):
    assert defuse(start + rest) == f"'{start}{rest}"


@given(
    before=st.text(alphabet=" \u00a0\u2003\u200b\u200e\u202e\ufeff", max_size=4),
    start=st.sampled_from(TRIGGERS + "﹢﹣﹦﹫\u2212⁺⁼"),
    rest=st.text(max_size=8),
)
def test_neither_spaces_nor_invisible_or_odd_characters_hide_a_formula(before, start, rest):
    assert defuse(before + start + rest).startswith("'")


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=20).filter(str.isalnum))
def test_ordinary_text_stays_as_it_is(text):
    assert defuse(text) == text


@given(st.text(max_size=60))
@example("=1+1")
@example("@SUM(A1)")
@example('a","=1')
@example("a\r\n=1")
@example("'=1")
def test_every_cell_of_a_csv_is_its_defused_text_and_no_cell_splits(text):
    lines = parsed(csv_of([text]))

    assert lines == [["Value"], [cell(text)]]
    assert not lines[1][0] or lines[1][0][0] not in TRIGGERS


@given(st.text(max_size=60).filter(lambda text: "_x" not in text))
@example("=cmd|' /C calc'!A0")
@example("http://example.org/")
@example("12")
def test_every_text_of_a_workbook_is_a_string_and_never_a_formula_link_or_number(text):
    found = xlsx_of([text]).cell(2, 1)

    assert (found.value or "") == cell(text).replace("\r\n", "\n").replace("\r", "\n")
    assert found.data_type == ("s" if text else "n")  # openpyxl calls an empty cell a number
    assert found.hyperlink is None


@given(st.text(max_size=80))
@example("=HYPERLINK(1)")
@example("History")
@example("''''")
@example("a/b\\c:d?e*f[g]h")
@example("😀" * 40)
def test_every_title_becomes_a_name_that_a_sheet_may_have(title):
    name = sheet_name(title)

    assert xlsx_of([], title=title).title == name
    assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
    assert not set(name) & set("[]:*?/\\")
    assert name[0] not in TRIGGERS + "'"
    assert name[-1] != "'"


def test_labels_are_defused_like_cells():
    columns = (Column("value", "=1+1", value=lambda row: row),)

    assert parsed(csv_of([], columns)) == [["'=1+1"]]
    assert xlsx_of([], columns).cell(1, 1).value == "'=1+1"


# Types


def test_a_csv_is_utf8_with_mark_and_ends_its_lines_by_the_standard():
    assert csv_of(["Ærø", 'say "yes", please']) == '\ufeffValue\r\nÆrø\r\n"say ""yes"", please"\r\n'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (-5, "-5"),
        (Decimal("-12.50"), "-12.50"),
        (Decimal("1E+3"), "1000"),
        (1.5, "1.5"),
        (float("nan"), "nan"),
        (True, "Yes"),
        (dt.date(2026, 11, 20), "2026-11-20"),
        (dt.datetime(2026, 11, 20, 15, 30, tzinfo=dt.UTC), "2026-11-20T15:30:00+00:00"),
        (dt.timedelta(days=1, hours=2), "1 02:00:00"),
        (["a", "b"], "a, b"),
        ("nul\x00bell\x07", "nul\ufffdbell\ufffd"),
    ],
)
def test_numbers_and_dates_stand_typed_in_a_csv(value, text):
    assert parsed(csv_of([value]))[1:] == [[text]]


def test_numbers_and_dates_stand_typed_in_a_workbook():
    moment = dt.datetime(2026, 11, 20, 15, 30, tzinfo=dt.UTC)
    sheet = xlsx_of(
        [-5, Decimal("12.50"), dt.date(2026, 11, 20), moment, dt.date(1899, 1, 1), 10**17, float("inf"), None]
    )

    values = [sheet.cell(row, 1).value for row in range(2, 10)]

    assert values[:2] == [-5, 12.5]
    assert [str(value) for value in values[2:4]] == ["2026-11-20 00:00:00", "2026-11-20 15:30:00"]
    assert values[4:] == ["1899-01-01", "100000000000000000", "inf", None]


def test_moments_are_written_in_the_time_zone_of_the_reader():
    moment = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)

    with timezone.override(dt.timezone(dt.timedelta(hours=2))):
        assert parsed(csv_of([moment]))[1] == ["2026-11-21T01:30:00+02:00"]
        assert str(xlsx_of([moment]).cell(2, 1).value) == "2026-11-21 01:30:00"


def test_text_longer_than_a_cell_of_excel_is_cut_visibly():
    found = xlsx_of(["x" * 40_000]).cell(2, 1).value

    assert len(found) == 32_767
    assert found.endswith("…")


def test_a_missing_step_of_a_path_leaves_the_cell_empty():
    column = Column("maker", "Maker", value="maker.name")

    assert column.read(Device(name="Router", maker=None)) is None


# What is exported


def test_a_list_offers_its_exports_with_the_order_and_filters_of_the_page(devices):
    assert asked("?sort=-name&state=stored").exports == [
        ("CSV", "/devices/?sort=-name&state=stored&export=csv"),
        ("Excel (XLSX)", "/devices/?sort=-name&state=stored&export=xlsx"),
    ]


def test_a_csv_holds_the_filtered_rows_of_all_pages_in_the_order_of_the_page(devices, visitor):
    response = asked("?sort=-name&state=stored&columns=name,state&export=csv", by=visitor).export_response()

    stored = sorted((device.name for device in devices if device.state == "stored"), reverse=True)
    assert parsed(body(response).decode("utf-8-sig")) == [["Name", "State"], *([name, "In store"] for name in stored)]


def test_a_workbook_holds_the_same_cells_as_the_csv(devices, visitor):
    address = "?sort=weight&columns=name,weight,bought_on,maker,spare&export="
    text = parsed(body(asked(f"{address}csv", by=visitor).export_response()).decode("utf-8-sig"))
    book = body(asked(f"{address}xlsx", by=visitor).export_response())

    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert sheet.title == "Devices"
    assert [[comparable(value) for value in row] for row in sheet.iter_rows(values_only=True)] == [
        [comparable(value) for value in row] for row in text
    ]


def comparable(value):
    """The same for 0.1 and "0.10", for a date and its text, for an empty cell and empty text."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if value is None:
        return ""
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value


def test_a_file_is_an_attachment_that_nobody_keeps_or_guesses_at(devices, visitor):
    response = asked("?export=csv", by=visitor).export_response()

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="devices.csv"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_is_on_record_with_its_filter_and_number_of_rows(devices, visitor, kind):
    asked(f"?state=shipped&columns=name&export={kind}", by=visitor).export_response()

    event = Event.objects.about(visitor).get(kind="list.exported")
    assert event.content.actor == visitor
    assert event.content.summary == f"Exported 3 rows of “Devices” as {kind.upper()}"
    assert event.content.details == {
        "list": "devices",
        "format": kind,
        "rows": 3,
        "filter": "state=shipped&columns=name",
        "columns": ["name"],
    }


def test_more_rows_than_the_limit_are_refused_with_a_sentence_and_nothing_is_recorded(devices, visitor):
    class Small(DeviceList):
        export_limit = 5

    with pytest.raises(Refused, match="more than 5 rows"):
        asked("?export=csv", by=visitor, of=Small).export_response()

    assert not Event.objects.about(visitor).exists()


def test_a_list_without_exports_offers_none_and_gives_none(devices, visitor):
    class Closed(DeviceList):
        exports = False

    table = asked("?export=csv", by=visitor, of=Closed)

    assert table.exports == []
    assert table.export_response() is None


def test_an_export_that_needs_a_permission_is_refused_without_it(devices, visitor):
    class Guarded(DeviceList):
        export_permission = Permission("samples.export_devices", (Role.CO,))

    table = asked("?export=csv", by=visitor, of=Guarded)

    assert table.exports == []
    with pytest.raises(PermissionDenied):
        table.export_response()


def test_an_export_reads_its_rows_with_one_query(devices, visitor):
    with CaptureQueriesContext(connection) as queries:
        body(asked("?columns=name,maker&export=csv", by=visitor).export_response())

    reading = [
        query["sql"] for query in queries if 'FROM "samples_device"' in query["sql"] and "COUNT" not in query["sql"]
    ]
    assert len(reading) == 1


# Memory


def peak_mb(write, rows):
    tracemalloc.start()
    write(rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def test_memory_does_not_grow_with_the_rows(tmp_path):
    def to_csv(rows):
        with (tmp_path / "rows.csv").open("w", newline="") as stream:
            write_csv(rows, VALUE, stream)

    def to_xlsx(rows):
        with (tmp_path / "rows.xlsx").open("wb") as stream:
            write_xlsx(rows, VALUE, stream)

    for write in (to_csv, to_xlsx):
        assert peak_mb(write, repeat("x" * 500, 12_000)) < peak_mb(write, repeat("x" * 500, 1000)) + 1

    assert zipfile.ZipFile(tmp_path / "rows.xlsx").testzip() is None
