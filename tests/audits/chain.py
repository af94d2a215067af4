"""The way of a finding, step by step: each function takes it one step further as the person whose step it is."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from assurance.models import Evidence, EvidenceVersion
from audits.actions import (
    answer_item,
    close_fieldwork,
    complete_action,
    implement_finding,
    issue_report,
    record_correction,
    review_report,
    submit_plan,
    write_report,
)
from audits.models import Audit, Finding
from audits.workflows import FINDING
from foundation.directory.models import User
from tests.company import TODAY

CAUSE = {
    "method": "five_whys",
    "whys": ["The gateway was restarted.", "Recording does not start by itself."],
    "text": "Nobody owns the start of the recording.",
    "category": "unclear_rule",
    "similar_found": False,
    "similar_where": "Both gateways of the region were looked at.",
}
_numbers = count(1)


def paper(user: User, unit: Any = None) -> EvidenceVersion:
    """A piece of evidence that `user` uploaded, without bytes: for rules about rows."""
    evidence = Evidence.objects.create(
        ref=f"EV-{next(_numbers):05d}", title="Register", unit=unit or user.person.unit, kind=Evidence.Kind.RECORD
    )
    return EvidenceVersion.objects.create(evidence=evidence, number=1, as_of=TODAY, uploaded_by=user)


def planned(
    finding: Finding, cast: dict[str, User], *, owners: tuple[str, ...] = ("samir",), **changes: Any
) -> Finding:
    """Samir hands in a plan with one action for each of `owners`."""
    actions = [
        {"text": f"Action of {name}", "owner": cast[name].person, "due_on": TODAY + timedelta(days=60)}
        for name in owners
    ]
    given = {"cause": CAUSE, "correction": "Recording is switched on.", "actions": actions, "on": TODAY, **changes}
    return submit_plan(actor=cast["samir"], finding=finding, **given)


def in_action(finding: Finding, cast: dict[str, User], **facts: Any) -> Finding:
    """Priya accepts the plan."""
    planned(finding, cast, **facts)
    return FINDING.move(finding, "accept_plan", actor=cast["priya"], on=TODAY)


def done(finding: Finding, cast: dict[str, User], *, on: date = TODAY) -> Finding:
    """Correction and every open action are done, each by its owner."""
    finding.refresh_from_db()
    if finding.corrected_on is None:
        proof = [paper(cast["samir"])]
        record_correction(actor=cast["samir"], finding=finding, text="Switched on.", evidence=proof, on=on)
    by_person = {user.person_id: user for user in cast.values() if user.person_id}
    for action in finding.actions.open():
        user = by_person[action.owner_id]
        complete_action(actor=user, action=action, evidence=[paper(user)], on=on)
    return finding


def implemented(finding: Finding, cast: dict[str, User], *, on: date = TODAY, **facts: Any) -> Finding:
    in_action(finding, cast, **facts)
    done(finding, cast, on=on)
    return implement_finding(actor=cast["samir"], finding=finding, on=on)


def reporting(audit: Audit, cast: dict[str, User]) -> Audit:
    """Every question has a result and the closing meeting was held."""
    for item in audit.items.unanswered():
        answer_item(actor=cast["priya"], item=item, result="conforms")
    return close_fieldwork(actor=cast["tobias"], audit=audit, attendees="Head of remote access", on=TODAY)


def issued(audit: Audit, cast: dict[str, User]) -> Audit:
    """The report is written by the lead, reviewed by the officer and issued."""
    reporting(audit, cast)
    write_report(
        actor=cast["tobias"], audit=audit, summary="Access is granted and named.", conclusion="minors", on=TODAY
    )
    review_report(actor=cast["ines"], audit=audit, on=TODAY)
    return issue_report(actor=cast["tobias"], audit=audit, on=TODAY)
