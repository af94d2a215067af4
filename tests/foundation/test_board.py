"""The board: figures of the units one manages, each a link to exactly the rows it counts."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.http import QueryDict

from audits.lists import AuditFilters, FindingFilters
from audits.models import Audit, Finding
from foundation.access import permits
from foundation.permissions import VIEW_BOARD
from tests.company import TODAY, plan_audit, start_audit

MORNING = f"{TODAY.isoformat()}T09:00:00Z"


@pytest.fixture(autouse=True)
def that_day():
    with time_machine.travel(MORNING, tick=True):
        yield


@pytest.fixture
def busy(company, finding):
    """Findings of all types and ages in two regions, and audits held, late, planned and cancelled."""
    far = start_audit(company, process="mea-acceptance", title="Acceptance")
    kinds = [("major", 10, "action"), ("minor", 100, "action"), ("minor", 200, "implemented"), ("ofi", 31, "issued")]
    for number, (kind, age, state) in enumerate([*kinds, ("minor", 60, "closed"), ("minor", 60, "void")]):
        issued = TODAY - timedelta(days=age)
        closed = TODAY if state == "closed" else None
        facts = {"type": kind, "issued_on": issued, "raised_on": issued, "state": state, "closed_on": closed}
        Finding.objects.create(
            ref=f"F-X-{number}",
            audit=far if number % 2 else finding.audit,
            unit=company.units["MEADEL" if number % 2 else "TS"],
            title="Sample",
            statement="Sample.",
            owner=company.person("omar"),
            **facts,
        )
    for days, state, ended in (
        (-60, "closed", -58),
        (-40, "follow_up", -10),
        (-20, "planned", None),
        (10, "planned", None),
    ):
        audit = plan_audit(company, on=TODAY, title=f"Plan {days}", lead="leo" if days == -20 else "tobias")
        day = TODAY + timedelta(days=days)
        actual = None if ended is None else TODAY + timedelta(days=ended)
        facts = {"in_programme": True, "baseline_end": day, "planned_end": max(day, audit.planned_start)}
        Audit.objects.filter(pk=audit.pk).update(state=state, actual_end=actual, **facts)
    return company


def page_of(client):
    return re.sub(r"\s+", " ", client.get("/board/").content.decode())


def rows_behind(url, user, rf):
    """How many rows a link of the board leads to."""
    path, _, query = unescape(url).partition("?")
    request = rf.get(path)
    request.user = user
    filters, model = (FindingFilters, Finding) if "findings" in path else (AuditFilters, Audit)
    found = filters(QueryDict(query), queryset=model.objects.visible_to(user), request=request)
    assert found.is_valid(), found.errors
    assert set(QueryDict(query)) <= set(found.filters), url
    return found.qs.count()


@pytest.mark.parametrize(
    ("name", "status"),
    [("helena", 200), ("ines", 200), ("petra", 200), ("malik", 200), ("samir", 403), ("tobias", 403), ("claire", 404)],
)
def test_the_board_is_for_managers_officers_and_programme_managers(cast, browse, name, status):
    assert browse(name).get("/board/").status_code == status
    assert permits(cast[name], VIEW_BOARD) == (status == 200)


def test_an_empty_installation_says_so_and_never_shows_a_percentage(company, browse):
    page = page_of(browse("helena"))

    values = re.findall(r'class="tile-value"[^>]*>([^<]*)<', page)
    assert len(values) == 15
    assert values.count("n/a") == 10
    assert not [one for one in values if "%" in one]
    assert "Nothing is overdue in your units." in page
    assert "No audit of the programme falls into these months." in page


def test_the_tiles_say_value_denominator_standing_and_definition(busy, browse):
    page = page_of(browse("petra"))
    tile = re.search(r'<article class="card tile"> <h2 class="tile-label">Audits on plan</h2>.*?</article>', page)[0]

    assert "66.7 %" in tile
    assert ">of 3</a>" in tile
    assert "Off target" in tile
    assert "Target 90 % or more" in tile
    assert "audits whose report is issued" in tile
    assert "audits of the programme whose approved last day has come" in tile
    assert "What is this?" in tile


@pytest.mark.parametrize("name", ["helena", "petra", "malik", "ines"])
def test_every_number_with_a_link_counts_exactly_the_rows_behind_it(busy, cast, browse, rf, name):
    page = page_of(browse(name))
    numbers = re.findall(r'<a[^>]* href="(/audits/[^"]*\?[^"]*)"[^>]*>(?:of |All )?(\d+)\b(?![.,]?\d* ?%)', page)

    counted = [(url, int(said), rows_behind(url, cast[name], rf)) for url, said in numbers]
    assert len(numbers) > 20
    assert [one for one in counted if one[1] != one[2]] == []


def test_a_manager_of_a_region_sees_that_region_only(busy, cast, browse, rf):
    page = page_of(browse("malik"))

    assert "Middle East and Africa" in page
    assert "F-X-1" not in page.replace("F-X-10", "")
    assert re.search(r'Open findings</h2> <p class="tile-number"><a class="tile-value" href="[^"]*">2<', page)


def test_a_manager_never_learns_of_an_unannounced_audit_before_it_opens(company, browse):
    audit = plan_audit(company, on=TODAY, kind=Audit.Kind.UNANNOUNCED, title="Surprise")
    Audit.objects.filter(pk=audit.pk).update(in_programme=True)

    assert "Surprise" not in page_of(browse("helena"))
    assert "Surprise" in page_of(browse("petra"))


def test_what_is_overdue_names_its_holder_and_rung(finding, browse):
    with time_machine.travel("2026-12-15T09:00:00Z", tick=True):
        page = page_of(browse("helena"))

    assert f'<a class="ref" href="{finding.get_absolute_url()}">' in page
    assert "Escalation 3 of 4" in page
    assert "11 days late" in page


def test_the_page_says_whose_figures_they_are_and_when_they_were_counted(company, browse):
    page = page_of(browse("helena"))

    assert "Headquarters" in page
    assert "Figures as of 20 Nov 2026, 09:00" in page


@pytest.mark.parametrize("name", ["helena", "petra", "ines"])
def test_the_page_costs_at_most_twelve_queries(busy, browse, name, django_assert_max_num_queries):
    client = browse(name)
    client.get("/board/")

    with django_assert_max_num_queries(12):
        client.get("/board/")
