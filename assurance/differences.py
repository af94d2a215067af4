"""What a list would change in a framework, worked out before anything is written."""

from collections.abc import Sequence
from typing import Any

from assurance.models import Framework, Requirement
from assurance.reading.lines import Line, families
from assurance.touches import touched

SHOWN = ("ref", "title", "kind", "theme", "assessable", "withdrawn")


def wanted(line: Line, *, family: str, order: int) -> dict[str, Any]:
    """The fields of a requirement as a line says them."""
    return {
        "ref": line.get("ref", "").strip(),
        "title": line.get("title", "").strip(),
        "kind": line.get("kind", ""),
        "theme": line.get("theme", "").strip(),
        "family": family,
        "source_id": line.get("source_id", "").strip(),
        "withdrawn": line.get("withdrawn", "") == "yes",
        "assessable": line.get("assessable", "") == "yes",
        "order": order,
    }


def matched(framework: Framework | None, lines: Sequence[Line]) -> dict[str, Requirement]:
    """The requirement each reference of the list means: that with its id in the catalogue, else with its reference."""
    rows = [] if framework is None else list(framework.requirements.all())
    by_id = {row.source_id: row for row in rows if row.source_id}
    by_ref = {row.ref: row for row in rows}
    found: dict[str, Requirement] = {}
    taken: set[int] = set()
    for line in lines:
        ref, code = line["ref"].strip(), line.get("source_id", "").strip()
        row = by_id.get(code) if code else None
        row = row or by_ref.get(ref)
        if row is not None and row.pk not in taken:
            found[ref] = row
            taken.add(row.pk)
    return found


def difference(framework: Framework | None, lines: Sequence[Line]) -> dict[str, Any]:
    """Counts, the lines that are new, what changes with old and new value and what hangs on it, and what is missing.

    Plain values, ready to be stored and shown: `added`, `changed` and `missing` are lists of objects; `missing` are
    requirements of the framework that the list does not name: they stay as they are.
    """
    found, groups = matched(framework, lines), families(lines)
    added, changed = [], []
    for order, line in enumerate(lines, start=1):
        ref = line["ref"].strip()
        facts, row = wanted(line, family=groups[ref], order=order), found.get(ref)
        if row is None:
            added.append({"ref": ref, "title": facts["title"], "withdrawn": facts["withdrawn"]})
        elif fields := _changes(row, facts):
            changed.append({"id": row.pk, "ref": ref, "title": facts["title"], "fields": fields})
    missing = [] if framework is None else _missing(framework, {row.pk for row in found.values()})
    _say_touched([*changed, *missing])
    counts = {"added": len(added), "changed": len(changed), "missing": len(missing)}
    return {
        "counts": counts | {"unchanged": len(lines) - len(added) - len(changed), "lines": len(lines)},
        "added": added,
        "changed": changed,
        "missing": missing,
    }


def _changes(row: Requirement, facts: dict[str, Any]) -> list[dict[str, Any]]:
    """What a person would call changed; that only the place in the list moved is not."""
    return [
        {"name": name, "old": getattr(row, name), "new": facts[name]}
        for name in SHOWN
        if getattr(row, name) != facts[name]
    ]


def _missing(framework: Framework, kept: set[int]) -> list[dict[str, Any]]:
    rows = framework.requirements.exclude(pk__in=kept)
    return [{"id": row.pk, "ref": row.ref, "title": row.title} for row in rows]


def _say_touched(entries: list[dict[str, Any]]) -> None:
    hanging = touched(entry["id"] for entry in entries)
    for entry in entries:
        entry["touches"] = hanging.get(entry.pop("id"), {})
