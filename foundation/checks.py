"""Deployment checks that refuse an unsafe start. The reasons stand in docs/operate.md."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.db import connection

KEY_LENGTH = 50  # characters, as Django's own deployment check wants
KEY_VARIETY = 5  # different characters


@register
def the_demonstration_is_alone(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """The personas' cards sign anyone in, so they never meet a database that somebody set up."""
    if settings.DEMO and settings.DATABASE_URL:
        return [
            Error(
                "DEMO signs in anyone without a password and is refused together with DATABASE_URL.", id="attest.E001"
            )
        ]
    return []


@register
def production_is_safe(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """A production start with a weak key, open error pages or any host name is refused, not only warned of."""
    if settings.PLAIN_HTTP:
        return []
    found: list[CheckMessage] = []
    if len(settings.SECRET_KEY) < KEY_LENGTH or len(set(settings.SECRET_KEY)) < KEY_VARIETY:
        found.append(Error(f"SECRET_KEY must be at least {KEY_LENGTH} random characters.", id="attest.E002"))
    if settings.DEBUG:
        found.append(Error("DEBUG shows settings to strangers and is only for PLAIN_HTTP=1.", id="attest.E003"))
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        found.append(Error("ALLOWED_HOSTS must name the hosts you serve, not *.", id="attest.E004"))
    return found


@register
def files_stay_on_one_disk(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """A received file becomes a stored one by a rename, which is whole or not at all only within one file system."""
    if settings.S3_BUCKET or device_of(settings.INCOMING_ROOT) == device_of(settings.FILES_ROOT):
        return []
    return [
        Error("VAR/uploads and VAR/files must lie on one file system: mount VAR, not a part of it.", id="attest.E005")
    ]


def device_of(folder: Path) -> int:
    """The file system a folder lies on, or will lie on once it is made."""
    return next(each for each in (folder, *folder.parents) if each.exists()).stat().st_dev


@register(Tags.security, deploy=True)
def production_has_a_server_database(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """SQLite is sound for one machine and a few dozen people; more machines cannot share it (docs/operate.md)."""
    if settings.PLAIN_HTTP or connection.vendor != "sqlite":
        return []
    return [Caution("SQLite serves one machine only; set DATABASE_URL for PostgreSQL.", id="attest.W001")]


def refuse_unsafe_start() -> None:
    """Ends the process with one line when a check of this file finds an error."""
    for error in [*the_demonstration_is_alone(None), *production_is_safe(None), *files_stay_on_one_disk(None)]:
        raise SystemExit(f"attest: {error.msg} ({error.id})")
