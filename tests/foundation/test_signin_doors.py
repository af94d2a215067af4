"""What every door of the foundation and of sign-in holds: tokens, cookies, methods, where `next` may lead."""

import uuid

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from foundation.signin import targets
from tests.foundation.door import PASSWORD, signed_in, with_password

DECEITS = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    " //evil.example",
    "\x00//evil.example",
    "/\x00/evil.example",
    "\x01https://evil.example",
    "\x1f//evil.example",
    "\x7f//evil.example",
    "\x85//evil.example",
    "\xa0//evil.example",
    "@evil.example",
    "https://testserver@evil.example",
    "//testserver@evil.example",
    "//evil.example\\@testserver",
    "http://testserver.evil.example",
    "evil.example",
    "//[::1]",
    "///",
]


def addresses():
    """Every address of the foundation and of sign-in, made concrete."""
    for pattern in get_resolver("foundation.urls").url_patterns:
        yield f"foundation:{pattern.name}", _made(pattern, "foundation:")
    for pattern in get_resolver("foundation.signin.urls").url_patterns:
        yield pattern.name, _made(pattern, "")


def _made(pattern: URLPattern, prefix: str) -> str:
    known = {
        "uuid": uuid.UUID(int=1),
        "label": "audits.finding",
        "workflow": "finding",
        "name": "submit_plan",
        "uidb36": "1",
        "pk": 1,
        "key": "set-password",
    }
    names = pattern.pattern.regex.groupindex
    kinds = {name: type(one).__name__ for name, one in pattern.pattern.converters.items()}
    usual = {"UUIDConverter": uuid.UUID(int=1), "IntConverter": 1}
    given = {name: known.get(name, usual.get(kinds.get(name, ""), "x")) for name in names}
    return reverse(f"{prefix}{pattern.name}", kwargs=given)


ADDRESSES = dict(addresses())
READ_ONLY = {
    "foundation:home",
    "foundation:account",
    "foundation:notifications",
    "foundation:approvals",
    "foundation:job",
}


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_nothing_is_changed_without_a_token(cast, settings, name):
    settings.DEMO = True
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["ines"], backend="foundation.signin.backend.AccountBackend")

    statuses = [getattr(client, method)(ADDRESSES[name]).status_code for method in ("post", "put", "patch", "delete")]

    assert statuses == [403, 405, 405, 405]


@pytest.mark.parametrize("name", sorted(READ_ONLY))
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_that_only_show_take_no_other_method(browse, name, method):
    assert getattr(browse("ines"), method)(ADDRESSES[name]).status_code == 405


HOW_IT_LOOKS = ("foundation:density", "foundation:theme")  # a cookie of the browser, signed in or not
PUBLISHED = ("foundation:ledger_checkpoint", "foundation:ledger_key", "foundation:ledger_tile")  # hashes, for everybody
FOR_ALL = (*HOW_IT_LOOKS, *PUBLISHED)


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_is_published_is_only_read(client, db, name):
    statuses = [getattr(client, method)(ADDRESSES[name]).status_code for method in ("post", "put", "patch", "delete")]

    assert statuses == [405, 405, 405, 405]


@pytest.mark.parametrize(
    "name", sorted(name for name in ADDRESSES if name.startswith("foundation:") and name not in FOR_ALL)
)
def test_who_is_not_signed_in_is_sent_to_the_door(client, db, name):
    for method in ("get", "post"):
        answer = getattr(client, method)(ADDRESSES[name])
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("wanted", DECEITS)
def test_no_deceitful_address_is_ours(wanted):
    assert not targets.is_own(wanted)


@pytest.mark.parametrize("wanted", ["/", "/approvals/", "/audits/findings/?type=major&q=a%20b", "/me/#locks"])
def test_paths_of_ours_are_ours(wanted):
    assert targets.is_own(wanted)


@pytest.mark.parametrize("wanted", DECEITS)
def test_sign_in_leads_to_no_other_site(cast, wanted):
    with_password(cast["priya"])

    answer = Client().post(
        reverse("account_login"), {"login": cast["priya"].email, "password": PASSWORD, "next": wanted}
    )

    assert answer["Location"] == "/"


@pytest.mark.parametrize("wanted", DECEITS)
def test_no_other_door_leads_to_another_site(cast, wanted):
    client = signed_in(cast["priya"])
    answers = [
        client.post(reverse("foundation:theme"), {"theme": "dark", "next": wanted}),
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": wanted}),
        client.get(reverse("account_login"), {"next": wanted}),
        client.post(reverse("account_logout"), {"next": wanted}),
    ]

    assert [answer["Location"] for answer in answers] == ["/", "/", "/", reverse("account_login")]


def test_sign_in_leads_on_to_the_page_one_wanted(client, cast):
    wanted = client.get("/approvals/?a=1")["Location"]
    with_password(cast["ines"])

    answer = client.post(wanted, {"login": cast["ines"].email, "password": PASSWORD})
    page = client.get(answer["Location"])

    assert answer["Location"] == "/approvals/?a=1"
    assert page.status_code == 200


def test_every_cookie_is_hidden_from_scripts_and_other_sites(cast):
    client = signed_in(cast["priya"])
    client.post(reverse("foundation:theme"), {"theme": "dark"})
    client.get(reverse("account_change_password"))

    assert set(client.cookies) == {"session", "csrf", "theme"}
    for cookie in client.cookies.values():
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
        assert not cookie["domain"]


def test_in_production_every_cookie_is_bound_to_the_host_and_to_https(cast, settings):
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.THEME_COOKIE_NAME = (
        "__Host-session",
        "__Host-csrf",
        "__Host-theme",
    )
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = signed_in(cast["priya"])
    client.post(reverse("foundation:theme"), {"theme": "dark"})
    client.get(reverse("account_change_password"))

    assert len(client.cookies) == 3
    for name, cookie in client.cookies.items():
        assert name.startswith("__Host-")
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


def test_the_session_cookie_ends_with_the_browser(cast):
    client = signed_in(cast["priya"])

    assert client.cookies[django_settings.SESSION_COOKIE_NAME]["max-age"] == ""
    assert client.session.get_expiry_age() <= 24 * 3600


def test_pages_of_sign_in_are_kept_by_no_cache(client, db):
    for name in ("account_login", "account_reset_password", "account_reset_password_done"):
        assert "no-store" in client.get(reverse(name))["Cache-Control"]


@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
)
def test_pages_of_sign_in_hold_nothing_inline(client, db, name):
    page = client.get(reverse(name)).content.decode()

    assert not [mark for mark in ("<style", " style=", " onclick") if mark in page]
    assert "default-src 'none'" in client.get(reverse(name))["Content-Security-Policy"]
