"""Working papers by program: written, changed, signed off, taken back."""

from audits.models import WorkingPaper
from tests.world import World


def test_a_program_writes_changes_and_signs_off(world: World, program):
    priya, tobias = program("priya"), program("tobias")
    body = {"kind": "document_review", "title": "Key register", "at": "2026-11-19T14:00", "text": "Two keys are out."}
    body["item"] = world.audit.items.first().uuid

    made = priya.post(f"audits/{world.audit.uuid}/working-papers/", body)
    there = f"working-papers/{made.json()['uuid']}/"
    changed = priya.patch(there, {"place": "Lab 2"})
    own = priya.post(f"{there}sign-off/")
    signed = tobias.post(f"{there}sign-off/")
    back = tobias.post(f"{there}take-back/", {"reason": "A page is missing."})

    assert (made.status_code, made["Location"]) == (201, f"/api/v1/{there}")
    assert (changed.json()["place"], changed.json()["text"]) == ("Lab 2", "Two keys are out.")
    assert changed.json()["item"] == str(body["item"])
    assert (own.status_code, own.json()["code"]) == (409, "S-06")
    assert signed.json()["reviewed_by"]["name"] == "Tobias Lindqvist"
    assert back.json()["reviewed_by"] is None
    waiting = tobias.get("working-papers/", {"audit": world.audit.uuid, "signed_off": "false"}).json()
    assert {row["ref"] for row in waiting["results"]} == set(
        WorkingPaper.objects.filter(audit=world.audit, reviewed_by=None).values_list("ref", flat=True)
    )


def test_a_program_draws_answers_and_finishes_a_sample(world: World, program):
    priya = program("priya")
    body = {"title": "People", "source": "people", "description": "At work today.", "method": "random", "size": 1}

    made = priya.post(f"audits/{world.audit.uuid}/samples/", body | {"seed": "4471"})
    there = f"audit-samples/{made.json()['uuid']}/"
    again = priya.post(f"audits/{world.audit.uuid}/samples/", body | {"seed": "4471"})
    [item] = priya.get("sample-items/", {"sample": made.json()["uuid"]}).json()["results"]
    [same] = priya.get("sample-items/", {"sample": again.json()["uuid"]}).json()["results"]
    early = priya.post(f"{there}finish/", {})
    changed = priya.patch(f"sample-items/{item['uuid']}/", {"result": "conforms"})
    done = priya.post(f"{there}finish/", {})

    assert (made.status_code, made.json()["sha256"]) == (201, again.json()["sha256"])
    assert item["key"] == same["key"]
    assert early.status_code == 409
    assert (changed.json()["result"], done.json()["finished_on"] is not None) == ("conforms", True)
    sites = priya.get(f"audits/{world.audit.uuid}/sites/", {"seed": "7"}).json()
    assert (sites["seed"], sites["count"], sites["size"], len(sites["central"])) == ("7", 0, 0, 2)
