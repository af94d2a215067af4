"""The main screens in a language that nobody speaks: no word of ours stays English, and longer words break nothing."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from assurance.models import Control, Document, Evidence, Process, Supplier
from audits.models import Audit, Finding
from certifications.models import Certificate
from foundation.directory.models import Person, Unit
from tests.journeys.pseudo import OPEN, pseudo, spoken
from tests.journeys.soundness import LARGE, SMALL, sideways
from tests.journeys.untranslated import Data, read

pytestmark = pytest.mark.journey

INES, PRIYA, TOBIAS, SAMIR, HELENA = "Ines Moreau", "Priya Raman", "Tobias Lindqvist", "Samir Haddad", "Helena Brandt"
BEATRIZ, DARIO, RUTH, MINA = "Beatriz Quintana", "Dario Keller", "Ruth Okafor", "Mina Osei"


def first(model: type) -> str:
    return model.objects.order_by("pk").first().get_absolute_url()


def fieldwork() -> str:
    return Audit.objects.get(ref="A-2026-14").items.first().get_absolute_url()


SCREENS = {
    "my work": (INES, lambda: reverse("foundation:my_work")),
    "approvals": (INES, lambda: reverse("foundation:approvals")),
    "the matrix": (INES, lambda: reverse("assurance:matrix")),
    "evidence": (INES, lambda: reverse("assurance:evidence_list")),
    "a piece of evidence": (INES, lambda: first(Evidence)),
    "a control": (INES, lambda: first(Control)),
    "a process": (INES, lambda: first(Process)),
    "a document": (INES, lambda: first(Document)),
    "a supplier": (INES, lambda: first(Supplier)),
    "certificates": (INES, lambda: reverse("certifications:certificates")),
    "a certificate": (INES, lambda: first(Certificate)),
    "rooms": (INES, lambda: reverse("certifications:grants")),
    "policies": (INES, lambda: reverse("foundation:policies")),
    "my work of an auditor": (PRIYA, lambda: reverse("foundation:my_work")),
    "fieldwork": (PRIYA, fieldwork),
    "the first audit": (TOBIAS, lambda: reverse("audits:first_audit")),
    "an audit": (TOBIAS, lambda: Audit.objects.get(ref="A-2026-14").get_absolute_url()),
    "the programme": (BEATRIZ, lambda: reverse("audits:programme")),
    "a finding of its owner": (SAMIR, lambda: Finding.objects.get(ref="F-003").get_absolute_url()),
    "the board": (HELENA, lambda: reverse("foundation:board")),
    "a team": (HELENA, lambda: reverse("people:team")),
    "help": (HELENA, lambda: reverse("foundation:help")),
    "terms": (MINA, lambda: reverse("foundation:glossary")),
    "home": (MINA, lambda: reverse("people:own_page")),
    "account": (MINA, lambda: reverse("foundation:account")),
    "administration": (DARIO, lambda: reverse("foundation:administration")),
    "people": (DARIO, lambda: reverse("directory:people")),
    "a person": (DARIO, lambda: first(Person)),
    "a unit": (DARIO, lambda: first(Unit)),
    "a room": (RUTH, lambda: reverse("foundation:home")),
}


@pytest.fixture(scope="module")
def data(demonstration: None) -> Data:
    return Data()


@pytest.fixture
def another_language(data: Data) -> Iterator[None]:
    assert data.phrases  # read before: what the database holds is of the people who wrote it
    with spoken():
        yield


@pytest.mark.parametrize("name", SCREENS)
def test_every_word_of_a_screen_is_translated_and_longer_words_fit(personas, data, another_language, name):
    who, address = SCREENS[name]
    page = personas(who)
    page.goto(address())

    said = read(page)
    english = {text.strip(): left for text in said if (left := data.left_over(text))}
    too_wide = []
    for size in (LARGE, SMALL):
        page.set_viewport_size(size)
        too_wide += sideways(page)
    page.set_viewport_size(LARGE)

    assert any(OPEN in text for text in said)
    assert english == {}
    assert too_wide == []


def test_a_word_that_is_neither_translated_nor_data_is_found(data):
    helped = pseudo("Waits for you")

    assert data.left_over(f"{helped}, Priya Raman, A-2026-14, 20 v2") == ""
    assert data.left_over(f"{helped} Hardcoded words") == "Hardcoded words"
