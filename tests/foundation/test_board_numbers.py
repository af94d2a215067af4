"""The board of the demonstration: every number of every tile and panel opens exactly its rows, today and on a past day."""

import re
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from foundation import figures, offers
from foundation.directory.models import User
from tests.assurance.test_numbers_walk import page, rows_behind, that_day, told
from tests.foundation.expected import EXPECTED

__all__ = ["that_day"]

EVERYTHING, REGION, OFFICER = "helena.brandt", "noor.aziz", "ines.moreau"
JUNE = "2026-06-30"
LINK = r'<a[^>]* href="(/[^"]+)"[^>]*>(?:of |All )?(\d+)\b(?![.,]?\d* ?%)'
FIVE = [
    "Integration coverage",
    "Majors past due",
    "Certificates at risk, 180 days",
    "Audits on plan",
    "Training current",
]


@pytest.fixture
def come(demonstrated, that_day, db):
    def as_somebody(name: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(email=f"{name}@meridane.example"))
        return client

    return as_somebody


def board(client: Client, **query: str) -> str:
    text = page(
        client, reverse("foundation:board") + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")
    )
    return text[text.index("<main") : text.index("</main>")]


def tiles(text: str) -> dict[str, str]:
    found = re.findall(r'<article class="card tile">(.*?)</article>', text)
    return {unescape(re.search(r'<h2 class="tile-label">(.*?)</h2>', one)[1]): one for one in found}


def value(tile: str) -> str:
    return re.sub("<[^>]*>", "", re.search(r'class="tile-value"[^>]*>([^<]*)', tile)[1]).strip()


def test_every_figure_of_the_reference_day_is_as_expected(demonstrated, that_day, db):
    found = told()

    def differs(wanted, got):
        if isinstance(wanted, dict):
            return any(name not in got or differs(one, got[name]) for name, one in wanted.items())
        return wanted != got

    assert {name: found[name] for name, one in EXPECTED.items() if differs(one, found[name])} == {}
    assert set(found) == set(EXPECTED)


def test_every_figure_says_what_it_counts_and_of_what():
    assert [one.id for one in figures.metrics() if not (one.counts and one.of)] == []


@pytest.mark.parametrize("on", ["", JUNE])
@pytest.mark.parametrize("name", [EVERYTHING, REGION, OFFICER])
def test_every_number_opens_its_rows(come, name, on):
    client = come(name)
    text = board(client, **({"on": on} if on else {}))
    linked = [(address, int(said)) for address, said in re.findall(LINK, text)]

    counted = [(address, said, rows_behind(client, address)) for address, said in linked]

    assert len(linked) > (40 if name != REGION else 10)
    assert [one for one in counted if one[1] != one[2]] == []


@pytest.mark.parametrize("name", [EVERYTHING, REGION])
def test_every_tile_of_today_has_a_number_that_opens_rows_and_a_definition(come, name):
    found = tiles(board(come(name)))

    silent = [label for label, tile in found.items() if value(tile) != "n/a" and not re.search(LINK, tile)]
    assert len(found) >= len([one for one in offers.panels() if one.place in ("headline", "tiles")])
    assert silent == []
    assert [label for label, tile in found.items() if "What is this?" not in tile] == []


def test_the_five_numbers_stand_on_top_with_target_light_and_way(come):
    text = board(come(EVERYTHING))
    five = tiles(text[text.index("Five figures") : text.index('id="h-heat"')])

    assert list(five) == FIVE
    assert [value(tile) for tile in five.values()] == ["82.8 %", "1", "7", "81.3 %", "92.9 %"]
    for tile in five.values():
        assert re.search(r"(On target|Close to target|Off target)", tile)
        assert "Target " in tile
        assert re.search(r"(Up|Down|Same)", tile)
        assert "chart-line" in tile


def test_a_past_day_says_so_and_shows_nothing_of_today(come):
    text = board(come(OFFICER), on=JUNE)
    found = tiles(text)

    assert "This is how it was on 30 Jun 2026" in text
    assert "Figures as of the end of 30 Jun 2026" in text
    assert (value(found["Access to be ended"]), "Not recorded on that day." in found["Access to be ended"]) == (
        "n/a",
        True,
    )
    assert value(found["Integration coverage"]) not in ("82.8 %", "n/a")
    assert value(found["Training current"]) not in ("92.9 %", "n/a")
    assert reverse("assurance:cells") not in text


def test_before_anything_was_kept_the_nights_tell_nothing(come):
    found = tiles(board(come(EVERYTHING), on="2020-02-29"))

    for label in ("Integration coverage", "Training current", "Suppliers that go on", "Signed by those who are asked"):
        assert value(found[label]) == "n/a"


@pytest.mark.parametrize("on", ["2026-11-21", "9999-12-31", "0001-01-01", "yesterday", "%00"])
def test_a_day_that_has_no_figures_is_refused_and_stays_in_its_field(come, on):
    answer = come(EVERYTHING).get(reverse("foundation:board") + f"?on={on}")

    assert answer.status_code == 422
    text = answer.content.decode()
    assert ("days to come" in text) == on.startswith(("2026", "9999"))
    assert f'value="{on}"' in text or on == "%00"


def test_the_first_day_of_all_is_no_fault(come):
    for address in ("foundation:board", "foundation:comparison"):
        assert come(EVERYTHING).get(reverse(address) + "?on=1900-01-01").status_code == 200


@pytest.mark.parametrize("query", ["", f"?on={JUNE}"])
@pytest.mark.parametrize("address", ["foundation:board", "foundation:comparison"])
@pytest.mark.parametrize("name", [EVERYTHING, REGION, OFFICER])
def test_a_page_costs_at_most_twelve_queries(come, name, address, query, django_assert_max_num_queries):
    client = come(name)
    client.get(reverse(address) + query)

    with django_assert_max_num_queries(12):
        client.get(reverse(address) + query)


def test_two_days_stand_side_by_side_with_their_difference(come):
    text = page(come(EVERYTHING), reverse("foundation:comparison") + f"?before={JUNE}&on=2026-11-20")
    line = re.search(r'<th scope="row">Integration coverage<span class="sub">K-01</span></th>(.*?)</tr>', text)[1]

    assert "82.8 %" in line
    assert "48 of 58" in line
    assert re.search(r"(Better|Worse)", line)
    assert "/board/?on=2026-06-30" in text


def test_regions_stand_side_by_side_as_the_heat_map_says(come):
    client = come(EVERYTHING)
    text = page(client, reverse("foundation:comparison"))
    side = text[text.index('id="h-units"') :]
    heat = board(client)
    heat = heat[heat.index('id="h-heat"') :]
    last = re.search(r'<th scope="row">All areas</th>(.*?)</tr>', heat)[1]

    shares = re.findall(r'heat-value">([\d.]+ %)<', last)[:-1]
    line = re.search(r'<th scope="row">Integration coverage</th>(.*?)</tr>', side)[1]
    assert len(shares) == 5
    assert re.findall(r'<td class="number">\s*([\d.]+ %)', line) == shares


def test_a_manager_of_a_region_compares_that_region_only(come):
    text = page(come(REGION), reverse("foundation:comparison"))
    side = text[text.index('id="h-units"') :]

    assert re.findall(r'<th class="number" scope="col">([^<]+)</th>', side) == ["Middle East and Africa"]
    assert "48 of 58" not in text


def test_the_next_day_the_board_still_shows_the_day_before(demonstrated, db):
    with time_machine.travel("2026-11-30T09:00:00+00:00", tick=True):
        client = Client()
        client.force_login(User.objects.get(email="helena.brandt@meridane.example"))
        five = tiles(board(client, on="2026-11-20"))

    assert [value(five[label]) for label in FIVE] == ["82.8 %", "1", "7", "81.3 %", "92.9 %"]
