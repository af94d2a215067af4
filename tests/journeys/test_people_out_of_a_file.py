"""Human resources read a file of people: they look, mend a fault, take it over, and who left is out at once."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from foundation import jobs
from foundation.access import Role
from foundation.directory.models import Person, User
from foundation.models.work import Job
from tests.company import Company, grant
from tests.journeys.people import People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

HEAD = "Employee ID;Full name;E-mail;Department;Job title;Reports to;Hire date;Last day"


def test_human_resources_read_a_file_mend_it_and_take_it_over(people: People, company: Company, tmp_path: Path) -> None:
    grant(company.cast["carla"], (Role.HR, company.units["MN"]))
    emma, omar = company.person("emma"), company.person("omar")
    leaver = people("omar")
    leaver.goto(reverse("foundation:account"))
    page = people("carla")

    send(page, tmp_path / "people.csv", mended=False, emma=emma, omar=omar)
    expect(page.get_by_text("there is no “XX”")).to_be_visible()
    expect(page.get_by_role("link", name="Emma Cole-Braun")).to_be_visible()
    sound(page)
    send(page, tmp_path / "people.csv", mended=True, emma=emma, omar=omar)
    page.get_by_role("button", name="Make 3 changes").click()
    work(page)

    expect(page.get_by_text("What the file changed")).to_be_visible()
    assert Person.objects.get(number="P-0200").unit == company.units["TS"]
    assert Person.objects.get(pk=emma.pk).name == "Emma Cole-Braun"
    assert not User.objects.get(person=omar).is_active
    leaver.goto(reverse("foundation:account"))
    expect(leaver.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def send(page: Page, file: Path, *, mended: bool, emma: Person, omar: Person) -> None:
    """Sends the file on its page and waits until it is compared."""
    lines = [
        HEAD,
        f"P-0200;Nia Okoro;nia@meridane.example;{'TS' if mended else 'XX'};Service engineer;;2026-12-01;",
        f"{emma.number};Emma Cole-Braun;;;;;;",
        f"{omar.number};;;;;;;2026-11-19",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    page.goto(reverse("directory:people"))
    page.get_by_role("link", name="Read a file").click()
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Compare").click()
    work(page)


def work(page: Page) -> None:
    """What the worker does meanwhile; then the page is looked at again."""
    expect(page.locator("#job")).to_be_visible()
    for job in Job.objects.filter(state=Job.State.WAITING):
        jobs.run(job.uuid)
    page.reload()


def test_ones_own_data_is_a_screen_that_is_sound(people: People, company: Company) -> None:
    page = people("emma")

    page.goto(reverse("people:my_data"))

    expect(page.get_by_role("button", name="Make the file")).to_be_visible()
    sound(page)


@pytest.mark.parametrize("name", ["hr_imports", "hr_import_add"])
def test_the_screens_of_files_of_human_resources_are_sound(people: People, company: Company, name: str) -> None:
    page = people("adam")

    page.goto(reverse(f"people:{name}"))

    expect(page.locator("h1")).to_be_visible()
    sound(page)
