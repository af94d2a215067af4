"""Writing: once per key, on the row as it was read, with the fields that are named and no others."""

import json

import pytest

from audits.models import Finding
from foundation.models import Comment, Event, IdempotencyKey
from tests.api.conftest import BASE
from tests.routes.api import audit_to_plan


@pytest.fixture
def comments(finding):
    return f"findings/{finding.uuid}/comments/"


def test_a_call_repeated_with_its_key_acts_once_and_gets_the_same_answer(program, comments):
    ines = program("ines")

    first, second = (ines.post(comments, {"text": "Seen."}, **{"Idempotency-Key": "a-1"}) for _ in "12")

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert second["Idempotency-Replayed"] == "true"
    assert Comment.objects.count() == 1
    assert Event.objects.filter(kind="comment.added").count() == 1


@pytest.mark.parametrize(("path", "body"), [("same", {"text": "Other."}), ("other", {"text": "Seen."})])
def test_a_key_used_for_another_call_is_refused(program, finding, comments, path, body):
    ines = program("ines")
    ines.post(comments, {"text": "Seen."}, **{"Idempotency-Key": "a-1"})

    other = f"audits/{finding.audit.uuid}/comments/" if path == "other" else comments
    answer = ines.post(other, body, **{"Idempotency-Key": "a-1"})

    assert answer.status_code == 422
    assert Comment.objects.count() == 1


def test_a_key_is_ones_own(program, comments):
    for who in ("ines", "carla"):
        assert program(who).post(comments, {"text": "Seen."}, **{"Idempotency-Key": "a-1"}).status_code == 201
    assert Comment.objects.count() == 2


def test_a_refused_call_may_be_put_right_under_the_same_key(program, comments):
    ines = program("ines")

    refused = ines.post(comments, {"text": ""}, **{"Idempotency-Key": "a-1"})
    done = ines.post(comments, {"text": "Seen."}, **{"Idempotency-Key": "a-1"})

    assert (refused.status_code, done.status_code) == (400, 201)


@pytest.mark.parametrize("key", ["with space", "ü", "x" * 201])
def test_a_key_of_another_form_is_refused(program, comments, key):
    assert program("ines").post(comments, {"text": "Seen."}, **{"Idempotency-Key": key}).status_code == 400
    assert not IdempotencyKey.objects.exists()


def test_of_two_who_read_the_same_one_wins_and_the_other_sees_the_record_as_it_is_now(program, world):
    path = f"findings/{world.finding.uuid}/"
    etag = program("tobias").get(path)["ETag"]
    leo, carla = ({"verifier": str(world.company.person(name).uuid)} for name in ("leo", "carla"))

    first = program("tobias").post(f"{path}steps/name_verifier/", leo, **{"If-Match": etag})
    second = program("ines").post(f"{path}steps/name_verifier/", carla, **{"If-Match": etag})

    assert (first.status_code, second.status_code) == (200, 412)
    assert second.json()["current"]["verifier"]["name"] == "Leo Brandt"
    assert second["ETag"] == first["ETag"] != etag
    world.finding.refresh_from_db()
    assert world.finding.verifier == world.company.person("leo")


def test_a_refusal_tells_code_sentence_field_and_state(program, world):
    answer = program("tobias").post(
        f"findings/{world.finding.uuid}/steps/name_verifier/", {"verifier": str(world.company.person("priya").uuid)}
    )

    assert answer.status_code == 409
    assert answer.json()["code"] == "S-05"
    assert answer.json()["field"] == "verifier"
    assert answer.json()["state"] == "action"


def test_a_step_from_the_wrong_state_tells_the_state(program, finding):
    answer = program("tobias").post(f"findings/{finding.uuid}/steps/accept_plan/")

    assert (answer.status_code, answer.json()["code"], answer.json()["state"]) == (409, "state", "issued")


def test_a_step_that_needs_a_second_person_waits_for_them(program, audit):
    answer = program("petra").post(f"audits/{audit.uuid}/steps/cancel/", {"reason": "Closed."})
    assert answer.status_code == 409  # under way it is not cancelled


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ('{"text": "a", "text": "b"}', "A key stands twice in the same object."),
        ('{"text": NaN}', "NaN is no number of JSON."),
        ('{"text": "\\ud800"}', "The body is no JSON in UTF-8."),
        ("[" * 100_000, "The body is no JSON in UTF-8."),
        ("[]", "The body has to be an object."),
        ("{", "The body is no JSON in UTF-8."),
    ],
)
def test_a_body_two_readers_would_read_differently_is_refused(program, comments, body, sentence):
    ines = program("ines")
    answer = ines.client.post(BASE + comments, body, "application/json", headers=ines.headers)

    assert (answer.status_code, answer.json()) == (400, {"detail": sentence})
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
        "text/json",
        "multipart/form-data; boundary=x",
    ],
)
def test_other_kinds_of_bodies_are_refused(program, comments, kind):
    ines = program("ines")
    answer = ines.client.post(BASE + comments, b'{"text": "Seen."}', kind, headers=ines.headers)

    assert answer.status_code == 415
    assert not Comment.objects.exists()


@pytest.mark.parametrize("value", [1, True, None, ["a"], {"a": 1}, "a\x00b"])
def test_a_value_of_another_type_is_refused(program, comments, value):
    answer = program("ines").post(comments, {"text": value})

    assert answer.status_code == 400
    assert list(answer.json()) == ["text"]


def test_a_body_that_is_too_large_is_refused(program, comments):
    assert program("ines").post(comments, {"text": "x" * 1024 * 1024}).status_code == 413


def test_fields_nobody_asked_for_are_refused_and_change_nothing(program, world):
    """Every field of the model, and what attackers try beside them."""
    body = json.loads(json.dumps(audit_to_plan(world), default=str))
    names = {field.name for field in Finding._meta.get_fields()} | {
        "id", "is_staff", "role", "org", "state", "version", "created_by", "sealed", "actor", "on", "uuid", "kept",
    }  # fmt: skip
    petra = program("petra")

    for name in sorted(names - set(body) - {"lead", "processes", "days_off"}):
        answer = petra.post("audits/", body | {name: "1"})
        assert (answer.status_code, answer.json()) == (400, {name: ["There is no such field."]})


def test_a_row_out_of_sight_in_a_body_is_refused_like_one_that_does_not_exist(program, world):
    body = json.loads(json.dumps(audit_to_plan(world), default=str))
    tobias = program("tobias")
    far, none = str(world.far_control.uuid), "00000000-0000-4000-8000-000000000000"

    answers = [tobias.post("audits/", body | {"frameworks": [uuid]}).json() for uuid in (far, none)]

    assert answers[0] == {"frameworks": [f"There is no such choice: {far}."]}
    assert answers[1] == {"frameworks": [f"There is no such choice: {none}."]}


def test_evidence_one_may_not_see_cannot_be_attached(program, world):
    path = f"findings/{world.far_finding.uuid}/steps/correct/"

    theirs = program("omar").post(path, {"text": "Repaired.", "evidence": [str(world.evidence.uuid)]})
    none = program("omar").post(path, {"text": "Repaired.", "evidence": ["00000000-0000-4000-8000-000000000000"]})

    assert theirs.status_code == none.status_code == 400
    assert theirs.json()["evidence"][0].replace(str(world.evidence.uuid), "") == none.json()["evidence"][0].replace(
        "00000000-0000-4000-8000-000000000000", ""
    )


def test_an_answer_in_an_older_version_is_refused_with_the_one_that_stands(program, audit):
    path = f"checklist-items/{audit.items.first().uuid}/"
    tobias, priya = program("tobias"), program("priya")
    assert tobias.patch(path, {"note": "Two doors stand open."}).json()["version"] == 1

    blind, late = priya.patch(path, {"note": "Mine."}), priya.patch(path, {"note": "Mine.", "version": 0})
    read = priya.patch(path, {"note": "Mine.", "version": 1})

    assert (blind.status_code, late.status_code, read.status_code) == (409, 409, 200)
    assert (late.json()["code"], late.json()["field"]) == ("outdated", "note")
    assert late.json()["current"]["note"] == "Two doors stand open."
    assert (read.json()["note"], read.json()["version"], read.json()["saved_by"]["name"]) == ("Mine.", 2, "Priya Raman")
