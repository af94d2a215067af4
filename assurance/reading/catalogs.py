"""OSCAL catalogs (JSON, 1.0.0 to 1.2.x) as lines of a framework: ids and titles; prose is never kept.

Source: NIST OSCAL catalog model. Groups give the family, nested controls are enhancements, withdrawn ones are marked.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.models import Requirement
from assurance.reading.lines import Line, shortened

VERSIONS = re.compile(r"1\.[0-2]\.\d+(-[\w.]+)?")
INSERT = re.compile(r"\{\{\s*(?:insert:\s*)?param\s*,?\s*([\w.\-]+)\s*\}\}|\{\{\s*([\w.\-]+)\s*\}\}")
DEEPEST = 20  # groups and controls inside one another
TITLE = 250
THEME = 50


@dataclass(frozen=True)
class Catalog:
    """What a catalog says: its lines in the order of the file, its title and version."""

    lines: list[Line]
    title: str
    version: str


@dataclass
class _Found:
    lines: list[Line] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # of parameters


@dataclass(frozen=True)
class _Spot:
    """Where we are: the path in the file, the family and theme of the groups above, the control above."""

    path: str
    family: str = ""
    theme: str = ""
    above: str = ""
    depth: int = 0


def read_catalog(content: bytes) -> Catalog:
    """Reads a catalog. Raises ValidationError under “rows”: each sentence names the place as a path in the file."""
    catalog = _catalog(content)
    metadata = catalog.get("metadata") if isinstance(catalog.get("metadata"), dict) else {}
    version = str(metadata.get("oscal-version", ""))  # type: ignore[union-attr]
    if not VERSIONS.fullmatch(version):
        said = _("catalog.metadata.oscal-version: “%(version)s” is not read; 1.0.0 to 1.2.x are.")
        raise ValidationError({"rows": [said % {"version": version[:40]}]})
    found = _Found()
    _parameters(catalog, found)
    _walk(catalog, _Spot("catalog"), found)
    if found.faults:
        raise ValidationError({"rows": shortened(found.faults)})
    return Catalog(found.lines, one_line(metadata.get("title", "")), one_line(metadata.get("version", "")))  # type: ignore[union-attr]


def _catalog(content: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValidationError({"rows": [_("This is not JSON in UTF-8.")]}) from error
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        said = _("Line %(line)d, column %(column)d: this is not JSON.") % where
        raise ValidationError({"rows": [said]}) from error
    except RecursionError as error:
        raise ValidationError({"rows": [_("The file is nested too deeply.")]}) from error
    catalog = found.get("catalog") if isinstance(found, dict) else None
    if not isinstance(catalog, dict):
        raise ValidationError({"rows": [_("catalog: missing; this is not an OSCAL catalog.")]})
    return catalog


def _parameters(holder: Mapping[str, Any], found: _Found, depth: int = 0) -> None:
    """Notes what the parameters are called, for titles into which one is inserted."""
    for one in _dicts(holder, "params"):
        choice = one.get("select", {}).get("choice", []) if isinstance(one.get("select"), dict) else []
        name = one.get("label") or (" / ".join(map(str, choice)) if isinstance(choice, list) else "")
        found.names[str(one.get("id", ""))] = one_line(name)
    if depth < DEEPEST:
        for inner in (*_dicts(holder, "groups"), *_dicts(holder, "controls")):
            _parameters(inner, found, depth + 1)


def _dicts(holder: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    rows = holder.get(name, [])
    return (one for one in rows if isinstance(one, dict)) if isinstance(rows, list) else iter(())


def _walk(holder: Mapping[str, Any], spot: _Spot, found: _Found) -> None:
    if spot.depth > DEEPEST:
        found.faults.append(f"{spot.path}: " + _("nested more than %(most)d deep") % {"most": DEEPEST})
        return
    for number, group in _members(holder, "groups", spot, found):
        title, code = one_line(group.get("title", "")), one_line(group.get("id", "")).upper()
        family = spot.family or one_line(_property(group, "family")) or code or title
        _walk(group, _Spot(f"{spot.path}.groups[{number}]", family[:THEME], title[:THEME], "", spot.depth + 1), found)
    for number, control in _members(holder, "controls", spot, found):
        _control(
            control, _Spot(f"{spot.path}.controls[{number}]", spot.family, spot.theme, spot.above, spot.depth), found
        )


def _members(
    holder: Mapping[str, Any], name: str, spot: _Spot, found: _Found
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    rows = holder.get(name, [])
    if not isinstance(rows, list):
        found.faults.append(f"{spot.path}.{name}: " + _("this is not a list"))
        return
    for number, one in enumerate(rows):
        if isinstance(one, dict):
            yield number, one
        else:
            found.faults.append(f"{spot.path}.{name}[{number}]: " + _("this is not an object"))


def _control(control: Mapping[str, Any], spot: _Spot, found: _Found) -> None:
    code, title = control.get("id"), control.get("title")
    if not isinstance(code, str) or not code.strip():
        found.faults.append(f"{spot.path}.id: " + _("missing"))
        return
    if not isinstance(title, str) or not title.strip():
        found.faults.append(f"{spot.path}.title: " + _("missing"))
        return
    ref = _label(control) or code.upper()
    withdrawn = _property(control, "status").lower() == "withdrawn"
    assessable = not withdrawn and _property(control, "assessable").lower() != "no"
    found.lines.append(
        {
            "ref": ref,
            "title": _shown(title, found.names),
            "kind": _kind(control, spot),
            "theme": spot.theme,
            "family": spot.family,
            "parent": spot.above,
            "assessable": "yes" if assessable else "no",
            "withdrawn": "yes" if withdrawn else "no",
            "source_id": code,
            "place": spot.path,
        }
    )
    _walk(control, _Spot(spot.path, spot.family, spot.theme, ref, spot.depth + 1), found)


def _kind(control: Mapping[str, Any], spot: _Spot) -> str:
    """As our own catalogs say it in the class; other classes are the issuer's, and nesting makes an enhancement."""
    said = control.get("class")
    return said if said in Requirement.Kind.values else "enhancement" if spot.above else "control"


def _label(control: Mapping[str, Any]) -> str:
    """The label people know: of several the one without a class, such as AC-2(1) rather than AC-02(01)."""
    labels = [
        one for one in _dicts(control, "props") if one.get("name") == "label" and isinstance(one.get("value"), str)
    ]
    plain = [one for one in labels if not one.get("class")]
    return one_line((plain or labels)[0]["value"]) if labels else ""


def _property(control: Mapping[str, Any], name: str) -> str:
    return next((str(one.get("value", "")) for one in _dicts(control, "props") if one.get("name") == name), "")


def _shown(title: str, names: Mapping[str, str]) -> str:
    """The title in one line, with the names of parameters where they are inserted."""
    return one_line(INSERT.sub(lambda match: f"[{names.get(match[1] or match[2]) or match[1] or match[2]}]", title))


def one_line(text: object) -> str:
    """Text without line breaks and runs of spaces, at most as long as a title; the rest is cut at a word."""
    words = " ".join(str(text).split())
    return words if len(words) <= TITLE else words[: TITLE - 1].rsplit(" ", 1)[0] + "…"
