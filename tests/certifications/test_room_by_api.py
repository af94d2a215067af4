"""A program of somebody outside, in their session: it reads what the pages of the room show, says what they may say there,
and finds nothing else at any address of the API.
"""

import json
from typing import Any

import pytest
from django.test import Client

from certifications.actions import answer_question, revoke_grant
from certifications.models import Acknowledgement, Question, Sample
from foundation.directory.models import User
from foundation.models.trail import Event
from tests.certifications.test_nothing_leaks import CANARY, canaries  # noqa: F401  the fixture
from tests.company import TODAY
from tests.routes.api import CALLS
from tests.test_access_matrix import sign_in, undone
from tests.test_api_matrix import address

WRITES = {  # all that people outside write by program
    "api:room-rules",
    "api:room-question-list",
    "api:room-question-reply",
    "api:room-question-close",
    "api:room-sample-list",
    "api:room-sample-pick",
}


@pytest.fixture(autouse=True)
def without_limits(settings: Any) -> None:
    settings.API_CALLS_PER_USER = settings.API_CALLS_PER_ADDRESS = 1_000_000


class Caller:
    """Somebody with a session, who sends and reads JSON."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        sign_in(self.client, user)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query)

    def post(self, path: str, body: Any = None) -> Any:
        return self.client.post(f"/api/v1/{path}", json.dumps(body or {}), content_type="application/json")


@pytest.fixture
def claire(cast: Any) -> Caller:
    return Caller(cast["claire"])


def looks(room: Any) -> list[str]:
    return list(
        Event.objects.filter(kind="room.looked", grant_uuid=room.uuid)
        .order_by("pk")
        .values_list("content__summary", flat=True)
    )


def test_the_room_tells_its_window_its_scope_and_whom_to_ask(room, claire):
    [line] = claire.get("rooms/").json()["results"]

    told = claire.get(f"rooms/{line['uuid']}/").json()

    assert (told["last_day"], told["zone"], told["contact"]["name"]) == ("2026-11-30", "Europe/Lisbon", "Ines Moreau")
    assert (told["audit_count"], told["finding_count"], told["evidence_count"]) == (1, 1, 1)
    assert told["allow_download"] is False


def test_both_sides_read_each_look(room, claire, cast, finding, piece):
    claire.get(f"rooms/{room.uuid}/")
    claire.get(f"rooms/{room.uuid}/findings/{finding.uuid}/")
    claire.get(f"rooms/{room.uuid}/evidence/{piece.evidence.uuid}/")

    own = claire.get(f"rooms/{room.uuid}/log/").json()["results"]
    theirs = Caller(cast["ines"]).get(f"grants/{room.uuid}/log/").json()["results"]

    assert own == theirs
    assert looks(room) == [f"looked at {row}" for row in (room, finding, piece.evidence)]


def test_a_finding_is_told_as_its_page_tells_it(room, claire, finding, piece):
    told = claire.get(f"rooms/{room.uuid}/findings/{finding.uuid}/").json()

    assert told["finding"]["statement"] == finding.statement
    assert told["finding"]["audit"] == str(finding.audit.uuid)
    assert [one["ref"] for one in told["evidence"]] == [piece.evidence.ref]
    assert not {"owner", "verifier", "team"} & {*told, *told["finding"]}


def test_a_requirement_that_is_not_in_the_room_has_no_uuid_there(room, claire, finding):
    told = claire.get(f"rooms/{room.uuid}/findings/{finding.uuid}/").json()["finding"]["requirement"]

    assert told["ref"] == finding.requirement.ref
    assert told["uuid"] is None


def test_files_stay_where_the_grant_does_not_include_them(room, claire, piece):
    there = f"rooms/{room.uuid}/files/{piece.files.get().uuid}/content/"

    answer = claire.get(there)

    assert answer.status_code == 403
    assert not Event.objects.filter(kind="evidence.downloaded").exists()


def test_a_file_that_is_taken_is_marked_and_noted(world, morning):
    morning.move_to(world.grant.from_at)
    claire, file = Caller(world.company.cast["claire"]), world.shown.files.get()

    answer = claire.get(f"rooms/{world.grant.uuid}/files/{file.uuid}/content/")

    assert b"".join(answer.streaming_content) == b"Recorder settings."
    assert "Claire" in answer["Content-Disposition"]
    event = Event.objects.get(kind="evidence.downloaded")
    assert (event.grant_uuid, event.content.actor) == (world.grant.uuid, world.company.cast["claire"])


def test_a_question_is_asked_answered_asked_back_and_closed(room, claire, cast, finding):
    body = {"text": "Which regions?", "about_kind": "finding", "about": str(finding.uuid)}
    asked = claire.post(f"rooms/{room.uuid}/questions/", body)
    there, question = asked["Location"].removeprefix("/api/v1/"), Question.objects.get()
    answer_question(actor=cast["ines"], question=question, text="All of them.", on=TODAY)

    back = claire.post(f"{there}reply/", {"text": "Since when?"})
    states = [asked.json()["state"], back.json()["state"], claire.post(f"{there}close/").json()["state"]]

    assert states == ["open", "open", "closed"]
    assert [word["text"] for word in claire.get(there).json()["messages"]] == [
        "Which regions?",
        "All of them.",
        "Since when?",
    ]
    assert question.subject_uuid == finding.uuid
    assert claire.post(f"{there}close/").status_code == 409


def test_nobody_asks_about_what_the_room_does_not_show(room, claire, company):
    process = company.processes["remote-access"].uuid
    hidden, none = (
        claire.post(
            f"rooms/{room.uuid}/questions/", {"text": "And this?", "about_kind": "requirement", "about": str(uuid)}
        )
        for uuid in (process, "00000000-0000-4000-8000-000000000000")
    )

    assert hidden.status_code == none.status_code == 400
    assert hidden.content == none.content
    assert not Question.objects.exists()


def test_a_sample_is_proposed(room, claire):
    answer = claire.post(f"rooms/{room.uuid}/samples/", {"population": "Sessions of October", "items": "Five"})

    assert answer.status_code == 201
    assert Sample.objects.get().proposed_by == room.grantee
    assert claire.get(f"rooms/{room.uuid}/samples/").json()["results"][0]["state"] == "proposed"


def test_the_rules_come_first(world, morning):
    morning.move_to(world.grant.from_at)
    claire, room = Caller(world.company.cast["claire"]), world.rules_unread
    before = [claire.get(f"rooms/{room.uuid}/{below}").status_code for below in ("", "findings/", "log/")]

    rules = claire.get(f"rooms/{room.uuid}/rules/").json()
    unread = claire.post(f"rooms/{room.uuid}/rules/", {"read": False})
    read = claire.post(f"rooms/{room.uuid}/rules/", {"read": True})

    assert before == [403, 403, 403]
    assert (rules["acknowledged_at"], len(rules["rules"])) == (None, 6)
    assert unread.status_code == 400
    assert read.json()["acknowledged_at"] is not None
    assert Acknowledgement.objects.filter(grant=room).count() == 1
    assert claire.get(f"rooms/{room.uuid}/").status_code == 200


def test_a_room_that_is_revoked_is_not_there(room, cast, claire):
    missing = claire.get("rooms/00000000-0000-4000-8000-000000000000/")
    assert claire.get(f"rooms/{room.uuid}/").status_code == 200

    revoke_grant(actor=cast["carla"], grant=room, on=TODAY, reason="Over.")
    again = Caller(cast["claire"])

    for below in ("", "rules/", "log/", "audits/", "clauses/", "findings/", "evidence/", "questions/", "samples/"):
        answer = again.get(f"rooms/{room.uuid}/{below}")
        assert (answer.status_code, answer.content) == (404, missing.content), below


def test_the_tree_finds_a_clause_by_words(world, morning):
    morning.move_to(world.grant.from_at)
    claire, ref = Caller(world.company.cast["claire"]), world.company.framework.requirements.last().ref

    found = claire.get(f"rooms/{world.grant.uuid}/clauses/", words=ref).json()["results"]

    assert ref in [one["ref"] for one in found]
    assert all(ref in one["ref"] or ref in one["title"] for one in found)
    assert all(one["chapter"] for one in found)


@pytest.fixture
def addresses(world: Any) -> list[str]:
    """Every address of the API with its own and a foreign row, worked out before the canaries."""
    calls = [(name, call) for name, call in CALLS.items() if name not in ("api:schema", "api:docs")]
    return [address(name, which(world)) for name, call in calls for which in (call.own, call.foreign) if which]


def test_no_address_of_the_api_shows_what_the_room_does_not(addresses, canaries, morning):  # noqa: F811
    morning.move_to(canaries.grant.from_at)
    claire, leaks = Caller(canaries.company.cast["claire"]), []

    for one in addresses:
        answer = claire.client.get(one)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if CANARY.encode() in body:
            leaks.append((one, answer.status_code, body[body.index(CANARY.encode()) - 80 :][:120]))

    assert leaks == []


def test_nothing_is_written_but_what_the_list_says(world, morning):
    morning.move_to(world.grant.from_at)
    claire, taken = Caller(world.company.cast["claire"]), set()

    for name, call in CALLS.items():
        for method in ("post", "patch", "put", "delete"):
            there, body = address(name, call.own(world)), json.dumps(call.body(world), default=str)
            send = getattr(claire.client, method)
            if undone(lambda s=send, t=there, b=body: s(t, b, content_type="application/json").status_code) < 400:
                taken.add((name, method))

    assert taken == {(name, "post") for name in WRITES}


@pytest.mark.parametrize("below", ["audits", "clauses", "findings", "evidence", "questions", "samples"])
def test_a_list_costs_a_fixed_number_of_queries(world, morning, below, django_assert_max_num_queries):
    morning.move_to(world.grant.from_at)
    claire = Caller(world.company.cast["claire"])
    claire.get(f"rooms/{world.grant.uuid}/")

    with django_assert_max_num_queries(12):
        answer = claire.get(f"rooms/{world.grant.uuid}/{below}/")

    assert answer.status_code == 200
