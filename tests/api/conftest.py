"""A program that calls the API as somebody: with a token of theirs, or with their session."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from foundation.directory.models import User
from foundation.tokens import make_token

BASE = "/api/v1/"


@dataclass
class Program:
    """Calls `/api/v1/<path>` with JSON and the token it holds."""

    client: Client
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, query: Any = None, **headers: str) -> Any:
        return self.client.get(BASE + path, query, headers=self.headers | headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("post", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("patch", path, body, **headers)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        call = getattr(self.client, method)
        return call(BASE + path, body if body is not None else {}, "application/json", headers=self.headers | headers)

    def upload(self, path: str, fields: dict[str, Any], **headers: str) -> Any:
        return self.client.post(BASE + path, fields, headers=self.headers | headers)


def token_of(user: User, scope: str = "write") -> str:
    return make_token(actor=user, name="Tests", scope=scope, days=1, strong=True)[1]


@pytest.fixture
def program(db: None) -> Callable[..., Program]:
    """`program("ines")` calls as her of the company or the world with a token that may write; `program(None)` as nobody."""

    def called(name: str | None, scope: str = "write") -> Program:
        headers = (
            {}
            if name is None
            else {"Authorization": f"Bearer {token_of(User.objects.get(email__startswith=name + '@'), scope)}"}
        )
        return Program(Client(raise_request_exception=True), headers)

    return called
