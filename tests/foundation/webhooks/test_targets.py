"""Where a webhook may lead: SSRF and its bypasses (odd spellings, wrapped addresses, names that change their mind)."""

import ipaddress
import socket
import time

import pytest
from django.core.exceptions import ValidationError

from foundation.webhooks import targets
from foundation.webhooks.client import post
from foundation.webhooks.targets import Blocked, addresses_of, is_allowed, target_of


@pytest.fixture
def production(settings):
    settings.PLAIN_HTTP = False


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://127.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://127.0.0.01/",
        "https://127.0.0.1./",
        "https://host.0x7f/",
        "https://０x7f000001/",
        "https://１２７.0.0.1/",
        "https://127。0。0。1/",
        "https://0/",
        "https://0.0.0.0/",
        "https://10.0.0.5/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://198.18.0.1/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://[::]/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[64:ff9b::a00:5]/",
        "https://[2002:7f00:1::]/",
        "https://[2001:0:7f00:1::]/",
        "https://[fc00::1]/",
        "https://[fd12:3456::1]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fec0::1]/",
        "https://[ff02::1]/",
        "https://[2001:db8::1]/",
    ],
)
def test_no_spelling_of_an_inner_address_is_taken(production, url):
    with pytest.raises(ValidationError):
        target_of(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hooks.example.com",
        "//hooks.example.com/",
        "http://hooks.example.com/",
        "ftp://hooks.example.com/",
        "file:///etc/passwd",
        "gopher://hooks.example.com/",
        "javascript:alert(1)",
        "https:///path",
        "https://",
        "https://user@hooks.example.com/",
        "https://user:secret@hooks.example.com/",
        "https://hooks.example.com@127.0.0.1/",
        "https://hooks.example.com:22/",
        "https://hooks.example.com:80/",
        "https://hooks.example.com:0/",
        "https://hooks.example.com:99999/",
        "https://hooks.example.com:443:22/",
        "https://hooks.example.com:4a/",
        "https://hooks.example.com/#part",
        "https://hooks.example.com\\@10.0.0.5/",
        "https://hooks.example.com\t/",
        "https://hooks.example.com/ path",
        "https://hooks.example.com/\r\nHost: inside",
        "https://hooks%2eexample.com/",
        "https://hooks..example.com/",
        "https://-hooks.example.com/",
        "https://bücher.example/",
        "https://hooks.example.com/" + "a" * 500,
        "https://" + "a" * 64 + ".example/",
    ],
)
def test_an_odd_address_is_refused(production, url):
    with pytest.raises(ValidationError):
        target_of(url)


@pytest.mark.parametrize(
    ("url", "host", "port", "path", "header"),
    [
        ("https://hooks.example.com", "hooks.example.com", 443, "/", "hooks.example.com"),
        ("HTTPS://Hooks.Example.com/In?x=1", "hooks.example.com", 443, "/In?x=1", "hooks.example.com"),
        ("https://hooks.example.com:8443/a/b", "hooks.example.com", 8443, "/a/b", "hooks.example.com:8443"),
        ("https://93.184.216.34/", "93.184.216.34", 443, "/", "93.184.216.34"),
        ("https://[2606:4700::1111]/", "2606:4700::1111", 443, "/", "[2606:4700::1111]"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example", 443, "/", "xn--bcher-kva.example"),
        ("https://10.nip.example.com/", "10.nip.example.com", 443, "/", "10.nip.example.com"),
    ],
)
def test_a_plain_public_address_is_taken_apart(production, url, host, port, path, header):
    found = target_of(url)

    assert (found.host, found.port, found.path, found.host_header) == (host, port, path, header)


def test_plain_http_is_for_a_machine_of_ones_own(settings):
    settings.PLAIN_HTTP = True

    assert target_of("http://hooks.example.com/").port == 80


def test_an_installation_may_name_ports_and_networks(production, settings):
    settings.WEBHOOK_PORTS, settings.WEBHOOK_NETWORKS = [9443], [ipaddress.ip_network("10.20.30.0/24")]

    assert target_of("https://10.20.30.7:9443/").port == 9443
    with pytest.raises(ValidationError):
        target_of("https://10.20.31.7:9443/")


def test_a_named_network_is_not_reached_through_another_family(settings):
    settings.WEBHOOK_NETWORKS = [ipaddress.ip_network("10.20.30.0/24")]

    assert not is_allowed(ipaddress.ip_address("::ffff:10.20.30.7"))


class Names:
    """A resolver of our own; each question takes the next answer, and the last one stays."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers, self.asked = list(answers), 0

    def __call__(self, host: str, port: int, *_more: object, **_options: object) -> list[tuple]:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        if not answer:
            raise socket.gaierror(-2, "Name or service not known")
        families = [socket.AF_INET6 if ":" in each else socket.AF_INET for each in answer]
        return [
            (family, socket.SOCK_STREAM, 6, "", (each, port)) for family, each in zip(families, answer, strict=True)
        ]


@pytest.fixture
def names(monkeypatch):
    def answering(*answers: list[str]) -> Names:
        stub = Names(*answers)
        monkeypatch.setattr(socket, "getaddrinfo", stub)
        return stub

    return answering


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"])
def test_a_name_that_leads_inside_is_blocked(names, address):
    names([address])

    with pytest.raises(Blocked, match="not a public address"):
        addresses_of(target_of("https://hooks.example.com/"), within=1)


def test_one_inner_address_among_public_ones_blocks_the_name(names):
    names(["93.184.216.34", "10.0.0.5"])

    with pytest.raises(Blocked, match=r"10\.0\.0\.5"):
        addresses_of(target_of("https://hooks.example.com/"), within=1)


def test_a_name_without_an_address_is_said_so(names):
    names([])

    with pytest.raises(Blocked, match="has no address"):
        addresses_of(target_of("https://hooks.example.com/"), within=1)


def test_a_resolver_that_hangs_does_not_hold_the_sender(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_options: time.sleep(5) or [])
    started = time.monotonic()

    with pytest.raises(Blocked):
        addresses_of(target_of("https://hooks.example.com/"), within=0.1)

    assert time.monotonic() - started < 4


def test_a_name_that_changes_its_mind_gains_nothing(names, receiver, settings):
    """DNS rebinding: the second answer would lead elsewhere, but nobody asks a second time."""
    stub = names(["127.0.0.1"], ["127.0.0.2"])

    answer = post(target_of(f"http://hooks.example.com:{receiver.port}/in"), body=b"{}", headers={})

    assert (answer.status, stub.asked) == (204, 1)
    assert receiver.last.headers["host"] == f"hooks.example.com:{receiver.port}"


def test_a_name_that_turned_inside_since_it_was_added_is_blocked(names, receiver, settings):
    settings.WEBHOOK_NETWORKS = []
    names(["127.0.0.1"])

    with pytest.raises(Blocked):
        post(target_of(f"http://hooks.example.com:{receiver.port}/in"), body=b"{}", headers={})

    assert receiver.messages == []


def test_every_wrapped_network_would_be_global_or_is_named_for_clarity():
    """The list is judged before what Python thinks, so that a later Python cannot open what is closed here."""
    assert all(not is_allowed(network[1]) for network in targets.WRAPPED)
