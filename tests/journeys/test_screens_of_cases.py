"""The screens of reporting and of cases: sound in both themes and at all sizes."""

import pytest
from django.urls import reverse

from people.cases.models import Case
from tests.journeys.people import People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

GRACE, KATARZYNA, JULIEN, MINA, HELENA = (
    "Grace Mwangi",
    "Katarzyna Zielińska",
    "Julien Mercier",
    "Mina Osei",
    "Helena Brandt",
)


def case(state: str) -> Case:
    return Case.objects.filter(state=state, erased_on=None).order_by("pk").first()


def of(name: str, state: str, *more: object) -> str:
    return reverse(f"cases:{name}", args=[case(state).uuid, *more])


SCREENS = {
    "report with a name": (MINA, lambda: reverse("cases:report")),
    "what concerns me": (MINA, lambda: reverse("cases:home")),
    "my cases": (GRACE, lambda: reverse("cases:home")),
    "a new case": (GRACE, lambda: of("case", "reported")),
    "a case under investigation": (GRACE, lambda: of("case", "investigating")),
    "its inquiry": (GRACE, lambda: of("case_part", "investigating", "inquiry")),
    "a decision": (GRACE, lambda: of("case_part", "final", "decision")),
    "an appeal": (GRACE, lambda: of("case_part", "under_appeal", "decision")),
    "messages": (GRACE, lambda: of("case_part", "reported", "messages")),
    "its log": (GRACE, lambda: of("case_part", "final", "log")),
    "a step": (GRACE, lambda: of("case_step", "reported", "open")),
    "a closed name": (GRACE, lambda: of("seal", "reported", "subject")),
    "adding files": (GRACE, lambda: of("case_add", "investigating", "file")),
    "writing down a report": (GRACE, lambda: reverse("cases:take_report")),
    "every number": (GRACE, lambda: reverse("cases:numbers")),
    "opened names": (JULIEN, lambda: reverse("cases:openings")),
    "the investigator's case": (KATARZYNA, lambda: of("case", "investigating")),
    "numbers of the management": (HELENA, lambda: reverse("cases:numbers")),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_cases_is_sound(personas: People, name: str) -> None:
    who, address = SCREENS[name]
    page = personas(who)
    answer = page.goto(address())

    assert answer.status == 200
    sound(page)


def test_reporting_without_signing_in_is_sound_to_the_code_and_back(personas: People) -> None:
    page = personas.nobody()
    page.goto(reverse("cases:report"))
    sound(page)
    page.get_by_label("What is it about?").select_option(index=2)
    page.get_by_label("Where?").select_option(index=1)
    page.get_by_label("What happened?").fill("A badge was lent to a visitor.")
    page.get_by_role("button", name="Send the report").click()
    code = page.locator(".report-token-words").inner_text()
    sound(page)
    page.get_by_role("link", name="I have written it down").click()
    page.get_by_label("Code", exact=True).fill(code.lower())
    sound(page)
    page.get_by_role("button", name="Read the answer").click()
    page.get_by_role("heading", name="Messages").wait_for()
    sound(page)
    assert [cookie for cookie in page.context.cookies() if cookie["expires"] > 0] == []
