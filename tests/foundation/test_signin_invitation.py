import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from foundation import outbox
from foundation.directory.models import User
from foundation.models import Event, Invitation, Notification
from foundation.refusals import Refused
from foundation.signin.invitations import invite
from tests.foundation.door import body, is_signed_in, sign_in, with_app, with_password

CHOSEN = "four ships, five bells"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def letter_to(user):
    """The path of the link in the newest letter to somebody."""
    outbox.send_waiting()
    letters = [sent.body for sent in mail.outbox if sent.to == [user.email] and "/invitation/" in sent.body]
    return re.search(r"https?://[^/\s]+(/accounts/invitation/\S+)", letters[-1]).group(1)


def open_link(client, link):
    return client.get(link, follow=True)


def choose(client, link, password=CHOSEN):
    page = open_link(client, link)
    return client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})


def test_who_is_invited_sets_a_password_and_is_inside(cast, client):
    invite(actor=cast["adam"], user=cast["emma"])

    answer = choose(client, letter_to(cast["emma"]))

    assert answer.status_code == 302
    assert is_signed_in(client)
    assert sign_in(Client(), cast["emma"], CHOSEN).status_code == 302


def test_the_letter_names_who_invited_and_until_when_the_link_works(cast):
    invitation = invite(actor=cast["adam"], user=cast["emma"])

    letter_to(cast["emma"])

    assert "Adam Root has opened an account" in mail.outbox[-1].body
    assert f"{invitation.until:%H:%M}" in mail.outbox[-1].body


def test_nothing_is_mailed_inside_the_verb(cast):
    invite(actor=cast["adam"], user=cast["emma"])

    assert mail.outbox == []


def test_an_outsider_goes_straight_on_to_the_second_factor_without_typing_the_password_again(cast, client):
    invite(actor=cast["ines"], user=cast["claire"])

    answer = choose(client, letter_to(cast["claire"]))

    inside = client.get(answer["Location"])
    assert inside["Location"] == reverse("mfa_choose")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


def test_an_outsider_chooses_a_password_of_fifteen_characters(cast, client):
    invite(actor=cast["ines"], user=cast["claire"])

    answer = choose(client, letter_to(cast["claire"]), "fourteen chars")

    assert answer.status_code == 422
    assert "at least 15 characters" in answer.content.decode()
    assert not User.objects.get(email=cast["claire"].email).has_usable_password()


def test_an_invitation_works_once(cast, client):
    invite(actor=cast["adam"], user=cast["emma"])
    link = letter_to(cast["emma"])
    choose(Client(), link)

    again = open_link(client, link)

    assert again.status_code == 404
    assert "does not work" in again.content.decode()


def test_a_new_invitation_ends_the_one_before(cast, client):
    invite(actor=cast["adam"], user=cast["emma"])
    first = letter_to(cast["emma"])
    invite(actor=cast["adam"], user=cast["emma"])
    second = letter_to(cast["emma"])

    assert open_link(client, first).status_code == 404
    assert open_link(client, second).status_code == 200


def test_an_invitation_runs_out_after_three_days(cast, client):
    invitation = invite(actor=cast["adam"], user=cast["emma"])
    link = letter_to(cast["emma"])

    with time_machine.travel(invitation.until - timedelta(seconds=1), tick=False):
        assert open_link(client, link).status_code == 200
    with time_machine.travel(invitation.until, tick=False):
        assert open_link(client, link).status_code == 404
    assert timedelta(hours=71) < invitation.until - invitation.created_at <= timedelta(hours=72)


def test_a_form_opened_in_time_is_refused_when_the_invitation_has_been_used_meanwhile(cast, client):
    invite(actor=cast["adam"], user=cast["emma"])
    link = letter_to(cast["emma"])
    page = open_link(client, link)
    choose(Client(), link)

    answer = client.post(page.request["PATH_INFO"], {"password1": "another long one", "password2": "another long one"})

    assert answer.status_code == 404
    cast["emma"].refresh_from_db()
    assert cast["emma"].check_password(CHOSEN)


def test_an_invitation_is_bound_to_its_address(cast, client):
    invite(actor=cast["adam"], user=cast["emma"])
    link = letter_to(cast["emma"])

    User.objects.filter(pk=cast["emma"].pk).update(email="other@meridane.example")

    assert open_link(client, link).status_code == 404


def test_the_key_of_one_invitation_opens_no_other(cast, client):
    mine = invite(actor=cast["adam"], user=cast["emma"])
    invite(actor=cast["adam"], user=cast["omar"])
    key = letter_to(cast["omar"]).rstrip("/").rpartition("/")[2]

    assert open_link(client, f"/accounts/invitation/{mine.uuid}/{key}/").status_code == 404


def test_the_key_leaves_the_address_at_once(cast, client):
    invitation = invite(actor=cast["adam"], user=cast["emma"])

    page = open_link(client, letter_to(cast["emma"]))

    assert page.request["PATH_INFO"] == f"/accounts/invitation/{invitation.uuid}/"


def test_the_key_is_kept_in_no_table(cast):
    invite(actor=cast["adam"], user=cast["emma"])
    key = letter_to(cast["emma"]).rstrip("/").rpartition("/")[2]

    kept = [*Event.objects.values_list("content__details", "content__summary"), *Invitation.objects.values_list()]
    assert key not in str([*kept, *Notification.objects.values_list("last_error")])


def test_every_dead_link_looks_the_same(cast):
    invitation = invite(actor=cast["adam"], user=cast["emma"])
    wrong = Client().get(f"/accounts/invitation/{invitation.uuid}/no-such-key/", follow=True)
    unknown = Client().get("/accounts/invitation/00000000-0000-4000-8000-000000000000/no-such-key/", follow=True)

    assert (wrong.status_code, body(wrong)) == (unknown.status_code, body(unknown))


def test_an_account_with_a_second_factor_is_asked_for_it(cast, client):
    invite(actor=cast["adam"], user=with_app(cast["emma"]))

    answer = choose(client, letter_to(cast["emma"]))

    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_signed_in(client)


def test_who_opens_an_invitation_in_the_browser_of_somebody_else_signs_them_out(cast, browse):
    client = browse("priya")
    invite(actor=cast["adam"], user=cast["emma"])

    choose(client, letter_to(cast["emma"]))

    assert client.get(reverse("foundation:account")).context["user"] == cast["emma"]


@pytest.mark.parametrize(
    ("who", "whom", "may"),
    [
        ("adam", "emma", True),
        ("adam", "claire", True),
        ("ines", "claire", True),
        ("ines", "emma", False),
        ("tobias", "emma", False),
        ("helena", "claire", False),
        ("claire", "igor", False),
    ],
)
def test_administrators_invite_everybody_and_officers_outsiders(cast, who, whom, may):
    if may:
        assert invite(actor=cast[who], user=cast[whom])
    else:
        with pytest.raises(PermissionDenied):
            invite(actor=cast[who], user=cast[whom])


def test_nobody_is_invited_to_an_account_that_has_a_password(cast):
    with pytest.raises(Refused, match="has a password"):
        invite(actor=cast["adam"], user=with_password(cast["emma"]))


def test_nobody_is_invited_to_a_closed_account(cast):
    User.objects.filter(pk=cast["emma"].pk).update(is_active=False)

    with pytest.raises(Refused, match="is closed"):
        invite(actor=cast["adam"], user=cast["emma"])


def test_inviting_and_accepting_are_in_the_log(cast, client):
    invite(actor=cast["adam"], user=cast["emma"])
    choose(client, letter_to(cast["emma"]))

    lines = Event.objects.about(cast["emma"]).filter(kind__startswith="account.").order_by("pk")
    assert [(line.kind, line.content.actor.name) for line in lines.select_related("content__actor")] == [
        ("account.invited", "Adam Root"),
        ("account.invitation_accepted", "Emma Cole"),
        ("account.signed_in", "Emma Cole"),
    ]
