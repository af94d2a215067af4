"""A new colleague at a phone: from the mail to the certificate of the first course, without help."""

import re
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from foundation.access import Role, robot
from foundation.directory.actions import add_person
from foundation.directory.models import User
from people.models import Assignment, Course, TrainingCertificate
from people.tasks import sweep_training
from tests.company import TODAY, Company, grant
from tests.journeys.doing import a_minute_passes
from tests.journeys.people import PASSWORD, People
from tests.journeys.soundness import sound
from tests.learned import a_course

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
MAIL = "nadia@meridane.example"


@pytest.fixture(scope="module")
def course(company: Company) -> Course:
    """For everybody in technical services: two pages, two questions of a pool of four, all to be right."""
    return a_course(company, unit="TS", validity_months=12)


@pytest.fixture(scope="module")
def nadia(company: Company, course: Course) -> User:
    """She starts today; the night finds her."""
    unit = company.units["TS"]
    person = add_person(
        actor=robot(), unit=unit, number="P-0500", name="Nadia Ferreira", email=MAIL, start_on=TODAY, manager=None
    )
    user = User.objects.create_user(email=MAIL, name=person.name, person=person, password=PASSWORD)
    grant(user, (Role.EMP, unit))
    sweep_training(on=TODAY, zone=unit.zone)
    return user


def test_a_new_colleague_learns_and_gets_the_certificate(people: People, nadia: User, tmp_path: Path) -> None:
    page = people.nobody()
    page.set_viewport_size(PHONE)
    she_follows_the_mail(page)
    she_reads(page)
    she_answers(page, "no")
    she_has_not_passed(page)
    page.get_by_role("button", name=re.compile("^Try again")).click()
    she_answers(page, "yes")
    she_takes_the_certificate(page, tmp_path / "certificate.pdf")


def she_follows_the_mail(page: Page) -> None:
    """The link of the mail leads through the sign-in to what is asked of her."""
    a_minute_passes()
    body = next(sent.body for sent in reversed(mail.outbox) if sent.to == [MAIL])
    assert "Cybersecurity awareness" in body or "AWR" in body
    page.goto(re.search(r"https?://[^/\s]+(/people/\S+)", body).group(1))
    page.get_by_label("E-mail").fill(MAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    page.get_by_role("link", name="Take the course").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cybersecurity awareness")
    sound(page)


def she_reads(page: Page) -> None:
    """Page by page; what was read stays read when she leaves and comes back."""
    page.get_by_role("link", name="Begin the course").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Think first")
    sound(page)
    page.get_by_role("button", name="Next page").click()
    page.get_by_role("link", name="Leave, what you did is kept").click()
    expect(page.get_by_text("1 of 2 pages read")).to_be_visible()
    page.get_by_role("link", name="Go on reading").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell somebody")
    page.get_by_role("button", name="To the questions").click()
    sound(page)
    page.get_by_role("button", name="Begin the questions").click()


def she_answers(page: Page, answer: str) -> None:
    """By keyboard alone: Tab to the answers, the arrows choose, Enter goes on."""
    expect(page.get_by_text("1 of 2", exact=True)).to_be_visible()
    page.get_by_role("button", name="Next question").click()
    expect(page.get_by_text("Choose an answer.")).to_be_visible()
    page.get_by_role("radio", name=answer, exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 2", exact=True)).to_be_visible()
    sound(page)
    page.get_by_role("radio", name=answer, exact=True).check()
    page.get_by_role("button", name="To handing in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All questions have an answer")
    page.get_by_role("button", name="Hand in the answers").click()


def she_has_not_passed(page: Page) -> None:
    """She is told what was wrong and where to look, and nothing of what is right."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Not passed this time")
    expect(page.get_by_text("0 %: 0 of 2 right. The pass mark is 100 %.")).to_be_visible()
    expect(page.get_by_text("Right is:")).to_have_count(0)
    sound(page)
    page.get_by_role("link", name="Tell somebody").first.click()
    expect(page.get_by_text("Call the desk.")).to_be_visible()
    page.go_back()


def she_takes_the_certificate(page: Page, to: Path) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Passed")
    sound(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Take the certificate (PDF)").click()
    waiting.value.save_as(to)

    made = TrainingCertificate.objects.get()
    words = PdfReader(to).pages[0].extract_text()
    assert made.number in words
    assert "Nadia Ferreira" in words
    assert "Cybersecurity awareness" in words
    assert "20 Nov 2027" in words
    assert Assignment.objects.get(person__email=MAIL).state == Assignment.State.COMPLETED
