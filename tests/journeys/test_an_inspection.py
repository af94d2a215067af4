"""An authority builds a release again and gets something else: it cannot pass, and nobody stays beyond their letter (E-11)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from audits.models import Finding
from certifications.actions import approve_grant, submit_grant
from certifications.models import Grant, Inspection
from foundation.models.rooms import GrantedObject
from foundation.sweeps import run_due
from tests.certifications.inspecting import (
    REBUILT,
    build,
    letter,
    product,
    received,
    requested,
)
from tests.company import TODAY, Company
from tests.journeys.clock import Clock
from tests.journeys.doing import open_step, state, take
from tests.journeys.people import People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

DAY = timedelta(days=1)
LAST = TODAY + 2 * DAY  # of the authorisation, and of the inspection


def test_an_unequal_build_cannot_pass_and_nobody_stays_beyond_their_letter(
    people: People, company: Company, clock: Clock
) -> None:
    paper, igor = letter(company), company.cast["igor"]
    named = received(company, "Igor Petrov", valid_until=LAST, account=igor, papers=paper)
    later = build(company, "5.2.0.121", "ef" * 32)
    row = requested(company, first_day=TODAY, last_day=LAST, build=build(company))

    two_people_verify_the_inspector(people("ines"), people("carla"), named.get_absolute_url())
    it_is_scheduled_and_they_come_in(people("ines"), row)
    the_room_is_opened(company, row)
    the_rebuild_differs(people("ines"), row)
    at_midnight_it_is_paused_and_the_room_is_closed(people, clock, row)
    it_cannot_have_passed(people("ines"), row, letter(company, "Result of the authority"))
    the_failure_is_a_finding_and_the_page_of_the_product_says_so(people("ines"), company, row, later.number)


def two_people_verify_the_inspector(ines: Page, carla: Page, address: str) -> None:
    ines.goto(address)
    take(ines, "Check with the authority", lambda sheet: sheet.get_by_label("Whom you asked").fill("By telephone."))
    expect(ines.get_by_text("You checked this yourself. A second person has to confirm it.")).to_be_visible()
    carla.goto(address)
    take(carla, "Confirm as second person")
    expect(state(carla).first).to_have_text("Active")
    sound(carla)


def it_is_scheduled_and_they_come_in(ines: Page, row: Inspection) -> None:
    ines.goto(row.get_absolute_url())
    take(ines, "Schedule", schedule)
    expect(ines.get_by_role("heading", name="Inspectors")).to_be_visible()
    take(ines, "Let the inspectors in", let_in)
    expect(state(ines).first).to_have_text("In progress")
    sound(ines)


def schedule(sheet: Locator) -> None:
    sheet.get_by_label("Host").select_option(label="Samir Haddad")
    sheet.get_by_label("Igor Petrov").check()
    sheet.get_by_label("Internal baseline").check()
    sheet.get_by_label("Confidentiality of its audit").select_option("internal")


def let_in(sheet: Locator) -> None:
    sheet.get_by_label("I have seen everybody").check()
    sheet.get_by_label("I have compared everybody").check()
    sheet.get_by_label("Devices brought in").fill("Hash reader NN-17")


def the_room_is_opened(company: Company, row: Inspection) -> None:
    """Ines asks for what was drafted, Carla approves; it lasts as long as the authorisation."""
    row.refresh_from_db()
    grant = Grant.objects.get(audit=row.audit)
    submit_grant(actor=company.cast["ines"], grant=grant, on=TODAY)
    approve_grant(actor=company.cast["carla"], grant=grant, on=TODAY)
    assert grant.valid_until == LAST
    assert list(Inspection.objects.visible_to(company.cast["igor"])) == [row]


def the_rebuild_differs(ines: Page, row: Inspection) -> None:
    ines.goto(row.get_absolute_url())
    take(
        ines,
        "Record the comparison of builds",
        lambda sheet: sheet.get_by_label("SHA-256 of the rebuild").fill(REBUILT),
    )
    expect(ines.get_by_text("1 of eight groups differs. This inspection cannot pass.")).to_be_visible()


def at_midnight_it_is_paused_and_the_room_is_closed(people: People, clock: Clock, row: Inspection) -> None:
    clock.go_to(LAST + DAY)
    run_due(timezone.now())

    ines = people("ines")
    ines.goto(row.get_absolute_url())
    expect(state(ines).first).to_have_text("Paused")
    expect(ines.get_by_text("paused it, since an authorisation has ended")).to_be_visible()
    igor = Grant.objects.get(audit=Inspection.objects.get(pk=row.pk).audit).grantee
    assert not Inspection.objects.visible_to(igor).exists()
    assert not GrantedObject.objects.live(igor, timezone.now()).exists()


def it_cannot_have_passed(ines: Page, row: Inspection, paper: object) -> None:
    take(ines, "Finish", lambda sheet: sheet.get_by_label("Last day in the house").fill(LAST.isoformat()))
    sheet = open_step(ines, "Record the result")
    assert sheet is not None
    sheet.get_by_label("Passed", exact=True).check()
    sheet.get_by_label("Letter of the authority").select_option(label=str(paper))
    sheet.get_by_label("Confidentiality of the report").select_option("confidential")
    sheet.get_by_role("button", name="Record the result", exact=True).click()
    expect(sheet.get_by_text("so this cannot have passed").first).to_be_visible()


def the_failure_is_a_finding_and_the_page_of_the_product_says_so(
    ines: Page, company: Company, row: Inspection, later: str
) -> None:
    sheet = ines.get_by_role("dialog", name="Record the result", exact=True)
    sheet.get_by_label("Failed", exact=True).check()
    sheet.get_by_label("What failed, or the conditions").fill("The build cannot be made again from its source.")
    sheet.get_by_label("Requirement that is not met").select_option(index=1)
    sheet.get_by_role("button", name="Record the result", exact=True).click()
    expect(state(ines).first).to_have_text("Completed")

    finding = Finding.objects.get(audit__inspection=row)
    expect(ines.get_by_role("link", name=finding.ref)).to_be_visible()
    assert (finding.state, finding.owner) == (Finding.State.ISSUED, company.person("samir"))
    sound(ines)
    ines.goto(product(company).get_absolute_url())
    expect(ines.locator(".evidence-item").filter(has_text="5.2.0.118")).to_contain_text("failed")
    expect(ines.locator(".evidence-item").filter(has_text=later)).to_contain_text("Not inspected")
