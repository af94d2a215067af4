"""From the letter to the inside: a colleague with a password, an outsider with a password and an app."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from foundation.directory.models import User
from foundation.models import Session
from foundation.signin.invitations import invite
from tests.foundation.door import code_of
from tests.journeys.doing import a_minute_passes
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

CHOSEN = "four ships and five bells"


def letter_to(user: User) -> str:
    """The path of the link in the newest letter."""
    a_minute_passes()
    body = next(sent.body for sent in reversed(mail.outbox) if sent.to == [user.email])
    return re.search(r"https?://[^/\s]+(/accounts/invitation/\S+)", body).group(1)


@pytest.fixture
def invited(people, company):
    """`invited("emma", by="adam")`: a browser in which the link of the letter was opened."""

    def open_letter(name: str, *, by: str) -> Page:
        cache.clear()
        user = company.cast[name]
        user.set_unusable_password()
        user.save()
        invite(actor=company.cast[by], user=user)
        page = people.nobody()
        page.goto(letter_to(user))
        return page

    return open_letter


def choose(page: Page, password: str, again: str = "") -> None:
    page.get_by_label("New password", exact=True).fill(password)
    page.get_by_label("New password once more").fill(again or password)
    page.get_by_role("button", name="Set password and sign in").click()


def test_a_colleague_follows_the_link_sets_a_password_and_is_inside(invited):
    page = invited("emma", by="adam")
    expect(page.get_by_text("Welcome, Emma Cole.")).to_be_visible()
    sound(page)

    choose(page, CHOSEN)

    expect(page.get_by_role("link", name="My work", exact=True)).to_be_visible()


def test_a_password_that_is_too_short_is_refused_beside_the_field(invited):
    page = invited("omar", by="adam")

    choose(page, "short")

    expect(page.get_by_text("Use at least 12 characters.")).to_be_visible()
    sound(page)


def test_an_outsider_goes_on_to_an_app_and_keeps_the_codes(invited):
    page = invited("claire", by="ines")
    choose(page, CHOSEN)
    expect(page.get_by_role("heading", name="Your account needs a second factor")).to_be_visible()
    sound(page)

    page.get_by_role("link", name="Set up the app").click()
    page.get_by_text("The picture cannot be scanned?").click()
    secret = page.locator("code.mono").inner_text()
    sound(page)
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Finish").click()

    expect(page.locator(".codes code")).to_have_count(10)
    sound(page)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", name="Claire Duval")).to_be_visible()


def test_a_link_that_was_used_says_so(invited, people, company):
    page = invited("leo", by="adam")
    address = letter_to(company.cast["leo"])
    choose(page, CHOSEN)
    expect(page.get_by_role("link", name="My work", exact=True)).to_be_visible()

    page.goto(address)

    expect(page.get_by_role("heading", name="This invitation does not work")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="Go to sign-in").click()
    expect(page).not_to_have_url(re.compile("invitation"))


def test_whoever_was_away_for_too_long_is_told_at_the_door(people, company):
    page = people("priya")
    page.goto(reverse("foundation:my_work"))
    Session.objects.filter(user=company.cast["priya"]).update(seen_at=timezone.now() - timedelta(hours=9))

    page.reload()

    expect(page.get_by_text("nothing was done for a while")).to_be_visible()
    sound(page)
