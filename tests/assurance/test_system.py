"""The assurance system record: its scope in versions, who governs, and the gaps of the organisation (M-01)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assurance.actions import (
    appoint,
    approve_scope,
    end_seat,
    return_scope,
    revise_scope,
    submit_scope,
    write_scope,
)
from assurance.models import GovernanceRole, ScopeStatement
from assurance.offers.system import to_approve
from foundation.directory.models import Person, Role, Unit
from foundation.models.trail import Notification
from foundation.refusals import Refused, WrongState
from tests.company import LONG_AGO, TODAY, grant

DAY = timedelta(days=1)
MOST = 12
S = ScopeStatement.State
Kind = GovernanceRole.Kind
SYSTEM = reverse("assurance:system")


@pytest.fixture(autouse=True)
def on_the_day(company_day):
    """Every door says it is the day of the company."""


def draft(
    company, cast, author="ines", text="All products and all regions.", note="Delivery is added."
) -> ScopeStatement:
    return write_scope(actor=cast[author], unit=company.units["MN"], text=text, change_note=note)


def in_force(company, cast, text="All products and all regions.") -> ScopeStatement:
    """Ines writes, Carla approves."""
    scope = submit_scope(actor=cast["ines"], scope=draft(company, cast, text=text), on=TODAY)
    return approve_scope(actor=cast["carla"], scope=scope, on=TODAY)


def seat(company, cast, kind, unit, person, **days) -> GovernanceRole:
    facts = {"from_on": TODAY, **days}
    return appoint(actor=cast["ines"], kind=kind, unit=company.units[unit], person=company.person(person), **facts)


def govern(company, cast) -> None:
    """Every seat has somebody, every region an accountable officer."""
    for kind, unit, person in (
        (Kind.CHAIR, "MN", "helena"),
        (Kind.GLOBAL_OFFICER, "MN", "ines"),
        (Kind.REGIONAL_OFFICER, "HQ", "samir"),
        (Kind.REGIONAL_OFFICER, "MEA", "omar"),
    ):
        seat(company, cast, kind, unit, person)
    for unit, person in (("MN", "helena"), ("HQ", "helena"), ("MEA", "malik")):
        Unit.objects.filter(code=unit).update(accountable_officer=company.person(person))


def send(client, name, body):
    return client.post(f"/api/v1/{name}/", body, content_type="application/json")


# The scope statement


def test_m01_the_scope_is_versioned_and_shows_who_approved_it_and_when(browse, company, cast):
    first = in_force(company, cast)
    second = in_force(company, cast, text="All products and all regions but one.")

    first.refresh_from_db()
    assert [(one.number, one.state) for one in (first, second)] == [(1, S.SUPERSEDED), (2, S.APPROVED)]
    assert (second.approved_by, second.approved_on) == (cast["carla"], TODAY)
    page = browse("emma").get(SYSTEM).content.decode()
    assert "All products and all regions but one." in page
    assert "Version 2, approved by Carla Stone on 20 Nov 2026" in page
    assert first.get_absolute_url() in page


def test_m01_a_version_says_what_changed_against_the_one_before(browse, company, cast):
    in_force(company, cast, text="All products in Europe.")
    second = in_force(company, cast, text="All products in Europe and Asia.")

    page = browse("emma").get(second.get_absolute_url()).content.decode()

    assert "Delivery is added." in page
    assert "<del>Europe.</del><ins>Europe and Asia.</ins>" in page


def test_m01_a_later_version_says_what_changed(company, cast):
    in_force(company, cast)

    with pytest.raises(ValidationError) as refused:
        draft(company, cast, note=" ")

    assert "change_note" in refused.value.error_dict


def test_m01_one_version_is_written_at_a_time(company, cast):
    draft(company, cast)

    with pytest.raises(ValidationError, match="being written already"):
        draft(company, cast, author="carla")


def test_m01_the_scope_is_of_the_whole(company, cast):
    with pytest.raises(ValidationError, match="whole organisation"):
        write_scope(actor=cast["ines"], unit=company.units["MEA"], text="Only us.")


def test_m01_what_is_returned_is_a_draft_again_and_its_author_is_told(company, cast):
    scope = submit_scope(actor=cast["ines"], scope=draft(company, cast), on=TODAY)

    return_scope(actor=cast["carla"], scope=scope, on=TODAY, reason="Name the sites.")
    revised = revise_scope(actor=cast["ines"], scope=scope, text="All sites.", change_note="Sites")

    assert (revised.state, revised.text) == (S.DRAFT, "All sites.")
    assert Notification.objects.filter(user=cast["ines"], event__kind="scope.request_change").count() == 1


def test_m01_only_a_draft_is_changed(company, cast):
    scope = in_force(company, cast)

    with pytest.raises(WrongState):
        revise_scope(actor=cast["ines"], scope=scope, text="Less.", change_note="Less")


def test_s06_who_wrote_the_scope_does_not_approve_it_by_verb_or_api(browse, company, cast):
    scope = submit_scope(actor=cast["ines"], scope=draft(company, cast), on=TODAY)

    with pytest.raises(Refused) as refused:
        approve_scope(actor=cast["ines"], scope=scope, on=TODAY)
    answer = send(browse("ines"), f"scopes/{scope.uuid}/steps/approve", {})

    assert refused.value.code == "S-06"
    assert (answer.status_code, answer.json()["code"]) == (409, "S-06")
    scope.refresh_from_db()
    assert scope.state == S.IN_REVIEW


def test_s06_neither_does_who_changed_the_draft_nor_a_second_account_of_theirs(company, cast):
    scope = draft(company, cast, author="carla")
    revise_scope(actor=cast["ines"], scope=scope, text="All sites.", change_note="Sites")
    submit_scope(actor=cast["carla"], scope=scope, on=TODAY)
    second = cast["helena"]
    type(second).objects.filter(pk=second.pk).update(person=company.person("carla"))
    second.refresh_from_db()
    grant(second, (Role.CO, company.units["MN"]))

    for who in (cast["ines"], second):
        with pytest.raises(Refused, match="You wrote at this version"):
            approve_scope(actor=who, scope=scope, on=TODAY)


def test_s06_another_officer_approves_by_the_api(browse, company, cast):
    scope = submit_scope(actor=cast["ines"], scope=draft(company, cast), on=TODAY)

    answer = send(browse("carla"), f"scopes/{scope.uuid}/steps/approve", {})

    assert answer.status_code == 200, answer.content
    scope.refresh_from_db()
    assert (scope.state, scope.approved_by) == (S.APPROVED, cast["carla"])


def test_s06_the_database_refuses_an_author_who_approves(company, cast):
    facts = {"unit": company.units["MN"], "number": 9, "text": "All", "state": "approved", "approved_on": TODAY}

    with pytest.raises(IntegrityError), transaction.atomic():
        ScopeStatement.objects.create(author=cast["ines"], approved_by=cast["ines"], **facts)


def test_one_scope_is_in_force_in_the_database(company, cast):
    in_force(company, cast)
    facts = {"unit": company.units["MN"], "number": 9, "text": "All", "state": "approved", "approved_on": TODAY}

    with pytest.raises(IntegrityError), transaction.atomic():
        ScopeStatement.objects.create(author=cast["ines"], approved_by=cast["carla"], **facts)


@pytest.mark.parametrize("name", ["helena", "malik", "samir", "priya", "emma", "adam", "claire"])
def test_others_neither_write_nor_approve_the_scope(company, cast, name):
    scope = submit_scope(actor=cast["ines"], scope=draft(company, cast), on=TODAY)

    with pytest.raises(PermissionDenied):
        write_scope(actor=cast[name], unit=company.units["MN"], text="Ours.")
    with pytest.raises(PermissionDenied):
        approve_scope(actor=cast[name], scope=scope, on=TODAY)


def test_what_is_being_written_is_seen_by_officers_and_its_author_alone(browse, company, cast):
    scope = draft(company, cast, text="Not yet.")

    assert browse("carla").get(scope.get_absolute_url()).status_code == 200
    assert browse("emma").get(scope.get_absolute_url()).status_code == 404
    assert "Not yet." not in browse("emma").get(SYSTEM).content.decode()


def test_a_scope_in_review_waits_in_the_work_of_the_other_officer(company, cast):
    submit_scope(actor=cast["ines"], scope=draft(company, cast), on=TODAY)

    assert [row.task for row in to_approve(cast["carla"], TODAY)] == ["approve_scope"]
    assert not to_approve(cast["ines"], TODAY).exists()
    assert not to_approve(cast["malik"], TODAY).exists()


# Governance and gaps


def test_m01_the_page_names_the_accountable_officer_of_every_region(browse, company, cast):
    govern(company, cast)
    in_force(company, cast)

    page = browse("ines").get(SYSTEM)

    branches = {one.unit.code: one for one in page.context["branches"]}
    assert {code: one.unit.accountable_officer.name for code, one in branches.items()} == {
        "MN": "Helena Brandt",
        "HQ": "Helena Brandt",
        "MEA": "Malik Aziz",
    }
    assert (branches["HQ"].departments, branches["MEA"].departments) == (3, 1)
    assert page.context["gaps"] == []


def test_m01_a_region_without_an_accountable_officer_is_a_gap(browse, company, cast):
    govern(company, cast)
    in_force(company, cast)
    Unit.objects.filter(code="MEA").update(accountable_officer=None)

    page = browse("ines").get(SYSTEM)

    assert page.context["gaps"] == ["Middle East and Africa: No accountable officer."]
    assert "Middle East and Africa: No accountable officer." in page.content.decode()


def test_m01_an_officer_who_left_and_a_seat_that_ended_are_gaps(browse, company, cast):
    govern(company, cast)
    in_force(company, cast)
    Person.objects.filter(pk=company.person("malik").pk).update(left_on=TODAY - DAY)
    chair = GovernanceRole.objects.get(kind=Kind.CHAIR)
    GovernanceRole.objects.filter(pk=chair.pk).update(from_on=LONG_AGO, until_on=TODAY - DAY)

    gaps = browse("ines").get(SYSTEM).context["gaps"]

    assert gaps == ["Nobody chairs the committee.", "Middle East and Africa: No accountable officer."]


def test_m01_a_seat_whose_holder_left_is_empty(browse, company, cast):
    govern(company, cast)
    in_force(company, cast)
    Person.objects.filter(pk=company.person("omar").pk).update(left_on=TODAY - DAY)

    gaps = browse("ines").get(SYSTEM).context["gaps"]

    assert gaps == [
        "Regional security officer: Omar Said does not work here any more.",
        "Middle East and Africa: No regional security officer.",
    ]


def test_m01_without_anything_the_page_says_what_is_missing(browse, company):
    gaps = browse("ines").get(SYSTEM).context["gaps"]

    assert gaps[:3] == [
        "No scope statement is in force.",
        "Nobody chairs the committee.",
        "There is no global security officer.",
    ]


def test_a_seat_has_one_holder_at_a_time_and_the_committee_many_members(company, cast):
    seat(company, cast, Kind.CHAIR, "MN", "helena", until_on=TODAY + 9 * DAY)
    seat(company, cast, Kind.MEMBER, "MN", "samir")
    seat(company, cast, Kind.MEMBER, "MN", "omar")

    with pytest.raises(ValidationError, match="Helena Brandt holds this seat"):
        seat(company, cast, Kind.CHAIR, "MN", "malik", from_on=TODAY + 9 * DAY)
    with pytest.raises(ValidationError, match="Samir Haddad holds this seat"):
        seat(company, cast, Kind.MEMBER, "MN", "samir")
    seat(company, cast, Kind.CHAIR, "MN", "malik", from_on=TODAY + 10 * DAY)


@pytest.mark.parametrize(
    ("kind", "unit", "field"), [(Kind.REGIONAL_OFFICER, "MN", "unit"), (Kind.CHAIR, "MEA", "unit")]
)
def test_a_seat_belongs_to_its_kind_of_unit(company, cast, kind, unit, field):
    with pytest.raises(ValidationError) as refused:
        seat(company, cast, kind, unit, "helena")

    assert field in refused.value.error_dict


def test_nobody_who_left_is_appointed(company, cast):
    Person.objects.filter(pk=company.person("helena").pk).update(left_on=TODAY - DAY)

    with pytest.raises(ValidationError, match="does not work here"):
        seat(company, cast, Kind.CHAIR, "MN", "helena")


def test_a_seat_ends_with_a_reason_once_and_its_holder_is_told(company, cast):
    row = seat(company, cast, Kind.CHAIR, "MN", "helena")

    with pytest.raises(ValidationError):
        end_seat(actor=cast["ines"], seat=row, until_on=TODAY, reason=" ")
    end_seat(actor=cast["ines"], seat=row, until_on=TODAY, reason="She retires.")
    with pytest.raises(WrongState):
        end_seat(actor=cast["ines"], seat=row, until_on=TODAY, reason="Again.")

    assert Notification.objects.filter(user=cast["helena"], event__kind__startswith="governance.").count() == 2


@pytest.mark.parametrize("name", ["helena", "samir", "priya", "adam"])
def test_others_appoint_and_end_nobody(company, cast, name):
    row = seat(company, cast, Kind.CHAIR, "MN", "helena")

    with pytest.raises(PermissionDenied):
        appoint(actor=cast[name], kind=Kind.MEMBER, unit=company.units["MN"], person=row.person, from_on=TODAY)
    with pytest.raises(PermissionDenied):
        end_seat(actor=cast[name], seat=row, until_on=TODAY, reason="No.")


# Doors


def test_an_officer_appoints_and_ends_on_the_page_and_by_the_api(browse, company, cast):
    client, helena = browse("ines"), company.person("helena")
    body = {"kind": "chair", "unit": str(company.units["MN"].uuid), "person": str(helena.uuid), "from_on": "2026-11-20"}

    page = client.post(reverse("assurance:seat_add"), body)
    row = GovernanceRole.objects.get()
    ended = client.post(reverse("assurance:seat_end", args=[row.uuid]), {"until_on": "2026-11-20", "reason": "Done."})
    made = send(client, "seats", {**body, "from_on": "2026-11-21"})
    answer = send(client, f"seats/{made.json()['uuid']}/end", {"until_on": "2026-12-01", "reason": "Done."})

    assert [page.status_code, ended.status_code, made.status_code, answer.status_code] == [302, 302, 201, 200]
    assert answer.json()["until_on"] == "2026-12-01"


def test_a_scope_goes_from_the_form_into_force(browse, company):
    ines, carla = browse("ines"), browse("carla")

    ines.post(reverse("assurance:scope_write"), {"text": "All regions."})
    scope = ScopeStatement.objects.get()
    ines.post(reverse("assurance:scope_revise", args=[scope.uuid]), {"text": "All regions and sites."})
    ines.post(reverse("foundation:step", args=["scope", scope.uuid, "submit"]))
    carla.post(reverse("foundation:step", args=["scope", scope.uuid, "approve"]))

    scope.refresh_from_db()
    assert (scope.state, scope.text) == (S.APPROVED, "All regions and sites.")


@pytest.mark.parametrize("name", ["ines", "malik", "samir", "emma", "adam", "tobias"])
def test_m01_everyone_has_the_system_in_the_menu_with_nine_entries_at_most(browse, name):
    page = browse(name).get(SYSTEM)

    urls = [entry.url for entry in page.context["navigation"]]
    assert SYSTEM in urls
    assert len(urls) <= 9
    assert reverse("assurance:processes") not in urls


def test_the_registers_are_shown_to_the_roles_that_use_them(browse, company):
    shown = {name: [part.url_name for part in browse(name).get(SYSTEM).context["parts"]] for name in ("ines", "emma")}

    assert {"assurance:processes", "assurance:controls", "assurance:suppliers"} <= set(shown["ines"])
    assert "assurance:suppliers" not in shown["emma"]
    assert "assurance:documents" in shown["emma"]


def test_the_pages_take_twelve_queries_at_most(browse, company, cast):
    govern(company, cast)
    in_force(company, cast)
    scope = in_force(company, cast, text="More.")
    client = browse("ines")

    for address in (SYSTEM, scope.get_absolute_url()):
        client.get(address)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        assert len(counted) <= MOST, "\n".join(one["sql"][:150] for one in counted)
