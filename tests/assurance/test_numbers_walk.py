"""The promised figures of the demonstration on every screen, by the API and by the command; each number opens its rows."""

import json
import re
from datetime import date
from html import unescape
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from foundation.directory.models import User

D0 = date(2026, 11, 20)
AREAS = {"RD": (13, 15, 86.7), "SC": (10, 11, 90.9), "SM": (5, 8, 62.5), "DEL": (11, 13, 84.6), "TS": (9, 11, 81.8)}
GAPS = {"Stale": 6, "No evidence": 2, "No owner": 1, "No control": 1}
READERS = ("ines.moreau", "helena.brandt")


@pytest.fixture
def that_day():
    with time_machine.travel("2026-11-20T09:00:00+00:00", tick=True):
        yield


@pytest.fixture(params=READERS)
def reader(request, demonstrated, that_day, db):
    """Somebody who sees everything, signed in."""
    client = Client()
    client.force_login(User.objects.get(email=f"{request.param}@meridane.example"))
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode()).replace("\xa0", " ")


def told() -> dict:
    out = StringIO()
    call_command("figures", on=D0.isoformat(), json=True, stdout=out)
    return json.loads(out.getvalue())


def rows_behind(client: Client, address: str) -> int:
    """How many different rows a list shows, all its pages together."""
    seen, after = set(), unescape(address)
    while after:
        answer = client.get(after)
        assert answer.status_code == 200, after
        listed = answer.context["list"]
        seen |= {row.pk for row in listed.rows}
        after = listed.next_url
    return len(seen)


def numbers(text: str, path: str) -> list[tuple[str, int]]:
    """The links to a list that say a number: address and number."""
    found = re.findall(rf'<a[^>]* href="({path}[^"]*)"[^>]*>(?:of )?(\d+)\b(?![.,]\d* ?%)', text)
    return [(address, int(said)) for address, said in found]


def test_m03_the_heat_map_says_every_promised_number_and_each_opens_its_rows(reader):
    text = page(reader, reverse("assurance:matrix"))
    linked = numbers(text, reverse("assurance:cells"))

    assert "82.8 %" in text
    assert [said for _address, said in linked] == [48, 58] + [n for a, b, _share in AREAS.values() for n in (a, b)]
    assert all(f">{share} %" in text for _covered, _all, share in AREAS.values())
    assert [rows_behind(reader, address) for address, _said in linked] == [said for _address, said in linked]


def test_m03_every_gap_opens_its_rows(reader):
    text = page(reader, reverse("assurance:matrix"))
    chips = re.findall(r'<a class="chip" href="([^"]+)">(.*?)<span class="chip-count">(\d+)</span>', text)
    said = {re.sub("<[^>]*>", "", words).strip(): (address, int(number)) for address, words, number in chips}

    assert {name: said[name][1] for name in GAPS} == GAPS
    for name, number in GAPS.items():
        narrowed = said[name][0].replace(reverse("assurance:matrix"), reverse("assurance:cells"))
        assert rows_behind(reader, narrowed) == number


def test_the_board_says_the_same_and_each_number_opens_its_rows(reader):
    text = page(reader, reverse("foundation:board"))

    for path, wanted in ((reverse("assurance:cells"), [48, 58]), (reverse("assurance:suppliers"), [5, 8])):
        linked = numbers(text, path)
        assert [said for _address, said in linked][:2] == wanted
        assert [rows_behind(reader, address) for address, _said in linked] == [said for _address, said in linked]
    assert "82.8 %" in text
    assert "62.5 %" in text


def test_the_api_says_what_the_command_says(reader):
    by_command = told()

    answer = reader.get("/api/v1/metrics/")

    by_program = {one.pop("id"): one for one in answer.json()["metrics"]}
    if by_program["K-21"]["parts"]["used"]["denominator"] == 0:  # rooms are no business of a manager
        by_command["K-21"]["parts"]["used"] = by_program["K-21"]["parts"]["used"]
    assert {name: {**one, "label": None} for name, one in by_program.items()} == {
        name: {**one, "label": None} for name, one in by_command.items()
    }
    assert (by_program["K-01"]["value"], by_program["K-02"]["value"], by_program["K-17"]["value"]) == (82.8, 85.7, 62.5)
    assert (by_program["K-02"]["numerator"], by_program["K-02"]["denominator"]) == (48, 56)
    for area, (numerator, denominator, value) in AREAS.items():
        assert by_program["K-01"]["parts"][area] == {"numerator": numerator, "denominator": denominator, "value": value}


def test_one_figure_costs_a_page_of_queries_at_most(reader, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        answer = reader.get("/api/v1/metrics/", {"id": "K-01", "on": "2026-11-20"})

    assert [one["id"] for one in answer.json()["metrics"]] == ["K-01"]


def test_days_to_come_have_no_figures(reader):
    answer = reader.get("/api/v1/metrics/", {"on": "2026-11-21"})

    assert (answer.status_code, list(answer.json())) == (400, ["on"])
