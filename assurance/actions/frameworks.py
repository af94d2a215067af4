"""Loading a framework from a list of references and titles, and mapping requirements onto each other."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.models import Framework, Requirement, RequirementMapping
from assurance.permissions import LOAD_FRAMEWORK
from foundation.access import require
from foundation.directory.models import User
from foundation.trail import record
from foundation.verbs import verb

COLUMNS = ("ref", "title", "kind", "theme", "parent", "assessable")
FORBIDDEN = ("text", "description", "content", "body")


@verb("assurance.load_framework")
def load_framework(
    *, actor: User, code: str, facts: Mapping[str, Any], rows: Iterable[Mapping[str, str]], dry_run: bool = False
) -> dict[str, int]:
    """Adds or updates a framework and its requirements by reference; requirements missing from the list stay.

    `facts`: title, edition, issuer and so on. `rows` have the keys of COLUMNS. Returns counts of added, changed and
    unchanged. Raises ValidationError with one sentence per faulty line, under “rows”; then nothing is written.
    """
    require(actor, LOAD_FRAMEWORK)
    lines = list(rows)
    _refuse_faults(lines)
    framework = _framework(code, facts)
    counts = _write(framework, lines)
    if dry_run:
        raise DryRunError(counts)
    record(
        actor=actor,
        kind="framework.loaded",
        subject=framework,
        summary=_("Loaded: %(added)d added, %(changed)d changed, %(unchanged)d unchanged") % counts,
        details=counts,
    )
    return counts


def _framework(code: str, facts: Mapping[str, Any]) -> Framework:
    """The framework of this code; what is known of it already stays."""
    known = Framework.objects.filter(code=code).first()
    if known is not None:
        return known
    framework = Framework(code=code, **facts)
    framework.full_clean()
    framework.save()
    return framework


class DryRunError(Exception):
    """Carries what a load would have done; raising it undoes the load."""

    def __init__(self, counts: dict[str, int]) -> None:
        super().__init__(str(counts))
        self.counts = counts


def _refuse_faults(lines: list[Mapping[str, str]]) -> None:
    faults: list[str] = []
    seen: set[str] = set()
    refs = {line.get("ref", "").strip() for line in lines}
    for number, line in enumerate(lines, start=2):
        faults += [
            _("Line %(n)d: %(fault)s") % {"n": number, "fault": fault} for fault in _faults(line, seen=seen, refs=refs)
        ]
        seen.add(line.get("ref", "").strip())
    if not lines:
        faults.append(_("The list is empty."))
    if faults:
        raise ValidationError({"rows": faults})


def _faults(line: Mapping[str, str], *, seen: set[str], refs: set[str]) -> list[str]:
    ref, parent = line.get("ref", "").strip(), line.get("parent", "").strip()
    checks = [
        (
            bool(set(line) & set(FORBIDDEN)),
            _("a column with the text of requirements is not taken; ids and short titles only"),
        ),
        (not ref, _("the reference is missing")),
        (not line.get("title", "").strip(), _("the title is missing")),
        (ref in seen, _("the reference %(ref)s stands twice") % {"ref": ref}),
        (bool(parent) and parent not in refs, _("the parent %(ref)s is not in the list") % {"ref": parent}),
        (
            line.get("kind", "") not in Requirement.Kind.values,
            _("the kind is one of: %(kinds)s") % {"kinds": ", ".join(Requirement.Kind.values)},
        ),
        (line.get("assessable", "") not in ("yes", "no"), _("assessable is yes or no")),
    ]
    return [sentence for failed, sentence in checks if failed]


def _write(framework: Framework, lines: list[Mapping[str, str]]) -> dict[str, int]:
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    known = {row.ref: row for row in framework.requirements.all()}
    for order, line in enumerate(lines, start=1):
        ref = line["ref"].strip()
        row = known.get(ref) or Requirement(framework=framework, ref=ref)
        wanted = {
            "title": line["title"].strip(),
            "kind": line["kind"],
            "theme": line.get("theme", "").strip(),
            "assessable": line["assessable"] == "yes",
            "order": order,
        }
        outcome = (
            "added"
            if row.pk is None
            else "changed"
            if any(getattr(row, key) != value for key, value in wanted.items())
            else "unchanged"
        )
        counts[outcome] += 1
        if outcome != "unchanged":
            for key, value in wanted.items():
                setattr(row, key, value)
            _check(row, line_number=order + 1)
            row.save()
        known[ref] = row
    _set_parents(known, lines)
    return counts


def _check(row: Requirement, *, line_number: int) -> None:
    try:
        row.full_clean(exclude=["parent"])
    except ValidationError as error:
        faults = [_("Line %(n)d: %(fault)s") % {"n": line_number, "fault": text} for text in error.messages]
        raise ValidationError({"rows": faults}) from error


def _set_parents(known: dict[str, Requirement], lines: list[Mapping[str, str]]) -> None:
    moved = []
    for line in lines:
        row, parent = known[line["ref"].strip()], known.get(line.get("parent", "").strip())
        if row.parent_id != (parent.pk if parent else None):
            row.parent = parent
            moved.append(row)
    Requirement.objects.bulk_update(moved, ["parent"])


@verb("assurance.map_requirements")
def map_requirements(
    *, actor: User, a: Requirement, b: Requirement, relation: str, note: str = ""
) -> RequirementMapping:
    """Says how one requirement relates to another."""
    require(actor, LOAD_FRAMEWORK)
    mapping = RequirementMapping(a=a, b=b, relation=relation, note=note)
    mapping.full_clean()
    mapping.save()
    record(
        actor=actor, kind="requirement.mapped", subject=a, summary=str(mapping), details={"b": b, "relation": relation}
    )
    return mapping
