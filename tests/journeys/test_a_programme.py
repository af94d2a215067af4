"""The programme of the next year from its draft to audits in the calendar, as who runs it and who approves it."""

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from audits.models import Audit, Programme
from foundation.directory.models import Unit
from tests.journeys.doing import open_step, refused, send, state, take
from tests.journeys.people import People

pytestmark = pytest.mark.journey

BEATRIZ, HELENA = "Beatriz Quintana", "Helena Brandt"
TITLE, LINE = "Services of headquarters 2027", "Quarterly look at remote access"
QUARTERS = ["29 Jan 2027", "30 Apr 2027", "30 Jul 2027", "29 Oct 2027"]


def test_the_programme_of_next_year_reaches_the_calendar(personas: People) -> None:
    programme = the_manager_drafts(personas(BEATRIZ))
    the_manager_adds_a_line(personas(BEATRIZ), programme)
    the_manager_submits(personas(BEATRIZ), programme)
    management_approves(personas(HELENA), programme)
    first, second = the_audits_stand_in_the_calendar(personas(BEATRIZ), programme)
    the_manager_moves_one_by_the_form(personas(BEATRIZ), programme, first)
    the_manager_drags_another(personas(BEATRIZ), programme, second)


def the_manager_drafts(page: Page) -> Programme:
    page.goto("/audits/programme/")
    page.get_by_role("link", name="Draft a programme").click()
    form = page.locator("main form")
    expect(form.get_by_label("Year", exact=True)).to_have_value("2027")
    form.get_by_label("Unit", exact=True).select_option(label="Headquarters")
    form.get_by_label("Title").fill(TITLE)
    form.get_by_label("Auditor-days of the year").fill("40")
    form.get_by_role("checkbox", name="Technical services").check()
    form.get_by_role("checkbox", name="Headquarters").check()
    form.get_by_role("button", name="Draft it").click()

    expect(state(page).first).to_have_text("Draft")
    expect(refused(page, "Submit for approval")).to_be_visible()
    return Programme.objects.get(title=TITLE)


def the_manager_adds_a_line(page: Page, programme: Programme) -> None:
    """With what it is at risk from; the dates are seen before anything is saved."""
    page.goto(programme.get_absolute_url())
    take(page, "Change objectives and resources", lambda sheet: sheet.get_by_label("Objectives").fill("See it done."))
    page.get_by_role("link", name="Add a line").click()
    form = page.locator("main form")
    expect(form.get_by_label("Programme")).to_have_value(str(programme.uuid))
    form.get_by_label("Title").fill(LINE)
    form.get_by_label("Audited unit").select_option(value=audited())
    fill_rhythm(form)
    form.get_by_role("button", name="Show its dates").click()
    dates = page.get_by_role("region", name="The next 12 dates")
    for day in QUARTERS:
        expect(dates).to_contain_text(day)
    assert not programme.lines.exists()
    form.get_by_role("button", name="Add the line").click()

    expect(page.locator("main")).to_contain_text(LINE)
    assert programme.lines.get().impact == 4


def audited() -> str:
    return str(Unit.objects.get(code="HQ-TS").uuid)


def fill_rhythm(form: Locator) -> None:
    form.get_by_label("First date").fill("2027-01-31")
    form.get_by_label("Every how many months").fill("3")
    form.get_by_label("On the last day of the month").check()
    form.get_by_label("Working days on site").fill("1")
    form.get_by_role("checkbox", name="Meridane").or_(form.get_by_role("checkbox", name="baseline")).first.check()
    form.get_by_role("combobox", name="Area").select_option(label="Technical services")
    form.get_by_label("Impact").fill("4")
    form.get_by_label("Incidents").fill("2")
    form.get_by_label("Rationale").fill("Two incidents with unrecorded sessions in one year.")


def the_manager_submits(page: Page, programme: Programme) -> None:
    page.goto(programme.get_absolute_url())
    take(page, "Submit for approval")

    expect(state(page).first).to_have_text("Waits for approval")


def management_approves(page: Page, programme: Programme) -> None:
    page.goto(programme.get_absolute_url())
    expect(page.locator("main")).to_contain_text(LINE)
    take(page, "Approve")

    expect(state(page).first).to_have_text("Approved")


def the_audits_stand_in_the_calendar(page: Page, programme: Programme) -> list[Audit]:
    page.goto(programme.get_absolute_url())
    page.get_by_role("link", name="Calendar of the year").click()
    made = list(Audit.objects.filter(line__programme=programme).order_by("planned_start"))
    for audit in made:
        expect(page.locator("svg").get_by_text(audit.ref, exact=True)).to_be_visible()

    assert [f"{audit.planned_start:%-d %b %Y}" for audit in made] == QUARTERS
    return made[:2]


def the_manager_moves_one_by_the_form(page: Page, programme: Programme, audit: Audit) -> None:
    """Without a reason it stays where it is, and what was typed stays too."""
    page.goto(audit.get_absolute_url())
    sheet = open_step(page, "Postpone")
    sheet.get_by_label("New first day").fill("2027-02-08")
    sheet.get_by_label("New last day").fill("2027-02-08")
    sheet.get_by_role("button", name="Postpone", exact=True).click()
    expect(sheet.locator("[data-refused]").first).to_be_visible()
    expect(sheet.get_by_label("New first day")).to_have_value("2027-02-08")
    sheet.get_by_label("Reason").fill("The hall is closed.")
    send(sheet, "Postpone")

    expect(page.locator("#timeline")).to_contain_text("The hall is closed.")
    assert moved(audit) == date(2027, 2, 8)


def the_manager_drags_another(page: Page, programme: Programme, audit: Audit) -> None:
    page.goto(f"{programme.get_absolute_url()}year/")
    bar = page.locator(f"[data-move*='{audit.uuid}'] rect")
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    per_day = float(page.locator("[data-year]").get_attribute("data-per-day"))
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 5 * per_day, y, steps=5)
    page.mouse.up()
    sheet = page.get_by_role("dialog", name="Postpone", exact=True)
    expect(sheet.get_by_label("New first day")).to_have_value("2027-05-05")
    sheet.get_by_label("Reason").fill("The team is abroad.")
    send(sheet, "Postpone")

    assert moved(audit) == date(2027, 5, 5)


def moved(audit: Audit) -> date:
    audit.refresh_from_db()
    return audit.planned_start
