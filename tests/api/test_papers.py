"""Working papers by program: written, changed, signed off, taken back."""

from audits.models import WorkingPaper
from tests.world import World


def test_a_program_writes_changes_and_signs_off(world: World, program):
    priya, tobias = program("priya"), program("tobias")
    body = {"kind": "document_review", "title": "Key register", "at": "2026-11-19T14:00", "text": "Two keys are out."}

    made = priya.post(f"audits/{world.audit.uuid}/working-papers/", body)
    there = f"working-papers/{made.json()['uuid']}/"
    changed = priya.patch(there, {"place": "Lab 2"})
    own = priya.post(f"{there}sign-off/")
    signed = tobias.post(f"{there}sign-off/")
    back = tobias.post(f"{there}take-back/", {"reason": "A page is missing."})

    assert (made.status_code, made["Location"]) == (201, f"/api/v1/{there}")
    assert (changed.json()["place"], changed.json()["text"]) == ("Lab 2", "Two keys are out.")
    assert (own.status_code, own.json()["code"]) == (409, "S-06")
    assert signed.json()["reviewed_by"]["name"] == "Tobias Lindqvist"
    assert back.json()["reviewed_by"] is None
    waiting = tobias.get("working-papers/", {"audit": world.audit.uuid, "signed_off": "false"}).json()
    assert {row["ref"] for row in waiting["results"]} == set(
        WorkingPaper.objects.filter(audit=world.audit, reviewed_by=None).values_list("ref", flat=True)
    )
