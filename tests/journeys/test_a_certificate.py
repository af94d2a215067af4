"""A certificate in its gap is restored, or not any more; surveillance is missed, and the body suspends. Source: E-06, E-07."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from assurance.actions import accept_evidence, upload_evidence
from certifications.actions import register_certificate
from certifications.figures import at_once, portfolio, portfolio_rows
from certifications.models import Certificate, Cycle
from certifications.tasks import sweep_surveillance
from certifications.workflows import CERTIFICATE
from foundation.access import robot
from foundation.directory.models import User
from tests.company import TODAY
from tests.journeys.doing import open_step, state, take
from tests.journeys.soundness import sound
from tests.kept import kept_text

pytestmark = pytest.mark.journey

INES, ARJUN, AMIRA = "Ines Moreau", "Arjun Mehta", "Amira Ben Salah"
DECEMBER = date(2026, 12, 1)


def on_file(certificate: Certificate, title: str, on: date) -> None:
    """A letter of the body that Amira puts on file and Arjun accepts."""
    amira, arjun = (User.objects.get(name=name) for name in (AMIRA, ARJUN))
    facts = {"unit": certificate.unit, "title": title, "kind": "letter", "as_of": on}
    version = upload_evidence(actor=amira, kept=kept_text(f"{title}.txt".replace(" ", "_"), title), **facts)
    accept_evidence(actor=arjun, evidence=version, on=on)


def fill(sheet: Locator, letter: str = "", **fields: str) -> None:
    for label, value in fields.items():
        sheet.get_by_label(label.replace("_", " "), exact=True).fill(value)
    if letter:
        sheet.get_by_label(re.compile(letter)).check()


def opened(page: Page, step: str) -> Locator:
    sheet = open_step(page, step)
    assert sheet is not None
    return sheet


def decided_last_year() -> Certificate:
    """A first certificate against ISO/IEC 27001, decided on 19 November 2025, of which no audit has been held since."""
    like = Certificate.objects.select_related("unit", "scheme", "edition", "body").get(ref="C-01")
    same = {name: getattr(like, name) for name in ("unit", "scheme", "edition", "body")}
    ines = User.objects.get(name=INES)
    row = register_certificate(actor=ines, title="Research network", on=date(2025, 6, 2), **same)
    days = {"decision_on": date(2025, 11, 19), "effective_from": date(2025, 11, 19), "expires_on": date(2028, 11, 18)}
    Certificate.objects.filter(pk=row.pk).update(number="KC-27K-30001", **days)
    cycle = {"decision_on": days["decision_on"], "starts_on": days["effective_from"], "expires_on": days["expires_on"]}
    Cycle.objects.filter(certificate=row).update(**cycle)
    row.refresh_from_db()
    return CERTIFICATE.place(row, "active", actor=robot(), on=TODAY, source="a journey")


def test_a_certificate_in_its_gap_is_restored_in_time_and_not_after(personas, clock):
    old = Certificate.objects.get(ref="C-07")

    # A decision of 31 March comes a day too late: it does not restore, and the way out is told.
    clock.go_to(date(2027, 3, 31))
    on_file(old, "Letter of March on the restoration", date(2027, 3, 31))
    ines = personas(INES)
    ines.goto(old.get_absolute_url())
    sheet = opened(ines, "Record the restoration")
    fill(sheet, "Letter of March", Decided_on="2027-03-31", Valid_from="2027-03-31", Valid_until="2029-09-30")
    sheet.get_by_role("button", name="Record the restoration", exact=True).click()
    expect(sheet.get_by_text("It could be restored until 30 Mar 2027.").first).to_be_visible()

    # On 20 November it is in time. Without the letter nothing changes.
    clock.go_to(TODAY)
    ines = personas(INES)
    ines.goto(old.get_absolute_url())
    sheet = opened(ines, "Record the restoration")
    fill(sheet, Decided_on="2026-11-20", Valid_from="2026-11-20", Valid_until="2029-09-30")
    sheet.get_by_role("button", name="Record the restoration", exact=True).click()
    expect(sheet.get_by_text("Choose the body's letter, or drop it here.").first).to_be_visible()
    assert not Certificate.objects.filter(predecessor=old).exists()

    # With it a new certificate follows, and the days between stay without one.
    on_file(old, "Letter of November on the restoration", TODAY)
    ines.goto(old.get_absolute_url())
    days = {"Decided_on": "2026-11-20", "Valid_from": "2026-11-20", "Valid_until": "2029-09-30"}
    take(ines, "Record the restoration", lambda sheet: fill(sheet, "Letter of November", **days))
    new = Certificate.objects.get(predecessor=old)
    ines.goto(new.get_absolute_url())
    expect(state(ines).first).to_have_text("Active")
    lineage = ines.get_by_role("region", name="Certified since")
    expect(lineage.get_by_text("Certified without a gap since 20 Nov 2026.")).to_be_visible()
    expect(lineage.get_by_text("1 Oct 2026 to 19 Nov 2026")).to_be_visible()
    assert (new.effective_from, new.expires_on) == (TODAY, date(2029, 9, 30))
    sound(ines)


def test_surveillance_is_missed_and_the_body_suspends(personas, clock):
    row = decided_last_year()

    # The last day is still in time; the day after, the rule is broken and officers are told.
    clock.go_to(date(2026, 11, 19))
    ines = personas(INES)
    ines.goto(row.get_absolute_url())
    cycle = ines.get_by_role("region", name="Cycle")
    expect(cycle.get_by_text("First surveillance")).to_be_visible()
    expect(cycle.get_by_text("Breach of R1.")).to_have_count(0)
    clock.go_to(TODAY)
    sweep_surveillance(on=TODAY, zone=row.unit.zone)
    ines = personas(INES)
    ines.goto(row.get_absolute_url())
    cycle = ines.get_by_role("region", name="Cycle")
    expect(cycle.get_by_text("Breach of R1.")).to_be_visible()
    expect(cycle.get_by_text("It had to be held by 19 Nov 2026.")).to_be_visible()
    expect(ines.get_by_text("Breach of R1: No surveillance within 12 months").first).to_be_visible()
    sound(ines)

    # The letter of 1 December: suspended, not valid meanwhile, for six months at most.
    clock.go_to(DECEMBER)
    on_file(row, "Letter on the suspension of Research network", DECEMBER)
    ines = personas(INES)
    ines.goto(row.get_absolute_url())
    days = {"Suspended_since": "2026-12-01", "Decided_on": "2026-12-01", "Reason": "No surveillance was held."}
    take(ines, "Record the suspension", lambda sheet: fill(sheet, "Letter on the suspension of Research", **days))
    expect(state(ines).first).to_have_text("Suspended")
    expect(ines.get_by_text("not valid meanwhile")).to_be_visible()
    expect(ines.get_by_text("Its limit is 1 Jun 2027.")).to_be_visible()
    counted = at_once(portfolio_rows(Certificate.objects.all(), on=DECEMBER))
    assert portfolio(counted, on=DECEMBER).suspended == 2

    # Under EUCC the same day leaves it valid, for 42 days, and purchasers have to be told.
    product = Certificate.objects.get(ref="C-08")
    on_file(product, "Letter on the suspension of MN-Core", DECEMBER)
    ines.goto(product.get_absolute_url())
    take(ines, "Record the suspension", lambda sheet: fill(sheet, "Letter on the suspension of MN-Core", **days))
    expect(ines.get_by_text("still valid")).to_be_visible()
    expect(ines.get_by_text("Its limit is 12 Jan 2027.")).to_be_visible()
    ines.goto(reverse("foundation:my_work") + "?kind=tell_purchasers")
    expect(ines.get_by_role("main").get_by_role("link", name=re.compile("C-08")).first).to_be_visible()


def test_a_claim_is_checked_where_the_certificate_stands(personas, clock):
    clock.go_to(TODAY)
    ines = personas(INES)
    ines.goto(Certificate.objects.get(ref="C-01").get_absolute_url())
    lineage = ines.get_by_role("region", name="Certified since")

    lineage.get_by_label("Certified since").fill("2005-01-01")
    lineage.get_by_role("button", name="Check the claim").click()

    expect(lineage.get_by_text("Not proven: certified since 1 Jan 2005.")).to_be_visible()
    expect(lineage.get_by_text("The certificates prove only: since 14 May 2021.")).to_be_visible()
    expect(lineage.get_by_text("years 2005 to 2021")).to_be_visible()
    expect(lineage.get_by_role("link", name="C-10 Headquarters")).to_be_visible()
    sound(ines)


def test_the_audits_of_a_cycle_are_planned_once(personas, clock):
    clock.go_to(TODAY)
    ines = personas(INES)
    row = Certificate.objects.get(ref="C-01")
    ines.goto(row.get_absolute_url())
    ines.get_by_role("link", name="Plan the audits").click()
    expect(ines.get_by_label("Recertification", exact=True)).to_be_checked()
    sound(ines)
    ines.get_by_role("button", name="Create these audits").click()

    cycle = ines.get_by_role("region", name="Cycle")
    expect(cycle.get_by_text("Planned", exact=True)).to_be_visible()
    expect(cycle.get_by_role("link", name="Plan the audits")).to_have_count(0)
    cycle.get_by_role("link", name=re.compile("Recertification, Group ISMS")).click()
    expect(ines.get_by_text("After 13 May 2027 C-01 has expired")).to_be_visible()
    sound(ines)


SCREENS = {
    "the cycle": "certificate_cycle",
    "the lineage": "certificate_lineage",
    "the plan of a cycle": "cycle_plan",
    "tying an audit": "cycle_link",
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_a_cycle_is_sound(personas, clock, name):
    clock.go_to(TODAY)
    page = personas(INES)
    row = Certificate.objects.get(ref="C-06")

    assert page.goto(reverse(f"certifications:{SCREENS[name]}", args=[row.uuid])).status == 200
    sound(page)
