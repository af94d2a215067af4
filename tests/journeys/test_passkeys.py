"""A passkey from first to last, with a real browser and a virtual authenticator: made, renamed, used, removed."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, CDPSession, Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.models import Event
from tests.company import Company
from tests.journeys.people import PASSWORD
from tests.journeys.soundness import LARGE, sound
from tests.journeys.watch import Watch

pytestmark = pytest.mark.journey

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Device:
    """A browser whose machine has a key that opens with a finger. Passkeys need a name, so the house is “localhost”."""

    def __init__(self, browser: Browser, house: LiveServer) -> None:
        self.address = f"http://localhost:{urlsplit(house.url).port}"
        self.context = browser.new_context(base_url=self.address, viewport=LARGE)
        self.watch = Watch(self.context, urlsplit(self.address).netloc)
        self.page: Page = self.context.new_page()
        self.tools: CDPSession = self.context.new_cdp_session(self.page)
        self.tools.send("WebAuthn.enable")
        self.key = self.tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]

    def finger(self, *, right: bool) -> None:
        self.tools.send("WebAuthn.setUserVerified", {"authenticatorId": self.key, "isUserVerified": right})

    def credentials(self) -> list[dict[str, Any]]:
        return self.tools.send("WebAuthn.getCredentials", {"authenticatorId": self.key})["credentials"]

    def sign_in(self, name: str, at: str = "meridane.example") -> Page:
        cache.clear()
        self.page.goto("/accounts/login/")
        self.page.get_by_label("E-mail").fill(f"{name}@{at}")
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        return self.page

    def sign_out(self) -> None:
        self.context.clear_cookies()
        cache.clear()


@pytest.fixture
def device(browser: Browser, house: LiveServer, company: Company) -> Iterator[Device]:
    device = Device(browser, house)
    yield device
    complaints = device.watch.take()
    device.context.close()
    assert complaints == []


@pytest.fixture
def owner(device: Device) -> Callable[[str], Page]:
    """`owner("leo")` signs in and has a passkey; the page shows the recovery codes."""

    def with_passkey(name: str, at: str = "meridane.example") -> Page:
        page = device.sign_in(name, at)
        page.goto(reverse("mfa_add_webauthn"))
        page.get_by_label("Name of the passkey").fill("Work laptop")
        page.get_by_role("button", name="Make the passkey").click()
        expect(page).not_to_have_url(re.compile("passkeys/add"))
        return page

    return with_passkey


def enter_by_passkey(device: Device) -> Page:
    device.sign_out()
    device.page.goto("/accounts/login/")
    device.page.get_by_role("button", name="Sign in with a passkey").click()
    return device.page


def test_a_passkey_is_made_and_brings_recovery_codes(device, owner):
    page = owner("priya")

    expect(page.get_by_role("heading", name="Recovery codes", exact=True)).to_be_visible()
    expect(page.locator(".codes code")).to_have_count(10)
    assert [one["isResidentCredential"] for one in device.credentials()] == [True]


def test_a_passkey_signs_in_without_a_password(device, owner):
    owner("tobias")

    page = enter_by_passkey(device)

    expect(page.get_by_role("link", name="My work")).to_be_visible()
    event = Event.objects.filter(kind="account.signed_in").select_related("content__actor").first()
    assert (event.content.actor.name, event.content.details) == ("Tobias Lindqvist", {"how": "webauthn"})


def test_after_the_password_the_passkey_is_the_second_step(device, owner):
    owner("helena")
    device.sign_out()

    page = device.sign_in("helena")
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="Use your passkey").click()

    expect(page).to_have_url(f"{device.address}/board/")


def test_a_passkey_without_its_finger_opens_nothing(device, owner):
    owner("samir")
    device.finger(right=False)

    page = enter_by_passkey(device)

    expect(page.get_by_text("No passkey was given")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_enabled()


def test_a_passkey_that_was_removed_opens_nothing(device, owner):
    page = owner("omar")
    page.goto(reverse("mfa_index"))
    page.get_by_role("link", name="Remove Work laptop").click()
    sound(page)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The passkey was removed.")).to_be_visible()

    page = enter_by_passkey(device)

    expect(page.get_by_text("This passkey does not open an account here")).to_be_visible()
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_a_passkey_is_renamed(device, owner):
    page = owner("emma")
    page.goto(reverse("mfa_index"))
    sound(page)
    page.get_by_role("link", name="Rename Work laptop").click()
    sound(page)
    page.get_by_label("Name of the passkey").fill("Old telephone")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("link", name="Rename Old telephone")).to_be_visible()


def test_a_device_holds_one_passkey_of_an_account(device, owner):
    page = owner("leo")
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_role("button", name="Make the passkey").click()

    expect(page.get_by_text("This device already holds a passkey")).to_be_visible()


def test_an_administrator_sets_up_a_passkey_before_anything_else(device):
    page = device.sign_in("adam")
    expect(page.get_by_role("heading", name="Your account needs a second factor")).to_be_visible()
    sound(page)

    page.get_by_role("link", name="Add a passkey").click()
    sound(page)
    page.get_by_role("button", name="Make the passkey").click()

    expect(page.locator(".codes code")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", name="Adam Root")).to_be_visible()


def test_a_browser_without_passkeys_is_told_so(device):
    device.context.add_init_script("delete window.PublicKeyCredential")
    page = device.sign_in("carla")
    page.goto(reverse("mfa_add_webauthn"))

    expect(page.get_by_text("This browser cannot make passkeys here")).to_be_visible()
    expect(page.get_by_role("button", name="Make the passkey")).to_be_hidden()
