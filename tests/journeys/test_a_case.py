"""A sanction with due process: what one may not do alone, and the right way to a decision and past it (E-10)."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from foundation.dates import add_working_days
from foundation.directory.calendars import work_calendar
from foundation.figures import figures_on
from foundation.sweeps import run_due
from people.cases.models import Case
from tests.cases import staff_cases
from tests.company import TODAY, Company
from tests.journeys.clock import Clock
from tests.journeys.doing import open_step, refused, state, take
from tests.journeys.people import People, give_passwords
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

WEEK = timedelta(days=7)


def test_a_sanction_takes_its_way_and_no_short_one(people: People, company: Company, clock: Clock) -> None:
    give_passwords(staff_cases(company).values())
    address = rosa_reports_what_sven_did(people("rosa"))
    it_cannot_be_dismissed(people("boss"), address)
    the_manager_of_the_person_does_not_investigate(people("grace"), address)
    iris_investigates(people, address)
    sven_is_told_and_called(people, address)
    clock.go_to(TODAY + 2 * WEEK)
    he_is_heard(people("grace"), address)
    one_alone_does_not_decide_on_level_three(people, address)
    two_of_different_units_do(people, address)
    nothing_is_counted_yet()
    appeal_comes_on_working_day_sixteen(people, company, clock, address)
    the_panel_may_admit_it(people, address)
    a_colleague_finds_nothing(people("samir"), address)


def rosa_reports_what_sven_did(rosa: Page) -> str:
    rosa.goto(reverse("cases:report"))
    rosa.get_by_label("What is it about?").select_option(label="Unauthorised access or hidden function")
    rosa.get_by_label("Where?").select_option(label="Headquarters")
    rosa.get_by_label("What happened?").fill("Sven opened a session past the recording of the gateway.")
    rosa.get_by_label("Who is it about?").fill("Sven of services")
    rosa.get_by_label("With my name").check()
    rosa.get_by_role("button", name="Send the report").click()
    expect(rosa.get_by_role("heading", name="What you wrote")).to_be_visible()
    expect(rosa.get_by_text("27 Nov 2026")).to_be_visible()
    sound(rosa)
    return Case.objects.get().get_absolute_url()


def it_cannot_be_dismissed(boss: Page, address: str) -> None:
    """Bea is a case officer and the manager of who reported; the class of the case forbids it to her and to everybody."""
    boss.goto(address)
    expect(refused(boss, "Propose to dismiss")).to_contain_text("always investigated, never dismissed")
    expect(refused(boss, "Dismiss").first).to_contain_text("never dismissed")


def the_manager_of_the_person_does_not_investigate(grace: Page, address: str) -> None:
    grace.goto(address)
    take(grace, "Acknowledge")
    add(
        grace, "Whom it is about", lambda sheet: sheet.get_by_label("Whom it is about").select_option(label="Sven Dahl")
    )
    sheet = open_step(grace, "Open the investigation")
    assert sheet is not None
    sheet.get_by_label("Investigator").select_option(label="Bea Osterman, Technical services")
    sheet.get_by_label("Plan").fill("Read the log of the gateway.")
    sheet.get_by_role("button", name="Open the investigation", exact=True).click()
    expect(sheet.get_by_text("cannot investigate this case").first).to_be_visible()
    sheet.get_by_label("Investigator").select_option(label="Iris Blom, Governance")
    sheet.get_by_role("button", name="Open the investigation", exact=True).click()
    expect(grace.get_by_text("Open the investigation: done.")).to_be_visible()
    take(grace, "Ask counsel")
    sound(grace)


def iris_investigates(people: People, address: str) -> None:
    iris = people("iris")
    iris.goto(f"{address}inquiry/")
    add(iris, "Add: Allegations", lambda sheet: sheet.get_by_label("Allegation").fill("Went round the recording."))
    add(iris, "Record an interview", heard)
    iris.get_by_role("link", name=re.compile("^Cover words")).click()
    expect(iris.get_by_text("█████ saw it with me.")).to_be_visible()
    sound(iris)
    iris.get_by_role("button", name="Save the covered version").click()
    iris.goto(address)
    take(iris, "Hand in the report", both_sides)


def heard(sheet: Locator) -> None:
    sheet.get_by_label("Who was heard").select_option(label="Wanda Kos")
    sheet.get_by_label("Day").fill(TODAY.isoformat())
    sheet.get_by_label("What was said").fill("Wanda saw it with me.")


def both_sides(sheet: Locator) -> None:
    sheet.get_by_label("What speaks against the person").fill("The gateway has no recording.")
    sheet.get_by_label("What speaks for the person").fill("The customer was waiting.")


def sven_is_told_and_called(people: People, address: str) -> None:
    grace = people("grace")
    grace.goto(address)
    take(grace, "Tell the person")
    sheet = open_step(grace, "Call the hearing")
    assert sheet is not None
    sheet.get_by_label("Place").fill("Room 4")
    sheet.get_by_label("Day of the hearing").fill((TODAY + timedelta(days=3)).isoformat())
    sheet.get_by_role("button", name="Call the hearing", exact=True).click()
    expect(sheet.get_by_text("the first possible day is 27 Nov 2026").first).to_be_visible()
    sheet.get_by_label("Day of the hearing").fill((TODAY + WEEK).isoformat())
    sheet.get_by_role("button", name="Call the hearing", exact=True).click()
    expect(grace.get_by_text("Call the hearing: done.")).to_be_visible()
    sven = people("sven")
    sven.goto(reverse("cases:home"))
    sven.get_by_role("link", name="A matter about you").click()
    expect(sven.get_by_text("█████ saw it with me.")).to_be_visible()
    sven.get_by_label("Who comes with you?").fill("A friend of the works council")
    sven.get_by_role("button", name="Save").click()
    expect(sven.get_by_text("Rosa")).to_have_count(0)
    sound(sven)


def he_is_heard(grace: Page, address: str) -> None:
    grace.goto(address)
    take(grace, "Record the hearing", record)
    take(grace, "Name the decision makers", lambda sheet: sheet.get_by_label("Dana Fox").check())


def record(sheet: Locator) -> None:
    sheet.get_by_label("Heard", exact=True).check()
    sheet.get_by_label("The person could read the file before").check()


def one_alone_does_not_decide_on_level_three(people: People, address: str) -> None:
    dana = people("dana")
    dana.goto(address)
    take(dana, "Propose a decision", propose)
    expect(refused(dana, "Decide: sanction")).to_contain_text("two decision makers from different units")
    dana.goto(f"{address}decision/")
    expect(dana.get_by_text("Serious, first time: 2–3")).to_be_visible()
    sound(dana)


def propose(sheet: Locator) -> None:
    sheet.get_by_label("Substantiated", exact=True).check()
    sheet.get_by_label("Sanction", exact=True).check()
    sheet.get_by_label("Level").select_option("3")
    sheet.get_by_label("Measure").select_option("reassignment")
    sheet.get_by_label("Reasons", exact=True).fill("The recording protects customers and colleagues alike.")


def two_of_different_units_do(people: People, address: str) -> None:
    grace = people("grace")
    grace.goto(address)
    take(grace, "Name the decision makers", both)
    for name in ("dirk", "hugo", "lena"):
        page = people(name)
        page.goto(address)
        take(page, "Agree to the decision")
    dana = people("dana")
    dana.goto(address)
    take(dana, "Decide: sanction")
    expect(state(dana).first).to_have_text("Decided, may be appealed")


def both(sheet: Locator) -> None:
    sheet.get_by_label("Dana Fox").check()
    sheet.get_by_label("Dirk Aziz").check()


def nothing_is_counted_yet() -> None:
    assert figures_on(TODAY + 2 * WEEK)["K-12"]["value"] == 0


def appeal_comes_on_working_day_sixteen(people: People, company: Company, clock: Clock, address: str) -> None:
    served = TODAY + 2 * WEEK
    last = add_working_days(served, 15, work_calendar(company.units["TS"]))
    clock.go_to(add_working_days(last, 1, work_calendar(company.units["TS"])))
    run_due(timezone.now())
    assert Case.objects.get().state == Case.State.FINAL
    sven = people("sven")
    sven.goto(address.replace("/cases/", "/matters/"))
    take(sven, "Appeal after the last day", lodge)
    assert counted_next_month(clock.on) == "*"


def lodge(sheet: Locator) -> None:
    sheet.get_by_label("Grounds").fill("Nobody had told me of the recording.")
    sheet.get_by_label("Reason", exact=True).fill("I was in hospital.")


def counted_next_month(on: date | None) -> object:
    """K-12 of the region, once the month is over in which the decision became final."""
    assert on is not None
    return figures_on((on.replace(day=1) + timedelta(days=40)).replace(day=1))["K-12"]["parts"]["HQ"]


def the_panel_may_admit_it(people: People, address: str) -> None:
    grace = people("grace")
    grace.goto(address)
    take(grace, "Name the panel", lambda sheet: sheet.get_by_label("Pia Roth").check())
    pia = people("pia")
    pia.goto(address)
    take(pia, "Admit the late appeal", lambda sheet: sheet.get_by_label("Reason").fill("He could not come earlier."))
    expect(state(pia).first).to_have_text("Under appeal")
    expect(refused(pia, "Decide the appeal")).to_have_count(0)
    sound(pia)


def a_colleague_finds_nothing(samir: Page, address: str) -> None:
    answer = samir.goto(address)
    assert answer is not None
    assert answer.status == 404
    samir.goto(reverse("cases:home"))
    expect(samir.get_by_text("Nothing. What you report")).to_be_visible()


def add(page: Page, what: str, fill: object) -> None:
    """Adds something to the case by its sheet."""
    page.wait_for_load_state()
    page.get_by_role("link", name=re.compile(f"^{re.escape(what).replace('Add:', 'Add ?:')}$")).click()
    sheet = page.get_by_role("dialog")
    fill(sheet)  # type: ignore[operator]
    sheet.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
