"""Small files, received, judged and kept as uploads are."""

from typing import Any

from foundation import files


def kept_text(name: str = "register.txt", text: str = "Session register, October.") -> list[Any]:
    """A small text file, received, judged and kept, as receive_files() gives it."""
    received = files.receive([text.encode()], name=name, content_type="text/plain")
    facts = files.accept(received)
    files.keep(received, facts)
    return [(received, facts)]
