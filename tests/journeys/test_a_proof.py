"""A certifier comes back, is told that history was not rewritten, and takes a proof home that verifies without us.

And an officer has everything verified. Source: issue of the ledger, docs/ledger.md.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from audits.models import Finding
from certifications.models import Grant
from foundation import jobs
from foundation.ledger.note_keys import VerifyingKey
from foundation.ledger.tlog_proof import TlogProof
from foundation.models.work import Job
from tests.company import TODAY
from tests.journeys.soundness import sound
from tests.sealed import seal_all, tampered

pytestmark = pytest.mark.journey

RUTH, INES = "Ruth Okafor", "Ines Moreau"
SEALED = re.compile("sealed as entry #")


def kestrel() -> Grant:
    return Grant.objects.get(organisation="Kestrel Certification")


def taken(page: Page, name: str | re.Pattern[str], to: Path) -> bytes:
    """What a link of the page hands out."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).first.click()
    waiting.value.save_as(to)
    return to.read_bytes()


def test_a_certifier_comes_back_and_takes_a_proof_home(personas, clock, tmp_path):
    ruth = personas(RUTH)
    ruth.goto(reverse("certifications:room", args=[kestrel().uuid]))
    expect(ruth.get_by_text("From now on you can tell whether history was rewritten")).to_be_visible()
    sound(ruth)
    seal_all()

    clock.go_to(TODAY + timedelta(days=1))
    ruth = personas(RUTH)
    ruth.goto(reverse("certifications:room", args=[kestrel().uuid]))
    expect(ruth.get_by_text("History unchanged since your last visit on 20 Nov 2026")).to_be_visible()
    ruth.get_by_role("link", name="Check it yourself").click()
    expect(ruth.get_by_text("These hashes give both roots at once")).to_be_visible()
    sound(ruth)

    ruth.get_by_role("link", name="Room", exact=True).click()
    ruth.get_by_role("link", name=SEALED).first.click()
    expect(ruth.get_by_text("This is part of the history, and was not changed")).to_be_visible()
    sound(ruth)
    it_verifies_with_the_published_key(ruth, tmp_path)
    clock.go_to(TODAY)


def it_verifies_with_the_published_key(page: Page, folder: Path) -> None:
    proof = TlogProof.parse(taken(page, "Take the proof", folder / "proof").decode())
    entry = taken(page, "the entry", folder / "entry")
    key = VerifyingKey.parse(page.request.get(reverse("foundation:ledger_key")).text().split("\n")[0])

    assert proof.verify(entry, key).size > proof.index


def test_an_officer_reads_a_proof_on_a_finding(personas):
    ines = personas(INES)
    ines.goto(Finding.objects.get(ref="F-004").get_absolute_url())
    sound(ines)

    ines.get_by_role("link", name=SEALED).first.click()

    expect(ines.get_by_role("heading", name=re.compile("^Entry #"))).to_be_visible()
    ines.get_by_text("Show as table").click()
    sound(ines)


def test_an_officer_has_everything_verified(personas, monkeypatch):
    monkeypatch.setattr("foundation.jobs.current_app.send_task", lambda *_args, **_options: None)
    ines = personas(INES)
    ines.goto(reverse("foundation:ledger"))
    expect(ines.get_by_text("The history is sealed")).to_be_visible()
    sound(ines)

    ines.get_by_role("button", name="Verify everything").click()
    expect(ines.get_by_text("You can leave this page")).to_be_visible()
    sound(ines)
    jobs.run(Job.objects.get(kind="ledger.verify", state="waiting").uuid)
    expect(ines.get_by_text("every one is as it was sealed")).to_be_visible()


def test_damage_stands_on_the_page_in_words(personas, monkeypatch):
    monkeypatch.setattr("foundation.jobs.current_app.send_task", lambda *_args, **_options: None)
    finding = Finding.objects.get(ref="F-004")
    tampered("UPDATE foundation_event SET kind = 'finding.void' WHERE subject_uuid = %s", finding.uuid.hex)
    ines = personas(INES)
    ines.goto(reverse("foundation:ledger"))
    ines.get_by_role("button", name="Verify everything").click()
    jobs.run(Job.objects.get(kind="ledger.verify", state="waiting").uuid)

    ines.goto(reverse("foundation:ledger"))
    expect(ines.get_by_text("Something in the history does not hold")).to_be_visible()
    expect(ines.get_by_text(re.compile("was altered: it is not what was sealed")).first).to_be_visible()
    sound(ines)
