"""Evidence that was attached by mistake is taken away by whoever may attach it, with a reason, while the row is open."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assurance.actions import link_evidence, unlink_evidence
from assurance.models import EvidenceLink
from audits.actions import complete_action, record_correction
from audits.models import Finding
from audits.workflows import FINDING
from foundation.models.trail import Event
from foundation.refusals import WrongState
from tests.audits.chain import in_action, paper
from tests.company import TODAY

WRONG = "It is the register of another site."


def put(row, state, **fields):
    """Puts a row where its life cycle would bring it, without the way there."""
    type(row).objects.filter(pk=row.pk).update(state=state, **fields)
    row.refresh_from_db()


def attached(actor, row, purpose="objective") -> EvidenceLink:
    return link_evidence(actor=actor, version=paper(actor), subject=row, purpose=purpose)


def test_an_auditor_takes_away_what_does_not_belong_to_a_finding(finding, cast):
    link = attached(cast["priya"], finding)

    unlink_evidence(actor=cast["priya"], link=link, reason=WRONG)

    assert not EvidenceLink.objects.about(finding).exists()
    told = [Event.objects.about(row).get(kind="evidence.unlinked").content for row in (finding, link.version.evidence)]
    assert {one.summary for one in told} == {f"took {link.version} away: {WRONG}"}
    assert told[0].details["purpose"] == "objective"


def test_it_needs_a_reason(finding, cast):
    link = attached(cast["priya"], finding)

    with pytest.raises(ValidationError, match="Say why"):
        unlink_evidence(actor=cast["priya"], link=link, reason=" ")


@pytest.mark.parametrize("name", ["samir", "ines", "leo", "helena"])
def test_nobody_else_takes_it_away(finding, cast, name):
    link = attached(cast["priya"], finding)

    with pytest.raises(PermissionDenied):
        unlink_evidence(actor=cast[name], link=link, reason=WRONG)
    assert EvidenceLink.objects.filter(pk=link.pk).exists()


@pytest.mark.parametrize("state", [Finding.State.CLOSED, Finding.State.VOID])
def test_at_the_end_of_a_finding_everything_stays(finding, cast, state):
    link = attached(cast["priya"], finding)
    put(finding, state, closed_on=TODAY)

    with pytest.raises(WrongState, match="at its end"):
        unlink_evidence(actor=cast["priya"], link=link, reason=WRONG)


def test_a_nonconformity_never_stands_without_objective_evidence(finding, cast):
    link = attached(cast["priya"], finding)
    Finding.objects.filter(pk=finding.pk).update(objective_evidence="")

    with pytest.raises(ValidationError, match="Attach what takes its place"):
        unlink_evidence(actor=cast["priya"], link=link, reason=WRONG)
    right = paper(cast["priya"])
    unlink_evidence(actor=cast["priya"], link=link, reason=WRONG, evidence=[right])

    assert [one.version for one in EvidenceLink.objects.about(finding)] == [right]


def test_a_recorded_correction_keeps_something_that_shows_it(finding, cast):
    in_action(finding, cast)
    record_correction(
        actor=cast["samir"], finding=finding, text="Switched on.", on=TODAY, evidence=[paper(cast["samir"])]
    )
    link = EvidenceLink.objects.about(finding).get(purpose="correction")

    with pytest.raises(ValidationError, match="Attach what shows it instead"):
        unlink_evidence(actor=cast["samir"], link=link, reason=WRONG)
    unlink_evidence(actor=cast["samir"], link=link, reason=WRONG, evidence=[paper(cast["samir"])])

    assert EvidenceLink.objects.about(finding).filter(purpose="correction").count() == 1


def test_what_waits_for_the_check_is_not_changed_any_more(finding, cast):
    in_action(finding, cast)
    action = finding.actions.first()
    complete_action(actor=cast["samir"], action=action, on=TODAY, evidence=[paper(cast["samir"])])
    put(finding, Finding.State.IMPLEMENTED)
    link = EvidenceLink.objects.about(action).get()

    with pytest.raises(WrongState, match="waits for the check"):
        unlink_evidence(actor=cast["samir"], link=link, reason=WRONG)


def test_what_a_judgement_rests_on_stays(finding, cast):
    link = attached(cast["leo"], finding, purpose="verification")

    with pytest.raises(WrongState, match="rests on stays"):
        unlink_evidence(actor=cast["leo"], link=link, reason=WRONG)


def test_the_answers_are_fixed_after_the_closing_meeting(audit, cast):
    item = audit.items.first()
    link = attached(cast["priya"], item, purpose="checklist")
    put(audit, "reporting")

    with pytest.raises(WrongState, match="answers are fixed"):
        unlink_evidence(actor=cast["priya"], link=link, reason=WRONG)


def test_it_is_removed_on_the_page_of_the_finding(finding, cast, browse):
    link = attached(cast["priya"], finding)
    address = reverse("assurance:evidence_unlink", args=[link.uuid])

    assert address in browse("priya").get(finding.get_absolute_url()).content.decode()
    assert address not in browse("samir").get(finding.get_absolute_url()).content.decode()
    answer = browse("priya").post(address, {"reason": WRONG})

    assert answer.url == finding.get_absolute_url()
    assert WRONG in browse("priya").get(finding.get_absolute_url()).content.decode()


def test_it_is_removed_in_the_fieldwork(audit, cast, browse):
    item = audit.items.first()
    link = attached(cast["priya"], item, purpose="checklist")
    address = reverse("assurance:evidence_unlink", args=[link.uuid])

    assert address in browse("priya").get(item.get_absolute_url()).content.decode()
    browse("priya").post(address, {"reason": WRONG})

    assert not EvidenceLink.objects.about(item).exists()


def test_steps_of_the_finding_go_on_after_it(finding, cast):
    """The reason stands in the story, and nothing about the state has changed."""
    unlink_evidence(actor=cast["priya"], link=attached(cast["priya"], finding), reason=WRONG)

    finding.refresh_from_db()
    assert finding.state == Finding.State.ISSUED
    assert FINDING.step("submit_plan") in [one.step for one in FINDING.available(finding, cast["samir"], TODAY)]
