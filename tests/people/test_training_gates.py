"""Who is untrained leads no audit, takes nobody into a centre and owns no control; where nothing is taught, nothing is
refused. Source: M-19."""

from datetime import date

import pytest
from django.urls import reverse

from assurance.actions import add_control, edit_control
from audits.actions import name_lead
from audits.workflows import AUDIT
from certifications.workflows.visit_rules import not_to_be_admitted
from foundation import policy
from foundation.access import robot
from foundation.directory.gates import GATES, LEAD_AUDIT, OWN_CONTROL, untrained
from foundation.models.work import Policy
from foundation.refusals import Refused
from people.actions import retire_course
from tests.company import TODAY, plan_audit
from tests.training import completed, course

pytestmark = pytest.mark.usefixtures("company_day")

NEXT_YEAR = date(2027, 11, 21)


def auditing(company):
    return course(company, "AUD", title="Auditing", clearance="AUD")


def awareness(company):
    return course(company, clearance="AWR")


def control(company, code="C-1"):
    facts = {"code": code, "statement": "Sessions are recorded.", "kind": "preventive", "on": TODAY}
    return add_control(actor=company.cast["ines"], unit=company.units["TS"], owner=company.person("samir"), **facts)


def test_where_nothing_is_taught_nothing_is_refused(company):
    assert untrained(company.person("tobias"), LEAD_AUDIT, on=TODAY) is None
    assert plan_audit(company).lead == company.person("tobias")


def test_nobody_leads_an_audit_untrained(company):
    auditing(company)

    with pytest.raises(Refused, match="Tobias Lindqvist leads no audit before completing “AUD Auditing”"):
        plan_audit(company)


def test_who_is_trained_leads(company):
    completed(company, auditing(company), "tobias")

    assert plan_audit(company).lead == company.person("tobias")


def test_a_lead_who_is_named_later_is_asked_too(company):
    audit = plan_audit(company)
    auditing(company)

    with pytest.raises(Refused, match="Leo Brandt leads no audit"):
        name_lead(actor=company.cast["petra"], audit=audit, lead=company.person("leo"), on=TODAY)


def test_an_audit_is_not_begun_once_the_training_has_run_out(company):
    audit = plan_audit(company)
    completed(company, auditing(company), "tobias", on=date(2025, 11, 19))

    with pytest.raises(Refused, match="leads no audit"):
        AUDIT.move(audit, "initiate", actor=company.cast["tobias"], on=TODAY)


def test_a_refusal_names_the_course_and_where_it_is_taken(company):
    auditing(company)

    refusal = untrained(company.person("leo"), LEAD_AUDIT, on=TODAY)

    assert refusal is not None
    assert (refusal.code, "My training" in str(refusal)) == ("M-19", True)


def test_nobody_is_given_a_control_untrained(company):
    row = control(company)
    awareness(company)

    with pytest.raises(Refused, match="Emma Cole owns no control"):
        edit_control(actor=company.cast["ines"], control=row, owner=company.person("emma"), on=TODAY)


def test_who_owns_it_already_keeps_it(company):
    row = control(company)
    awareness(company)

    edited = edit_control(
        actor=company.cast["ines"], control=row, owner=row.owner, statement="All of them are.", on=TODAY
    )

    assert edited.statement == "All of them are."


def test_a_new_control_has_a_trained_owner(company):
    of = awareness(company)

    with pytest.raises(Refused, match="Samir Haddad owns no control"):
        control(company)
    completed(company, of, "samir")
    assert control(company).owner == company.person("samir")


def test_a_course_that_is_not_offered_any_more_asks_nothing(company):
    of = awareness(company)
    retire_course(actor=company.cast["ines"], course=of, reason="A new one is there.", on=TODAY)

    assert untrained(company.person("emma"), OWN_CONTROL, on=TODAY) is None


def test_the_policy_says_what_is_asked(company):
    awareness(company)
    value = {**policy.current(GATES, TODAY).value, OWN_CONTROL: ""}
    Policy.objects.create(key=GATES, version=2, value=value, effective_from=TODAY, reason="Owners know it.")

    assert untrained(company.person("emma"), OWN_CONTROL, on=TODAY) is None


def test_the_gate_is_open_as_long_as_the_completion_holds(company):
    of = awareness(company)
    completed(company, of, "emma")

    assert untrained(company.person("emma"), OWN_CONTROL, on=TODAY) is None
    assert untrained(company.person("emma"), OWN_CONTROL, on=NEXT_YEAR) is not None


def test_no_visitor_is_admitted_by_an_untrained_host(world):
    company, visit = world.company, world.visit
    awareness(company)

    refusal = not_to_be_admitted(visit, actor=robot(), on=visit.from_at.date(), given={})
    assert refusal is not None
    assert refusal.code == "M-19"


def test_an_officer_asks_for_another_clearance_by_its_word(browse, company):
    page = reverse("foundation:propose_policy", args=[GATES])

    said = browse("ines").get(page).content.decode()

    assert 'value="AUD"' in said
    assert "Taking visitors into a centre" in said
