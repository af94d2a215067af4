"""Suppliers by API: continuity on any day, and the rules of judging that hold there as on the page."""

from datetime import timedelta

import pytest

from assurance.models import Build
from tests.assurance.supply import said, supplier
from tests.company import TODAY

DAY = timedelta(days=1)


@pytest.fixture
def boards(company):
    return supplier(company)


def test_s14_who_recorded_a_statement_does_not_verify_it_by_api(program, company, boards):
    told = said(company, boards)
    body = {"reason": "Called back."}

    own = program("ines").post(f"statements/{told.uuid}/steps/verify/", body)
    other = program("carla").post(f"statements/{told.uuid}/steps/verify/", body)

    assert (own.status_code, own.json()["code"]) == (409, "S-14")
    assert (other.status_code, other.json()["state"]) == (200, "verified")


def test_m44_press_is_not_verified_by_api_either(program, company, boards):
    told = said(company, boards, source="press")

    answer = program("carla").post(f"statements/{told.uuid}/steps/verify/", {"reason": "I read it."})

    assert (answer.status_code, answer.json()["code"]) == (409, "M-44")


def test_m44_continuity_is_read_on_any_day_with_what_decided_it(program, company, boards):
    leading = said(company, boards, days=-60, verified=True)
    press = said(company, boards, "stopped", "press", days=-6)
    address = f"suppliers/{boards.uuid}/continuity/"

    now = program("priya").get(f"{address}?on={TODAY}").json()
    before = program("priya").get(f"{address}?on={TODAY - 7 * DAY}").json()

    assert (now["continuity"], before["continuity"]) == ("disputed", "continues")
    assert now["leading"]["uuid"] == str(leading.uuid)
    assert [one["uuid"] for one in now["against"]] == [str(press.uuid)]
    assert before["against"] == []


def test_m44_a_day_that_is_none_is_refused(program, boards):
    assert program("priya").get(f"suppliers/{boards.uuid}/continuity/?on=tomorrow").status_code == 400


def test_a_field_left_out_of_a_change_stays_as_it_was(program, boards):
    answer = program("ines").patch(f"suppliers/{boards.uuid}/", {"country": "XC"})

    assert answer.status_code == 200
    assert (answer.json()["country"], answer.json()["criticality"]) == ("XC", "critical")


def test_m29_nothing_changes_or_removes_a_build(program, world):
    for method in ("patch", "delete"):
        assert program("ines").send(method, f"builds/{world.build.uuid}/").status_code == 405
    assert Build.objects.filter(pk=world.build.pk).exists()
