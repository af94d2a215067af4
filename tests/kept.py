"""Small files, received, judged and kept as uploads are."""

from typing import Any

from foundation import files
from tests.foundation import hostile


def kept_text(name: str = "register.txt", text: str = "Session register, October.") -> list[Any]:
    """A small text file, received, judged and kept, as receive_files() gives it."""
    return kept_file(name, text.encode(), content_type="text/plain")


def kept_picture(name: str = "register.png") -> list[Any]:
    """The same of a small picture."""
    return kept_file(name, hostile.picture("PNG"), content_type="image/png")


def kept_file(name: str, content: bytes, *, content_type: str) -> list[Any]:
    received = files.receive([content], name=name, content_type=content_type)
    facts = files.accept(received)
    files.keep(received, facts)
    return [(received, facts)]
