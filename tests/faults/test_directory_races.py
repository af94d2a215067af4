"""The tree and the rights over it with two people at once, on PostgreSQL."""

import pytest
from django.db.models import F
from django.db.models.functions import Length

from foundation.access import Role, permits
from foundation.approvals import decide_approval
from foundation.directory.actions import add_unit, close_account, end_role, move_unit, propose_role
from foundation.directory.models import RoleGrant, Unit, User
from foundation.directory.permissions import CHANGE_UNITS
from foundation.refusals import Refused
from tests.company import TODAY, found, grant
from tests.faults.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company():
    return found()


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def fresh(company, name: str) -> User:
    return User.objects.get(pk=company.cast[name].pk)


def move(company, code: str, parent: str):
    return move_unit(actor=fresh(company, "adam"), unit=unit(code), parent=unit(parent), reason="A new region.")


def sound_tree() -> bool:
    """Every path is its parent's with the unit's own id behind it."""
    rows = Unit.objects.exclude(parent=None).annotate(above=F("parent__path"), long=Length("path"))
    return all(row.path == f"{row.above}{row.pk:06d}/" for row in rows)


def test_a_unit_that_is_added_while_its_parent_moves_lands_in_the_new_place(company):
    facts = {"code": "NEW", "name": "New", "kind": Unit.Kind.DEPARTMENT, "zone": "UTC"}
    calendar = company.units["TS"].calendar

    outcomes = at_once(
        lambda: move(company, "TS", "MEA"),
        lambda: add_unit(actor=fresh(company, "adam"), parent=unit("TS"), calendar=calendar, **facts),
    )

    assert [type(one) for one in outcomes] == [Unit, Unit]
    assert sound_tree()


def test_two_moves_at_once_leave_a_sound_tree(company):
    outcomes = at_once(lambda: move(company, "HQ", "MEA"), lambda: move(company, "MEA", "HQ"))

    assert sum(isinstance(one, Unit) for one in outcomes) == 1, outcomes
    assert sound_tree()


def test_a_role_granted_while_its_unit_moves_reaches_where_the_unit_is(company):
    asked = propose_role(
        actor=company.cast["adam"], user=company.cast["emma"], role=Role.ADM, unit=unit("TS"), from_on=TODAY
    )

    outcomes = at_once(
        lambda: move(company, "TS", "MEA"),
        lambda: decide_approval(actor=fresh(company, "ines"), approval=asked, yes=True),
    )

    assert not any(isinstance(one, Exception) for one in outcomes), outcomes
    assert RoleGrant.objects.filter(user=company.cast["emma"], role=Role.ADM).count() == 1
    assert permits(fresh(company, "emma"), CHANGE_UNITS, unit("TS"))
    assert not permits(fresh(company, "emma"), CHANGE_UNITS, unit("GOV"))


def test_two_administrators_cannot_remove_each_other_at_once(company):
    grant(company.cast["leo"], (Role.ADM, company.units["MN"]))
    rows = {name: RoleGrant.objects.get(user=company.cast[name], role=Role.ADM) for name in ("adam", "leo")}

    def end(by: str, of: str):
        return end_role(actor=fresh(company, by), grant=rows[of], ended_on=TODAY, reason="Enough.", on=TODAY)

    outcomes = at_once(lambda: end("ines", "adam"), lambda: end("carla", "leo"))

    assert sorted(type(one).__name__ for one in outcomes) == ["Refused", "RoleGrant"], outcomes
    assert RoleGrant.objects.live(TODAY).filter(role=Role.ADM, unit__parent=None).count() == 1


def test_two_officers_accounts_do_not_close_at_once(company):
    outcomes = at_once(
        lambda: close_account(actor=fresh(company, "adam"), user=company.cast["ines"], reason="Enough.", on=TODAY),
        lambda: close_account(actor=fresh(company, "adam"), user=company.cast["carla"], reason="Enough.", on=TODAY),
    )

    assert sum(isinstance(one, Refused) for one in outcomes) == 1, outcomes
    assert User.objects.filter(pk__in=[company.cast["ines"].pk, company.cast["carla"].pk], is_active=True).count() == 1
