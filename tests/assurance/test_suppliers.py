"""Suppliers from candidate to exit, their assessments, agreements and components: verbs, gaps, who may."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assurance.actions import (
    accept_evidence,
    add_process,
    add_supplier,
    assess_supplier,
    block_supplier,
    change_component,
    change_supplier,
    file_agreement,
    upload_evidence,
)
from assurance.models import Area, Component, Supplier
from assurance.workflows import SUPPLIER
from foundation.access import robot
from foundation.approvals import take_step
from foundation.models.trail import Event, Notification
from foundation.refusals import WrongState
from tests.assurance.supply import component, said, supplier
from tests.company import TODAY
from tests.kept import kept_text

DAY = timedelta(days=1)
FACTS = {"name": "Tessary Optics", "country": "XD", "category": "materials", "criticality": "normal"}


@pytest.fixture
def boards(company):
    return supplier(company)


@pytest.fixture
def signed(company):
    """An agreement that somebody else than its uploader has accepted."""
    version = upload_evidence(
        actor=company.cast["ines"],
        unit=company.units["TS"],
        title="Security agreement",
        as_of=TODAY - 30 * DAY,
        kept=kept_text(),
    )
    return accept_evidence(actor=company.cast["carla"], evidence=version, on=TODAY)


def seen(name, cast):
    return set(Supplier.objects.visible_to(cast[name]).values_list("name", flat=True))


def lacks(of, on=TODAY):
    row = Supplier.objects.with_gaps(on).get(pk=of.pk)
    told = {"assessment": row.lacks_assessment, "agreement": row.lacks_agreement, "continuity": row.lacks_continuity}
    assert row.gaps == sum(told.values())
    return {name for name, missing in told.items() if missing}


# Life cycle


def test_m43_a_supplier_starts_as_a_candidate_and_its_owner_is_told(company, cast):
    row = add_supplier(actor=cast["ines"], unit=company.units["TS"], owner=company.person("samir"), on=TODAY, **FACTS)

    assert (row.state, row.ref) == ("candidate", "SUP-2026-0001")
    assert Notification.objects.filter(user=cast["samir"], event__kind="supplier.added").exists()


def test_m43_the_life_cycle_runs_from_candidate_to_exit(company, cast):
    row = supplier(company, state="candidate")

    states = []
    for step, reason in [("admit", ""), ("watch", "Late."), ("clear", "On time."), ("block", "Fraud."),
                         ("unblock", "Cleared."), ("exit", "Contract ended.")]:  # fmt: skip
        take_step(actor=cast["ines"], subject=row, step=step, on=TODAY, reason=reason)
        row.refresh_from_db()
        states.append(row.state)

    assert states == ["admitted", "watch", "admitted", "blocked", "watch", "exited"]


@pytest.mark.parametrize("step", ["watch", "block", "exit"])
def test_m43_what_hurts_needs_a_reason(boards, cast, step):
    with pytest.raises(ValidationError) as refused:
        take_step(actor=cast["ines"], subject=boards, step=step, on=TODAY, reason=" ")

    assert "reason" in refused.value.message_dict


def test_m43_the_owner_is_told_when_a_supplier_is_blocked_and_why(boards, cast):
    block_supplier(actor=cast["ines"], supplier=boards, on=TODAY, reason="Shipped a changed image.")

    told = Notification.objects.get(user=cast["samir"], event__kind="supplier.block")
    assert "Shipped a changed image." in told.event.content.summary


def test_m43_who_has_left_is_not_admitted_again(company, cast):
    row = supplier(company, state="exited")

    with pytest.raises(WrongState):
        take_step(actor=cast["ines"], subject=row, step="admit", on=TODAY)


@pytest.mark.parametrize("who", ["samir", "priya", "helena", "emma", "adam"])
def test_m43_only_officers_steer(boards, cast, who):
    with pytest.raises(PermissionDenied):
        block_supplier(actor=cast[who], supplier=boards, on=TODAY, reason="Late.")


# Who sees and changes


def test_suppliers_are_seen_by_unit_and_by_their_owner(company, cast):
    supplier(company)
    supplier(company, "Far Cables", unit="MEADEL", owner=company.person("omar"))

    assert seen("ines", cast) == {"Halcyon Boards", "Far Cables"}
    assert seen("samir", cast) == seen("helena", cast) == {"Halcyon Boards"}
    assert seen("omar", cast) == seen("malik", cast) == {"Far Cables"}
    assert seen("emma", cast) == seen("claire", cast) == seen("igor", cast) == set()


def test_who_answers_for_the_supply_chain_sees_and_registers_suppliers_of_the_unit(company, cast):
    supplier(company, "Far Cables", unit="MEADEL", owner=company.person("malik"))
    facts = {"unit": company.units["MEADEL"], "owner": company.person("omar"), "on": TODAY, **FACTS}
    with pytest.raises(PermissionDenied):
        add_supplier(actor=cast["omar"], **facts)

    add_process(
        actor=robot(), unit=company.units["MEA"], area=Area.objects.get(code="SC"), code="SC-SUP", name="Supply",
        owner=company.person("omar"),
    )  # fmt: skip
    add_supplier(actor=cast["omar"], **facts)

    assert seen("omar", cast) == {"Far Cables", "Tessary Optics"}


def test_outside_the_units_of_their_process_they_register_nothing(company, cast):
    add_process(
        actor=robot(), unit=company.units["MEA"], area=Area.objects.get(code="SC"), code="SC-SUP", name="Supply",
        owner=company.person("omar"),
    )  # fmt: skip

    with pytest.raises(PermissionDenied):
        add_supplier(actor=cast["omar"], unit=company.units["TS"], owner=company.person("omar"), on=TODAY, **FACTS)


# Assessments


@pytest.mark.parametrize(
    ("criticality", "next_on"),
    [("critical", date(2027, 11, 20)), ("important", date(2028, 11, 20)), ("normal", date(2029, 11, 20))],
)
def test_t42_the_next_assessment_is_due_by_criticality(company, cast, criticality, next_on):
    row = supplier(company, criticality=criticality)

    done = assess_supplier(actor=cast["ines"], supplier=row, assessed_on=TODAY, score=80, on=TODAY)

    assert done.next_on == next_on
    assert "assessment" not in lacks(row, next_on)
    assert "assessment" in lacks(row, next_on + DAY)


def test_t42_another_criticality_moves_the_next_assessment(company, cast):
    row = supplier(company, criticality="normal")
    assess_supplier(actor=cast["ines"], supplier=row, assessed_on=TODAY, score=80, on=TODAY)

    change_supplier(actor=cast["ines"], supplier=row, on=TODAY, criticality="critical")

    assert row.assessments.get().next_on == date(2027, 11, 20)


@pytest.mark.parametrize("score", [-1, 101])
def test_m43_a_score_lies_between_0_and_100(boards, cast, score):
    with pytest.raises(ValidationError) as refused:
        assess_supplier(actor=cast["ines"], supplier=boards, assessed_on=TODAY, score=score, on=TODAY)

    assert "score" in refused.value.message_dict


@pytest.mark.parametrize("day", [TODAY + DAY, TODAY])
def test_m43_one_assessment_a_day_and_none_of_the_future(boards, cast, day):
    assess_supplier(actor=cast["ines"], supplier=boards, assessed_on=TODAY, score=80, on=TODAY)

    with pytest.raises(ValidationError) as refused:
        assess_supplier(actor=cast["ines"], supplier=boards, assessed_on=day, score=81, on=TODAY)

    assert "assessed_on" in refused.value.message_dict


# Agreements and gaps


def test_m43_every_critical_supplier_has_an_assessment_an_agreement_and_a_continuity_state(
    company, cast, boards, signed
):
    before = lacks(boards)
    assess_supplier(actor=cast["ines"], supplier=boards, assessed_on=TODAY, score=80, on=TODAY)
    file_agreement(actor=cast["ines"], supplier=boards, evidence=signed, until=TODAY + 90 * DAY)
    said(company, boards, verified=True)

    assert before == {"assessment", "agreement", "continuity"}
    assert lacks(boards) == set()
    assert lacks(boards, TODAY + 91 * DAY) == {"agreement"}


def test_m43_an_agreement_counts_once_somebody_accepted_it(company, cast, boards):
    version = upload_evidence(
        actor=cast["ines"], unit=company.units["TS"], title="Agreement", as_of=TODAY, kept=kept_text()
    )
    file_agreement(actor=cast["ines"], supplier=boards, evidence=version)

    assert "agreement" in lacks(boards)


def test_m43_an_agreement_cannot_end_before_it_begins(cast, boards, signed):
    with pytest.raises(ValidationError) as refused:
        file_agreement(actor=cast["ines"], supplier=boards, evidence=signed, until=TODAY - 31 * DAY)

    assert "until" in refused.value.message_dict


@pytest.mark.parametrize("state", ["candidate", "blocked", "exited"])
def test_m43_who_does_not_deliver_lacks_nothing(company, state):
    assert lacks(supplier(company, state=state)) == set()


@pytest.mark.parametrize(("grading", "readers"), [("internal", {"samir", "helena"}), ("confidential", {"samir"})])
def test_who_answers_for_the_supplier_sees_its_agreement_and_managers_what_is_graded_for_them(
    cast, boards, signed, browse, grading, readers
):
    file_agreement(actor=cast["ines"], supplier=boards, evidence=signed)
    type(signed.evidence).objects.update(grading=grading)

    seen_by = {name for name in ("samir", "helena", "omar") if type(signed).objects.visible_to(cast[name]).exists()}
    page = browse("helena").get(boards.get_absolute_url()).content.decode()

    assert seen_by == readers
    assert (signed.get_absolute_url() in page, "its text is not open to you" in page) == (
        "helena" in readers,
        "helena" not in readers,
    )


# Components


def test_m43_a_component_with_one_supplier_left_is_single_source(company, cast, boards):
    optics = supplier(company, "Tessary Optics")
    part = component(company, boards, optics)
    before = Component.objects.single_source().count()

    block_supplier(actor=cast["ines"], supplier=optics, on=TODAY, reason="Fraud.")

    assert (before, Component.objects.single_source().get()) == (0, part)
    assert Component.objects.exposed().get() == part


def test_m43_an_alternative_takes_the_edge_off(company, boards):
    other = component(company, boards, number="BRD-200")
    part = component(company, boards, alternatives=[other])

    assert set(Component.objects.single_source()) == {part, other}
    assert not Component.objects.exposed().exists()  # each is the other's alternative


@pytest.mark.parametrize("state", ["blocked", "exited"])
def test_m43_blocked_stops_new_components(company, state):
    row = supplier(company, state=state)

    with pytest.raises(ValidationError) as refused:
        component(company, row)

    assert "gets no new components" in refused.value.message_dict["suppliers"][0]


def test_m43_a_blocked_supplier_stays_where_it_was_and_is_not_added(company, cast, boards):
    part, other = component(company, boards), component(company, supplier(company, "Orvid"), number="BRD-200")
    block_supplier(actor=cast["ines"], supplier=boards, on=TODAY, reason="Fraud.")

    change_component(actor=cast["ines"], component=part, suppliers=[boards], stock_cover_days=40)
    with pytest.raises(ValidationError):
        change_component(actor=cast["ines"], component=other, suppliers=[*other.suppliers.all(), boards])

    part.refresh_from_db()
    assert part.stock_cover_days == 40


def test_a_component_needs_a_supplier_and_is_no_alternative_to_itself(company, cast, boards):
    part = component(company, boards)

    with pytest.raises(ValidationError, match="at least one supplier"):
        change_component(actor=cast["ines"], component=part, suppliers=[])
    with pytest.raises(ValidationError, match="alternative to itself"):
        change_component(actor=cast["ines"], component=part, suppliers=[boards], alternatives=[part])


def test_every_change_is_in_the_trail(cast, boards):
    change_supplier(actor=cast["ines"], supplier=boards, on=TODAY, name="Halcyon Boards Ltd", country="XC")

    event = Event.objects.about(boards).get(kind="supplier.changed")
    assert event.content.details["country"] == {"from": "XB", "to": "XC"}
    assert SUPPLIER.step("admit").needs_reason is False
