"""A program that knows nothing but the schema: it looks up each call by its operation, and sends what the schema names."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import requests
import yaml


@dataclass
class Schema:
    """The OpenAPI document of a server, as it serves it."""

    document: dict[str, Any]
    calls: dict[str, tuple[str, str, dict[str, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                self.calls[operation["operationId"]] = (method.upper(), path, operation)

    def fields(self, operation: dict[str, Any], kind: str) -> tuple[set[str], set[str]]:
        """All fields of a body and those that it must have."""
        content = operation.get("requestBody", {}).get("content", {})
        if kind not in content:
            return set(), set()
        name = content[kind]["schema"]["$ref"].rpartition("/")[2]
        shape = self.document["components"]["schemas"][name]
        return set(shape["properties"]), set(shape.get("required", ()))


@dataclass
class Caller:
    """Somebody's program with their token."""

    http: requests.Session
    server: str
    schema: Schema
    token: str

    def call(self, operation: str, body: dict[str, Any] | None = None, *, file: bytes = b"", **more: Any) -> Any:
        """What the operation answers; `more` are parameters of path and query. Fails on any refusal."""
        method, path, described = self.schema.calls[operation]
        kind = "multipart/form-data" if file else "application/json"
        known, required = self.schema.fields(described, kind)
        sent = body or {}
        assert set(sent) <= known, (operation, set(sent) - known)
        assert required <= set(sent), (operation, required - set(sent))
        inside = {name: value for name, value in more.items() if f"{{{name}}}" in path}
        query = {name: value for name, value in more.items() if name not in inside}
        assert set(query) <= {one["name"] for one in described.get("parameters", ()) if one["in"] == "query"}
        answer = self._send(method, path.format(**inside), sent, file, query)
        assert answer.status_code < 300, (operation, answer.status_code, answer.text)
        assert str(answer.status_code) in described["responses"]
        return answer.json() if answer.content else None

    def _send(
        self, method: str, path: str, body: dict[str, Any], file: bytes, query: dict[str, Any]
    ) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        if method == "GET":
            return self.http.get(self.server + path, params=query, headers=headers)
        headers["Idempotency-Key"] = str(uuid4())
        if file:
            parts = {name: json.dumps(one) if isinstance(one, bool) else one for name, one in body.items()}
            return self.http.post(
                self.server + path, data=parts, files={"files": ("proof.txt", file, "text/plain")}, headers=headers
            )
        return self.http.request(method, self.server + path, json=body, headers=headers)


def schema_of(http: requests.Session, server: str, token: str) -> Schema:
    answer = http.get(f"{server}/api/schema/", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200, answer.text[:500]
    return Schema(yaml.safe_load(answer.text))


__all__ = ["Caller", "Schema", "schema_of"]
