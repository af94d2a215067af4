from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from assurance.models import Process
from foundation.access import Bound, Role, allow, bound, permits, require, robot
from foundation.directory.models import RoleGrant, Unit
from foundation.models.rooms import GrantedObject
from foundation.rows import pointer
from tests.company import LONG_AGO, TODAY, grant

READ_HQ = allow("tests.read", Role.MGR)
READ_OWN = allow("tests.read_own", bound(Role.PO, lambda user, row: row.owner_id == user.person_id))


def test_a_role_reaches_its_unit_and_everything_below(company, cast):
    assert permits(cast["helena"], READ_HQ, company.units["HQ"].children.first())


def test_a_role_does_not_reach_a_sister_unit(company, cast):
    with pytest.raises(PermissionDenied):
        require(cast["helena"], READ_HQ, company.processes["mea-acceptance"])


def test_a_bound_role_counts_only_where_its_test_says_so(company, cast):
    assert permits(cast["samir"], READ_OWN, company.processes["remote-access"])
    assert not permits(cast["samir"], READ_OWN, company.processes["mea-acceptance"])


def test_a_bound_role_refuses_when_no_row_is_named(cast):
    assert not permits(cast["samir"], READ_OWN)


def test_an_ended_grant_is_no_grant(company, cast):
    RoleGrant.objects.filter(user=cast["helena"]).update(to_on=TODAY - timedelta(days=1))

    assert not permits(cast["helena"], READ_HQ, company.units["HQ"])


def test_a_closed_account_may_nothing(company, cast):
    cast["helena"].is_active = False

    assert not permits(cast["helena"], READ_HQ, company.units["HQ"])


def test_a_permission_declared_twice_fails():
    with pytest.raises(RuntimeError):
        allow("tests.read", Role.CO)


def test_a_condition_for_all_roles_binds_each_of_them():
    both = allow("tests.both", Role.PO, Role.EMP, when=lambda user, row: True)

    assert all(isinstance(entry, Bound) for entry in both.roles)


def test_scheduled_work_acts_as_the_robot(company):
    assert permits(robot(), READ_HQ, company.units["MEA"])


def test_visible_rows_are_those_of_the_granted_units(company, cast):
    grant(cast["malik"], (Role.CO, company.units["MEA"]))

    assert list(Process.objects.visible_to(cast["malik"])) == [company.processes["mea-acceptance"]]


def test_a_unit_whose_number_begins_alike_is_not_below(company, cast):
    Unit.objects.filter(code="HQ").update(path="000077/")
    Unit.objects.filter(code="MEA").update(path="0000770/")

    assert permits(cast["helena"], READ_HQ, Unit.objects.get(code="HQ"))
    assert not permits(cast["helena"], READ_HQ, Unit.objects.get(code="MEA"))


@pytest.mark.parametrize(("begins", "ends", "seen"), [(-1, 1, True), (1, 2, False), (-2, -1, False)])
def test_an_outsider_sees_what_a_live_grant_names(company, cast, begins, ends, seen):
    now = timezone.now()
    GrantedObject.objects.create(
        grant_uuid=company.units["MN"].uuid,
        user=cast["claire"],
        from_at=now + timedelta(hours=begins),
        until_at=now + timedelta(hours=ends),
        max_grading="internal",
        **pointer(company.processes["remote-access"]),
    )

    assert Process.objects.visible_to(cast["claire"]).exists() is seen


def test_an_outsider_without_a_grant_sees_nothing(company, cast):
    assert not Process.objects.visible_to(cast["igor"]).exists()


def test_grants_begin_on_their_first_day(company, cast):
    RoleGrant.objects.filter(user=cast["helena"]).update(from_on=LONG_AGO.replace(year=2999))

    assert not permits(cast["helena"], READ_HQ, company.units["HQ"])
