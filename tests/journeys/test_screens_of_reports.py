"""The report centre: sound in light and dark, large and small; and the morning of who has the board come by itself."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from foundation.models.subscriptions import Subscription
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

HELENA, INES = "Helena Brandt", "Ines Moreau"


@pytest.mark.parametrize("name", ["reports", "subscriptions", "report_history"])
def test_the_report_centre_is_sound(personas, name):
    page = personas(INES)
    page.goto(reverse(f"foundation:{name}"))

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    sound(page)


@pytest.mark.parametrize("name", ["board", "findings-list", "integration-matrix", "audit-report", "oscal-results"])
def test_what_a_report_is_asked_with_is_sound(personas, name):
    page = personas(HELENA)
    page.goto(reverse("foundation:report", args=[name]))

    expect(page.get_by_role("button", name="Make it now")).to_be_visible()
    sound(page)


def test_a_subscription_with_what_it_sent_is_sound(personas):
    page = personas(HELENA)
    page.goto(Subscription.objects.get(title="Monthly board").get_absolute_url())

    expect(page.get_by_role("heading", name="What was sent to whom")).to_be_visible()
    sound(page)


def test_a_refused_subscription_is_sound(personas):
    page = personas(HELENA)
    page.goto(reverse("foundation:subscribe", args=["board"]))
    page.get_by_label("Send it to").fill("nobody@meridane.example")
    page.get_by_role("button", name="Subscribe").click()

    expect(page.locator(".field").get_by_text("No open account has this address")).to_be_visible()
    sound(page)


def test_helena_has_the_findings_of_her_units_come_every_month(personas):
    page = personas(HELENA)
    page.goto(reverse("foundation:board"))
    page.get_by_role("link", name="As PDF").click()
    page.get_by_role("link", name="Report centre").first.click()
    page.locator(".place", has_text="Findings by type").click()
    page.get_by_role("button", name="Have it come by itself").click()
    page.get_by_label("Name").fill("Findings of the month")
    page.get_by_label("When").select_option(label="On the first working day of the month")
    page.get_by_role("button", name="Subscribe").click()

    expect(page.get_by_role("heading", name="Findings of the month")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Nothing is sent", exact=True)).to_be_visible()
