"""Coming in: with a password, with a card, and what one finds."""

import pytest
from playwright.sync_api import expect

from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey


def test_a_card_leads_in(personas):
    page = personas("Priya Raman")

    expect(page.get_by_role("link", name="My work")).to_be_visible()


def test_a_manager_starts_at_the_board(personas):
    page = personas("Helena Brandt")

    expect(page).to_have_url(f"{personas.address}/board/")


def test_the_door_is_sound(personas):
    page = personas.nobody()
    page.goto("/accounts/login/")

    sound(page)
