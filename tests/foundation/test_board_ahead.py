"""Today's board: quick ones are counted in the request, the others shown as they were while a worker counts them anew."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from audits.models import Finding
from foundation import board_ahead, tasks
from foundation.directory.models import RoleGrant, User
from tests.company import TODAY


@pytest.fixture(autouse=True)
def clock(morning_clock):
    return morning_clock


@pytest.fixture
def asked(monkeypatch):
    """Whom a worker was asked for, instead of a worker."""
    found: list[int] = []
    send = "foundation.board_ahead.current_app.send_task"
    monkeypatch.setattr(send, lambda _name, *, args, **_options: found.extend(args))
    return found


@pytest.fixture
def slow(monkeypatch):
    """Every board takes longer than a request may count."""
    monkeypatch.setattr(board_ahead, "QUICK", -1.0)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(board_ahead, "QUICK", 60.0)


def figures(client):
    """What the page says of open findings, of when it is, and whether that is behind."""
    page = re.sub(r"\s+", " ", client.get("/board/").content.decode())
    number = re.search(r'Open findings</h2> <p class="tile-number">(?:<a[^>]*>)?([^<]*)<', page)[1]
    return number, re.search(r"Figures as of [^<]*?(\d\d:\d\d)", page)[1], "Being counted anew" in page


def close_everything():
    Finding.objects.update(state="closed", closed_on=TODAY)


def test_a_quick_board_is_counted_anew_when_its_minutes_are_over(finding, browse, quick, asked, clock):
    client = browse("ines")
    first = figures(client)
    close_everything()
    clock.shift(timedelta(minutes=6))

    assert (first, figures(client)) == (("1", "09:00", False), ("0", "09:06", False))
    assert asked == []


def test_a_slow_board_is_shown_as_it_was_while_a_worker_counts_it(finding, cast, browse, slow, asked, clock):
    client = browse("ines")
    figures(client)
    close_everything()
    clock.shift(timedelta(minutes=6))

    assert figures(client) == ("1", "09:00", True)
    assert figures(client) == ("1", "09:00", True)
    assert asked == [cast["ines"].pk]

    assert tasks.keep_board(cast["ines"].pk)
    assert figures(client) == ("0", "09:06", False)


def test_a_slow_board_says_that_it_is_behind_what_one_has_done(finding, cast, browse, slow, asked, clock):
    client = browse("ines")
    figures(client)
    clock.shift(timedelta(minutes=1))
    client.post(reverse("foundation:theme"), {"theme": "dark"})

    assert figures(client) == ("1", "09:00", True)
    assert asked == [cast["ines"].pk]


def test_a_quick_board_holds_what_one_has_done_at_once(finding, browse, quick, asked, clock):
    client = browse("ines")
    figures(client)
    close_everything()
    clock.shift(timedelta(minutes=1))
    client.post(reverse("foundation:theme"), {"theme": "dark"})

    assert figures(client) == ("0", "09:01", False)


def test_without_a_worker_whoever_looks_after_an_hour_counts(finding, browse, slow, asked, clock):
    client = browse("ines")
    figures(client)
    close_everything()
    clock.shift(timedelta(minutes=61))

    assert figures(client) == ("0", "10:01", False)


def test_a_broker_that_is_down_stops_nobody(finding, browse, slow, monkeypatch, clock):
    def refuse(*_args, **_options):
        raise OSError

    monkeypatch.setattr("foundation.board_ahead.current_app.send_task", refuse)
    client = browse("ines")
    figures(client)
    clock.shift(timedelta(minutes=6))

    assert figures(client) == ("1", "09:00", True)


def test_the_clock_keeps_the_board_of_everybody_who_has_one(finding, cast, browse, slow, asked):
    readers = User.objects.filter(pk__in=RoleGrant.objects.filter(role__in=("MGR", "CO", "PM")).values("user"))

    assert tasks.keep_boards() == readers.count() > 3
    kept = [cache.get(f"board-page-{reader.pk}")[1] for reader in readers]
    clients = [browse(name) for name, user in cast.items() if user in readers]
    assert len({page for page in kept if page}) > 1
    assert all(figures(client)[1:] == ("09:00", False) for client in clients)


@pytest.mark.parametrize("name", ["helena", "ines", "petra", "malik"])
def test_what_a_worker_keeps_is_what_the_request_would_have_shown(finding, cast, browse, slow, name):
    browse(name).get("/board/")
    mine = cache.get(f"board-page-{cast[name].pk}")
    cache.clear()

    assert board_ahead.keep(User.objects.get(pk=cast[name].pk))
    assert cache.get(f"board-page-{cast[name].pk}") == mine


def test_the_first_of_a_morning_waits_for_nothing(
    finding, cast, browse, slow, asked, clock, django_assert_max_num_queries
):
    clock.move_to(f"{TODAY + timedelta(days=1)}T00:05:00Z")
    tasks.keep_boards()
    clock.shift(timedelta(hours=0, minutes=30))
    client = browse("ines")

    with django_assert_max_num_queries(6):
        assert figures(client) == ("1", "00:05", True)


def test_what_is_quick_or_as_it_was_is_not_counted_every_five_minutes(finding, slow, clock, monkeypatch):
    assert tasks.keep_boards() > 0
    assert tasks.keep_boards() == 0

    monkeypatch.setattr(board_ahead, "_last_event", lambda: 10**9)
    assert tasks.keep_boards() > 0
    monkeypatch.setattr(board_ahead, "QUICK", 60.0)
    monkeypatch.setattr(board_ahead, "_last_event", lambda: 10**9 + 1)
    assert tasks.keep_boards() == 0


def test_a_round_ends_after_its_time_and_goes_on_with_the_oldest(finding, slow, monkeypatch):
    ticks, rests = iter(range(1000)), []
    monkeypatch.setattr("foundation.board_ahead.time.monotonic", lambda: float(next(ticks)))
    monkeypatch.setattr("foundation.board_ahead.time.sleep", rests.append)

    first, second = board_ahead.keep_round(seconds=8), board_ahead.keep_round(seconds=8)

    assert first > 0 < second
    assert len(rests) == first + second
    assert max(rests) > 0 <= min(rests)
    assert len([user for user in board_ahead._readers() if cache.get(f"board-told-{user.pk}")]) == first + second


def test_two_clocks_count_no_board_twice(finding, cast, slow):
    cache.add(f"board-asked-{cast['ines'].pk}", 1, 60)

    assert tasks.keep_boards() == len(board_ahead._readers()) - 1
    assert cache.get(f"board-told-{cast['ines'].pk}") is None


def test_who_does_something_while_it_is_counted_may_ask_again(finding, cast, browse, slow, asked, clock):
    client = browse("ines")
    figures(client)
    for minute in (1, 2):
        clock.shift(timedelta(minutes=minute))
        client.post(reverse("foundation:theme"), {"theme": "dark"})
        assert figures(client)[2]
        tasks.keep_board(cast["ines"].pk)

    assert asked == [cast["ines"].pk] * 2


def test_another_role_is_counted_for_itself(finding, company, cast, browse, slow, asked):
    client = browse("malik")
    regional = figures(client)
    RoleGrant.objects.create(user=cast["malik"], role="MGR", unit=company.units["HQ"], from_on=TODAY)

    assert figures(client) != regional
    assert asked == []


def test_nothing_is_kept_of_whoever_has_no_board(cast, company):
    assert not tasks.keep_board(cast["emma"].pk)
    assert cache.get(f"board-page-{cast['emma'].pk}") is None
