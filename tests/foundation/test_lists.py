"""Lists: columns, sort, filters, pages. Exports and bulk steps have files of their own."""

import base64
import datetime as dt
import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Count
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.lists import Column, RowFilter, TableList
from foundation.lists.keyset import Keyset
from tests.foundation.devices import Device, DeviceFilter, DeviceList, asked, names, query_of

SORTS = [
    f"{sign}{name}"
    for name in ("name", "bought_on", "seen_at", "weight", "ports", "maker", "spare")
    for sign in ("", "-")
]


def walk_forward(address):
    """Every page from the first on, by its `next` link."""
    pages = [asked(address)]
    while pages[-1].next_url:
        pages.append(asked(query_of(pages[-1].next_url)))
    return pages


# Pages


@pytest.mark.parametrize("sort", SORTS)
def test_walking_forward_shows_every_row_once_in_order(devices, sort):
    whole = asked(f"?sort={sort}").keyset.ordered()

    pages = walk_forward(f"?sort={sort}")

    assert [device.pk for page in pages for device in page.rows] == [device.pk for device in whole]
    assert [len(page.rows) for page in pages] == [4, 4, 3]


@pytest.mark.parametrize("sort", SORTS)
def test_walking_back_shows_the_same_pages_in_reverse(devices, sort):
    forward = walk_forward(f"?sort={sort}")

    pages = [forward[-1]]
    while pages[-1].previous_url:
        pages.append(asked(query_of(pages[-1].previous_url)))

    assert [names(page.rows) for page in reversed(pages)] == [names(page.rows) for page in forward]


@pytest.mark.parametrize("sort", ["bought_on", "-bought_on", "weight", "-weight", "seen_at", "-seen_at"])
def test_rows_without_a_value_come_last_in_both_directions(devices, sort):
    values = [getattr(device, sort.lstrip("-")) for page in walk_forward(f"?sort={sort}") for device in page.rows]

    known = [value for value in values if value is not None]
    assert values[: len(known)] == known
    assert known == sorted(known, reverse=sort.startswith("-"))


def test_a_row_inserted_before_the_page_moves_nothing(devices):
    first = asked("?sort=name")
    before = names(asked(query_of(first.next_url)).rows)

    Device.objects.create(name="Aardvark")

    assert names(asked(query_of(first.next_url)).rows) == before


def test_a_row_inserted_between_two_pages_is_reached_by_going_back(devices):
    way_back = asked(query_of(asked("?sort=name").next_url)).previous_url

    Device.objects.create(name="Router 03b")

    assert "Router 03b" in names(asked(query_of(way_back)).rows)


def test_the_first_page_has_no_way_back_and_the_last_none_forward(devices):
    pages = walk_forward("?sort=name")

    assert pages[0].previous_url == ""
    assert pages[-1].next_url == ""
    assert all(page.previous_url for page in pages[1:])


def test_a_list_without_an_order_is_paged_by_its_key(devices):
    class Plain(TableList):
        name, title, columns, page_size = "plain", "Plain", (Column("name", "Name"),), 6

    first = asked(of=Plain)
    second = asked(query_of(first.next_url), of=Plain)

    assert names(first.rows + second.rows) == names(devices)


def test_an_aggregate_sorts_and_pages(devices):
    queryset = Device.objects.annotate(makers=Count("maker"))

    first = Keyset(queryset, ["-makers"], name="makers").page(size=3)
    second = Keyset(queryset, ["-makers"], name="makers").page(size=30, after=first.next)

    assert names(first.rows) == ["Router 10", "Router 08", "Router 07"]
    assert len(second.rows) == len(devices) - 3


def test_moments_are_paged_to_the_microsecond(devices):
    Device.objects.all().update(seen_at=dt.datetime(2026, 2, 1, 8, 0, 0, 999_999, tzinfo=dt.UTC))
    Device.objects.filter(name="Router 05").update(seen_at=dt.datetime(2026, 2, 1, 8, 0, 0, 999_998, tzinfo=dt.UTC))

    shown = [device.pk for page in walk_forward("?sort=-seen_at") for device in page.rows]

    assert len(shown) == len(set(shown)) == len(devices)


@pytest.mark.parametrize("sort", ["name", "-name", "bought_on", "maker"])
def test_a_page_costs_two_queries_whatever_its_size(devices, sort):
    with CaptureQueriesContext(connection) as queries:
        table = asked(f"?sort={sort}&state=stored")
        assert [device.maker and device.maker.name for device in table.rows]
        assert table.count
        assert table.next_url
        assert table.chips
        assert table.exports
    assert len(queries) == 2


# Whatever stands in the address


@pytest.mark.parametrize(
    "address",
    [
        "?sort=nonsense",
        "?sort=--name",
        "?sort=state",
        "?sort=",
        "?sort=name&sort=%00",
        "?after=nonsense",
        "?after=%00%ff",
        "?after=" + "A" * 9000,
        "?before=e30",
        "?columns=nonsense,",
        "?export=exe",
        "?ports=1e999",
        "?ports=99999999999999999999999999",
        "?state=nonsense",
        "?bought_on_min=2026-99-99&bought_on_max=x",
        "?maker=nonsense",
        "?name=%00",
    ],
)
def test_an_address_that_means_nothing_shows_the_default(devices, address):
    table = asked(address)

    assert table.export_response() is None
    assert isinstance(names(table.rows), list)
    assert table.sort == "name"
    assert next(column.name for column in table.columns if not column.hidden) == "name"


def cursor(*parts):
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


HOSTILE = [
    *(None, True, 0, -1, 10**30, -(10**30), 1.5, float("nan"), float("inf"), [], {}),
    *("", "x", "\x00", "\ud800", "9" * 400, "NaN", "1e999999", "0001-01-01", "9999-12-31", "2026-02-30"),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"),
]


@pytest.mark.parametrize("sort", SORTS)
def test_a_forged_cursor_never_breaks_a_page(devices, sort):
    keys = len(asked(f"?sort={sort}").keyset.keys)

    for direction in ("after", "before"):
        for hostile in HOSTILE:
            for place in range(keys):
                values = [hostile if place == position else "1" for position in range(keys)]
                assert isinstance(list(asked(f"?sort={sort}&{direction}={cursor(sort, *values)}").rows), list)


@given(text=st.text(max_size=60))
@settings(max_examples=200)
def test_no_text_is_taken_for_a_cursor(text):
    keyset = Keyset(Device.objects.all(), ["name"], name="name")

    assert keyset.decode(text) is None


def test_a_cursor_of_another_order_is_ignored(devices):
    by_name = asked("?sort=name").page.next

    assert names(asked(f"?sort=-name&after={by_name}").rows) == names(asked("?sort=-name").rows)


def test_a_cursor_whose_row_has_gone_still_knows_its_place(devices):
    first = asked("?sort=name")
    expected = names(asked(query_of(first.next_url)).rows)

    first.rows[-1].delete()

    assert names(asked(query_of(first.next_url)).rows) == expected


# Columns and sort


def test_a_heading_turns_its_own_order_round_and_starts_any_other_upwards(devices):
    headings = {heading.name: heading for heading in asked("?sort=name").columns}

    assert headings["name"].sorted == "ascending"
    assert headings["name"].sort_url == "/devices/?sort=-name"
    assert headings["ports"].sorted == "none"
    assert headings["ports"].sort_url == "/devices/?sort=ports"
    assert (headings["state"].sorted, headings["state"].sort_url) == ("", "")


def test_turning_the_order_round_turns_every_field_of_it(devices):
    assert [key.descending for key in asked("?sort=weight").keyset.keys] == [False, True, True]
    assert [key.descending for key in asked("?sort=-weight").keyset.keys] == [True, False, False]


def test_an_order_by_several_columns_takes_each_in_turn(devices):
    table = asked("?sort=ports,-name")

    expected = sorted(devices, key=lambda device: (-device.ports, device.name), reverse=True)
    assert names(table.rows) == names(expected)[:4]
    assert [(one.name, one.direction, one.place) for one in table.sortable[:2]] == [
        ("ports", "ascending", 1),
        ("name", "descending", 2),
    ]
    assert [one.sorted for one in table.sortable[:2]] == ["ascending", "none"]


def test_a_heading_adds_itself_turns_where_it_stands_and_goes():
    headings = {heading.name: heading for heading in asked("?sort=-ports,name").columns}

    assert headings["ports"].sort_url == "/devices/?sort=ports"
    assert headings["ports"].add_url == "/devices/?sort=ports,name"
    assert headings["name"].drop_url == "/devices/?sort=-ports"
    assert headings["bought_on"].add_url == "/devices/?sort=-ports,name,bought_on"
    assert asked("?sort=name").columns[0].drop_url == ""


def test_an_order_takes_three_columns_and_each_of_them_once():
    full = asked("?sort=ports,-ports,name,seen_at,weight")

    assert full.sort == "ports,name,seen_at"
    assert {heading.name: heading for heading in full.columns}["weight"].add_url == ""


PAIRS = [f"{one},{sign}{other}" for one in SORTS for other in ("ports", "seen_at", "weight") for sign in ("", "-")]


@pytest.mark.parametrize("sort", PAIRS)
def test_pages_by_two_columns_show_every_row_once_forward_and_back(devices, sort):
    whole = [device.pk for device in asked(f"?sort={sort}").keyset.ordered()]

    pages = walk_forward(f"?sort={sort}")
    back = [pages[-1]]
    while back[-1].previous_url:
        back.append(asked(query_of(back[-1].previous_url)))

    assert [device.pk for page in pages for device in page.rows] == whole
    assert [device.pk for page in reversed(back) for device in page.rows] == whole


def test_a_new_order_starts_at_the_first_page_and_keeps_the_filter(devices):
    table = asked(query_of(asked("?sort=name&state=stored").next_url))

    url = {heading.name: heading for heading in table.columns}["ports"].sort_url

    assert url == "/devices/?sort=ports&state=stored"


@pytest.mark.parametrize(
    "address", ["?columns=maker,ports", "?columns=maker&columns=ports", "?columns=ports,maker,nonsense"]
)
def test_the_columns_shown_are_chosen_in_the_address(devices, address):
    table = asked(address)

    assert set(table.shown) == {"maker", "ports"}
    assert tuple(heading.name for heading in table.columns if not heading.hidden) == table.shown


def test_columns_stand_in_the_order_of_the_address_on_the_page_and_in_a_file():
    table = asked("?columns=ports,maker,name")

    assert [heading.name for heading in table.columns][:3] == ["ports", "maker", "name"]
    assert [column.name for column in table.exported_columns()] == ["ports", "maker", "name"]
    assert [heading.name for heading in table.columns if heading.is_main] == ["name"]


@pytest.mark.parametrize(
    ("button", "shown"),
    [
        ("up=ports", ("ports", "name", "maker")),
        ("down=ports", ("name", "maker", "ports")),
        ("up=name", ("name", "ports", "maker")),
        ("down=maker", ("name", "ports", "maker")),
        ("up=nonsense", ("name", "ports", "maker")),
    ],
)
def test_a_button_moves_a_column_a_place_and_its_panel_stays_open(button, shown):
    table = asked(f"?columns=name,ports,maker&{button}")

    assert table.shown == shown
    assert table.is_being_laid_out
    assert table.url({}) == f"/devices/?columns={','.join(shown)}"


def test_columns_hidden_by_declaration_are_offered_but_not_shown(devices):
    hidden = [heading.name for heading in asked().columns if heading.hidden]

    assert hidden == ["maker", "spare"]


# Filters


def test_filters_narrow_rows_and_count(devices):
    table = asked("?state=shipped&sort=name")

    assert names(table.rows) == ["Router 08", "Router 09", "Router 10"]
    assert (table.count, table.count_text) == (3, "3")


def test_each_active_filter_is_a_chip_in_words(devices):
    maker = devices[0].uuid
    table = asked(
        f"?state=stored&state=shipped&is_spare=true&bought_on_after=2026-01-01&bought_on_before=2026-01-31&maker={maker}&name=rout"
    )

    assert [(chip.label, chip.value) for chip in table.chips] == [
        ("Name", "rout"),
        ("State", "In store"),
        ("State", "Shipped"),
        ("Spare", "Yes"),
        ("Bought", "1 Jan 2026 to 31 Jan 2026"),
        ("Maker", "Meridane Networks"),
    ]


def test_a_chip_takes_only_its_own_filter_away(devices):
    table = asked("?sort=-name&state=stored&state=shipped&bought_on_after=2026-01-01&bought_on_before=2026-01-31")

    stored, shipped, bought = (chip.remove_url for chip in table.chips)

    assert stored == "/devices/?sort=-name&state=shipped&bought_on_after=2026-01-01&bought_on_before=2026-01-31"
    assert shipped == "/devices/?sort=-name&state=stored&bought_on_after=2026-01-01&bought_on_before=2026-01-31"
    assert bought == "/devices/?sort=-name&state=stored&state=shipped"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("?bought_on_after=2026-11-20", "from 20 Nov 2026"),
        ("?bought_on_before=2026-11-20", "up to 20 Nov 2026"),
        ("?is_spare=false", "No"),
        ("?ports=24", "24"),
    ],
)
def test_half_a_range_a_no_and_a_number_read_well(devices, address, words):
    assert [chip.value for chip in asked(address).chips] == [words]


def test_a_filter_form_carries_order_and_columns_along(devices):
    table = asked("?sort=-name&columns=name&state=stored&after=x")

    assert table.kept == [("sort", "-name"), ("columns", "name")]
    assert table.clear_url == "/devices/?sort=-name&columns=name"
    assert table.query == "sort=-name&columns=name&state=stored"


def test_the_filters_are_there_once_somebody_opens_them(devices):
    closed, opened = asked("?state=stored"), asked("?state=stored&panel=filter")

    assert (closed.shows_filters, opened.shows_filters) == (False, True)
    assert closed.filters_url == "/devices/?state=stored&panel=filter"
    assert opened.query == opened.saved.query == closed.query
    assert opened.url({"sort": ["name"]}) == closed.url({"sort": ["name"]})


def test_a_row_filter_looks_up_what_was_chosen_and_reads_its_choices_when_they_are_shown(devices):
    field = RowFilter(queryset=lambda request: Device.objects.order_by("name"), to_field_name="uuid").field
    with CaptureQueriesContext(connection) as asking:
        chosen = field.clean(str(devices[-1].uuid))

    assert (chosen, len(asking)) == (devices[-1], 1)
    assert [label for _key, label in field.choices][1:] == [str(device) for device in Device.objects.order_by("name")]
    for wrong in ("nobody", "\x00", "0e5dba50-4f27-4a33-9b92-6f5a1b1d0f00"):
        with pytest.raises(ValidationError):
            field.clean(wrong)


def test_of_many_choices_the_first_are_offered_and_the_chosen_one(devices, monkeypatch):
    monkeypatch.setattr("foundation.lists.choices.MOST_CHOICES", 2)
    field = RowFilter(queryset=lambda request: Device.objects.order_by("name"), to_field_name="uuid").field
    ordered = list(Device.objects.order_by("name"))

    field.clean(str(ordered[-1].uuid))

    assert [label for _key, label in field.choices][1:] == [str(one) for one in (ordered[-1], *ordered[:2])]


def test_a_cell_is_drawn_as_its_part_says_or_by_its_kind(devices):
    said = '{% cells main="main" number="number" %}{% column "name" class="wide" %}<b>{{ row.name }}</b>{% endcells %}'
    table = asked("?columns=ports,name")
    row = table.rows[0]

    shown = Template("{% load lists %}" + said).render(Context({"list": table, "row": row}))

    ports = f'<td role="cell" class="number" data-label="Ports">{row.ports}</td>'
    assert shown == f'{ports}<td role="cell" class="wide" data-label="Name"><b>{row.name}</b></td>'


def test_a_part_without_a_name_draws_every_other_cell(devices):
    said = '{% cells %}{% column "name" %}{{ row.name }}{% column %}{{ column.name }}{% endcells %}'
    table = asked("?columns=name,ports,weight")

    shown = Template("{% load lists %}" + said).render(Context({"list": table, "row": table.rows[0]}))

    assert re.findall(">([^<]+)</td>", shown) == [table.rows[0].name, "ports", "weight"]


def test_counting_stops_where_it_would_cost_too_much(devices):
    class Few(DeviceList):
        count_limit = 5

    table = asked(of=Few)

    assert table.count_text == "5+"


def test_a_large_count_is_grouped_as_people_write_it(devices, monkeypatch):
    table = asked()

    monkeypatch.setattr(table, "counted", lambda limit: limit + 1)

    assert table.count_text == "10,000+"


# An empty list


def test_an_empty_list_says_what_it_is_for_and_what_comes_next(db, device_table):
    table = asked()

    assert table.rows == []
    assert table.empty.title == "No devices"
    assert table.empty.action == ("Receive a delivery", "/deliveries/")


def test_a_list_emptied_by_its_filters_offers_to_clear_them(devices):
    table = asked("?name=nothing+like+it&sort=-name")

    assert table.rows == []
    assert table.empty.action == ("Clear the filters", "/devices/?sort=-name")


# Declarations that cannot be meant


def test_a_column_declared_twice_is_refused():
    with pytest.raises(TypeError, match="twice"):
        type("Twice", (TableList,), {"columns": (Column("a", "A"), Column("a", "B"))})


def test_a_default_order_that_no_column_has_is_refused():
    with pytest.raises(TypeError, match="default_sort"):
        type("Unsorted", (TableList,), {"columns": (Column("a", "A"),), "default_sort": "a"})


def test_a_filter_with_a_name_the_list_needs_is_refused():
    clash = type("Clash", (DeviceFilter,), {"sort": DeviceFilter.base_filters["name"]})

    with pytest.raises(TypeError, match="reserved"):
        type("Clashing", (TableList,), {"columns": (), "filterset": clash})


def test_an_unknown_kind_of_column_is_refused():
    with pytest.raises(ValueError, match="kind"):
        Column("a", "A", kind="colour")
