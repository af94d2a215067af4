"""Parts of pages that are drawn once: what is kept, and what of."""

import pytest
from django.db import connection
from django.template import Engine, RequestContext
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from foundation import drawn
from foundation.drawn import drawn_once
from foundation.lists.reading import Objects, Rows, read
from tests.foundation.devices import Device


@pytest.fixture(autouse=True)
def nothing_is_kept(monkeypatch, settings):
    """As people have it: what is kept is not drawn again."""
    settings.DRAWN_PARTS_ARE_COMPARED = False
    monkeypatch.setattr(drawn, "_kept", type(drawn._kept)())


def page(*, collects: bool = False) -> RequestContext:
    request = RequestFactory().get("/")
    if collects:
        request._sprite = {}
    context = RequestContext(request)
    context.template = Engine().from_string("")
    return context


class Part:
    """A part that counts how often it is drawn."""

    def __init__(self, html="<p>here</p>", icons=(), context=None):
        self.html, self.icons, self.context, self.times = html, icons, context, 0

    def __call__(self):
        self.times += 1
        if self.context is not None:
            self.context.request._sprite.update(dict.fromkeys(self.icons))
        return self.html


def test_the_same_is_drawn_once_and_something_else_anew():
    part = Part()

    assert [drawn_once(page(), ("part", of), part) for of in (1, 1, 2, 1)] == ["<p>here</p>"] * 4
    assert part.times == 2


def test_each_language_has_its_own():
    part = Part()
    for language in ("en", "de", "en", "de"):
        with translation.override(language):
            drawn_once(page(), "part", part)

    assert part.times == 2


def test_what_nothing_can_be_kept_under_is_drawn_each_time():
    part = Part()
    for _time in range(3):
        drawn_once(page(), ("part", []), part)

    assert part.times == 3


def test_a_page_carries_the_icons_of_what_was_drawn_for_another_page():
    first, second = page(collects=True), page(collects=True)
    first.request._sprite["flag", "micro"] = second.request._sprite["bell", "micro"] = None
    icons = [("check", "micro"), ("flag", "micro")]

    for context in (first, second):
        drawn_once(context, "part", Part(icons=icons, context=context))

    assert list(first.request._sprite) == [("flag", "micro"), ("check", "micro")]
    assert set(second.request._sprite) == {("bell", "micro"), *icons}


def test_a_fragment_whose_icons_carry_their_drawing_shares_nothing_with_a_page():
    part = Part()
    drawn_once(page(collects=True), "part", part)
    drawn_once(page(), "part", part)

    assert part.times == 2


def test_the_oldest_goes_when_there_is_too_much(monkeypatch):
    monkeypatch.setattr(drawn, "MOST_KEPT", 2)
    part = Part()
    for of in (1, 2, 3, 3, 2, 1):
        drawn_once(page(), of, part)

    assert part.times == 4


def test_tests_find_what_is_drawn_from_more_than_is_said(settings):
    settings.DRAWN_PARTS_ARE_COMPARED = True
    drawn_once(page(), "part", Part("<p>one</p>"))
    drawn_once(page(), "part", Part("<p>one</p>"))

    with pytest.raises(AssertionError, match="more than is said"):
        drawn_once(page(), "part", Part("<p>two</p>"))


# Rows that are read, and become objects when they are looked at.


def test_rows_become_the_objects_that_the_queryset_gives(devices):
    queryset = Device.objects.order_by("name").select_related("maker")
    rows = read(queryset)

    assert isinstance(rows, Rows)
    assert list(rows) == list(queryset)
    assert [one.maker for one in rows] == [one.maker for one in queryset]


def test_a_row_is_one_object_however_often_it_is_looked_at(devices):
    rows = read(Device.objects.order_by("name"))

    assert rows[0] is rows[0] is rows[:2][0] is next(iter(rows))
    assert rows[-1] == rows[len(rows) - 1]
    with pytest.raises(IndexError):
        rows[len(rows)]


def test_reading_is_one_query_and_looking_none(devices):
    with CaptureQueriesContext(
        connection,
    ) as reading:
        rows = read(Device.objects.order_by("name").select_related("maker"))
    with CaptureQueriesContext(connection) as looking:
        assert len(list(rows)) == len(rows) > 3

    assert (len(reading), len(looking)) == (1, 0)


def test_rows_are_cut_and_turned_before_they_are_looked_at(devices):
    names = [one.name for one in Device.objects.order_by("name")]
    rows = read(Device.objects.order_by("name"))
    rows.cut(3, turned=True)

    assert [one.name for one in rows] == names[:3][::-1]


def test_what_reads_more_after_its_rows_is_a_list_of_objects(devices):
    found = read(Device.objects.order_by("name").prefetch_related("maker"))

    assert isinstance(found, Objects)
    assert found == list(Device.objects.order_by("name"))


def test_rows_of_other_columns_are_of_another_shape(devices):
    plain, wide = read(Device.objects.order_by("name")), read(Device.objects.order_by("name").select_related("maker"))

    assert plain.shape == read(Device.objects.order_by("name")).shape
    assert plain.shape != wide.shape
    assert plain.shape != read(Device.objects.order_by("name").defer("name")).shape
