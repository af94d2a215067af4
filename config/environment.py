"""Reads what an installation says about itself, and stops the start with one line where it is wrong."""

import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import dj_database_url

from foundation.ledger.note_keys import COSIGNATURE, VerifyingKey

YES = {"1", "true", "yes", "on"}
NO = {"", "0", "false", "no", "off"}

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;PRAGMA temp_store=MEMORY;",
}
LONGEST_KEY = 300  # characters
SOCKET_PATH_LIMIT = 100  # characters; the system allows 107


class Misconfigured(SystemExit):
    """A setting that is missing or wrong: ends the process with one line and exit code 1."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"attest: {name} {sentence} See .env.example.")


class Environment:
    """The variables of one installation, each read by the kind of value it must be."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables

    def text(self, name: str, default: str = "") -> str:
        """The value without surrounding blanks; an empty one counts as not given."""
        return self.variables.get(name, "").strip() or default

    def flag(self, name: str) -> bool:
        value = self.text(name).lower()
        if value in YES | NO:
            return value in YES
        return self.refuse(name, f"must be 1 or 0, not {value!r}.")

    def number(self, name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
        value = self.text(name, str(default))
        if not re.fullmatch(r"[0-9]{1,10}", value) or not least <= int(value) <= most:
            self.refuse(name, f"must be a whole number from {least} to {most}, not {value!r}.")
        return int(value)

    def names(self, name: str) -> list[str]:
        """A comma-separated list."""
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def numbers(self, name: str, *, least: int, most: int) -> list[int]:
        """A comma-separated list of whole numbers."""
        found = self.names(name)
        if any(not re.fullmatch(r"[0-9]{1,10}", one) or not least <= int(one) <= most for one in found):
            self.refuse(name, f"must be whole numbers from {least} to {most} with commas.")
        return [int(one) for one in found]

    def networks(self, name: str) -> list[IPv4Network | IPv6Network]:
        """A comma-separated list of networks, such as 10.20.0.0/16; none that reaches every machine."""
        try:
            found = [ip_network(one) for one in self.names(name)]
        except ValueError as odd:
            return self.refuse(name, f"must be networks such as 10.20.0.0/16 with commas: {odd}.")
        if any(network.prefixlen == 0 for network in found):
            self.refuse(name, "names every machine there is: name the networks that are meant.")
        return found

    def witnesses(self, name: str) -> list[tuple[str, str]]:
        """A comma-separated list of pairs, each an address and the public key of the witness that answers there."""
        found = [tuple(pair.split()) for pair in self.names(name)]
        for pair in found:
            if len(pair) != 2 or not pair[0].startswith(("https://", "http://")) or len(pair[1]) > LONGEST_KEY:
                self.refuse(name, "must be pairs of an https:// address and a public key, with commas between them.")
            try:
                key = VerifyingKey.parse(pair[1])
            except ValueError as wrong:
                self.refuse(name, f"has a key that is none: {wrong}")
            if key.kind != COSIGNATURE:
                self.refuse(name, f"has the key of {key.name}, which is not that of a witness.")
        return [(address.rstrip("/"), vkey) for address, vkey in found]

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of the words, in upper case; the first one where nothing is given."""
        value = self.text(name, choices[0]).upper()
        return value if value in choices else self.refuse(name, f"must be one of {', '.join(choices)}, not {value!r}.")

    def required(self, name: str, why: str) -> str:
        return self.text(name) or self.refuse(name, f"is missing: {why}")

    def address(self, name: str, schemes: tuple[str, ...]) -> SplitResult | None:
        """A URL of one of the schemes; None where nothing is given. Never repeats the value: it may hold a secret."""
        value = self.text(name)
        if not value:
            return None
        try:
            parts = urlsplit(value)
            port_is_number = parts.port is None or parts.port > 0
        except ValueError:
            return self.refuse(name, "is not a valid address.")
        if parts.scheme not in schemes or not port_is_number:
            self.refuse(name, f"must begin with {' or '.join(scheme + '://' for scheme in schemes)}.")
        return parts

    def folder(self, name: str, default: Path, *, inside: tuple[str, ...]) -> Path:
        """A folder for data, made if need be with these folders in it, that nobody else on the machine can read."""
        place = Path(self.text(name, str(default))).resolve()
        try:
            for part in (place, *(place / part for part in inside)):
                part.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as failure:
            self.refuse(name, f"{place} cannot be used: {failure.strerror}.")
        return place

    def refuse(self, name: str, sentence: str) -> NoReturn:
        raise Misconfigured(name, sentence)


def generated_key(path: Path) -> str:
    """The key kept in this file; made on first use, readable by its owner only."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text().strip()


def mail_settings(address: SplitResult | None, *, folder: Path) -> dict[str, object]:
    """Django's e-mail settings for an EMAIL_URL; without one, letters become files in the folder.

    `smtp://` speaks plainly unless `?starttls=1` asks for STARTTLS; `smtps://` is encrypted from the start.
    """
    if address is None or address.scheme == "file":
        path = address.path if address and address.path else folder
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(path)}
    if address.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    encrypted = address.scheme == "smtps"
    starttls = parse_qs(address.query).get("starttls", ["0"])[-1] in YES
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": address.hostname or "localhost",
        "EMAIL_PORT": address.port or (465 if encrypted else 587 if starttls else 25),
        "EMAIL_HOST_USER": unquote(address.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(address.password or ""),
        "EMAIL_USE_SSL": encrypted,
        "EMAIL_USE_TLS": starttls and not encrypted,
    }


def database_settings(address: str, *, file: Path, pool: int) -> dict[str, Any]:
    """Django's database settings for a DATABASE_URL; without one, the SQLite file. `pool` is per process, 0: none."""
    database: dict[str, Any] = dict(dj_database_url.parse(address or f"sqlite:///{file}"))
    if database["ENGINE"].endswith("sqlite3"):
        return database | {"OPTIONS": SQLITE_OPTIONS}
    options = database.get("OPTIONS", {})
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}
    return database | {"CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def broker_socket(var: Path) -> Path:
    """Where the embedded broker of this VAR listens: inside it, or where its path is too long, in a short folder."""
    inside = var / "run" / "broker.sock"
    if len(str(inside)) < SOCKET_PATH_LIMIT:
        return inside
    return Path(tempfile.gettempdir()) / f"attest-{hashlib.sha256(str(var).encode()).hexdigest()[:12]}" / "broker.sock"


def file_store(env: Environment, *, bucket: str, folder: Path) -> dict[str, Any]:
    """Where stored files go: a private S3 bucket, or without one a folder."""
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    options = {
        "bucket_name": bucket,
        "endpoint_url": env.text("S3_ENDPOINT_URL") or None,
        "region_name": env.text("S3_REGION") or None,
        "access_key": env.required("S3_ACCESS_KEY", "S3_BUCKET is given."),
        "secret_key": env.required("S3_SECRET_KEY", "S3_BUCKET is given."),
        "signature_version": "s3v4",
        "default_acl": None,  # private, by the bucket's own policy
        "querystring_auth": True,
        "querystring_expire": 60,  # seconds
        "file_overwrite": False,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def sign_in_provider(env: Environment, *, plain_http: bool) -> dict[str, Any]:
    """allauth's settings for the OpenID Connect provider that OIDC_ISSUER names; without it people sign in here only."""
    issuer = env.address("OIDC_ISSUER", ("https", "http") if plain_http else ("https",))
    if issuer is None:
        return {}
    text = env.text("OIDC_ISSUER")
    app = {
        "provider_id": "oidc",
        "name": env.text("OIDC_NAME", issuer.hostname or "your organisation"),
        "client_id": env.required("OIDC_CLIENT_ID", "OIDC_ISSUER is given."),
        "secret": env.required("OIDC_CLIENT_SECRET", "OIDC_ISSUER is given."),
        "settings": {
            "issuer": text,  # exactly as the provider writes it in its tokens
            "server_url": f"{text.rstrip('/')}/.well-known/openid-configuration",
            "oauth_pkce_enabled": True,
        },
    }
    return {"openid_connect": {"APPS": [app]}}
