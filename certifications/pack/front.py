"""The front page of a pack: what lies in it, readable from the disk, without a script and without a network."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from certifications.pack.contents import Contents
from certifications.rooms import Room

STYLE = Path(__file__).parent / "front.css"


def front_page(room: Room, contents: Contents, *, at: datetime) -> bytes:
    context: dict[str, Any] = {"room": room, "told": contents.told, "clauses": contents.clauses, "at": at}
    context |= {"mark": contents.mark, "style": style(), "count": contents.count, "left_out": contents.left_out}
    context |= {"events": len(contents.events), "oscal": contents.oscal}
    with timezone.override(UTC):
        return render_to_string("certifications/pack.html", context).encode()


def style() -> SafeString:
    """Our own style sheet, inside the page: a pack is opened where nothing else can be loaded."""
    return format_html("<style>{}</style>", mark_safe(STYLE.read_text("utf-8")))
