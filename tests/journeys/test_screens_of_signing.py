"""The screens of signing in the demonstration: sound in both themes and at all sizes."""

import pytest
from django.urls import reverse

from people.models import Attestation, Campaign
from tests.journeys.people import People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

INES, HELENA, MINA = "Ines Moreau", "Helena Brandt", "Mina Osei"


def answer(name: str, who: str, state: str) -> str:
    return reverse(f"people:{name}", args=[Attestation.objects.filter(person__name=who, state=state).latest("pk").uuid])


def running() -> str:
    return Campaign.objects.get(state="open").get_absolute_url()


SCREENS = {
    "campaigns": (INES, lambda: reverse("people:campaigns")),
    "a campaign": (INES, running),
    "a campaign of a manager": (HELENA, running),
    "a campaign to plan": (INES, lambda: reverse("people:campaign_add")),
    "who signed": (INES, lambda: reverse("people:attestations")),
    "nobody found": (INES, lambda: reverse("people:attestations") + "?search=nobody"),
    "a signature": (INES, lambda: answer("attestation", "Tobias Lindqvist", "signed")),
    "a refusal": (INES, lambda: answer("attestation", "Renate Hofer", "refused")),
    "one's own documents": (MINA, lambda: reverse("people:to_sign")),
    "a text to sign": (MINA, lambda: answer("attestation_read", MINA, "open")),
    "one's own receipt": (MINA, lambda: answer("attestation", MINA, "signed")),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_signing_is_sound(personas: People, name: str) -> None:
    who, address = SCREENS[name]
    page = personas(who)
    shown = page.goto(address())

    assert shown.status == 200
    sound(page)
