"""What happens around every request: the address, the headers, the line in the log."""

import io
import json
import logging
import uuid

import pytest
import structlog
from django.http import HttpResponse
from django.test import RequestFactory

from foundation.directory.models import User
from foundation.logs import logging_settings
from foundation.middleware import KEY_IN_PATH, RequestLog, ResponseHeaders, client_address
from foundation.origin import OriginMiddleware, address

PROXY, CLIENT, FORGED = "10.0.0.1", "198.51.100.7", "203.0.113.66"


def request_from(forwarded: str | None):
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=PROXY)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, CLIENT, PROXY),
        (1, CLIENT, CLIENT),
        (1, f"{FORGED}, {CLIENT}", CLIENT),
        (2, f"{FORGED}, {CLIENT}, 10.0.0.2", CLIENT),
        (2, CLIENT, PROXY),
        (1, None, PROXY),
        (1, "<script>", PROXY),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_only_what_a_trusted_proxy_saw_counts_as_the_client(proxies, forwarded, expected):
    assert client_address(request_from(forwarded), proxies) == expected


def test_an_answer_is_kept_by_no_cache_unless_its_view_says_so():
    plain = ResponseHeaders(lambda request: HttpResponse())(request_from(None))
    public = ResponseHeaders(lambda request: HttpResponse(headers={"Cache-Control": "max-age=60"}))(request_from(None))

    assert plain["Cache-Control"] == "no-store"
    assert plain["Cross-Origin-Resource-Policy"] == "same-origin"
    assert public["Cache-Control"] == "max-age=60"


@pytest.fixture
def lines():
    """Everything logged in production's form, as parsed lines."""
    stream = io.StringIO()
    formatter = logging_settings(as_json=True, level="INFO")["formatters"]["line"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"]
        )
    )
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def test_a_request_leaves_one_line_without_its_query(lines):
    request = RequestFactory().get("/audits/", {"q": "hush"}, REMOTE_ADDR=CLIENT)

    RequestLog(lambda _request: HttpResponse())(request)

    finished = [line for line in lines() if line["event"] == "request_finished"]
    assert len(finished) == 1
    assert finished[0]["request"] == "GET /audits/"
    assert finished[0]["ip"] == CLIENT
    assert "hush" not in json.dumps(lines())


def test_a_key_in_a_path_is_not_logged_but_a_rows_uuid_is():
    row = uuid.uuid4()

    assert KEY_IN_PATH.sub("…", f"/audits/{row}/steps/") == f"/audits/{row}/steps/"
    assert "secretive" not in KEY_IN_PATH.sub("…", "/accounts/password/reset/key/1-secretive-d7f3a9c0e1b2a3d4/")


def test_a_line_names_the_row_it_is_about_and_no_request(lines):
    request = RequestFactory().get("/audits/", {"q": "hush"})

    logging.getLogger("foundation.test").warning("job failed", extra={"job": "j-1", "tries": 2, "request": request})

    assert (lines()[0]["event"], lines()[0]["job"], lines()[0]["tries"]) == ("job failed", "j-1", 2)
    assert "hush" not in json.dumps(lines())


def test_values_named_like_secrets_are_blanked(lines):
    structlog.get_logger("attest.test").warning("signed_in", password="hush", api_key="hush", person="Ana")

    assert lines()[0]["password"] == "…"
    assert "hush" not in json.dumps(lines())


def test_typed_text_cannot_forge_a_log_line(lines):
    structlog.get_logger("attest.test").warning("named", name='Ana\n{"event": "forged"}\x1b[31m')

    assert len(lines()) == 1


def test_readable_logs_show_control_characters_instead_of_obeying_them():
    formatter = logging_settings(as_json=False, level="INFO")["formatters"]["line"]
    record = logging.LogRecord("attest", logging.INFO, "", 0, "named Ana\n[info] forged\x1b[31m", None, None)

    text = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"]
    ).format(record)

    assert "\n" not in text
    assert "\x1b" not in text


def test_where_people_speak_without_a_name_the_line_has_neither_person_nor_address(lines, settings):
    request = RequestFactory().post(next(iter(settings.NAMELESS_PATHS)), REMOTE_ADDR=CLIENT)
    request.user = User(email="emma@meridane.example")
    remembered = []

    RequestLog(OriginMiddleware(lambda _request: HttpResponse(remembered.append(address()))))(request)

    assert remembered == [None]
    finished = [line for line in lines() if line["event"] == "request_finished"]
    assert len(finished) == 1
    assert {"ip", "user_id"} & set(finished[0]) == set()
    assert CLIENT not in json.dumps(lines())
