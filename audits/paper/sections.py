"""A paper of facts and sections, as sections.typ sets it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).parent / "sections.typ"


def section(
    title: str, head: Sequence[str] = (), rows: Any = (), *, widths: Sequence[int] = (), body: str = ""
) -> dict[str, Any]:
    """A section with a text, a table, or both; `widths` are parts of the line. One with neither is left out of a paper."""
    texts = [["" if value is None else str(value) for value in row] for row in rows]
    return {"title": title, "head": list(head), "rows": texts, "widths": list(widths), "body": body}


def filled(sections: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that say something."""
    return [one for one in sections if one["body"] or one["rows"]]


__all__ = ["TEMPLATE", "filled", "section"]
