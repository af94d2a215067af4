"""An installation as docs/install.md describes it: behind a proxy that ends HTTPS."""

import http.client
import json
import re

import pytest

from tests.setup.installation import SOUND, Installation

pytestmark = pytest.mark.anywhere

HOST = SOUND["ALLOWED_HOSTS"]
BEHIND_HTTPS = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.66, 198.51.100.7"}


@pytest.fixture(scope="module")
def production(var):
    running = Installation(
        var.parent / "production",
        **SOUND | {"SECRET_KEY": SOUND["SECRET_KEY"] * 2, "PLAIN_HTTP": "0"},
        TRUSTED_PROXIES="1",
    )
    try:
        yield running.wait_until_up()
    finally:
        running.end()


def ask(installation, path: str, headers: dict[str, str]):
    link = http.client.HTTPConnection("127.0.0.1", installation.port, timeout=10)
    link.request("GET", path, headers=headers)
    answer = link.getresponse()
    return answer, answer.read().decode(errors="replace")


def test_plain_http_is_sent_on_to_https(production):
    answer, _body = ask(production, "/accounts/login/", {"Host": HOST})

    assert (answer.status, answer.getheader("Location")) == (301, f"https://{HOST}/accounts/login/")


def test_health_is_asked_over_plain_http(production):
    answer, body = ask(production, "/livez", {"Host": HOST})

    assert (answer.status, body) == (200, "ok\n")


def test_another_host_name_is_refused(production):
    answer, _body = ask(production, "/accounts/login/", BEHIND_HTTPS | {"Host": "evil.example.net"})

    assert answer.status == 400
    assert "evil.example.net" in production.output()
    assert "Traceback" not in production.output()


@pytest.mark.parametrize("path", ["/accounts/login/", "/nowhere/", "/livez", "/"])
def test_every_answer_carries_the_protecting_headers(production, path):
    answer, _body = ask(production, path, BEHIND_HTTPS)

    policy = dict(part.strip().split(" ", 1) for part in answer.getheader("Content-Security-Policy").split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert "unsafe" not in answer.getheader("Content-Security-Policy")
    assert answer.getheader("Strict-Transport-Security") == "max-age=31536000; includeSubDomains"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("X-Frame-Options") == "DENY"
    assert answer.getheader("Referrer-Policy") == "same-origin"
    assert answer.getheader("Cross-Origin-Opener-Policy") == "same-origin"
    assert "no-store" in answer.getheader("Cache-Control")
    assert answer.getheader("Access-Control-Allow-Origin") is None


def test_cookies_are_bound_to_host_and_https(production):
    answer, _body = ask(production, "/accounts/login/", BEHIND_HTTPS)

    cookies = answer.headers.get_all("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(re.split(r"; ", cookie))


def test_static_files_have_names_of_their_content_and_are_kept(production):
    answer, page = ask(production, "/accounts/login/", BEHIND_HTTPS)
    [first, *_others] = re.findall(r'"(/static/[^"#]+\.css)"', page)

    style, _text = ask(production, first, BEHIND_HTTPS | {"Accept-Encoding": "br"})

    assert answer.status == style.status == 200
    assert re.search(r"\.[0-9a-f]{12}\.css$", first)
    assert "immutable" in style.getheader("Cache-Control")
    assert style.getheader("Content-Encoding") == "br"
    assert style.getheader("Access-Control-Allow-Origin") is None


def test_the_log_is_json_and_names_the_client_the_proxy_saw(production):
    ask(production, "/accounts/login/?next=/hush/", BEHIND_HTTPS)

    lines = [json.loads(line) for line in production.output().splitlines() if line.startswith("{")]
    request = [line for line in lines if line["event"] == "request_finished"][-1]
    assert request["ip"] == "198.51.100.7"
    assert request["request"] == "GET /accounts/login/"
    assert "hush" not in production.output()
