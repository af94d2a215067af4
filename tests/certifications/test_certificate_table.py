"""The life cycle of a certificate line by line: who takes which step from which state, and on which letter (S-16)."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assurance.models import EvidenceLink, EvidenceVersion, Framework
from certifications.models import Certificate
from certifications.workflows import CERTIFICATE
from foundation.access import robot
from foundation.approvals import take_step
from foundation.models.trail import Event
from foundation.refusals import Conflict, Refused, WrongState
from tests.certified import ENDS, S, letter, placed
from tests.company import TODAY

SOME = ("ines", "tobias", "samir", "emma", "claire")  # one of each kind; the others have no more rights than these
PEOPLE = (
    "ines",
    "tobias",
    "priya",
    "leo",
    "samir",
    "omar",
    "emma",
    "petra",
    "helena",
    "malik",
    "adam",
    "claire",
    "igor",
)
RUNNING = {"suspend", "reduce_scope", "withdraw", "recertify", "record_transition"}
OFFICER = {  # state → the steps an officer is offered; nobody else is offered any
    S.PLANNED: {"apply"},
    S.APPLIED: {"record_stage1"},
    S.STAGE1_DONE: {"record_stage2", "record_major"},
    S.MAJOR_OPEN: {"verify_majors"},
    S.AWAITING_DECISION: {"grant", "refuse"},
    S.ACTIVE: RUNNING,
    S.REFUSED: set(),
    S.SUSPENDED: {"lift", "prolong", "tell_purchasers", "reduce_scope", "withdraw"},
    S.WITHDRAWN: set(),
    S.EXPIRED: {"restore"},
    S.LAPSED: set(),
    S.SUPERSEDED: set(),
}
CLOCK = {
    S.PLANNED: {"follow"},
    S.MAJOR_OPEN: {"pass_cap"},
    S.ACTIVE: {"supersede", "expire", "end_edition"},
    S.SUSPENDED: {"warn", "supersede", "expire", "end_edition"},
    S.EXPIRED: {"lapse"},
}
NEXT = {"number": "K-2", "decision_on": TODAY, "effective_from": date(2027, 5, 14), "expires_on": date(2030, 5, 13)}
AGAIN = {"number": "K-3", "decision_on": TODAY, "effective_from": TODAY, "expires_on": date(2029, 9, 30)}
NEW = {"number": "K-4", "decision_on": TODAY, "effective_from": TODAY, "expires_on": date(2029, 11, 19)}
LINES: list[tuple[str, str, dict[str, Any], str]] = [  # from, step, the facts of the letter, to
    (S.PLANNED, "apply", {"applied_on": TODAY}, S.APPLIED),
    (S.APPLIED, "record_stage1", {"ended_on": TODAY, "concerns": "Recordings."}, S.STAGE1_DONE),
    (S.STAGE1_DONE, "record_stage2", {"ended_on": TODAY}, S.AWAITING_DECISION),
    (S.STAGE1_DONE, "record_major", {"ended_on": TODAY}, S.MAJOR_OPEN),
    (S.MAJOR_OPEN, "verify_majors", {"verified_on": TODAY}, S.AWAITING_DECISION),
    (S.AWAITING_DECISION, "grant", NEW, S.ACTIVE),
    (S.AWAITING_DECISION, "refuse", {"decision_on": TODAY, "reason": "Not ready."}, S.REFUSED),
    (S.ACTIVE, "suspend", {"since": TODAY, "decided_on": TODAY, "reason": "A major."}, S.SUSPENDED),
    (S.SUSPENDED, "lift", {"lifted_on": TODAY}, S.ACTIVE),
    (S.SUSPENDED, "prolong", {"decided_on": TODAY, "limit_on": date(2027, 6, 1)}, S.SUSPENDED),
    (S.ACTIVE, "reduce_scope", {"from_on": TODAY}, S.ACTIVE),
    (S.SUSPENDED, "reduce_scope", {"from_on": TODAY}, S.ACTIVE),
    (S.ACTIVE, "withdraw", {"withdrawn_on": TODAY, "reason": "On request."}, S.WITHDRAWN),
    (S.SUSPENDED, "withdraw", {"withdrawn_on": TODAY, "reason": "Not corrected."}, S.WITHDRAWN),
    (S.ACTIVE, "recertify", NEXT, S.ACTIVE),
    (S.ACTIVE, "record_transition", {**NEXT, "effective_from": TODAY, "expires_on": ENDS}, S.SUPERSEDED),
    (S.EXPIRED, "restore", AGAIN, S.EXPIRED),
]
ON_A_LETTER = sorted({step for _state, step, _facts, _to in LINES})


def following(company) -> Framework:
    """The next edition of the framework."""
    facts = {"title": "Internal baseline", "edition": "2030", "issuer": "Meridane Networks"}
    return Framework.objects.get_or_create(code="NEXT", defaults=facts)[0]


def taken(company, row: Certificate, step: str, facts: dict[str, Any], **more: Any) -> Any:
    """The step, taken as page and API take it."""
    given = {**facts, **more}
    reason = given.pop("reason", "")
    if step == "reduce_scope":
        given["processes"] = [company.processes["remote-access"]]
    if step in ("recertify", "record_transition", "restore"):
        given["edition"] = following(company) if step == "record_transition" else company.framework
    return take_step(actor=company.cast["ines"], subject=row, step=step, on=TODAY, reason=reason, given=given)


@pytest.mark.parametrize("state", S)
def test_everybody_is_offered_their_own_steps_and_no_others(company, cast, state):
    row = placed(company, state)

    offered = {who: {move.step.name for move in CERTIFICATE.available(row, cast[who], TODAY)} for who in PEOPLE}

    assert offered == {who: OFFICER[state] if who == "ines" else set() for who in PEOPLE}
    assert {move.step.name for move in CERTIFICATE.available(row, robot(), TODAY)} == OFFICER[state] | CLOCK.get(
        S(state), set()
    )


@pytest.mark.parametrize("state", S)
def test_nobody_takes_a_step_that_is_not_theirs_or_not_from_here(company, cast, state):
    row, paper = placed(company, state, processes=[company.processes["remote-access"]]), letter(company)
    facts = {step: given for _from, step, given, _to in LINES} | {"tell_purchasers": {"told_on": TODAY}}

    for step in CERTIFICATE.steps:
        for who in SOME:
            if who == "ines" and step.name in OFFICER[state]:
                continue
            given = {**facts.get(step.name, {}), "reason": "Because."}
            if step.name in ON_A_LETTER:
                given["evidence"] = [paper]
            with pytest.raises((PermissionDenied, WrongState, Conflict)):
                _as(company, who, row, step.name, given)
            assert Certificate.objects.get(pk=row.pk).state == state


def _as(company, who: str, row: Certificate, step: str, given: dict[str, Any]) -> None:
    company.cast["ines"], kept = company.cast[who], company.cast["ines"]
    try:
        taken(company, row, step, given)
    finally:
        company.cast["ines"] = kept


@pytest.mark.parametrize(("state", "step", "facts", "to"), LINES, ids=lambda one: one if isinstance(one, str) else "")
def test_an_officer_records_each_line_on_the_letter(company, state, step, facts, to):
    row, paper = placed(company, state, processes=[company.processes["remote-access"]]), letter(company)

    taken(company, row, step, facts, evidence=[paper])

    row.refresh_from_db()
    assert row.state == to
    event = Event.objects.about(row).get(kind=f"certificate.{step}")
    assert event.content.details["letters"] == [str(paper)]
    assert {one.user for one in event.notifications.all()} == {company.cast["carla"]}
    assert EvidenceLink.objects.about(row).filter(version=paper, purpose=step).exists()


@pytest.mark.parametrize(("state", "step", "facts", "to"), LINES, ids=lambda one: one if isinstance(one, str) else "")
@pytest.mark.parametrize("what", ["none", "submitted", "rejected", "one of two"])
def test_without_an_accepted_letter_nothing_moves(company, state, step, facts, to, what):
    row, paper = placed(company, state, processes=[company.processes["remote-access"]]), letter(company)
    letters = {"none": [], "one of two": [letter(company, "Second"), paper]}.get(what, [paper])
    if letters:
        EvidenceVersion.objects.filter(pk=paper.pk).update(state="submitted" if what == "one of two" else what)
        paper.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        taken(company, row, step, facts, evidence=letters)

    assert (refusal.value.code, refusal.value.field) == ("S-16", "evidence")
    assert Certificate.objects.filter(state=state).count() == Certificate.objects.count() == 1
    assert not Event.objects.filter(kind=f"certificate.{step}").exists()


def test_every_step_of_an_officer_is_in_the_lines_or_changes_nothing():
    """A step added to the table is held to S-16 by being added above."""
    officer = {step.name for step in CERTIFICATE.steps if step.permission.names}

    assert officer == {*ON_A_LETTER, "tell_purchasers"}
    assert CERTIFICATE.step("tell_purchasers").target is None


@pytest.mark.parametrize(
    ("state", "step", "field"),
    [
        (S.APPLIED, "record_stage1", "ended_on"),
        (S.STAGE1_DONE, "record_stage2", "ended_on"),
        (S.MAJOR_OPEN, "verify_majors", "verified_on"),
        (S.AWAITING_DECISION, "grant", "decision_on"),
        (S.ACTIVE, "suspend", "since"),
        (S.SUSPENDED, "lift", "lifted_on"),
        (S.ACTIVE, "reduce_scope", "from_on"),
        (S.ACTIVE, "withdraw", "withdrawn_on"),
        (S.ACTIVE, "recertify", "decision_on"),
    ],
)
@pytest.mark.parametrize("day", [date(2026, 11, 21), date(1900, 1, 1), date(9999, 12, 31), date.min])
def test_a_day_to_come_or_out_of_order_is_refused_on_its_field(company, state, step, field, day):
    row = placed(company, state, processes=[company.processes["remote-access"]])
    facts = next(given for _from, name, given, _to in LINES if name == step)

    with pytest.raises(ValidationError) as refusal:
        taken(company, row, step, {**facts, field: day}, evidence=[letter(company)])

    assert field in refusal.value.error_dict
