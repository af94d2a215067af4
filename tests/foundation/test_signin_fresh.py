import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from foundation.access import Role
from foundation.directory.actions import propose_role
from foundation.directory.models import RoleGrant
from foundation.workflow import workflows
from tests.audits.chain import issued
from tests.company import TODAY, plan_audit
from tests.foundation.door import PASSWORD, sign_in, with_password

NOON = "2026-11-20T12:00:00+00:00"


@pytest.fixture(autouse=True)
def a_still_clock():
    cache.clear()
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def asked(company):
    """A role that Adam proposed and an officer may grant."""
    return propose_role(
        actor=company.cast["adam"], user=company.cast["emma"], role=Role.PO, unit=company.units["TS"], from_on=TODAY
    )


@pytest.fixture
def officer(company):
    client = Client()
    sign_in(client, with_password(company.cast["ines"]))
    return client


def decide(client, asked):
    return client.post(address_of(asked), {"yes": "yes", "note": "Needed."})


def address_of(asked):
    return reverse("foundation:approval", args=[asked.uuid])


def granted(company):
    return RoleGrant.objects.filter(user=company.cast["emma"], role=Role.PO).exists()


def test_a_role_is_granted_within_five_minutes_of_signing_in(company, officer, asked, a_still_clock):
    a_still_clock.shift(299)

    decide(officer, asked)

    assert granted(company)


def test_later_the_grant_waits_for_the_password_and_then_goes_through_by_itself(company, officer, asked, a_still_clock):
    a_still_clock.shift(300)

    question = decide(officer, asked)

    assert question["Location"].startswith(reverse("account_reauthenticate"))
    assert not granted(company)
    answer = officer.post(question["Location"], {"password": PASSWORD, "next": address_of(asked)})
    assert answer.status_code == 302
    assert granted(company)


def test_a_wrong_password_grants_nothing(company, officer, asked, a_still_clock):
    a_still_clock.shift(300)
    question = decide(officer, asked)

    answer = officer.post(question["Location"], {"password": "not hers", "next": address_of(asked)})

    assert answer.status_code == 422
    assert not granted(company)


def test_reading_an_approval_asks_nothing(officer, asked, a_still_clock):
    a_still_clock.shift(3600)

    assert officer.get(address_of(asked)).status_code == 200


def test_what_is_not_sensitive_asks_nothing(officer, company, a_still_clock):
    a_still_clock.shift(3600)

    assert officer.get(reverse("audits:audit", args=[plan_audit(company).uuid])).status_code == 200


def test_a_clock_that_went_back_does_not_make_a_proof_fresh(company, officer, asked, a_still_clock):
    a_still_clock.shift(-3600)

    decide(officer, asked)

    assert not granted(company)


def closing_of(audit):
    return reverse("foundation:step", args=["audit", audit.uuid, "close"])


def test_closing_an_audit_waits_for_the_password_and_then_goes_through_by_itself(
    company, cast, audit, officer, a_still_clock
):
    audit = issued(audit, cast)
    a_still_clock.shift(300)

    shown = officer.get(closing_of(audit))
    question = officer.post(closing_of(audit))
    audit.refresh_from_db()
    before = audit.state
    answer = officer.post(question["Location"], {"password": PASSWORD, "next": closing_of(audit)})
    audit.refresh_from_db()

    assert (shown.status_code, before, audit.state) == (200, "issued", "closed")
    assert (answer.status_code, answer["Location"]) == (302, audit.get_absolute_url())


def test_a_script_is_led_to_the_question(cast, audit, officer, a_still_clock):
    audit = issued(audit, cast)
    a_still_clock.shift(300)

    answer = officer.post(closing_of(audit), headers={"HX-Request": "true", "HX-Target": "sheet"})

    assert (answer.status_code, answer["HX-Redirect"].partition("?")[0]) == (204, reverse("account_reauthenticate"))


def test_the_steps_that_are_signatures():
    """A step added to this list asks again; one taken off it needs a reason in docs/adr/0042-signatures.md."""
    signed = {(flow.name, step.name) for flow in workflows() for step in flow.steps if step.signed}

    assert signed == {
        ("audit", "issue"),
        ("audit", "close"),
        ("grant", "approve"),
        ("grant", "clear"),
        ("attestation", "sign"),
        ("management_review", "sign"),
    }
