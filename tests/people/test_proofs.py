"""Proofs of training outside: who submits, who judges, and what an accepted one is worth."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from foundation.access import Role
from foundation.directory.models import Clearance, User
from foundation.files import ScanResult
from foundation.models.trail import Notification
from foundation.refusals import Refused, WrongState
from people.actions import accept_proof, reject_proof, scan_file, submit_proof, take_file
from people.models import Assignment, Completion, Course, Proof, ProofFile
from people.workflows import PROOF
from tests.company import TODAY, Company, grant
from tests.learned import a_course, a_proof, asked_of, kept

S = Proof.State
BEFORE = TODAY - timedelta(days=20)


@pytest.fixture
def course(company: Company) -> Course:
    return a_course(company, validity_months=12, clearance="AWR")


@pytest.fixture
def proof(course: Course, cast: dict[str, User]) -> Proof:
    return a_proof(cast["emma"], course, completed_on=BEFORE)


def test_officers_are_told_of_a_proof(proof, cast):
    told = Notification.objects.filter(event__kind="proof.submitted").values_list("user__email", flat=True)

    assert set(told) == {cast["ines"].email, cast["carla"].email}


def test_an_accepted_proof_is_a_completion_by_t30_and_settles_what_is_asked(company, course, proof, cast):
    asked = asked_of(company, course)

    accept_proof(actor=cast["ines"], proof=proof, on=TODAY)

    asked.refresh_from_db()
    made = Completion.objects.get()
    assert (proof.state, proof.completion, proof.decided_by) == (S.ACCEPTED, made, cast["ines"].person)
    assert (made.source, made.completed_on, made.valid_until) == ("proof", BEFORE, date(2027, 10, 31))
    assert asked.state == Assignment.State.COMPLETED
    assert Clearance.objects.get(person=proof.person, code="AWR").until == made.valid_until
    assert Notification.objects.filter(event__kind="proof.accept", user=cast["emma"]).exists()


def test_a_rejected_proof_says_why(proof, cast):
    with pytest.raises(ValidationError, match="Say why"):
        reject_proof(actor=cast["ines"], proof=proof, on=TODAY, reason=" ")

    reject_proof(actor=cast["ines"], proof=proof, on=TODAY, reason="The paper names somebody else.")

    assert (proof.state, proof.rejected_because) == (S.REJECTED, "The paper names somebody else.")
    assert not Completion.objects.exists()


def test_nobody_judges_their_own_proof_by_any_account(course, cast, company):
    own = a_proof(cast["ines"], course)
    second = User.objects.create_user(email="ines.two@meridane.example", name="Ines", person=cast["ines"].person)
    grant(second, (Role.CO, company.units["MN"]))

    for account in (cast["ines"], second):
        with pytest.raises(Refused, match="S-06"):
            accept_proof(actor=account, proof=own, on=TODAY)
        with pytest.raises(Refused, match="S-06"):
            reject_proof(actor=account, proof=own, on=TODAY, reason="No.")

    assert accept_proof(actor=cast["carla"], proof=own, on=TODAY).state == S.ACCEPTED


@pytest.mark.parametrize("name", ["emma", "samir", "helena", "adam", "priya", "malik"])
@pytest.mark.parametrize("judge", [accept_proof, lambda **told: reject_proof(reason="No.", **told)])
def test_only_officers_judge(proof, cast, name, judge):
    with pytest.raises(PermissionDenied):
        judge(actor=cast[name], proof=proof, on=TODAY)


@pytest.mark.parametrize("state", [S.ACCEPTED, S.REJECTED, S.WITHDRAWN])
def test_what_was_decided_stays(proof, cast, state):
    if state == S.ACCEPTED:
        accept_proof(actor=cast["ines"], proof=proof, on=TODAY)
    elif state == S.REJECTED:
        reject_proof(actor=cast["ines"], proof=proof, on=TODAY, reason="No.")
    else:
        PROOF.move(proof, "withdraw", actor=cast["emma"], on=TODAY)

    with pytest.raises(WrongState):
        accept_proof(actor=cast["carla"], proof=proof, on=TODAY)
    with pytest.raises(WrongState):
        reject_proof(actor=cast["carla"], proof=proof, on=TODAY, reason="No.")
    with pytest.raises(WrongState):
        PROOF.move(proof, "withdraw", actor=cast["emma"], on=TODAY)


@pytest.mark.parametrize("name", ["ines", "carla", "samir", "helena"])
def test_only_the_person_withdraws(proof, cast, name):
    with pytest.raises(PermissionDenied):
        PROOF.move(proof, "withdraw", actor=cast[name], on=TODAY)


def test_another_proof_for_the_same_course_waits_its_turn(proof, course, cast):
    with pytest.raises(ValidationError, match="waits for review already"):
        a_proof(cast["emma"], course)

    reject_proof(actor=cast["ines"], proof=proof, on=TODAY, reason="Unreadable.")
    assert a_proof(cast["emma"], course).state == S.SUBMITTED


def test_a_proof_needs_a_paper_and_a_day_that_has_come(course, cast):
    facts = {"actor": cast["emma"], "course": course, "title": "Day", "issuer": "Academy", "on": TODAY}

    with pytest.raises(ValidationError, match="at least one file"):
        submit_proof(completed_on=TODAY, kept=[], **facts)
    with pytest.raises(ValidationError, match="day to come"):
        submit_proof(completed_on=TODAY + timedelta(days=1), kept=kept(), **facts)


def test_a_file_that_the_scanner_has_not_passed_is_neither_judged_nor_taken(proof, cast):
    file = proof.files.get()
    ProofFile.objects.filter(pk=file.pk).update(scan=ProofFile.Scan.PENDING)
    file.refresh_from_db()

    with pytest.raises(Refused, match="cannot be judged yet"):
        accept_proof(actor=cast["ines"], proof=proof, on=TODAY)
    with pytest.raises(Refused, match="waits for the scanner"):
        take_file(actor=cast["ines"], file=file)

    scan_file(actor=User.objects.get(kind="robot"), file=file, result=ScanResult(ProofFile.Scan.CLEAN))
    assert accept_proof(actor=cast["ines"], proof=proof, on=TODAY).state == S.ACCEPTED


@pytest.mark.parametrize("name", ["samir", "helena", "malik", "priya"])
def test_papers_are_not_for_others(proof, cast, name):
    with pytest.raises(PermissionDenied):
        take_file(actor=cast[name], file=proof.files.get())
    assert not Proof.objects.visible_to(cast[name]).exists()
