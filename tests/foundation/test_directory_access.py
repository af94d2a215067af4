import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from foundation.access import Role, live_grants, permissions
from foundation.approvals import decide_approval
from foundation.directory.actions import (
    ask_reopening,
    close_account,
    end_role,
    grant_role,
    open_account,
    propose_email,
    propose_role,
    record_leaving,
    reopen_account,
)
from foundation.directory.lattice import FOUNDING
from foundation.directory.models import RoleGrant, User
from foundation.directory.rights import powers_of, reach_of
from foundation.models import Approval, Event
from foundation.models.signin import Session
from foundation.refusals import Refused
from tests.company import LONG_AGO, TODAY, grant

WHY = "It has to be."


def propose(cast, who, role, unit, by="adam"):
    facts = {"role": role, "unit": unit, "from_on": TODAY, "reason": WHY}
    return propose_role(actor=cast[by], user=cast[who], **facts)


def account_of(cast, name, address):
    """A second account of the same person."""
    return User.objects.create_user(email=address, name=cast[name].name, person=cast[name].person)


def held(user):
    return {(one.role, one.unit.code) for one in RoleGrant.objects.current(TODAY).filter(user=user)}


def fresh(user):
    """The account as the next request loads it."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def regional(company, cast):
    """Malik administers Middle East and Africa only."""
    grant(cast["malik"], (Role.ADM, company.units["MEA"]))
    return cast["malik"]


def test_a_role_takes_two_people(company, cast):
    asked = propose(cast, "emma", Role.PO, company.units["TS"])
    before = held(cast["emma"])

    decide_approval(actor=cast["ines"], approval=asked, yes=True)

    assert held(cast["emma"]) - before == {(Role.PO, "TS")}


def test_no_verb_grants_a_role_without_an_approval(company, cast):
    with pytest.raises(Refused, match="second person"):
        grant_role(actor=cast["adam"], user=cast["emma"], role=Role.CO, unit=company.units["MN"], from_on=TODAY)
    with pytest.raises(Refused, match="second person"):
        reopen_account(actor=cast["adam"], user=cast["emma"])


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.CERT, Role.INSP)])
def test_nobody_raises_themselves_by_any_account(company, cast, role):
    """Not by asking, not by asking for another account of one's own, not by deciding."""
    second = account_of(cast, "adam", "adam.two@meridane.example")
    officer = account_of(cast, "ines", "ines.two@meridane.example")
    for user in (cast["adam"], second):
        with pytest.raises((Refused, ValidationError)):
            propose_role(actor=cast["adam"], user=user, role=role, unit=company.units["MN"], from_on=TODAY)
    asked = propose_role(actor=cast["adam"], user=officer, role=role, unit=company.units["MN"], from_on=TODAY)
    with pytest.raises(Refused, match="your own account"):
        decide_approval(actor=cast["ines"], approval=asked, yes=True)

    assert held(second) == held(officer) == set()


@pytest.mark.parametrize("unit", ["MN", "HQ", "TS"])
def test_nobody_proposes_above_or_beside_their_own_unit(company, cast, regional, unit):
    with pytest.raises(PermissionDenied):
        propose(cast, "omar", Role.PO, company.units[unit], by="malik")


def test_an_officer_of_a_region_does_not_decide_above_it(company, cast):
    grant(cast["omar"], (Role.CO, company.units["MEA"]))
    asked = propose(cast, "emma", Role.CO, company.units["MN"])

    with pytest.raises(PermissionDenied):
        decide_approval(actor=cast["omar"], approval=asked, yes=True)


@pytest.mark.parametrize("name", ["ines", "tobias", "priya", "petra", "helena", "samir", "emma", "claire", "igor"])
def test_only_administrators_propose(company, cast, name):
    with pytest.raises(PermissionDenied):
        propose(cast, "leo", Role.PO, company.units["TS"], by=name)


def test_administering_gives_no_right_to_content():
    content = [
        one.name
        for one in permissions()
        if one.name.startswith(("assurance.", "audits.", "certifications.", "people.", "cases."))
    ]
    mine = {f"{group.label}: {power.words}" for group in powers_of(Role.ADM) for power in group.powers}

    assert len(content) > 10
    assert not any(words.startswith(("Audits", "Certification")) for words in mine)
    assert [words for words in mine if words.startswith("Assurance")] == ["Assurance: Load framework"]


def test_two_roles_may_wait_for_one_account_but_each_only_once(company, cast):
    propose(cast, "emma", Role.PO, company.units["TS"])
    propose(cast, "emma", Role.AU, company.units["TS"])

    with pytest.raises(ValidationError, match="asked already"):
        propose(cast, "emma", Role.PO, company.units["TS"])


def test_a_role_that_is_held_is_not_proposed_again(company, cast):
    with pytest.raises(ValidationError, match="already"):
        propose(cast, "emma", Role.EMP, company.units["TS"])


def test_outside_and_inside_never_mix(company, cast):
    with pytest.raises(ValidationError, match="outside roles only"):
        propose(cast, "claire", Role.EMP, company.units["TS"])
    with pytest.raises(ValidationError, match="outside roles only"):
        propose(cast, "emma", Role.CERT, company.units["TS"])


def test_an_ended_role_ends_at_once(company, cast, browse):
    client = browse("priya")
    assert client.get(reverse("audits:audits")).status_code == 200
    row = RoleGrant.objects.get(user=cast["priya"])

    end_role(actor=cast["adam"], grant=row, ended_on=TODAY, reason=WHY, on=TODAY)

    assert live_grants(fresh(cast["priya"]), TODAY) == []
    assert (row.from_on, RoleGrant.objects.get(pk=row.pk).ended_on) == (LONG_AGO, TODAY)


def test_nobody_ends_their_own_role(company, cast):
    for name in ("adam", "ines"):
        row = RoleGrant.objects.filter(user=cast[name]).first()
        with pytest.raises(Refused, match="your own account"):
            end_role(actor=cast[name], grant=row, ended_on=TODAY, reason=WHY, on=TODAY)


def test_a_role_does_not_end_in_the_past(company, cast):
    row = RoleGrant.objects.get(user=cast["priya"])
    with pytest.raises(ValidationError, match="choose today or later"):
        end_role(actor=cast["adam"], grant=row, ended_on=LONG_AGO, reason=WHY, on=TODAY)


def test_the_last_administrator_stays(company, cast):
    row = RoleGrant.objects.get(user=cast["adam"])
    with pytest.raises(Refused, match="last “Administrator”"):
        end_role(actor=cast["ines"], grant=row, ended_on=TODAY, reason=WHY, on=TODAY)


@pytest.mark.parametrize("how", ["role", "account", "person"])
def test_the_last_officer_stays_whichever_way_one_goes(company, cast, how):
    RoleGrant.objects.filter(user=cast["carla"]).delete()
    row = RoleGrant.objects.get(user=cast["ines"], role=Role.CO)
    ways = {
        "role": lambda: end_role(actor=cast["adam"], grant=row, ended_on=TODAY, reason=WHY, on=TODAY),
        "account": lambda: close_account(actor=cast["adam"], user=cast["ines"], reason=WHY, on=TODAY),
        "person": lambda: record_leaving(actor=cast["adam"], person=company.person("ines"), left_on=TODAY, on=TODAY),
    }

    with pytest.raises(Refused, match="last “Compliance officer”"):
        ways[how]()
    assert fresh(cast["ines"]).is_active


def test_administrator_and_officer_do_not_become_one_person(company, cast):
    grant(cast["adam"], (Role.CO, company.units["MN"]))
    RoleGrant.objects.filter(user=cast["carla"]).delete()
    row = RoleGrant.objects.get(user=cast["ines"], role=Role.CO)

    with pytest.raises(Refused, match="one person"):
        end_role(actor=cast["adam"], grant=row, ended_on=TODAY, reason=WHY, on=TODAY)
    assert len(FOUNDING) == 2


def test_a_closed_account_is_out_at_once_and_its_roles_rest(company, cast, browse):
    client = browse("emma")

    close_account(actor=cast["adam"], user=cast["emma"], reason=WHY, on=TODAY)

    assert client.get(reverse("foundation:account")).status_code == 302
    assert Session.objects.filter(user=cast["emma"]).count() == 0
    assert RoleGrant.objects.with_standing(TODAY).get(user=cast["emma"]).standing == "resting"


def test_a_closed_account_is_reopened_by_two_people(company, cast):
    close_account(actor=cast["adam"], user=cast["emma"], reason=WHY, on=TODAY)

    asked = ask_reopening(actor=cast["adam"], user=fresh(cast["emma"]), reason=WHY)
    before = fresh(cast["emma"]).is_active
    decide_approval(actor=cast["ines"], approval=asked, yes=True)

    assert (before, fresh(cast["emma"]).is_active) == (False, True)


def test_nobody_closes_their_own_account(company, cast):
    with pytest.raises(Refused, match="your own account"):
        close_account(actor=cast["adam"], user=cast["adam"], reason=WHY, on=TODAY)


def test_a_regional_administrator_does_not_touch_a_stronger_account(company, cast, regional):
    grant(cast["omar"], (Role.CO, company.units["MN"]))

    with pytest.raises(PermissionDenied):
        close_account(actor=regional, user=cast["omar"], reason=WHY, on=TODAY)
    with pytest.raises(PermissionDenied):
        propose_email(actor=regional, user=cast["omar"], email="mine@meridane.example", reason=WHY)


def test_another_address_takes_two_people_and_ends_sessions(company, cast, browse):
    client = browse("emma")
    asked = propose_email(actor=cast["adam"], user=cast["emma"], email="emma.cole@meridane.example", reason=WHY)

    decide_approval(actor=cast["ines"], approval=asked, yes=True)

    assert fresh(cast["emma"]).email == "emma.cole@meridane.example"
    assert client.get(reverse("foundation:account")).status_code == 302


def test_an_officers_address_is_not_decided_by_the_officer(company, cast):
    asked = propose_email(actor=cast["adam"], user=cast["ines"], email="ines.m@meridane.example", reason=WHY)

    with pytest.raises(Refused, match="your own account"):
        decide_approval(actor=cast["ines"], approval=asked, yes=True)
    decide_approval(actor=cast["carla"], approval=asked, yes=True)
    assert fresh(cast["ines"]).email == "ines.m@meridane.example"


def test_an_outsider_has_an_organisation_and_no_person(cast):
    with pytest.raises(ValidationError, match="which organisation"):
        open_account(actor=cast["adam"], email="carl@kestrel.example", name="Carl Weiss")

    user = open_account(actor=cast["adam"], email="carl@kestrel.example", name="Carl Weiss", organisation="Kestrel")

    assert (user.kind, user.person, user.has_usable_password()) == (User.Kind.OUTSIDE, None, False)


def test_an_account_of_a_region_is_not_opened_from_another(company, regional):
    with pytest.raises(PermissionDenied):
        open_account(actor=regional, person=company.person("emma"), email="emma.two@meridane.example")
    with pytest.raises(PermissionDenied):
        open_account(actor=regional, email="carl@kestrel.example", name="Carl", organisation="Kestrel")


def test_what_a_form_does_not_ask_for_is_not_written(browse, cast):
    more = {"is_active": "", "kind": "robot", "person": "1", "email": "x@meridane.example", "password": "x"}

    browse("adam").post(reverse("directory:account_rename", args=[cast["emma"].uuid]), {"name": "Emma C.", **more})

    user = fresh(cast["emma"])
    assert (user.name, user.is_active, user.kind, user.email) == ("Emma C.", True, "inside", "emma@meridane.example")


def test_a_unit_of_another_region_is_no_choice(browse, company, cast, regional):
    unit = company.units["TS"].uuid
    address = reverse("directory:role_propose", args=[cast["omar"].uuid])

    answer = browse("malik").post(address, {"role": "PO", "unit": unit, "from_on": TODAY, "reason": WHY})

    assert "unit" in answer.context["form"].errors
    assert not Approval.objects.exists()


def test_before_anybody_is_asked_the_page_says_what_the_role_can_do(browse, company, cast):
    address = reverse("directory:role_propose", args=[cast["emma"].uuid])

    page = browse("adam").get(address, {"role": "LA", "unit": company.units["HQ"].uuid})

    assert "What “Lead auditor” can do" in page.content.decode()
    assert [unit.code for unit in page.context["reach"].below] == ["GOV", "AUDIT", "TS"]
    assert reach_of(company.units["TS"]).people == 2


@pytest.mark.parametrize("asked", [{"role": "nobody", "unit": "x"}, {"role": "LA", "unit": "'; --"}, {"unit": "\x00"}])
def test_whatever_the_address_asks_the_page_comes(browse, cast, asked):
    address = reverse("directory:role_propose", args=[cast["emma"].uuid])

    assert browse("adam").get(address, asked).status_code == 200


def test_the_history_of_a_role_stays(company, cast, browse):
    row = RoleGrant.objects.get(user=cast["priya"])
    end_role(actor=cast["adam"], grant=row, ended_on=TODAY, reason=WHY, on=TODAY)

    page = browse("adam").get(cast["priya"].get_absolute_url())

    assert [one.pk for one in page.context["ended"]] == [row.pk]
    assert Event.objects.filter(kind="role.ended").get().content.details["reason"] == WHY
