"""The administration: one index of what administrators and compliance officers set up and watch."""

import pytest
from django.urls import reverse

from foundation import administration, offers

INDEX = "/administration/"


def labels(client):
    groups = client.get(INDEX).context["groups"]
    return {str(place.label) for group in groups for place in group.places}


@pytest.mark.parametrize("who", ["adam", "ines"])
def test_administrators_and_officers_have_the_index_in_their_navigation(browse, who):
    shown = browse(who).get(INDEX).context["navigation"]

    assert [entry.url for entry in shown if entry.current] == [INDEX]


def test_a_card_is_shown_to_its_roles_only(browse):
    assert "Test mail" in labels(browse("adam"))
    assert "Test mail" not in labels(browse("ines"))


def test_a_card_says_in_a_sentence_what_is_done_there_and_leads_to_it(browse):
    page = browse("adam").get(INDEX).content.decode()

    assert "Send yourself a mail and see what the mail server says to it." in page
    assert f'href="{reverse("foundation:test_mail")}"' in page


def test_nobody_else_is_led_into_the_administration(browse):
    assert browse("helena").get(INDEX).status_code == 403


def test_every_place_has_a_group_a_sentence_and_an_address_that_its_roles_may_open():
    for place in offers.administration():
        assert place.group in administration.GROUPS, place.label
        assert str(place.note).endswith("."), place.label
        assert reverse(place.url_name)


@pytest.mark.parametrize("who", ["adam", "ines"])
def test_every_card_opens(browse, who):
    client = browse(who)

    for group in client.get(INDEX).context["groups"]:
        for place in group.places:
            assert client.get(reverse(place.url_name)).status_code == 200, place.label


def test_the_index_costs_few_queries(browse, django_assert_max_num_queries):
    client = browse("ines")

    with django_assert_max_num_queries(12):
        client.get(INDEX)
