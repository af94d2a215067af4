"""Hands for tests of sign-in: a password for somebody of the cast, a browser at the door, codes of an app."""

import base64
import hashlib
import hmac
import re
import socket
import struct
import time
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from foundation.directory.models import User

PASSWORD = "seven harbours, no lanterns"
SECRET = base64.b32encode(b"twenty bytes of test").decode()


def with_password(user: User, password: str = PASSWORD) -> User:
    user.set_password(password)
    user.save()
    return user


def sign_in(client: Client, user: User, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": user.email, "password": password, **more})


def signed_in(user: User) -> Client:
    """A browser that went through the door with e-mail and password."""
    client = Client()
    assert sign_in(client, with_password(user)).status_code == 302
    return client


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("foundation:account")).status_code == 200


def with_app(user: User) -> User:
    """The account with an authenticator app that holds SECRET, and recovery codes."""
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def code_of(secret: str = SECRET, *, at: float | None = None) -> str:
    """What an app shows at a moment: RFC 6238 with SHA-1, six digits, 30 seconds, written here from the RFC."""
    counter = struct.pack(">Q", int(time.time() if at is None else at) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def body(response: HttpResponse) -> bytes:
    """What a page says, without the tokens that are new each time and the address it was asked by."""
    said = re.sub(rb'(name="csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"', b"", response.content)
    return said.replace(response.request["PATH_INFO"].encode(), b"")


def link_in(text: str) -> str:
    """The path of the set-password link in a mail or on a terminal."""
    found = re.search(r"https?://[^/\s]+(/accounts/password/reset/key/\S+)", text)
    assert found, text
    return found.group(1)


def unreachable(settings: Any) -> None:
    """Mail goes to a port where nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 2


def reachable(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
