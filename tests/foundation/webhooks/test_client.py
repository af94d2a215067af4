"""Sending one message: bounded in time and size, no redirect, certificates checked, for real over sockets."""

import ipaddress
import socket
import ssl
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from foundation.webhooks import client
from foundation.webhooks.client import NotReached, post
from foundation.webhooks.targets import target_of
from tests.foundation.webhooks.receiver import listening, status


def send(receiver, body=b'{"type":"x"}'):
    return post(target_of(receiver.url), body=body, headers={"Content-Type": "application/json", "webhook-id": "msg_1"})


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(client, "TOTAL_SECONDS", 0.6)
    monkeypatch.setattr(client, "DRAIN_SECONDS", 0.2)


def test_a_message_arrives_whole(receiver):
    answer = send(receiver)

    assert answer.status == 204
    assert (receiver.last.path, receiver.last.body) == ("/hooks", b'{"type":"x"}')
    assert receiver.last.headers["webhook-id"] == "msg_1"
    assert receiver.last.headers["content-type"] == "application/json"


@pytest.mark.parametrize("code", [200, 299, 400, 410, 500, 503])
def test_the_status_comes_back_whatever_it_is(receiver, code):
    receiver.answer = status(code)

    assert send(receiver).status == code


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(receiver, code):
    receiver.answer = status(code, Location=receiver.url + "/inside")

    answer = send(receiver)

    assert (answer.status, len(receiver.messages)) == (code, 1)


def test_how_long_the_receiver_asks_to_wait_comes_back(receiver):
    receiver.answer = status(503, Retry_After="120")

    assert send(receiver).retry_after == 120


@pytest.mark.parametrize("asked", ["-1", "soon", "９", "99999999999", "Wed, 21 Oct 2026 07:28:00 GMT"])
def test_an_odd_wish_to_wait_is_ignored(receiver, asked):
    receiver.answer = status(503, Retry_After=asked.encode("ascii", "replace").decode())

    assert send(receiver).retry_after is None


def test_a_huge_answer_is_not_read(receiver, monkeypatch):
    monkeypatch.setattr(client, "DRAIN_SECONDS", 1.0)
    taken = []

    def flood(handler):
        handler.send_response(200)
        handler.end_headers()
        for _piece in range(2000):  # 200 MB
            handler.wfile.write(b"x" * 100_000)
            taken.append(100_000)

    receiver.answer = flood
    started = time.monotonic()

    answer = send(receiver)

    assert answer.status == 200
    assert time.monotonic() - started < 20
    assert sum(taken) < 20_000_000  # what fits into the buffers of the system


def test_endless_headers_are_not_read(receiver):
    taken = []

    def endless(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        taken.extend(handler.wfile.write(b"X: %s\r\n" % (b"y" * 1000)) for _each in range(200_000))  # 200 MB

    receiver.answer = endless
    started = time.monotonic()

    send(receiver)

    assert time.monotonic() - started < 20
    assert sum(taken) < 20_000_000


def test_a_receiver_that_says_nothing_is_left(receiver, hurried):
    receiver.answer = lambda _handler: receiver.stopped.wait(60)
    started = time.monotonic()

    with pytest.raises(NotReached, match="No answer within"):
        send(receiver)

    assert time.monotonic() - started < 20


def test_a_receiver_that_drips_its_headers_is_left(receiver, hurried):
    def drip(handler):
        for character in b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100:
            handler.wfile.write(bytes([character]))
            time.sleep(0.05)

    receiver.answer = drip
    started = time.monotonic()

    with pytest.raises(NotReached, match="No answer within"):
        send(receiver)

    assert time.monotonic() - started < 20


def test_a_receiver_that_drips_its_body_has_answered_all_the_same(receiver, hurried):
    def drip(handler):
        handler.send_response(202)
        handler.end_headers()
        while not receiver.stopped.wait(0.05):
            handler.wfile.write(b"x")

    receiver.answer = drip
    started = time.monotonic()

    assert send(receiver).status == 202
    assert time.monotonic() - started < 20


def test_what_is_no_http_is_said_so(receiver):
    receiver.answer = lambda handler: handler.wfile.write(b"220 mail.example.com ESMTP\r\n")

    with pytest.raises(NotReached, match="no answer in HTTP"):
        send(receiver)


def test_a_port_nobody_listens_on_is_said_so(receiver, settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.WEBHOOK_PORTS = [port]

    with pytest.raises(NotReached, match="refused"):
        post(target_of(f"http://127.0.0.1:{port}/"), body=b"{}", headers={})


def test_no_proxy_of_the_environment_is_asked(receiver, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1/")

    assert send(receiver).status == 204


# Certificates.


def certificate(tmp_path, name):
    """A self-made authority of one server: its key, and a certificate for `name`, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / f"{name}.pem"
    encoding = serialization.Encoding.PEM
    secret = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(secret + built.public_bytes(encoding))
    return file


@pytest.fixture
def encrypted(tmp_path, settings, monkeypatch):
    """A receiver with a certificate for hooks.example.com, on this machine by the resolver's word."""
    file = certificate(tmp_path, "hooks.example.com")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    asked = []
    context.sni_callback = lambda _sock, name, _context: asked.append(name)
    look_up = lambda host, port, **_options: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]  # noqa: E731
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with listening(context) as receiver:
        settings.WEBHOOK_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
        settings.WEBHOOK_PORTS = [receiver.port]
        receiver.file, receiver.asked = file, asked
        yield receiver


def send_to(name, receiver):
    return post(target_of(f"https://{name}:{receiver.port}/in"), body=b"{}", headers={})


def test_a_trusted_certificate_for_the_name_is_spoken_to(encrypted, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(encrypted.file))

    answer = send_to("hooks.example.com", encrypted)

    assert answer.status == 204
    assert encrypted.asked == ["hooks.example.com"]
    assert encrypted.last.headers["host"] == f"hooks.example.com:{encrypted.port}"


def test_a_certificate_for_another_name_is_refused(encrypted, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(encrypted.file))

    with pytest.raises(NotReached, match="certificate is not valid"):
        send_to("other.example.com", encrypted)

    assert encrypted.messages == []


def test_a_certificate_nobody_trusts_is_refused(encrypted):
    with pytest.raises(NotReached, match="certificate is not valid"):
        send_to("hooks.example.com", encrypted)

    assert encrypted.messages == []
