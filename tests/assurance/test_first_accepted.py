"""When a version was first accepted: kept when acceptance is taken back."""

import pytest
from django.utils import timezone

from assurance.actions import accept_evidence, revoke_evidence, upload_evidence
from assurance.models import EvidenceVersion
from tests.company import TODAY
from tests.kept import kept_text


@pytest.fixture
def accepted(company, cast) -> EvidenceVersion:
    version = upload_evidence(
        actor=cast["samir"], unit=company.units["TS"], title="Register", as_of=TODAY, kept=kept_text()
    )
    return accept_evidence(actor=cast["ines"], evidence=version, on=TODAY)


def test_nothing_that_waits_was_accepted(company, cast):
    facts = {"unit": company.units["TS"], "title": "Register", "as_of": TODAY, "kept": kept_text()}

    assert upload_evidence(actor=cast["samir"], **facts).first_accepted_at is None


def test_the_first_acceptance_stays_when_it_is_taken_back_and_given_again(accepted, cast):
    first = EvidenceVersion.objects.get().first_accepted_at
    assert abs((timezone.now() - first).total_seconds()) < 60

    revoke_evidence(actor=cast["ines"], evidence=accepted, on=TODAY, reason="A page is missing.")
    assert EvidenceVersion.objects.get().first_accepted_at == first
    accept_evidence(actor=cast["ines"], evidence=EvidenceVersion.objects.get(), on=TODAY)

    assert EvidenceVersion.objects.get().first_accepted_at == first
