"""The full address of a row's page, for mails and feeds."""

from django.conf import settings
from django.db import models


def address_of(row: models.Model | None) -> str:
    """The absolute address of `row`'s page; the front page when it has none."""
    path = row.get_absolute_url() if row is not None and hasattr(row, "get_absolute_url") else "/"
    return settings.SITE_URL.rstrip("/") + path
