"""Bulk steps: the preview says of each row what will happen and why not, and the step then does exactly that."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError

from foundation import access, workflow
from foundation.access import Role, allow
from foundation.directory.models import Calendar, RoleGrant, Unit, User
from foundation.lists import chosen, move_all, preview
from foundation.models import Event
from foundation.refusals import Refusal
from foundation.workflow import Step, Workflow
from tests.foundation.devices import Device, names

ON = dt.date(2026, 11, 20)
STORED, SHIPPED = Device.State.STORED, Device.State.SHIPPED


def too_heavy(row, *, actor, on, given):
    return Refusal("B-01", "Take a second person: it weighs too much.") if row.ports == 99 else None


@pytest.fixture
def shipping(monkeypatch):
    """A life cycle that only the test knows."""
    monkeypatch.setattr(access, "_declared", {})
    monkeypatch.setattr(workflow, "_workflows", {})
    ship = allow("samples.ship_device", Role.CO)
    return Workflow(
        "device",
        Device,
        STORED,
        Step("ship", "Ship", (STORED,), SHIPPED, ship, blocked_by=too_heavy),
        Step("return", "Take back", (SHIPPED,), STORED, ship, needs_reason=True),
        Step("weigh", "Weigh", (STORED,), None, ship, verb="samples.weigh_device"),
        Step("scrap", "Scrap", (STORED,), SHIPPED, ship, second=ship),
    )


@pytest.fixture
def officer(db):
    user = User.objects.create_user(email="olga@example.org", name="Olga Officer", kind=User.Kind.OUTSIDE)
    calendar = Calendar.objects.create(code="BULK", name="No holidays")
    unit = Unit.objects.filter(parent=None).first() or Unit.objects.create(
        code="BULK", name="Meridane Networks", kind=Unit.Kind.GROUP, zone="UTC", calendar=calendar, path="000001/"
    )
    RoleGrant.objects.create(user=user, role=Role.CO, unit=unit, from_on=dt.date(2020, 1, 1))
    return user


def said(lines):
    return {line.row.name: "" if line.changes else str(line.refusal) for line in lines}


def test_the_preview_says_of_each_row_whether_it_changes_or_why_not(devices, shipping, officer):
    rows = [devices[0], devices[1], devices[10]]

    lines = preview(actor=officer, rows=rows, step="ship", on=ON)

    assert said(lines) == {
        "Meridane Networks": "Take a second person: it weighs too much.",
        "Router 01": "",
        "Router 10": "“Ship” is not possible while this is “Shipped”.",
    }
    assert [line.refusal and line.refusal.code for line in lines] == ["B-01", None, "state"]


def test_the_preview_changes_nothing(devices, shipping, officer):
    preview(actor=officer, rows=devices, step="ship", on=ON)

    assert Device.objects.filter(state=STORED).count() == 8
    assert not Event.objects.filter(kind="device.ship").exists()


def test_the_preview_of_somebody_without_the_permission_refuses_every_row(devices, shipping, visitor):
    lines = preview(actor=visitor, rows=devices[:3], step="ship", on=ON)

    assert {line.refusal.code for line in lines} == {"permission"}


def test_taking_the_step_does_what_the_preview_said_and_goes_on_after_a_refusal(devices, shipping, officer):
    rows = [devices[0], devices[1], devices[10], devices[2]]
    foretold = said(preview(actor=officer, rows=rows, step="ship", on=ON))

    done = said(move_all(actor=officer, rows=rows, step="ship", on=ON))

    assert done == foretold
    assert set(names(Device.objects.filter(state=SHIPPED))) >= {"Router 01", "Router 02"}
    assert Event.objects.filter(kind="device.ship").count() == 2


def test_a_row_that_somebody_else_moved_meanwhile_is_refused_not_overwritten(devices, shipping, officer):
    row = devices[1]
    Device.objects.filter(pk=row.pk).update(state=SHIPPED)

    lines = move_all(actor=officer, rows=[row], step="ship", on=ON)

    assert [line.refusal.code for line in lines] == ["state"]


def test_a_reason_is_asked_for_before_any_row_changes(devices, shipping, officer):
    with pytest.raises(ValidationError) as refused:
        move_all(actor=officer, rows=devices[8:], step="return", on=ON, reason="  ")

    assert list(refused.value.message_dict) == ["reason"]
    assert Device.objects.filter(state=SHIPPED).count() == 3


def test_the_preview_of_a_step_with_a_reason_does_not_miss_the_reason_yet(devices, shipping, officer):
    lines = preview(actor=officer, rows=devices[8:], step="return", on=ON)

    assert all(line.changes for line in lines)


@pytest.mark.parametrize("step", ["weigh", "scrap"])
def test_a_step_with_data_or_a_second_person_is_sent_to_the_page_of_the_row(devices, shipping, officer, step):
    foretold = preview(actor=officer, rows=devices[1:2], step=step, on=ON)
    done = move_all(actor=officer, rows=devices[1:2], step=step, on=ON)

    assert said(foretold) == said(done)
    assert "take it on the page of the row" in str(foretold[0].refusal)


def test_only_ticked_rows_of_the_visible_ones_are_chosen(devices):
    ticked = [str(devices[1].uuid), str(devices[10].uuid), str(uuid.uuid4()), "nonsense", ""]

    rows = chosen(Device.objects.filter(state=STORED), ticked)

    assert names(rows) == ["Router 01"]


def test_more_rows_than_a_preview_can_show_are_refused(devices):
    with pytest.raises(ValidationError, match="at most 200"):
        chosen(Device.objects.all(), [str(uuid.uuid4()) for _ in range(201)])
