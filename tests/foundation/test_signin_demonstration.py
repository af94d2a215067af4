import pytest
import time_machine
from allauth.account.internal.flows.login import get_authentication_records
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from foundation.directory.demo import personas
from foundation.directory.models import User
from foundation.models import Event
from foundation.signin.fresh import is_fresh
from tests.foundation.door import is_signed_in, with_app, with_password

LOGIN, CARD, AGAIN = "account_login", "demonstration_sign_in", "demonstration_again"


@pytest.fixture
def people(company, settings):
    """The demonstration is on, and four of its personas have accounts among the cast."""
    settings.DEMO = True
    cache.clear()
    for who, person in (("ines", "P-0013"), ("adam", "P-0020"), ("claire", "X-01"), ("leo", "P-0023")):
        user = company.cast[who]
        user.email = next(persona.email for persona in personas() if persona.person == person)
        user.save()
    return company.cast


def click(client, person, **more):
    return client.post(reverse(CARD), {"person": person, **more})


def test_the_list_has_a_card_for_every_kind_of_persona():
    roles = [persona.roles[0] for persona in personas() if persona.card is not None]

    assert roles == ["CO", "LA", "AU", "PO", "MGR", "CERT", "INSP", "EMP", "ADM"]


def test_the_page_shows_a_card_for_each_persona_that_has_an_account(client, people):
    page = client.get(reverse(LOGIN))

    assert [one.person for one in page.context["cards"]] == ["P-0013", "X-01", "P-0020"]
    assert [one.person for one in page.context["further"]] == ["P-0023"]
    assert "Compliance officer" in page.content.decode()


def test_without_the_demonstration_there_are_no_cards_and_no_such_address(client, people, settings):
    settings.DEMO = False

    assert b"persona" not in client.get(reverse(LOGIN)).content
    assert click(client, "P-0013").status_code == 404
    assert not is_signed_in(client)


def test_a_click_signs_in(client, people):
    response = click(client, "P-0013")

    assert response.status_code == 302
    assert client.get(reverse("foundation:account")).context["request"].user == people["ines"]


def test_a_click_goes_on_to_where_one_wanted_to_go(client, people):
    assert click(client, "P-0013", next="/approvals/")["Location"] == "/approvals/"


def test_a_click_goes_to_no_other_site(client, people):
    assert click(client, "P-0013", next="//evil.example/")["Location"] == "/"


def test_a_link_is_no_click(client, people):
    assert client.get(reverse(CARD), {"person": "P-0013"}).status_code == 405


def test_a_click_from_another_site_is_refused(people):
    client = Client(enforce_csrf_checks=True)

    assert click(client, "P-0013").status_code == 403


@pytest.mark.parametrize("person", ["", "P-9999", "P-0022", "robot", "1"])
def test_nobody_but_a_persona_with_an_account_is_signed_in_by_a_click(client, people, person):
    assert click(client, person).status_code == 404
    assert not is_signed_in(client)


def test_an_account_that_is_no_persona_has_no_card(client, people):
    stranger = with_password(people["tobias"])

    assert stranger.email not in client.get(reverse(LOGIN)).content.decode()


def test_a_click_counts_as_a_second_factor(client, people):
    click(client, "P-0020")

    assert is_signed_in(client)


def test_a_click_counts_for_a_persona_who_has_set_up_an_app(client, people):
    with_app(people["ines"])

    click(client, "P-0013")

    assert is_signed_in(client)


def test_a_click_counts_as_saying_again_who_one_is(client, people):
    with_password(people["ines"])
    click(client, "P-0013")

    request = RequestFactory().get("/")
    request.session, request.user = client.session, people["ines"]
    methods = {record["method"] for record in get_authentication_records(request, people["ines"])}

    assert methods == {"password", "mfa"}
    assert is_fresh(request)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_a_click_makes_somebody_else_of_who_is_signed_in(client, people):
    click(client, "P-0013")
    first = client.session.session_key

    click(client, "P-0023")

    assert client.session.session_key != first
    assert client.get(reverse("foundation:account")).context["request"].user == people["leo"]


def test_a_click_is_in_the_log(client, people):
    click(client, "P-0013")

    event = Event.objects.about(people["ines"]).get(kind="account.signed_in")
    assert event.content.details == {"how": "password + mfa"}


def test_a_persona_whose_account_is_closed_has_no_card(client, people):
    User.objects.filter(pk=people["ines"].pk).update(is_active=False)

    assert "P-0013" not in client.get(reverse(LOGIN)).content.decode()
    assert click(client, "P-0013").status_code == 404


def test_the_roles_of_a_persona_are_said_in_words():
    lena = next(persona for persona in personas() if persona.person == "P-0007")

    assert lena.role_words == "Process owner, Manager"


def test_a_persona_without_a_password_is_asked_again_by_a_click_and_what_was_sent_goes_on(client, people):
    wanted = reverse("mfa_activate_totp")
    with time_machine.travel("2026-11-20T12:00:00+00:00", tick=False) as clock:
        click(client, "P-0013")
        clock.shift(301)
        question = client.get(wanted)
        page = client.get(question["Location"])
        answer = client.post(question["Location"], {"next": wanted})
        there = client.get(answer["Location"])

    assert question["Location"].startswith(reverse(AGAIN))
    assert "Yes, it is me" in page.content.decode()
    assert (answer["Location"], there.status_code) == (wanted, 200)


@pytest.mark.parametrize("on", [False, True])
def test_nobody_but_a_persona_answers_by_a_click_who_they_are(client, people, settings, on):
    settings.DEMO = on
    client.force_login(people["tobias"], backend="foundation.signin.backend.AccountBackend")

    assert client.post(reverse(AGAIN)).status_code == 403
