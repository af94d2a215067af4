from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from foundation.access import Role, permits
from foundation.directory.actions import (
    add_holidays,
    add_site,
    add_unit,
    close_site,
    edit_unit,
    end_unit,
    move_unit,
    remove_holiday,
)
from foundation.directory.models import Calendar, Unit
from foundation.directory.permissions import CHANGE_UNITS
from foundation.models import Event
from foundation.refusals import Refused
from tests.company import TODAY, grant


@pytest.fixture
def calendar(company):
    return Calendar.objects.get(code="HQ")


@pytest.fixture
def regional(company, cast):
    """Malik administers Middle East and Africa only."""
    grant(cast["malik"], (Role.ADM, company.units["MEA"]))
    return cast["malik"]


def new_unit(actor, parent, calendar, code="NEW"):
    facts = {"code": code, "name": code.title(), "kind": Unit.Kind.DEPARTMENT, "zone": "Europe/Lisbon"}
    return add_unit(actor=actor, parent=parent, calendar=calendar, **facts)


def path_of(code):
    return Unit.objects.get(code=code).path


def told(kind):
    return Event.objects.filter(kind=kind).latest("at").content


def test_a_moved_unit_takes_everything_below_it_along(company, cast, calendar):
    below = new_unit(cast["adam"], company.units["TS"], calendar)

    move_unit(actor=cast["adam"], unit=company.units["TS"], parent=company.units["MEA"], reason="It serves them.")

    assert path_of("TS") == f"{path_of('MEA')}{company.units['TS'].pk:06d}/"
    assert path_of("NEW") == f"{path_of('TS')}{below.pk:06d}/"
    assert told("unit.moved").details["units"] == 2


def test_roles_follow_a_moved_unit(company, cast, regional):
    before = permits(regional, CHANGE_UNITS, company.units["TS"])

    move_unit(actor=cast["adam"], unit=company.units["TS"], parent=company.units["MEA"], reason="It serves them.")

    company.units["TS"].refresh_from_db()
    assert (before, permits(regional, CHANGE_UNITS, company.units["TS"])) == (False, True)


def test_a_unit_cannot_hang_below_itself(company, cast):
    with pytest.raises(ValidationError, match="below itself"):
        move_unit(actor=cast["adam"], unit=company.units["HQ"], parent=company.units["TS"], reason="Turn it round.")


def test_the_organisation_itself_cannot_move(company, cast):
    with pytest.raises(Refused, match="stands at the top"):
        move_unit(actor=cast["adam"], unit=company.units["MN"], parent=company.units["TS"], reason="Turn it round.")


def test_source_and_destination_must_both_be_ones_own(company, regional):
    with pytest.raises(PermissionDenied):
        move_unit(actor=regional, unit=company.units["TS"], parent=company.units["MEA"], reason="I want it.")
    with pytest.raises(PermissionDenied):
        move_unit(actor=regional, unit=company.units["MEADEL"], parent=company.units["HQ"], reason="Take it.")
    assert path_of("MEADEL").startswith(path_of("MEA"))


def test_a_tree_can_only_grow_so_deep(company, cast, calendar):
    unit = company.units["TS"]
    for number in range(33):
        unit = new_unit(cast["adam"], unit, calendar, code=f"D{number}")

    with pytest.raises(ValidationError, match="too deep"):
        new_unit(cast["adam"], unit, calendar, code="DEEPEST")


def test_a_unit_takes_no_fields_beyond_its_facts(company, cast, calendar):
    with pytest.raises(TypeError, match="path"):
        add_unit(
            actor=cast["adam"],
            code="X",
            name="X",
            kind="department",
            parent=company.units["HQ"],
            zone="UTC",
            calendar=calendar,
            path="000001/",
        )


def test_a_unit_in_which_something_lives_does_not_end(company, cast):
    with pytest.raises(Refused, match=r"people: 2.*roles: 3"):
        end_unit(actor=cast["adam"], unit=company.units["TS"], active_to=TODAY, reason="Merged.", on=TODAY)


def test_an_empty_unit_ends_and_takes_nothing_new(company, cast, calendar):
    empty = new_unit(cast["adam"], company.units["HQ"], calendar)

    end_unit(actor=cast["adam"], unit=empty, active_to=TODAY, reason="Merged.", on=TODAY)

    with pytest.raises(ValidationError, match="has ended"):
        move_unit(actor=cast["adam"], unit=company.units["TS"], parent=empty, reason="Back again.")


def test_an_edit_says_what_changed_and_tells_the_officers(company, cast):
    unit, samir = company.units["TS"], company.person("samir")
    facts = {name: getattr(unit, name) for name in ("code", "name", "kind", "weekend", "calendar")}

    edit_unit(actor=cast["adam"], unit=unit, zone="Asia/Dubai", accountable_officer=samir, **facts)

    said = told("unit.edited")
    assert said.details["zone"] == ["Europe/Lisbon", "Asia/Dubai"]
    assert said.event.notifications.get().user == cast["samir"]


def test_an_auditor_changes_no_unit(company, cast, calendar):
    with pytest.raises(PermissionDenied):
        new_unit(cast["priya"], company.units["HQ"], calendar)


def test_a_site_closes_once_and_not_before_it_opens(company, cast):
    facts = {"code": "LAB", "name": "Lab", "kind": "lab", "country": "pt", "opened_on": date(2020, 1, 1)}
    site = add_site(actor=cast["adam"], unit=company.units["TS"], **facts)

    with pytest.raises(ValidationError, match="before it opens"):
        close_site(actor=cast["adam"], site=site, closed_on=date(2019, 1, 1), reason="Sold.")
    close_site(actor=cast["adam"], site=site, closed_on=TODAY, reason="Sold.")
    with pytest.raises(Refused, match="closed already"):
        close_site(actor=cast["adam"], site=site, closed_on=TODAY, reason="Sold.")
    assert site.country == "PT"


def test_holidays_that_are_there_stay_as_they_are(cast, calendar):
    days = {date(2026, 12, 25): "Another name", date(2027, 5, 1): "Labour day"}

    added = add_holidays(actor=cast["adam"], calendar=calendar, days=days)

    assert [one.day for one in added] == [date(2027, 5, 1)]
    assert calendar.holidays.get(day=date(2026, 12, 25)).name == "Holiday"


def test_a_calendar_of_other_regions_is_not_ones_own(calendar, regional):
    with pytest.raises(PermissionDenied):
        add_holidays(actor=regional, calendar=calendar, days={date(2027, 5, 1): "Labour day"})


def test_a_removed_holiday_leaves_its_trace(cast, calendar):
    remove_holiday(actor=cast["ines"], calendar=calendar, day=date(2026, 12, 28), reason="It was abolished.")

    assert not calendar.holidays.filter(day=date(2026, 12, 28)).exists()
    assert told("calendar.holiday_removed").details["name"] == "Holiday"


def test_a_region_without_accountable_officer_is_named_as_a_gap(browse):
    page = browse("adam").get(reverse("directory:units")).content.decode()

    assert "3 groups and regions without an accountable officer" in page
    assert browse("adam").get(reverse("directory:units"), {"gap": "officer"}).context["list"].count == 3


def test_the_tree_costs_a_fixed_number_of_queries(browse, django_assert_max_num_queries):
    client = browse("adam")
    with django_assert_max_num_queries(12):
        client.get(reverse("directory:units"))


def test_a_unit_costs_few_queries(browse, company, django_assert_max_num_queries):
    client = browse("adam")
    with django_assert_max_num_queries(12):
        client.get(company.units["HQ"].get_absolute_url())
