"""K-10 against its definition in plain Python, over answers of every kind. Source: K-10."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest
from django.utils import timezone

from foundation.directory.models import Person
from foundation.figures import figures_on
from people.figures.attestation import signatures
from people.models import Attestation, Campaign
from tests import attested
from tests.attested import STATEMENT, opened
from tests.company import LONG_AGO, TODAY

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Answer:
    """What is known of one person in one campaign."""

    state: str
    due: date
    runs: bool
    ended: bool
    at_work: bool


def reference(answers: list[Answer], on: date) -> tuple[int, int]:
    """Signed, of the audience without those who are still in time; only what counts of people at work."""
    counted = [one for one in answers if one.runs and one.at_work and not one.ended and one.state != "cancelled"]
    signed = [one for one in counted if one.state == "signed"]
    in_time = [one for one in counted if one.state == "open" and one.due >= on]
    return len(signed), len(counted) - len(in_time)


def drawn(company, chance: Random, campaigns: list[Campaign], count: int) -> list[Answer]:
    known, rows = [], []
    for number in range(count):
        kind = chance.choice(["here", "here", "here", "away", "left", "to_come", "over"])
        person = _person(company, number, kind)
        for campaign in campaigns:
            state = chance.choice(["open", "open", "signed", "signed", "refused", "cancelled"])
            due = TODAY + chance.randrange(-20, 20) * DAY
            ended = state == "signed" and chance.random() < 0.2
            rows.append(_row(person, campaign, state, due, ended))
            known.append(Answer(state, due, campaign.state == "open", ended, kind == "here"))
    Attestation.objects.bulk_create(rows)
    return known


def _person(company, number: int, kind: str) -> Person:
    facts = {"number": f"Q-{number:04d}", "name": f"Person {number}", "email": f"q{number}@meridane.example"}
    days = {
        "left": {"left_on": TODAY - DAY},
        "to_come": {"start_on": TODAY + DAY},
        "over": {"kind": "partner", "sponsor": company.person("ines"), "contract_end": TODAY - DAY},
    }
    given = {"start_on": LONG_AGO, "unit": company.units["TS"], **facts, **days.get(kind, {})}
    person = Person.objects.create(**given)
    if kind == "away":
        person.leaves.create(from_on=TODAY - DAY, to_on=None)
    return person


def _row(person: Person, campaign: Campaign, state: str, due: date, ended: bool) -> Attestation:
    facts = {
        "signed": {"signed_at": timezone.now(), "signed_on": TODAY, "sha256": "a" * 64, "sentence": STATEMENT},
        "refused": {"refusal": "No.", "refused_on": TODAY},
    }
    ends = {"ended_on": TODAY} if ended else {}
    named = {"person": person, "campaign": campaign, "version": campaign.version, "state": state}
    return Attestation(entered_on=TODAY - 40 * DAY, due_on=due, **named, **facts.get(state, {}), **ends)


@pytest.mark.parametrize("seed", range(4))
def test_the_figure_is_what_its_definition_says(company, seed):
    first = attested.closed(company)
    second = opened(company, version=first.version, title="Again")
    Attestation.objects.all()._raw_delete(Attestation.objects.db)

    answers = drawn(company, Random(seed), [first, second], 60)

    found = signatures(Attestation.objects.all(), on=TODAY).figure
    assert (found.numerator, found.denominator) == reference(answers, TODAY)
    told = figures_on(TODAY)["K-10"]
    assert (told["numerator"], told["denominator"]) == reference(answers, TODAY)
