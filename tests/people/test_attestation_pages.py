"""The pages of signing: reading and signing in one session, the lists with their queries, and the receipt."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from foundation.directory.models import Person
from foundation.models.trail import Event
from people.models import Attestation
from people.texts import text_of
from tests import attested
from tests.attested import asked, opened, refused, signed
from tests.company import TODAY
from tests.foundation.door import PASSWORD, sign_in, with_password

NOON = "2026-11-20T12:00:00+00:00"
DAY = timedelta(days=1)
QUERIES = 12


@pytest.fixture(autouse=True)
def a_still_clock():
    cache.clear()
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def emma(company):
    client = Client()
    sign_in(client, with_password(company.cast["emma"]))
    return client


@pytest.fixture
def row(company):
    return asked(company, "emma")


def address(name, row):
    return reverse(f"people:{name}", args=[row.uuid])


def sign(client, row, **data):
    return client.post(address("attestation_sign", row), {"agree": "on", **data})


def now(row):
    return Attestation.objects.for_page().get(pk=row.pk)


# Reading and signing.


def test_reading_and_then_signing_leads_to_the_receipt(emma, row):
    page = emma.get(address("attestation_read", row))
    answer = sign(emma, row)

    assert "Say what you see. 1" in page.content.decode()
    assert (answer.status_code, answer["Location"]) == (302, row.get_absolute_url())
    assert (now(row).state, now(row).sha256) == ("signed", text_of(row.version).sha256)
    receipt = emma.get(row.get_absolute_url()).content.decode()
    assert attested.STATEMENT in receipt
    assert now(row).sha256 in receipt


def test_whoever_has_not_opened_the_text_in_this_session_does_not_sign(emma, row):
    answer = sign(emma, row)

    assert answer.status_code == 409
    assert "Open the text first" in answer.content.decode()
    assert now(row).state == "open"


def test_what_another_session_has_read_does_not_count(company, emma, row):
    emma.get(address("attestation_read", row))
    other = Client()
    sign_in(other, company.cast["emma"])

    assert sign(other, row).status_code == 409
    assert now(row).state == "open"


def test_a_head_request_shows_nothing(emma, row):
    emma.head(address("attestation_read", row))

    assert sign(emma, row).status_code == 409


def test_the_text_is_noted_once_a_session(emma, row):
    for _again in range(3):
        emma.get(address("attestation_read", row))

    assert Event.objects.about(row).filter(kind="attestation.opened").count() == 1


def test_the_sentence_has_to_be_ticked(emma, row):
    emma.get(address("attestation_read", row))

    answer = emma.post(address("attestation_sign", row), {})

    assert answer.status_code == 422
    assert "Tick the sentence" in answer.content.decode()
    assert now(row).state == "open"


def test_fourteen_minutes_after_the_proof_nobody_is_asked_again(emma, row, a_still_clock):
    emma.get(address("attestation_read", row))
    a_still_clock.shift(14 * 60)

    sign(emma, row)

    assert now(row).state == "signed"


def test_later_the_signature_waits_for_the_password_and_then_goes_through_by_itself(emma, row, a_still_clock):
    emma.get(address("attestation_read", row))
    a_still_clock.shift(15 * 60)

    question = sign(emma, row)
    before = now(row).state
    answer = emma.post(question["Location"], {"password": PASSWORD, "next": address("attestation_sign", row)})

    assert question["Location"].startswith(reverse("account_reauthenticate"))
    assert (before, now(row).state) == ("open", "signed")
    assert (answer.status_code, answer["Location"]) == (302, row.get_absolute_url())


def test_the_door_of_steps_signs_nothing(emma, row):
    emma.get(address("attestation_read", row))

    answer = emma.post(reverse("foundation:step", args=["attestation", row.uuid, "sign"]), {"shown": "0" * 64})

    assert answer.status_code == 409
    assert now(row).state == "open"


def test_the_text_of_somebody_else_is_not_there(browse, row):
    for name in ("samir", "ines", "claire"):
        assert browse(name).get(address("attestation_read", row)).status_code == 404
        assert browse(name).post(address("attestation_sign", row), {"agree": "on"}).status_code == 404


def test_a_text_without_pictures_has_no_pages_and_a_number_beyond_all_does_no_harm(emma, row):
    for page in (1, 10**9):
        assert emma.get(reverse("people:attestation_page", args=[row.uuid, page])).status_code == 404
    for page in ("0", "-1", "99999999999999999999", "x", "\x00"):
        assert emma.get(address("attestation_read", row), {"page": page}).status_code == 200


# One's own documents, and the answer of others.


def test_ones_own_documents_say_what_waits_and_what_is_signed(company, browse):
    signed(company, "emma")

    text = browse("emma").get(reverse("people:to_sign")).content.decode()

    assert "Nothing is waiting for your signature" in text
    assert "Version 1.0, signed 20 Nov 2026" in text


def test_a_refusal_is_seen_by_manager_and_officer_with_its_reason_and_by_nobody_else(company, browse):
    Person.objects.filter(pk=company.person("emma").pk).update(manager=company.person("samir"))
    row = refused(company, "emma")

    for name, status in (("ines", 200), ("samir", 200), ("helena", 200), ("emma", 200), ("malik", 404), ("omar", 404)):
        answer = browse(name).get(row.get_absolute_url())
        assert answer.status_code == status, name
        assert ("Rule 4 is not clear." in answer.content.decode()) == (status == 200)


# Lists, and what they cost.


def test_the_pages_take_few_queries(company, browse, django_assert_max_num_queries):
    campaign = opened(company)
    row = signed(company, "emma")
    pages = {
        "ines": ["campaigns", "attestations"],
        "helena": ["campaigns", "attestations"],
        "emma": ["to_sign"],
    }
    for name, names in pages.items():
        client = browse(name)
        for one in names:
            with django_assert_max_num_queries(QUERIES):
                assert client.get(reverse(f"people:{one}")).status_code == 200
    to_read = address("attestation_read", asked(company, "samir"))
    samir = browse("samir")
    samir.get(to_read)  # the first look of a session writes that the text was opened
    for client, url in (
        (browse("ines"), campaign.get_absolute_url()),
        (browse("ines"), row.get_absolute_url()),
        (browse("emma"), row.get_absolute_url()),
        (samir, to_read),
    ):
        with django_assert_max_num_queries(QUERIES):
            assert client.get(url).status_code == 200


def test_the_list_is_narrowed_by_answer_kind_unit_and_name(company, browse):
    campaign = opened(company)
    signed(company, "emma")
    refused(company, "samir")
    client, url = browse("ines"), reverse("people:attestations")

    def found(**query):
        page = client.get(url, query).context["list"]
        return {row.person.name for row in page.rows}

    assert found(standing="signed") == {"Emma Cole"}
    assert found(standing=["signed", "refused"]) == {"Emma Cole", "Samir Haddad"}
    assert found(search="cole", campaign=str(campaign.uuid)) == {"Emma Cole"}
    assert found(unit=str(company.units["TS"].uuid)) == {"Emma Cole", "Samir Haddad"}
    assert found(kind="partner") == set()
    assert client.get(url, {"export": "csv"}).status_code == 200


def test_one_click_reminds_everybody_who_is_late_once_a_week(company, browse, a_still_clock):
    campaign = opened(company)
    a_still_clock.shift(31 * DAY)
    client, url = browse("ines"), address("campaign_remind", campaign)

    first, second = client.post(url, follow=True), client.post(url)

    assert "reminders sent" in first.content.decode()
    assert campaign.attestations.filter(reminded_on=TODAY + 31 * DAY).count() == campaign.attestations.count()
    assert second.status_code == 409


def test_a_campaign_is_planned_and_changed_on_its_pages(company, browse):
    version = attested.rules(company).versions.get(state="effective")
    sent = {
        "title": "Conduct 2026",
        "version": str(version.uuid),
        "statement": attested.STATEMENT,
        "opens_on": TODAY.isoformat(),
        "unit": str(company.units["MN"].uuid),
        "kinds": ["employee"],
    }
    client = browse("ines")

    made = client.post(reverse("people:campaign_add"), sent, follow=True)
    campaign = version.campaigns.get()
    client.post(address("campaign_edit", campaign), {**sent, "title": "Conduct", "yearly": "on"})
    campaign.refresh_from_db()

    assert "13 people today" in made.content.decode() or "people today" in made.content.decode()
    assert (campaign.title, campaign.yearly, campaign.audience.kinds) == ("Conduct", True, ["employee"])


@pytest.mark.parametrize(
    ("field", "value"), [("opens_on", "9999-12-31"), ("opens_on", "0001-01-01"), ("title", "a\x00b")]
)
def test_what_cannot_be_a_campaign_comes_back_filled(company, browse, field, value):
    sent = {"title": "Conduct 2026", "statement": attested.STATEMENT, "opens_on": TODAY.isoformat(), field: value}

    answer = browse("ines").post(reverse("people:campaign_add"), sent)

    assert answer.status_code == 422
    assert attested.STATEMENT in answer.content.decode()
