"""Two connections at once, on PostgreSQL: exactly one wins, the other is told, and the trail has one line."""

import threading
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from audits.actions import accept_opportunity, add_line, create_occurrences, log_finding
from audits.models import Audit, Finding
from audits.workflows import FINDING
from foundation.access import robot
from foundation.approvals import decide_approval, take_step
from foundation.models.signin import Invitation
from foundation.models.trail import Event, Notification
from foundation.models.work import Approval
from foundation.outbox import send_waiting
from foundation.refusals import Conflict
from foundation.signin.invitations import accept, invite
from tests.company import TODAY, found, plan_audit, start_audit
from tests.foundation.door import code_of, is_signed_in, sign_in, with_app, with_password

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company():
    return found()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned or raised, all started at one barrier on connections of their own."""
    barrier, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index: int, act: Callable[[], Any]) -> None:
        try:
            barrier.wait()
            outcomes[index] = act()
        except (Conflict, ValidationError) as refusal:
            outcomes[index] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def submitted(company) -> Finding:
    audit = start_audit(company)
    draft = log_finding(
        actor=company.cast["priya"],
        audit=audit,
        type=Finding.Type.MAJOR,
        statement="Two sessions have no recording.",
        objective_evidence="Seen.",
        requirement=company.framework.requirements.first(),
        owner=company.person("samir"),
        on=TODAY,
    )
    FINDING.place(draft, Finding.State.PLAN_SUBMITTED, actor=robot(), on=TODAY, source="a test")
    return draft


def test_a_plan_accepted_and_returned_at_once_goes_one_way(company):
    finding = submitted(company)

    def judge(name: str) -> Callable[[], Any]:
        row = Finding.objects.get(pk=finding.pk)
        return lambda: FINDING.move(row, "accept_plan", actor=company.cast[name], on=TODAY)

    outcomes = at_once(judge("tobias"), judge("priya"))

    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 1
    assert Event.objects.filter(kind="finding.accept_plan").count() == 1


def test_eight_decisions_on_one_approval_leave_one(company):
    audit = plan_audit(company)
    approval = take_step(actor=company.cast["petra"], subject=audit, step="cancel", on=TODAY, reason="Closed.")
    deciders = [company.cast[name] for name in ("ines", "carla", "helena", "ines", "carla", "helena", "ines", "carla")]

    outcomes = at_once(
        *[lambda decider=decider: decide_approval(actor=decider, approval=approval, yes=True) for decider in deciders]
    )

    assert sum(isinstance(outcome, Approval) for outcome in outcomes) == 1
    assert Event.objects.filter(kind="audit.cancel").count() == 1


def test_two_workers_create_each_occurrence_once(company):
    line = add_line(
        actor=robot(),
        unit=company.units["TS"],
        title="Monthly",
        anchor=TODAY,
        interval_months=1,
        frameworks=[company.framework],
    )

    at_once(*[lambda: create_occurrences(actor=robot(), line=line, on=TODAY)] * 4)

    assert sorted(Audit.objects.values_list("occurrence", flat=True)) == list(range(13))
    assert sorted(Audit.objects.values_list("ref", flat=True)) == [
        f"A-{2026 + (n > 1)}-{n + 1 if n < 2 else n - 1:04d}" for n in range(13)
    ]


def test_numbers_taken_at_once_have_no_gap_and_no_double(company):
    audit = start_audit(company)

    def log() -> Finding:
        return log_finding(
            actor=company.cast["priya"], audit=audit, type="ofi", statement="A label is missing.", on=TODAY
        )

    at_once(*[log] * 8)

    assert sorted(Finding.objects.values_list("ref", flat=True)) == [f"F-2026-{n:04d}" for n in range(1, 9)]


def test_two_workers_mail_each_notification_once(company, mailoutbox):
    plan_audit(company)
    waiting = Notification.objects.filter(mailed_at=None).count()

    sent = at_once(send_waiting, send_waiting, send_waiting)

    assert waiting > 0
    assert sum(sent) == len(mailoutbox) == waiting


def test_one_answer_to_an_opportunity_stands(company):
    audit = start_audit(company)
    draft = log_finding(
        actor=company.cast["priya"],
        audit=audit,
        type=Finding.Type.OFI,
        statement="A label would help.",
        requirement=company.framework.requirements.first(),
        owner=company.person("samir"),
        on=TODAY,
    )
    FINDING.place(draft, Finding.State.ISSUED, actor=robot(), on=TODAY, source="a test")

    def answer() -> Finding:
        return accept_opportunity(actor=company.cast["samir"], finding=Finding.objects.get(pk=draft.pk), on=TODAY)

    outcomes = at_once(answer, answer)

    assert sum(isinstance(outcome, Finding) for outcome in outcomes) == 1


def at_the_second_step(user):
    client = Client()
    sign_in(client, user)
    return client


def test_a_code_of_an_app_sent_twice_at_once_signs_in_once(company):
    """Even where each process counts for itself: the cache that allauth asks is taken away."""
    cache.clear()
    user = with_app(with_password(company.cast["priya"]))
    browsers = [at_the_second_step(user) for _browser in range(6)]
    code = code_of()

    with patch("allauth.mfa.totp.internal.auth.TOTP._mark_code_used", return_value=True):
        at_once(*(lambda one=one: one.post(reverse("mfa_authenticate"), {"code": code}) for one in browsers))

    assert [is_signed_in(one) for one in browsers].count(True) == 1
    assert Event.objects.filter(kind="account.signed_in").count() == 1


def test_a_recovery_code_sent_twice_at_once_signs_in_once(company):
    cache.clear()
    user = with_app(with_password(company.cast["priya"]))
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    browsers = [at_the_second_step(user) for _browser in range(4)]

    at_once(*(lambda one=one: one.post(reverse("mfa_authenticate"), {"code": code}) for one in browsers))

    assert [is_signed_in(one) for one in browsers].count(True) == 1


def test_an_invitation_followed_twice_at_once_sets_one_password(company):
    invitation = invite(actor=company.cast["adam"], user=company.cast["emma"])
    words = ["four ships, five bells", "five ships, four bells"]

    outcomes = at_once(*(lambda one=one: accept(invitation=invitation, password=one) for one in words))

    assert sum(isinstance(one, Conflict) for one in outcomes) == 1
    assert Event.objects.filter(kind="account.invitation_accepted").count() == 1


def test_two_invitations_at_once_leave_one_that_works(company):
    at_once(*(lambda: invite(actor=company.cast["adam"], user=company.cast["emma"]) for _one in range(3)))

    assert Invitation.objects.waiting().filter(user=company.cast["emma"]).count() == 1
