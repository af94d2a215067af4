"""A certifier asks for the evidence pack, takes it home, and the program inside says that everything holds."""

import zipfile
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from certifications.models import EvidencePack, Grant
from foundation import jobs
from foundation.models.rooms import GrantedObject
from foundation.models.work import Job
from tests.certifications.packed import verify
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

INES, RUTH = "Ines Moreau", "Ruth Okafor"


@pytest.fixture
def grant(personas) -> Grant:
    """Kestrel's room, whose host has agreed that files are taken away, marked."""
    found = Grant.objects.get(organisation="Kestrel Certification")
    Grant.objects.filter(pk=found.pk).update(allow_download=True)
    GrantedObject.objects.filter(grant_uuid=found.uuid).update(may_download=True)
    return Grant.objects.get(pk=found.pk)


def ask(page: Page, address: str) -> Job:
    page.goto(address)
    page.get_by_role("button", name="Make a pack").click()
    expect(page.get_by_text("You can leave this page.")).to_be_visible()
    sound(page)
    return EvidencePack.objects.latest("pk").job


def test_a_certifier_takes_a_pack_home_and_everything_holds(personas, grant, tmp_path: Path) -> None:
    page, address = personas(RUTH), reverse("certifications:room_pack", args=[grant.uuid])
    job = ask(page, address)
    page.goto(reverse("certifications:room", args=[grant.uuid]))  # she leaves, as she was told she can

    jobs.run(job.uuid)
    page.goto(address)
    sound(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Take it").first.click()
    download.value.save_as(tmp_path / "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as packed:
        packed.extractall(tmp_path / "home")
    (folder,) = (tmp_path / "home").iterdir()
    status, told = verify(folder)

    assert "Ruth Okafor, Kestrel Certification" in download.value.suggested_filename
    assert (status, told.splitlines()[-1]) == (0, "Everything holds.")
    its_front_page_reads_from_the_disk(page, folder)


def its_front_page_reads_from_the_disk(page: Page, folder: Path) -> None:
    """In a browser of its own: nothing of the house, and nothing of any network, is asked for."""
    elsewhere = page.context.browser.new_context()
    asked: list[str] = []
    elsewhere.on("request", lambda request: asked.append(request.url))
    home = elsewhere.new_page()
    home.goto((folder / "index.html").as_uri())
    expect(home.get_by_role("heading", name="Check it yourself")).to_be_visible()
    sound(home)
    elsewhere.close()
    assert {address.partition(":")[0] for address in asked} == {"file"}


def test_an_officer_sees_who_took_it(personas, grant) -> None:
    page = personas(INES)
    page.goto(grant.get_absolute_url())
    page.get_by_role("link", name="Evidence packs").click()

    expect(page.get_by_role("heading", name="Evidence packs for Kestrel Certification")).to_be_visible()
    expect(page.get_by_text("taken by Ruth Okafor")).to_be_visible()
    sound(page)


def test_where_files_are_only_looked_at_the_page_says_why_there_is_none(personas, grant) -> None:
    Grant.objects.filter(pk=grant.pk).update(allow_download=False)
    page = personas(RUTH)
    page.goto(reverse("certifications:room_pack", args=[grant.uuid]))

    expect(page.get_by_text("are only looked at")).to_be_visible()
    sound(page)
