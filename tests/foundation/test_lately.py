"""What is counted for a person once in a while: the number in the navigation and the board."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from audits.models import Finding
from foundation.directory.models import RoleGrant, User
from foundation.lately import counted_anew
from foundation.work import late_count
from tests.company import TODAY

LATE = TODAY + timedelta(days=40)


@pytest.fixture(autouse=True)
def kept_for_a_while(morning_clock):
    return morning_clock


def of(user: User, on: date = LATE) -> int:
    """The number on the next request, for which the user is loaded anew."""
    return late_count(User.objects.get(pk=user.pk), on)


def close_everything() -> None:
    Finding.objects.update(state="closed", closed_on=TODAY)


def shown(page: HttpResponse) -> str:
    return re.sub(r"\s+", " ", page.content.decode())


def test_what_others_do_shows_after_a_minute(finding, cast, kept_for_a_while):
    before = of(cast["samir"])
    close_everything()

    assert of(cast["samir"]) == before == 2
    cache.delete(f"lately-late-{cast['samir'].pk}")  # as the cache does by itself
    assert of(cast["samir"]) == 0


def test_what_one_does_oneself_shows_at_once(finding, cast, rf):
    of(cast["samir"])
    close_everything()
    request: HttpRequest = rf.post("/anything/")
    request.user = cast["samir"]

    counted_anew(lambda _request: HttpResponse())(request)

    assert of(cast["samir"]) == 0


def test_to_look_at_a_page_counts_nothing_anew(finding, cast, rf):
    of(cast["samir"])
    close_everything()
    request: HttpRequest = rf.get("/anything/")
    request.user = cast["samir"]

    counted_anew(lambda _request: HttpResponse())(request)

    assert of(cast["samir"]) == 2


def test_another_day_or_role_is_counted_for_itself(finding, company, cast):
    assert (of(cast["samir"]), of(cast["samir"], TODAY)) == (2, 0)

    of(cast["emma"])
    RoleGrant.objects.create(user=cast["emma"], role="MGR", unit=company.units["HQ"], from_on=TODAY)

    assert of(cast["emma"]) > 0


def test_the_board_says_when_its_figures_were_counted(finding, cast, browse, kept_for_a_while):
    client = browse("ines")
    first = shown(client.get("/board/"))
    close_everything()
    kept_for_a_while.shift(timedelta(minutes=3))

    again = shown(client.get("/board/"))

    assert re.findall(r"Figures as of [^<]*", first) == re.findall(r"Figures as of [^<]*", again) != []
    assert shown(client.get("/board/?on=")) != again


def test_nobodys_board_is_another_persons(finding, cast, browse):
    ines, malik = (shown(browse(name).get("/board/")) for name in ("ines", "malik"))

    assert ines != malik
    assert shown(browse("malik").get("/board/")).count("<section") == malik.count("<section")
