"""Conduct rules signed on a phone, who one is asked once more; then a new version, which is signed anew."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from foundation import sweeps
from people.models import Attestation, Campaign
from tests.attested import STATEMENT, in_effect, rules
from tests.company import TODAY, Company
from tests.journeys.clock import Clock
from tests.journeys.doing import state, take
from tests.journeys.people import PASSWORD, People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
TOMORROW = TODAY + timedelta(days=1)
HALF_AN_HOUR_ON = datetime.combine(TODAY, time(9, 30), tzinfo=UTC)


def test_a_document_is_read_and_signed_on_a_phone_and_its_next_version_is_signed_anew(
    people: People, company: Company, clock: Clock
) -> None:
    rules(company)
    campaign = the_officer_plans_and_opens_a_campaign(people("ines"))
    phone = people("emma")
    phone.set_viewport_size(PHONE)
    the_text_is_opened(phone)
    with time_machine.travel(HALF_AN_HOUR_ON, tick=True):
        it_is_signed_after_a_proof(phone)
    the_receipt_says_what_was_signed(phone, company)

    clock.go_to(TOMORROW)
    in_effect(company, campaign.version.document, TOMORROW)
    sweeps.run_due(timezone.now())

    the_new_version_waits(people("emma"))
    the_old_campaign_is_over(people("ines"), campaign)


def the_officer_plans_and_opens_a_campaign(page: Page) -> Campaign:
    page.goto("/people/signing/campaigns/plan/")
    form = page.locator("main form")
    form.get_by_label("Title").fill("Conduct 2026")
    form.get_by_label("Text to sign").select_option(label="HR-REG-1 Conduct rules 1.0")
    form.get_by_label("Sentence that is signed").fill(STATEMENT)
    form.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("It opens by itself on its day.")).to_be_visible()
    take(page, "Open now")

    expect(state(page)).to_have_text("Open")
    return Campaign.objects.get(title="Conduct 2026")


def the_text_is_opened(page: Page) -> None:
    page.goto("/people/signing/")
    sound(page)
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="Conduct 2026").click()

    expect(page.get_by_text("Say what you see. 1")).to_be_visible()
    sound(page)
    page.set_viewport_size(PHONE)


def it_is_signed_after_a_proof(page: Page) -> None:
    page.get_by_label(STATEMENT).check()
    page.get_by_role("button", name="Sign", exact=True).click()

    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.get_by_text("Signed. Your receipt is below.")).to_be_visible()


def the_receipt_says_what_was_signed(page: Page, company: Company) -> None:
    row = Attestation.objects.get(person=company.person("emma"))

    assert row.state == "signed"
    signature = page.get_by_role("region", name="Signature")
    expect(signature).to_contain_text(STATEMENT)
    expect(signature).to_contain_text(row.sha256)
    sound(page)


def the_new_version_waits(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/people/signing/")

    expect(page.get_by_role("region", name="Documents to sign")).to_contain_text("version 2.0")
    expect(page.get_by_role("region", name="Signed", exact=True)).to_contain_text("Version 1.0, signed 20 Nov 2026")


def the_old_campaign_is_over(page: Page, campaign: Campaign) -> None:
    page.goto(campaign.get_absolute_url())

    expect(state(page)).to_have_text("Superseded")
