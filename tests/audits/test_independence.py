"""Who may not audit what (S-01), and who may not verify which finding (S-05), by person and not by account."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from assurance.models import Control, EvidenceLink, Requirement
from audits.actions import name_lead, name_verifier, schedule_audit, set_team, verify_finding
from audits.independence import auditors, barred_verifiers, ties, ties_of
from audits.models import Audit, Finding, Verification
from audits.workflows import AUDIT
from foundation.access import Role
from foundation.directory.models import JobRole, JobRoleSpell, Person, Unit, User
from foundation.refusals import Refused
from foundation.rows import pointer
from tests.audits.chain import implemented, in_action, paper
from tests.company import TODAY, grant, plan_audit

EARLY = {"method": "sample", "sample": "Ten sessions.", "early_reason": "Every session of the week was seen."}


def worked(person: Person, unit: Unit, *, until: date | None) -> JobRoleSpell:
    role = JobRole.objects.get(code="service")
    return JobRoleSpell.objects.create(person=person, role=role, unit=unit, from_on=date(2021, 1, 1), to_on=until)


def first_tie(person: Person, audit: Audit) -> str:
    found = ties(person, audit, on=TODAY)
    return found[0].sentence if found else ""


# S-01


def test_an_auditor_who_never_worked_there_is_free(company):
    assert ties(company.person("tobias"), plan_audit(company), on=TODAY) == []


def test_the_owner_of_an_audited_process_does_not_audit_it(company):
    audit = plan_audit(company)
    audit.processes.update(owner=company.person("leo"))

    assert "owns or deputises" in first_tie(company.person("leo"), audit)


def test_the_deputy_of_an_audited_process_does_not_audit_it(company):
    audit = plan_audit(company)
    audit.processes.update(deputy=company.person("leo"))

    assert "owns or deputises" in first_tie(company.person("leo"), audit)


def test_whoever_works_in_the_audited_unit_does_not_audit_it(company):
    worked(company.person("leo"), company.units["TS"], until=None)

    assert first_tie(company.person("leo"), plan_audit(company)) == "works in Technical services as Service"


def test_whoever_left_the_unit_less_than_two_years_ago_does_not_audit_it(company):
    worked(company.person("leo"), company.units["TS"], until=date(2025, 6, 30))

    tie = ties(company.person("leo"), plan_audit(company), on=TODAY)[0]

    assert tie.free_on == date(2027, 7, 1)
    assert tie.sentence == "worked in Technical services as Service until 30 Jun 2025; free to audit it from 1 Jul 2027"


@pytest.mark.parametrize(("until", "is_free"), [(date(2024, 11, 19), True), (date(2024, 11, 20), False)])
def test_the_bar_ends_two_years_after_the_last_day_there(company, until, is_free):
    worked(company.person("leo"), company.units["TS"], until=until)

    assert (ties(company.person("leo"), plan_audit(company), on=TODAY) == []) is is_free


def test_work_in_a_unit_below_the_audited_one_ties_too(company, cast):
    worked(company.person("leo"), company.units["MEADEL"], until=None)
    audit = plan_audit(company, process="mea-acceptance")
    audit.processes.clear()
    Audit.objects.filter(pk=audit.pk).update(unit=company.units["MEA"])

    assert "works in Delivery" in first_tie(company.person("leo"), Audit.objects.get(pk=audit.pk))


def test_work_elsewhere_does_not_tie(company):
    worked(company.person("leo"), company.units["MEADEL"], until=None)

    assert ties(company.person("leo"), plan_audit(company), on=TODAY) == []


def test_an_owner_of_corrective_action_in_the_process_does_not_audit_it(company, finding, cast):
    in_action(finding, cast, owners=("leo",))

    assert "corrective action" in first_tie(company.person("leo"), plan_audit(company))


def test_an_owner_of_a_control_on_the_checklist_does_not_audit_it(company, audit):
    control = Control.objects.create(
        code="CT-1", statement="Sessions are recorded.", kind="detective", owner=company.person("leo"), unit=audit.unit
    )
    control.requirements.set(Requirement.objects.filter(ref="MCB-15"))

    assert "owns a control" in first_tie(company.person("leo"), audit)


def test_whoever_reports_to_the_head_of_the_unit_does_not_audit_it(company):
    Unit.objects.filter(code="TS").update(accountable_officer=company.person("helena"))
    Person.objects.filter(name="Priya Raman").update(manager=company.person("helena"))
    Person.objects.filter(name="Leo Brandt").update(manager=company.person("priya"))

    sentence = first_tie(Person.objects.get(name="Leo Brandt"), plan_audit(company))

    assert sentence == "reports to Helena Brandt, who heads the audited unit"


def test_the_head_of_the_unit_does_not_audit_it(company):
    Unit.objects.filter(code="TS").update(accountable_officer=company.person("leo"))

    assert first_tie(company.person("leo"), plan_audit(company)) == "heads the audited unit"


def test_two_managers_of_each_other_do_not_hang_the_rule(company):
    Unit.objects.filter(code="TS").update(accountable_officer=company.person("helena"))
    Person.objects.filter(name="Priya Raman").update(manager=company.person("leo"))
    Person.objects.filter(name="Leo Brandt").update(manager=company.person("priya"))

    assert ties(Person.objects.get(name="Leo Brandt"), plan_audit(company), on=TODAY) == []


def test_ties_of_many_cost_no_more_queries_than_of_one(company, django_assert_max_num_queries):
    audit = plan_audit(company)
    people = list(auditors(audit.unit, on=TODAY))
    assert [person.name for person in people] == ["Leo Brandt", "Priya Raman", "Tobias Lindqvist"]

    with django_assert_max_num_queries(5):
        ties_of(people, audit, on=TODAY)


def test_a_tied_lead_is_refused_with_the_rule_and_the_day(company, cast):
    worked(company.person("tobias"), company.units["TS"], until=date(2025, 6, 30))

    with pytest.raises(Refused, match=r"\(S-01\).*1 Jul 2027") as refusal:
        plan_audit(company)

    assert (refusal.value.code, refusal.value.field) == ("S-01", "lead")
    assert not Audit.objects.exists()


def test_a_tied_member_of_the_team_is_refused(company, cast):
    worked(company.person("priya"), company.units["TS"], until=date(2026, 1, 31))
    audit = AUDIT.move(plan_audit(company), "initiate", actor=cast["tobias"], on=TODAY)

    with pytest.raises(Refused, match=r"Priya Raman cannot audit this \(S-01\).*1 Feb 2028") as refusal:
        set_team(actor=cast["tobias"], audit=audit, members=[company.person("leo"), company.person("priya")], on=TODAY)

    assert refusal.value.field == "members"
    assert [member.person.name for member in audit.team.all()] == ["Tobias Lindqvist"]


def test_a_new_lead_is_judged_as_the_first_one(company, cast):
    audit = plan_audit(company)
    worked(company.person("leo"), company.units["TS"], until=None)

    with pytest.raises(Refused, match="S-01"):
        name_lead(actor=cast["petra"], audit=audit, lead=company.person("leo"), on=TODAY)

    audit.refresh_from_db()
    assert audit.lead == company.person("tobias")


def test_a_lead_auditor_may_schedule_an_audit_to_lead(company, cast):
    audit = schedule_audit(
        actor=cast["leo"],
        unit=company.units["TS"],
        title="Remote access",
        method="remote",
        planned_start=TODAY,
        planned_end=TODAY,
        frameworks=[company.framework],
        lead=company.person("leo"),
        on=TODAY,
    )

    assert audit.lead == company.person("leo")


# S-05


@pytest.fixture
def closing(finding, cast):
    """Implemented: Samir owns it and corrected it, Emma did the only action."""
    return implemented(finding, cast, owners=("emma",))


def auditor(user: User, unit: Unit) -> User:
    grant(user, (Role.AU, unit))
    return user


def check(user: User, finding: Finding, **given: object) -> Finding:
    facts = {**EARLY, "evidence": [paper(user)], **given}
    return verify_finding(actor=user, finding=finding, on=TODAY, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "why"), [("samir", "owns the finding"), ("emma", "owns a corrective action")])
def test_who_did_the_work_does_not_verify_it(company, cast, closing, name, why):
    user = auditor(cast[name], company.units["MN"])

    with pytest.raises(Refused, match=why) as refusal:
        check(user, closing)

    assert refusal.value.code == "S-05"
    assert not Verification.objects.exists()


def test_who_implemented_an_action_of_somebody_else_does_not_verify_it(company, cast, closing):
    closing.actions.update(implemented_by=company.person("carla"))

    with pytest.raises(Refused, match="implemented a corrective action"):
        check(cast["carla"], closing)


def test_who_uploaded_the_closing_evidence_does_not_verify_it(cast, closing):
    proof = paper(cast["carla"])
    EvidenceLink.objects.create(version=proof, purpose="correction", added_by=cast["samir"], **pointer(closing))

    with pytest.raises(Refused, match="uploaded the closing evidence"):
        check(cast["carla"], closing)


def test_who_uploaded_what_showed_the_failure_may_verify(company, cast, closing):
    proof = paper(cast["carla"])
    EvidenceLink.objects.create(version=proof, purpose="objective", added_by=cast["carla"], **pointer(closing))
    assert company.person("carla").pk not in barred_verifiers(closing)

    check(cast["carla"], closing)

    closing.refresh_from_db()
    assert closing.state == Finding.State.CLOSED


def test_whoever_reports_to_who_did_the_work_does_not_verify_it(company, cast, closing):
    Person.objects.filter(name="Carla Stone").update(manager=company.person("emma"))

    with pytest.raises(Refused, match="reports to Emma Cole"):
        check(User.objects.get(pk=cast["carla"].pk), closing)


def test_the_report_of_a_report_may_verify(company, cast, closing):
    Person.objects.filter(name="Ines Moreau").update(manager=company.person("emma"))
    Person.objects.filter(name="Carla Stone").update(manager=company.person("ines"))

    check(User.objects.get(pk=cast["carla"].pk), closing)

    closing.refresh_from_db()
    assert closing.state == Finding.State.CLOSED


def test_a_second_account_does_not_make_a_second_person(company, cast, closing):
    other = User.objects.create_user(
        email="emma.officer@meridane.example", name="Emma Cole", person=company.person("emma")
    )
    grant(other, (Role.CO, company.units["MN"]))

    with pytest.raises(Refused, match=r"Emma Cole cannot verify this \(S-05\)"):
        check(other, closing)


def test_who_raised_a_major_does_not_verify_it(cast, closing):
    with pytest.raises(Refused, match="a second auditor has to judge it") as refusal:
        check(cast["priya"], closing)

    assert refusal.value.field == "no_second_auditor"


def test_saying_that_no_second_auditor_exists_is_not_enough_while_one_does(cast, closing):
    with pytest.raises(Refused, match="Leo Brandt is a second auditor"):
        check(cast["priya"], closing, no_second_auditor=True)


def test_who_raised_a_major_verifies_it_where_no_second_auditor_exists(cast, closing):
    for name in ("leo", "tobias"):
        cast[name].role_grants.update(to_on=date(2026, 1, 1))

    check(cast["priya"], closing, no_second_auditor=True)

    closing.refresh_from_db()
    assert closing.state == Finding.State.CLOSED
    assert closing.verifications.get().no_second_auditor


def test_who_raised_a_minor_verifies_it(cast, closing):
    Finding.objects.filter(pk=closing.pk).update(type=Finding.Type.MINOR)
    closing.refresh_from_db()

    check(cast["priya"], closing)

    closing.refresh_from_db()
    assert closing.state == Finding.State.CLOSED


def test_a_tied_verifier_is_not_named(cast, company, closing):
    with pytest.raises(Refused, match="S-05") as refusal:
        name_verifier(actor=cast["ines"], finding=closing, verifier=company.person("emma"), on=TODAY)

    closing.refresh_from_db()
    assert refusal.value.field == "verifier"
    assert closing.verifier is None


def test_a_manager_does_not_verify(cast, closing):
    with pytest.raises(PermissionDenied):
        check(cast["helena"], closing)
