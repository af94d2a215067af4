"""Screens of the administration that the demonstration leaves empty, with rows: sound in light and dark, large and small."""

import ipaddress
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from foundation import tasks
from foundation.approvals import decide_approval
from foundation.directory.actions import grant_clearance
from foundation.directory.models import Calendar, Person, Unit, User
from foundation.models.webhooks import Webhook
from foundation.models.work import Approval
from foundation.webhooks.actions import add_webhook, send_test
from tests.company import TODAY
from tests.foundation.webhooks.receiver import listening
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

DARIO, INES = "Dario Keller", "Ines Moreau"
HOLIDAYS = "day,name\n2027-03-26,Good Friday\n2027-05-01,Labour Day\n2027-13-01,Not a day\n"


def named(name: str) -> User:
    return User.objects.get(name=name)


@pytest.fixture
def webhook(demonstration: None, settings: Any) -> Webhook:
    """In operation; one message arrived, one is given up by and by."""
    with listening() as receiver:
        settings.WEBHOOK_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
        settings.WEBHOOK_PORTS = [receiver.port]
        facts = {"name": "Tickets of delivery", "url": receiver.url, "kinds": ["finding.*", "audit.*"]}
        head = Unit.objects.get(parent=None)
        made = add_webhook(actor=named(DARIO), owner=named(INES), unit=head, on=TODAY, **facts).webhook
        asked = Approval.objects.waiting().about(made).get()
        decide_approval(actor=named(INES), approval=asked, yes=True)
        made.refresh_from_db()
        send_test(actor=named(DARIO), webhook=made)
        tasks.send_webhooks()
    send_test(actor=named(DARIO), webhook=made)
    tasks.send_webhooks()
    return made


def test_a_webhook_with_its_deliveries_is_sound(personas, webhook):
    page = personas(DARIO)
    page.goto(webhook.get_absolute_url())

    expect(page.locator("#list table").get_by_text("Delivered", exact=True)).to_be_visible()
    sound(page)


def test_adding_a_webhook_is_sound(personas):
    page = personas(DARIO)
    page.goto(reverse("foundation:webhook_add"))

    sound(page)


@pytest.mark.parametrize("page_of", ["list", "person"])
def test_clearances_are_sound(personas, page_of):
    of = Person.objects.filter(left_on=None).exclude(pk=named(INES).person_id).order_by("pk")
    for person, until in ((of[0], TODAY + timedelta(days=90)), (of[1], TODAY - timedelta(days=3)), (of[0], None)):
        given = {"from_on": TODAY - timedelta(days=200), "until": until, "source": "Certificate of the course, seen"}
        grant_clearance(actor=named(INES), person=person, code="audit", **given)
    page = personas(INES)
    page.goto(reverse("directory:clearances") if page_of == "list" else of[0].get_absolute_url())

    expect(page.locator("main table").get_by_text("Valid", exact=True).first).to_be_visible()
    sound(page)


def test_what_an_import_would_do_is_sound(personas):
    page = personas(DARIO)
    page.goto(reverse("directory:holidays_import", args=[Calendar.objects.order_by("pk").first().uuid]))
    page.set_input_files("input[type=file]", {"name": "h.csv", "mimeType": "text/csv", "buffer": HOLIDAYS.encode()})
    page.locator("main form button[type=submit]").last.click()

    expect(page.get_by_role("heading", name="What the import would do")).to_be_visible()
    expect(page.get_by_role("heading", name="One line is left out")).to_be_visible()
    sound(page)
