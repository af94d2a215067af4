"""The export of one's own data: every registered part, for programs and for reading, in one file."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import words
from foundation.directory.models import Person, User
from foundation.own_data import OwnData, own_data
from foundation.reports import Made

NAME = "my-data.zip"
LOOK = Path(__file__).parent / "content" / "my-data.css"
KEPT_FOR = timedelta(days=7)  # the file can be taken


def own_file(
    person: Person, *, user: User, at: datetime, progress: Callable[[int, int], None] = lambda done, total: None
) -> Made:
    """A ZIP with the parts as JSON and as a page. Source: domain.md 2.21 (subject access)."""
    parts = own_data()
    found = []
    for done, part in enumerate(parts, start=1):
        found.append((part, list(part.read(person, user))))
        progress(done, len(parts))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("my-data.json", as_json(found, at))
        packed.writestr("my-data.html", as_page(person, found, at))
        packed.writestr("my-data.css", LOOK.read_text(encoding="utf-8"))
    count = sum(len(rows) for _part, rows in found)
    return Made(NAME, stream.getvalue(), _("%(n)d entries in %(parts)d parts.") % {"n": count, "parts": len(parts)})


Found = list[tuple[OwnData, list[Any]]]


def as_json(found: Found, at: datetime) -> str:
    told = {"made_at": at.isoformat(), **{part.name: rows for part, rows in found}}
    return json.dumps(told, ensure_ascii=False, indent=1, default=_plain)


def as_page(person: Person, found: Found, at: datetime) -> str:
    parts = [
        {
            "label": part.label,
            "heads": list(part.columns.values()),
            "rows": [[_in_words(row.get(name)) for name in part.columns] for row in rows],
        }
        for part, rows in found
    ]
    return render_to_string("people/my_data_file.html", {"person": person, "parts": parts, "at": at})


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return words.moment(timezone.localtime(value))
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {inner}" for key, inner in value.items())
    return "" if value is None else str(value)
