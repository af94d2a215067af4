import pytest
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from foundation import outbox
from foundation.directory.models import User
from foundation.models import Event, Session
from tests.foundation.door import PASSWORD, body, is_signed_in, link_in, sign_in, signed_in, with_app, with_password

ARGON2 = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
CHANGED = "four ships, five bells"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def ask_for_link(client, email):
    return client.post(reverse("account_reset_password"), {"email": email})


def link_mailed_to(user):
    ask_for_link(Client(), user.email)
    outbox.send_waiting()
    return link_in(mail.outbox[-1].body)


def open_link(client, link):
    """The page behind the link, whose address no longer holds the key."""
    return client.get(link, follow=True)


def set_by_link(client, link, password):
    page = open_link(client, link)
    return client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})


def test_a_person_signs_in_with_email_and_password(client, cast):
    response = sign_in(client, with_password(cast["priya"]))

    assert response.status_code == 302
    assert is_signed_in(client)


def test_the_email_address_may_be_typed_in_capitals(client, cast):
    with_password(cast["priya"])

    client.post(reverse("account_login"), {"login": "PRIYA@Meridane.Example", "password": PASSWORD})

    assert is_signed_in(client)


def test_passwords_are_compared_exactly(client, cast):
    with_password(cast["priya"], PASSWORD + " ")

    sign_in(client, cast["priya"], PASSWORD)

    assert not is_signed_in(client)


def test_a_wrong_password_is_refused_with_422_and_a_sentence(client, cast):
    response = sign_in(client, with_password(cast["priya"]), "something else entirely")

    assert response.status_code == 422
    assert "do not belong together" in response.content.decode()


def test_a_wrong_password_and_an_unknown_address_look_the_same(cast):
    with_password(cast["priya"])
    known = Client().post(
        reverse("account_login"), {"login": "priya@meridane.example", "password": "wrong wrong wrong"}
    )
    unknown = Client().post(
        reverse("account_login"), {"login": "nobody@meridane.example", "password": "wrong wrong wrong"}
    )

    same = body(known).replace(b"priya@meridane.example", b"") == body(unknown).replace(b"nobody@meridane.example", b"")
    assert (known.status_code, same) == (unknown.status_code, True)


def test_a_closed_account_cannot_be_told_from_an_unknown_one(client, cast):
    priya = with_password(cast["priya"])
    priya.is_active = False
    priya.save()

    response = sign_in(client, priya)

    assert response.status_code == 422
    assert "do not belong together" in response.content.decode()


@pytest.mark.parametrize("who", ["known", "unknown", "closed", "without password"])
def test_a_refused_sign_in_costs_one_hash_and_one_event_whoever_it_is_about(cast, monkeypatch, who):
    """Time tells nothing: the slow part is the hash, the rest is the same line in the log."""
    email = "nobody@meridane.example" if who == "unknown" else with_password(cast["priya"]).email
    if who == "closed":
        User.objects.filter(email=email).update(is_active=False)
    if who == "without password":
        User.objects.filter(email=email).update(password=make_password(None))
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))

    Client().post(reverse("account_login"), {"login": email, "password": "wrong wrong wrong"})

    assert len(hashed) == 1
    assert Event.objects.filter(kind="account.sign_in_failed").count() == 1


def test_a_closed_account_is_signed_out_at_once(cast):
    client = signed_in(cast["priya"])

    cast["priya"].is_active = False
    cast["priya"].save()

    assert not is_signed_in(client)


def test_nobody_can_sign_up(client, db):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert client.get("/accounts/signup/").status_code in (302, 404)
    assert client.post("/accounts/signup/", {"email": "new@example.com"}).status_code in (302, 404)
    assert not User.objects.filter(email="new@example.com").exists()


@pytest.mark.parametrize(
    "path", ["email/", "confirm-email/", "login/code/", "2fa/", "2fa/webauthn/", "phone/verify/", "social/signup/"]
)
def test_what_of_allauth_is_not_ours_does_not_exist(browse, path):
    assert browse("priya").get(f"/accounts/{path}").status_code == 404


def test_the_robot_has_no_door(client, db):
    from foundation.access import robot

    assert not robot().has_usable_password()
    ask_for_link(client, robot().email)
    outbox.send_waiting()
    assert mail.outbox == []


@override_settings(PASSWORD_HASHERS=ARGON2)
def test_passwords_are_kept_with_argon2id(cast):
    assert with_password(cast["priya"]).password.startswith("argon2$argon2id$")


@pytest.mark.parametrize(
    ("password", "who", "accepted"),
    [
        ("elevenchars", "priya", False),
        ("twelve chars", "priya", True),
        ("all small letters", "priya", True),
        ("fourteen chars", "adam", False),
        ("fifteen of them", "adam", True),
        ("fourteen chars", "claire", False),
        ("fifteen of them", "igor", True),
        ("priya@meridane.example", "priya", False),
        ("Priya Raman 1", "priya", False),
        ("qwertyuiop123", "priya", False),
        ("p" * 400, "priya", True),
    ],
)
def test_a_password_is_judged_by_its_length_and_by_what_everybody_tries(cast, password, who, accepted):
    try:
        validate_password(password, cast[who])
    except ValidationError:
        assert not accepted
    else:
        assert accepted


def test_a_session_gets_a_new_id_at_sign_in(client, cast):
    client.get(reverse("account_login"))
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    client.cookies["session"] = before

    sign_in(client, with_password(cast["priya"]))

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_out_ends_the_session_on_the_server(cast):
    client = signed_in(cast["priya"])
    key = client.session.session_key

    client.post(reverse("account_logout"))

    assert not Session.objects.filter(session_key=key).exists()
    assert not is_signed_in(client)


def test_signing_out_needs_a_click(cast):
    client = signed_in(cast["priya"])

    page = client.get(reverse("account_logout"))

    assert "Sign out?" in page.content.decode()
    assert is_signed_in(client)


def test_too_many_wrong_passwords_shut_the_door_for_a_while(cast):
    with_password(cast["priya"])
    for _try in range(5):
        sign_in(Client(), cast["priya"], "wrong wrong wrong")

    response = sign_in(Client(), cast["priya"])

    assert response.status_code == 422
    assert "Too many attempts" in response.content.decode()


def test_the_door_shut_for_one_account_stays_open_for_others(client, cast):
    for _try in range(6):
        sign_in(Client(), cast["priya"], "wrong wrong wrong")

    sign_in(client, with_password(cast["tobias"]))

    assert is_signed_in(client)


def test_an_address_that_tries_without_end_is_told_to_wait(db):
    answers = [
        Client().post(reverse("account_login"), {"login": f"n{n}@x.example", "password": "x"}) for n in range(31)
    ]

    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
    assert "Too many attempts" in answers[-1].content.decode()


def test_a_spoofed_forwarding_header_does_not_get_round_the_limit(db):
    for n in range(31):
        answer = Client(headers={"X-Forwarded-For": f"203.0.113.{n}"}).post(
            reverse("account_login"), {"login": f"n{n}@x.example", "password": "x"}
        )

    assert answer.status_code == 429


def test_a_forgotten_password_is_set_by_a_link_sent_by_mail(client, cast):
    link = link_mailed_to(with_password(cast["priya"]))

    done = set_by_link(Client(), link, CHANGED)

    assert done.status_code == 302
    sign_in(client, cast["priya"], CHANGED)
    assert is_signed_in(client)


def test_the_key_of_a_link_leaves_the_address_at_once(client, cast):
    page = open_link(client, link_mailed_to(cast["priya"]))

    assert page.redirect_chain[0][0].endswith("-set-password/")


def test_a_link_works_once(client, cast):
    link = link_mailed_to(cast["priya"])
    set_by_link(Client(), link, CHANGED)

    again = open_link(client, link)

    assert "does not work any more" in again.content.decode()


def test_a_link_of_one_person_does_not_open_the_account_of_another(client, cast):
    mine = link_mailed_to(cast["priya"])
    theirs = link_mailed_to(cast["tobias"])
    key = mine.rstrip("/").rpartition("/")[2].split("-", 1)[1]
    prefix = theirs.rstrip("/").rpartition("/")[2].split("-", 1)[0]

    page = client.get(f"/accounts/password/reset/key/{prefix}-{key}/", follow=True)

    assert "does not work any more" in page.content.decode()


def test_a_link_set_too_short_a_password_for_an_administrator_is_refused_beside_the_field(client, cast):
    response = set_by_link(client, link_mailed_to(cast["adam"]), "fourteen chars")

    assert response.status_code == 422
    assert "at least 15 characters" in response.content.decode()


def test_asking_for_a_link_answers_the_same_for_every_address(cast):
    known, unknown = ask_for_link(Client(), cast["priya"].email), ask_for_link(Client(), "nobody@meridane.example")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert body(Client().get(known["Location"])) == body(Client().get(unknown["Location"]))


def test_asking_for_a_link_sends_nothing_from_inside_the_request(client, cast):
    ask_for_link(client, cast["priya"].email)

    assert mail.outbox == []


def test_an_unknown_address_gets_no_mail(client, db):
    ask_for_link(client, "nobody@meridane.example")
    outbox.send_waiting()

    assert mail.outbox == []


def test_the_link_stands_in_no_log_and_no_table(cast):
    from foundation.models import EventContent, Notification

    link = link_mailed_to(cast["priya"])
    key = link.rstrip("/").rpartition("-")[2]

    kept = [*EventContent.objects.values_list("details", "summary"), *Notification.objects.values_list("last_error")]
    assert key not in str(kept)


def test_a_link_does_not_depend_on_the_host_that_a_client_claims(cast, settings):
    Client().post(reverse("account_reset_password"), {"email": cast["priya"].email}, headers={"host": "evil.example"})
    outbox.send_waiting()

    assert settings.SITE_URL in mail.outbox[-1].body
    assert "evil.example" not in mail.outbox[-1].body


def test_setting_a_password_by_link_does_not_pass_by_the_second_factor(client, cast):
    with_app(cast["priya"])
    set_by_link(Client(), link_mailed_to(cast["priya"]), CHANGED)

    response = sign_in(client, cast["priya"], CHANGED)

    assert response["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_signed_in(client)


def test_changing_the_password_asks_for_the_present_one(cast):
    client = signed_in(cast["priya"])

    fields = {"oldpassword": "not the present one", "password1": CHANGED, "password2": CHANGED}
    response = client.post(reverse("account_change_password"), fields)

    assert response.status_code == 422
    assert "not your present password" in response.content.decode()
    cast["priya"].refresh_from_db()
    assert cast["priya"].check_password(PASSWORD)


def test_changing_the_password_ends_the_other_sessions_and_tells_the_person(cast):
    here, elsewhere = signed_in(cast["priya"]), Client()
    sign_in(elsewhere, cast["priya"])

    fields = {"oldpassword": PASSWORD, "password1": CHANGED, "password2": CHANGED}
    response = here.post(reverse("account_change_password"), fields)
    outbox.send_waiting()

    assert response["Location"] == reverse("foundation:account")
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)
    assert "Your password was changed" in mail.outbox[-1].body
    assert mail.outbox[-1].to == [cast["priya"].email]


def test_one_signs_out_everywhere_else(cast):
    here, elsewhere = signed_in(cast["priya"]), Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    sign_in(elsewhere, cast["priya"])
    page = here.get(reverse("usersessions_list")).content.decode()

    here.post(reverse("usersessions_list"))

    assert "2 sessions" in page
    assert "Firefox on Linux" in page
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)


def test_an_account_without_a_password_sets_one_by_link_only(browse):
    response = browse("priya").get(reverse("account_change_password"), follow=True)

    assert response.redirect_chain[-1][0] == reverse("account_reset_password")
