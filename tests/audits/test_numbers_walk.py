"""The figures of audits and findings on the demonstration: as promised, by command and program, and each opens its rows."""

import re

from django.urls import reverse

from tests.assurance.test_numbers_walk import page, reader, rows_behind, that_day, told

__all__ = ["reader", "that_day"]

SHARES = {
    "K-03": (13, 16, 81.3),
    "K-04": (12, 16, 75.0),
    "K-05": (10, 14, 71.4),
    "K-14": (4, 22, 18.2),
    "K-18": (10, 10, 100.0),
}
TILES = {
    "Audits on plan": ("81.3 %", [13, 16]),
    "Punctuality": ("75 %", [12, 16]),
    "Actions on time": ("71.4 %", [10, 14, 10, 14]),
    "Repeat findings": ("18.2 %", [4, 22]),
}


def test_the_command_prints_every_promised_figure(demonstrated, that_day, db):
    found = told()

    for name, (numerator, denominator, value) in SHARES.items():
        assert (found[name]["numerator"], found[name]["denominator"], found[name]["value"]) == (
            numerator,
            denominator,
            value,
        ), name
    assert found["K-03"]["parts"] == {
        "full_year": {"numerator": 13, "denominator": 19, "value": 68.4},
        "cancelled": {"value": 1},
    }
    assert found["K-05"]["parts"]["missed"] == {"rows": ["F-002", "F-003", "F-008", "F-013"]}
    times = found["K-06"]["parts"]
    assert times["major"] == {"n": 2, "mean": None, "median": None, "cases": {"F-001": 81, "F-002": 98}}
    assert (times["minor"]["n"], times["minor"]["mean"], times["minor"]["median"]) == (8, 168.1, 172.5)
    assert found["K-07"]["parts"] == {
        "major": {"n": 4, "mean": 78, "max": 131},
        "minor": {"n": 8, "mean": 130.5, "max": 228},
    }
    assert found["K-08"]["parts"] == {
        "action": {"F-003": 41, "F-013": 48},
        "ofi_disposition": {"F-026": 114, "F-028": 18},
        "awaiting_verification": ["F-004", "F-015"],
        "risk_accepted": [],
        "rungs": {"action": {"4": 2}, "ofi_disposition": {"2": 2}},
    }
    assert found["K-05"]["parts"]["original_due"] == {"numerator": 10, "denominator": 14, "value": 71.4}
    assert found["K-14"]["parts"]["repeats"] == {"rows": ["F-016", "F-019", "F-020", "F-022"]}
    assert found["K-14"]["parts"]["minor"] == {"numerator": 4, "denominator": 16, "value": 25.0}
    assert found["K-18"]["parts"]["not_at_first"] == {"rows": []}


def test_every_number_of_audits_on_the_board_opens_its_rows(reader):
    text = page(reader, reverse("foundation:board"))
    linked = re.findall(r'<a[^>]* href="(/audits/[^"]*\?[^"]*)"[^>]*>(?:of |All )?(\d+)\b(?![.,]?\d* ?%)', text)

    assert len(linked) > 40
    counted = [(to, int(said), rows_behind(reader, to)) for to, said in linked]
    assert [one for one in counted if one[1] != one[2]] == []
    for label, (share, numbers) in TILES.items():
        tile = re.search(rf'<article class="card tile"> <h2 class="tile-label">{label}</h2>.*?</article>', text)[0]
        assert share in tile
        assert [int(n) for n in re.findall(r'<a href="/audits/[^"]*">(?:of )?(\d+)</a>', tile)][
            : len(numbers)
        ] == numbers
    for said in ("after 81, 98 days", "after 168.1 days on average, median 172.5", "on rung 4:", "Target 5 % or less"):
        assert said in text, said


def test_the_program_says_what_the_command_says(reader):
    by_command = told()

    answer = reader.get("/api/v1/figures/").json()

    for name, key in {"K-05": "actions_on_time", "K-14": "repeat_findings", "K-18": "effective_at_first"}.items():
        assert answer["year"][key] == {part: by_command[name][part] for part in ("numerator", "denominator")}
    assert [one["cases"] for one in answer["year"]["time_to_close"]] == [[81, 98], []]
    assert answer["year"]["late"] == [
        {"step": "action", "count": 2, "rungs": {"4": 2}},
        {"step": "disposition", "count": 2, "rungs": {"2": 2}},
    ]
