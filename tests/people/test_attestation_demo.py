"""Signing in the demonstration: K-10 at the reference day, each number with its rows, and what the clock does next."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from foundation.directory.models import User
from foundation.figures import Figure, figures_on
from people.figures.attestation import signatures
from people.models import Attestation, Campaign
from people.tasks import sweep_signing, sweep_signing_reminders
from tests.entered import come_in

D0 = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ines(demonstrated, settings, db, company_day):
    settings.FILES_ROOT, settings.INCOMING_ROOT = demonstrated / "files", demonstrated / "uploads"
    return User.objects.get(name="Ines Moreau")


@pytest.mark.parametrize("name", ["", "Ines Moreau", "Helena Brandt"])
def test_the_rate_of_signatures_is_104_of_111(ines, name):
    told = figures_on(D0, user=User.objects.get(name=name) if name else None)["K-10"]

    assert (told["numerator"], told["denominator"], told["value"]) == (104, 111, 93.7)


def test_of_120_people_104_have_signed_9_are_in_time_and_7_are_not_one_of_whom_refused(ines):
    found = signatures(Attestation.objects.all(), on=D0)

    assert (found.asked, found.signed, found.waiting, found.missing, found.refused) == (120, 104, 9, 7, 1)
    assert found.figure == Figure(104, 111)
    away = Attestation.objects.current().filter(campaign__title="Cybersecurity conduct 2026").count() - found.asked
    assert away == 6


@pytest.mark.parametrize(
    ("standing", "count"),
    [(["signed"], 104), (["waiting"], 9), (["late"], 6), (["refused"], 1), (["signed", "late", "refused"], 111)],
)
def test_each_number_opens_its_rows(ines, standing, count):
    client = come_in(Client(), ines)

    page = client.get(reverse("people:attestations"), {"under": "me", "at_work": "true", "standing": standing})

    assert page.context["list"].count == count


def test_mina_has_four_days_left_and_signed_last_year(ines):
    row = Attestation.objects.get(person__name="Mina Osei", campaign__state="open")
    before = Attestation.objects.get(person__name="Mina Osei", campaign__state="closed")

    assert (row.state, row.due_on) == ("open", date(2026, 11, 24))
    assert (before.state, before.signed_on) == ("signed", date(2025, 12, 3))


def test_the_night_after_asks_nobody_twice_and_reminds_who_has_a_week_left(ines):
    before = Attestation.objects.count()
    for zone in sorted(set(Attestation.objects.values_list("person__unit__zone", flat=True))):
        sweep_signing(on=D0 + DAY, zone=zone)
        sweep_signing_reminders(on=D0 + DAY, zone=zone)

    assert Attestation.objects.count() == before
    assert Campaign.objects.count() == 2
    assert signatures(Attestation.objects.all(), on=D0).figure == Figure(104, 111)
    reminded = Attestation.objects.filter(reminded_on=D0 + DAY).values_list("person__name", flat=True)
    assert "Mina Osei" in reminded
