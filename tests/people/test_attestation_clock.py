"""What the clock does for signing: it follows versions, joiners, movers, leavers, leaves and the year, and reminds."""

from datetime import date, timedelta

import pytest

from assurance.models import Document
from assurance.tasks import sweep_documents
from foundation.directory.models import JobRole, JobRoleSpell, Person
from foundation.figures import Figure
from foundation.models.trail import Notification
from people.figures.attestation import signatures
from people.models import Attestation, Campaign
from people.tasks import sweep_signing, sweep_signing_reminders
from tests import attested
from tests.attested import TOMORROW, asked, opened, outdated, planned, signed
from tests.company import TODAY, Company

DAY = timedelta(days=1)
LISBON, DUBAI = "Europe/Lisbon", "Asia/Dubai"


def night(on: date) -> None:
    for zone in (DUBAI, LISBON):
        sweep_signing(on=on, zone=zone)


def states(campaign: Campaign) -> dict[str, int]:
    found: dict[str, int] = {}
    for state in campaign.attestations.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def rows_of(company: Company, name: str) -> list[tuple[str, date]]:
    rows = Attestation.objects.filter(person=company.person(name)).order_by("pk")
    return list(rows.values_list("state", "due_on"))


# Versions.


def test_a_new_version_cancels_what_is_open_and_the_new_campaign_keeps_its_own_day(company):
    first = opened(company)
    signed(company, "emma")
    outdated(company, first, on=TODAY + 10 * DAY)

    night(TODAY + 10 * DAY)

    first.refresh_from_db()
    second = first.next
    everybody = Person.objects.count()
    assert (first.state, first.closed_on) == ("superseded", TODAY + 10 * DAY)
    assert states(first) == {"signed": 1, "cancelled": everybody - 1}
    assert (second.state, second.statement, second.version.label) == ("open", first.statement, "2.0")
    assert states(second) == {"open": everybody}
    assert set(second.attestations.values_list("due_on", flat=True)) == {TODAY + 40 * DAY}


def test_the_next_night_changes_nothing(company):
    outdated(company, opened(company), on=TOMORROW)
    night(TOMORROW)
    before = list(Attestation.objects.order_by("pk").values_list("state", "due_on"))

    night(TOMORROW)

    assert list(Attestation.objects.order_by("pk").values_list("state", "due_on")) == before


def test_a_draft_opens_by_itself_on_its_day(company):
    campaign = planned(company, opens_on=TOMORROW)

    night(TODAY)
    campaign.refresh_from_db()
    before = campaign.state
    night(TOMORROW)
    campaign.refresh_from_db()

    assert (before, campaign.state) == ("draft", "open")


def test_a_document_that_is_to_be_signed_has_its_campaign_when_it_takes_effect(company):
    document = attested.rules(company)
    Document.objects.filter(pk=document.pk).update(requires_attestation=True, audience_kinds=["employee"])

    night(TODAY)

    campaign = Campaign.objects.get()
    assert (campaign.state, campaign.version.document, campaign.unit) == ("open", document, company.units["MN"])
    assert campaign.attestations.count() == Person.objects.count()
    told = Notification.objects.filter(event__kind="campaign.begun").values_list("user__name", flat=True)
    assert set(told) == {"Ines Moreau", "Carla Stone"}


def test_a_campaign_that_an_officer_closed_is_not_begun_again(company):
    document = attested.rules(company)
    Document.objects.filter(pk=document.pk).update(requires_attestation=True)
    attested.closed(company)

    night(TOMORROW)

    assert Campaign.objects.count() == 1


def test_a_version_takes_effect_and_is_signed_in_the_same_night(company):
    first = opened(company)
    outdated(company, first, on=TODAY + 3 * DAY)
    sweep_documents(on=TODAY + 3 * DAY, zone=LISBON)

    night(TODAY + 3 * DAY)

    assert Campaign.objects.open().get().version.label == "2.0"


# People.


def test_a_joiner_is_asked_with_thirty_days_from_the_day_of_joining(company):
    campaign = opened(company)
    joined = TODAY + 12 * DAY
    facts = {"number": "P-0999", "name": "Nina New", "email": "nina@meridane.example", "unit": company.units["TS"]}
    person = Person.objects.create(start_on=joined, **facts)

    night(joined)

    row = campaign.attestations.get(person=person)
    assert (row.entered_on, row.due_on) == (joined, joined + 30 * DAY)


def test_who_leaves_is_asked_no_longer_and_leaves_the_figure(company):
    campaign = opened(company)
    signed(company, "emma")
    people = [company.person(name).pk for name in ("emma", "samir")]
    Person.objects.filter(pk__in=people).update(left_on=TODAY)
    count = campaign.attestations.count()

    night(TOMORROW)

    assert campaign.attestations.get(person=people[1]).state == "cancelled"
    assert campaign.attestations.get(person=people[0]).state == "signed"
    assert signatures(Attestation.objects.all(), on=TOMORROW).asked == count - 2


def test_who_changes_the_job_out_of_the_audience_and_back_is_asked_anew(company):
    role = company.person("emma").spells.get().role
    campaign = opened(company, roles=[role])
    signed(company, "emma")
    other = JobRole.objects.create(code="other", name="Other")
    JobRoleSpell.objects.filter(person=company.person("emma")).update(role=other)
    night(TOMORROW)
    out = signatures(Attestation.objects.filter(person=company.person("emma")), on=TOMORROW).asked

    JobRoleSpell.objects.filter(person=company.person("emma")).update(role=role)
    night(TOMORROW + DAY)

    assert out == 0
    assert rows_of(company, "emma")[-1] == ("open", TOMORROW + 31 * DAY)
    assert campaign.attestations.filter(person=company.person("emma"), ended_on=TOMORROW).exists()


def test_people_on_leave_have_two_weeks_from_their_return_and_stand_outside_the_figure(company):
    company.person("emma").leaves.create(from_on=TODAY - DAY, to_on=TODAY + 40 * DAY)
    opened(company)

    row = asked(company, "emma")

    assert row.due_on == date(2027, 1, 14)  # back on 31 December, two weeks on
    on = TODAY + 31 * DAY
    assert signatures(Attestation.objects.filter(person=row.person), on=on).asked == 0


def test_a_leave_that_begins_later_moves_the_day_and_never_back(company):
    row = asked(company, "emma")
    company.person("emma").leaves.create(from_on=TODAY + 5 * DAY, to_on=TODAY + 25 * DAY)

    night(TODAY + 5 * DAY)
    moved = rows_of(company, "emma")
    night(TODAY + 26 * DAY)

    assert row.due_on == TODAY + 30 * DAY
    assert moved == [("open", date(2026, 12, 30))]
    assert rows_of(company, "emma") == moved


# The year after.


def test_a_signature_is_asked_anew_thirty_days_before_its_year_ends(company):
    signed(company, "emma")
    year = date(2027, 11, 20)

    night(year - 31 * DAY)
    before = len(rows_of(company, "emma"))
    night(year - 30 * DAY)
    night(year - 29 * DAY)

    assert before == 1
    assert rows_of(company, "emma") == [("signed", TODAY + 30 * DAY), ("open", year)]
    mine = Attestation.objects.filter(person=company.person("emma"))
    assert signatures(mine, on=year).figure == Figure(0, 0)
    assert signatures(mine, on=year + DAY).figure == Figure(0, 1)
    again = signed(company, "emma", on=year - 2 * DAY)
    assert signatures(mine, on=year + DAY).figure == Figure(1, 1)
    assert again.entered_on == year - 30 * DAY


def test_a_campaign_that_is_not_yearly_asks_once(company):
    opened(company, yearly=False)
    signed(company, "emma")

    night(date(2027, 11, 20))

    assert [state for state, _due in rows_of(company, "emma")] == ["signed"]


# Reminders.


def test_people_are_reminded_a_week_before_and_a_week_after_their_day(company):
    opened(company)
    due = TODAY + 30 * DAY
    days = []
    for number in range(50):
        sweep_signing_reminders(on=TODAY + number * DAY, zone=LISBON)
        row = Attestation.objects.get(person=company.person("emma"))
        if row.reminded_on == TODAY + number * DAY:
            days.append(row.reminded_on)

    assert days == [due - 7 * DAY, due + 7 * DAY]


def test_a_missed_night_reminds_on_the_next(company):
    opened(company)
    day = TODAY + 25 * DAY

    sweep_signing_reminders(on=day, zone=LISBON)

    assert Attestation.objects.get(person=company.person("emma")).reminded_on == day


@pytest.mark.parametrize("state", ["signed", "refused", "cancelled"])
def test_whoever_has_answered_is_not_reminded(company, state):
    getattr(attested, state)(company, "emma")

    sweep_signing_reminders(on=TODAY + 25 * DAY, zone=LISBON)

    assert Attestation.objects.get(person=company.person("emma")).reminded_on is None
