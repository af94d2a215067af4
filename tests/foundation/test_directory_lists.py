import pytest
from django.urls import reverse

from foundation.directory.actions import grant_clearance
from foundation.directory.lists import (
    AccountList,
    CalendarList,
    ClearanceList,
    GrantList,
    PersonList,
    SiteList,
    UnitList,
)
from tests.company import TODAY

LISTS = {
    "units": UnitList,
    "sites": SiteList,
    "calendars": CalendarList,
    "people": PersonList,
    "accounts": AccountList,
    "roles": GrantList,
    "clearances": ClearanceList,
}


@pytest.mark.parametrize("name", LISTS)
def test_each_column_sorts_both_ways(browse, name):
    client, address = browse("adam"), reverse(f"directory:{name}")
    sortable = [column.name for column in LISTS[name].columns if column.sort]

    statuses = {
        f"{sign}{column}": client.get(address, {"sort": f"{sign}{column}"}).status_code
        for column in sortable
        for sign in ("", "-")
    }

    assert set(statuses.values()) == {200}, statuses


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", LISTS)
def test_each_list_is_exported_with_all_its_columns(browse, company, cast, name, kind):
    grant_clearance(actor=cast["ines"], person=company.person("emma"), code="lead", from_on=TODAY, source="=1+1")
    columns = ",".join(column.name for column in LISTS[name].columns)

    answer = browse("adam").get(reverse(f"directory:{name}"), {"export": kind, "columns": columns})

    content = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    assert len(content) > 20
    assert b"\r\n=1+1" not in content
    assert b",=1+1" not in content


@pytest.mark.parametrize(
    ("name", "asked", "count"),
    [
        ("units", {"search": "region nobody has"}, 0),
        ("units", {"kind": "region"}, 2),
        ("units", {"standing": "ended"}, 0),
        ("people", {"search": "P-0001"}, 1),
        ("people", {"standing": "active"}, 12),
        ("people", {"account": "true"}, 12),
        ("accounts", {"role": "CO"}, 2),
        ("accounts", {"kind": "outside"}, 2),
        ("accounts", {"open": "false"}, 0),
        ("accounts", {"signed_in": "true"}, 1),
        ("roles", {"role": "PO", "standing": "live"}, 2),
        ("roles", {"search": "emma@"}, 1),
    ],
)
def test_a_filter_leaves_what_it_says(browse, name, asked, count):
    assert browse("adam").get(reverse(f"directory:{name}"), asked).context["list"].count == count


def test_people_below_a_unit_are_found(browse, company):
    page = browse("adam").get(reverse("directory:people"), {"under": company.units["MEA"].uuid})

    assert {row.name for row in page.context["list"].rows} == {"Malik Aziz", "Omar Said"}


def test_a_manager_finds_only_their_own_people(browse):
    page = browse("malik").get(reverse("directory:people"))

    assert {row.name for row in page.context["list"].rows} == {"Malik Aziz", "Omar Said"}
