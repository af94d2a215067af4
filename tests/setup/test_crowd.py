"""More people than a web process has places for, against the real web server."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.urls import reverse

from foundation.processes.crowd import CHAIRS, ELSEWHERE, LARGE, seats_of, takes_long, threads_for
from tests.setup.installation import ROOT, eventually, free_port

pytestmark = pytest.mark.anywhere

COMING = 12


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Where granian serves slow_app.py."""
    port = free_port()
    words = [
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "--blocking-threads",
        str(threads_for(1)),
        "--log-level",
        "error",
    ]
    command = [sys.executable, "-m", "granian", *words, "tests.setup.slow_app:application"]
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings_test"})
    eventually(lambda: asked(port, "/livez")[0] == 200)
    yield port
    server.terminate()
    server.wait(30)


def asked(port: int, path: str) -> tuple[int, str, str | None, float]:
    """Status, body, when to come again, and how long it took; status 0 where nobody listens yet."""
    link, begun = http.client.HTTPConnection("127.0.0.1", port, timeout=60), time.monotonic()
    try:
        link.request("GET", path)
        answer = link.getresponse()
        return answer.status, answer.read().decode(), answer.getheader("Retry-After"), time.monotonic() - begun
    except OSError:
        return 0, "", None, 0
    finally:
        link.close()


def test_one_is_served_two_wait_and_the_others_are_told_to_come_again(port):
    with ThreadPoolExecutor(COMING) as crowd:
        answers = list(crowd.map(lambda _number: asked(port, "/page"), range(COMING)))

    served = [answer for answer in answers if answer[0] == 200]
    refused = [answer for answer in answers if answer[0] == 503]
    assert len(served) + len(refused) == COMING
    assert len(served) >= 1 + CHAIRS
    assert {(answer[1], answer[2]) for answer in refused} == {
        ("Too many people are here at once. Nothing was saved; try again in a few seconds.\n", "5")
    }
    assert min(answer[3] for answer in refused) < 0.5
    assert asked(port, "/page")[0] == 200


def test_a_program_is_told_so_in_json(port):
    with ThreadPoolExecutor(COMING) as crowd:
        answers = list(crowd.map(lambda _number: asked(port, "/api/findings/"), range(COMING)))

    said = {answer[1] for answer in answers if answer[0] == 503}
    assert said == {'{"detail": "Too many people are here at once. Nothing was saved; try again in a few seconds."}'}


def test_who_watches_the_process_is_let_through(port):
    with ThreadPoolExecutor(COMING) as crowd:
        guests = [crowd.submit(asked, port, "/page") for _number in range(COMING)]
        time.sleep(0.2)

        assert asked(port, "/livez")[0] == 200
        assert 503 in {guest.result()[0] for guest in guests}


def test_the_seat_of_somebody_who_left_in_the_middle_is_free_again(port):
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    link.request("GET", "/endless")
    link.getresponse().read(1000)
    link.close()

    assert asked(port, "/page")[0] == 200


def test_who_sends_or_takes_much_is_in_nobodys_way(port):
    sending = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    sending.putrequest("POST", "/endless")
    sending.putheader("Content-Length", str(LARGE + 1))
    sending.endheaders()
    sending.getresponse().read(1000)
    assert asked(port, "/page")[0] == 200
    sending.close()

    eventually(lambda: asked(port, "/page")[0] == 200)
    taking = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    taking.request("GET", "/file")
    taking.getresponse().read(1000)
    assert asked(port, "/page")[0] == 200
    taking.close()


@pytest.mark.parametrize(
    ("environ", "answer"),
    [
        ({}, False),
        ({"CONTENT_LENGTH": ""}, False),
        ({"CONTENT_LENGTH": str(LARGE)}, False),
        ({"CONTENT_LENGTH": str(LARGE + 1)}, True),
        ({"CONTENT_LENGTH": "much"}, True),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, True),
        ({"PATH_INFO": "/accounts/provider/callback/"}, True),
    ],
)
def test_what_takes_long_is_known_before_it_is_read(environ, answer):
    assert takes_long({"PATH_INFO": "/my-work/"} | environ) is answer


@pytest.mark.parametrize(("seats", "parted"), [(1, (1, 1)), (4, (1, 3)), (16, (4, 12)), (256, (64, 192))])
def test_one_seat_in_four_is_for_pages(seats, parted):
    assert seats_of(seats) == parted
    assert threads_for(seats) == sum(parted) + seats * CHAIRS + 2


def test_the_address_of_the_provider_is_the_one_that_takes_long():
    assert reverse("oidc_start").startswith(ELSEWHERE)
