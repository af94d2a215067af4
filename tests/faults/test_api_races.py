"""Calls of the API at the same moment, on connections of their own."""

import json
import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from audits.actions import log_finding
from audits.models import Finding
from audits.workflows import FINDING
from foundation.access import robot
from foundation.models import Comment, Event
from foundation.tokens import make_token
from tests.company import TODAY, found, start_audit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company():
    return found()


@pytest.fixture
def finding(company):
    facts = {"statement": "Two sessions have no recording.", "objective_evidence": "Seen.", "type": "major"}
    audit = start_audit(company)
    requirement = company.framework.requirements.first()
    people = {"actor": company.cast["priya"], "owner": company.person("samir")}
    draft = log_finding(audit=audit, requirement=requirement, on=TODAY, **people, **facts)
    FINDING.place(draft, Finding.State.ACTION, actor=robot(), on=TODAY, source="a test")
    return draft


def at_once(path: str, calls: list[tuple[dict[str, str], dict[str, Any]]]) -> list[Any]:
    """The answers to POSTs that start at one barrier, each with its headers and body."""
    barrier, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(index: int, headers: dict[str, str], body: dict[str, Any]) -> None:
        try:
            barrier.wait()
            answers[index] = Client().post(path, json.dumps(body), "application/json", headers=headers)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index, *call)) for index, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def bearer(company: Any, name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {make_token(actor=company.cast[name], name='Race', scope='write', days=1)[1]}"}


def test_a_call_sent_eight_times_at_once_with_one_key_acts_once(company, finding):
    headers = bearer(company, "ines") | {"Idempotency-Key": "race-1"}

    answers = at_once(f"/api/v1/findings/{finding.uuid}/comments/", [(headers, {"text": "Seen."})] * 8)

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Comment.objects.count() == 1
    assert Event.objects.filter(kind="comment.added").count() == 1


def test_of_two_who_read_the_same_at_once_one_wins_and_the_other_sees_what_is_now(company, finding):
    path = f"/api/v1/findings/{finding.uuid}/"
    tobias = bearer(company, "tobias")
    etag = Client().get(path, headers=tobias)["ETag"]
    calls = [
        (bearer(company, who) | {"If-Match": etag}, {"verifier": str(company.person(name).uuid)})
        for who, name in (("tobias", "leo"), ("ines", "carla"))
    ]

    answers = at_once(f"{path}steps/name_verifier/", calls)

    assert sorted(answer.status_code for answer in answers) == [200, 412]
    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert lost.json()["current"]["verifier"] == won.json()["verifier"]
    assert Event.objects.filter(kind="finding.name_verifier").count() == 1
