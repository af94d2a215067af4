"""Loading a framework from a list of references and titles, its editions, and mapping requirements onto each other."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from assurance.differences import matched, wanted
from assurance.models import EditionTransition, Framework, Requirement, RequirementMapping
from assurance.permissions import LOAD_FRAMEWORK
from assurance.reading.lines import Line, families, place_of, refuse_faults, shortened
from foundation.access import require
from foundation.directory.models import User
from foundation.loading import DryRunError
from foundation.trail import record
from foundation.verbs import verb

BATCH = 500


@verb("assurance.load_framework")
def load_framework(
    *,
    actor: User,
    code: str,
    facts: Mapping[str, Any],
    rows: Iterable[Line],
    version: str = "",
    dry_run: bool = False,
) -> dict[str, int]:
    """Adds or updates a framework and its requirements; requirements missing from the list stay.

    A line is known again by its id in the catalogue, else by its reference, so what is tied to it stays tied. `facts`:
    title, edition, issuer and so on. Returns counts of added, changed and unchanged. Raises ValidationError with one
    sentence per faulty line, under “rows”; then nothing is written.
    """
    require(actor, LOAD_FRAMEWORK)
    lines = list(rows)
    refuse_faults(lines)
    framework = _framework(code, facts)
    counts = _write(framework, lines)
    _note_version(framework, version)
    if dry_run:
        raise DryRunError(counts)
    summary = _("Loaded: %(added)d added, %(changed)d changed, %(unchanged)d unchanged") % counts
    details = counts | ({"version": version} if version else {})
    record(actor=actor, kind="framework.loaded", subject=framework, summary=summary, details=details)
    return counts


@verb("assurance.add_edition")
def add_edition(*, actor: User, title: str, edition: str) -> Framework:
    """Adds an edition by its name alone, without requirements: enough to say what a certificate was granted for."""
    require(actor, LOAD_FRAMEWORK)
    kin = Framework.objects.filter(title=title).order_by("-published_on", "-pk").first()
    framework = Framework(
        code=slugify(f"{title} {edition}").upper()[:50], title=title, edition=edition, issuer=kin.issuer if kin else "–"
    )
    framework.full_clean()
    framework.save()
    record(actor=actor, kind="framework.added", subject=framework, summary=_("Added by its name"))
    return framework


def _note_version(framework: Framework, version: str) -> None:
    if version and framework.source_version != version:
        framework.source_version = version
        framework.save(update_fields=["source_version", "updated_at"])


def _framework(code: str, facts: Mapping[str, Any]) -> Framework:
    """The framework of this code; what is known of it already stays."""
    known = Framework.objects.filter(code=code).first()
    if known is not None:
        return known
    framework = Framework(code=code, **facts)
    framework.full_clean()
    framework.save()
    return framework


def _write(framework: Framework, lines: Sequence[Line]) -> dict[str, int]:
    """Writes what differs, in a few statements however long the list is."""
    found, groups = matched(framework, lines), families(lines)
    fresh: list[Requirement] = []
    changed: list[Requirement] = []
    rows: dict[str, Requirement] = {}
    for order, line in enumerate(lines, start=1):
        row = found.get(line["ref"].strip())
        facts = wanted(line, family=groups[line["ref"].strip()], order=order)
        if row is None:
            row = Requirement(framework=framework, **facts)
            fresh.append(row)
        elif any(getattr(row, key) != value for key, value in facts.items()):
            for key, value in facts.items():
                setattr(row, key, value)
            changed.append(row)
        rows[row.ref] = row
    _check([*fresh, *changed], {line["ref"].strip(): place_of(line, n) for n, line in enumerate(lines, start=2)})
    Requirement.objects.bulk_create(fresh, BATCH)
    Requirement.objects.bulk_update(changed, list(wanted({}, family="", order=0)), BATCH)
    _set_parents(rows, lines)
    return {"added": len(fresh), "changed": len(changed), "unchanged": len(lines) - len(fresh) - len(changed)}


def _check(rows: Iterable[Requirement], places: Mapping[str, str]) -> None:
    """Every value of every row; references are known to stand once."""
    faults: list[str] = []
    for row in rows:
        try:
            row.clean_fields(exclude=["framework", "parent"])
        except ValidationError as error:
            faults += [f"{places[row.ref]}: {text}" for text in error.messages]
    if faults:
        raise ValidationError({"rows": shortened(faults)})


def _set_parents(known: dict[str, Requirement], lines: Sequence[Line]) -> None:
    moved = []
    for line in lines:
        row, parent = known[line["ref"].strip()], known.get(line.get("parent", "").strip())
        if row.parent_id != (parent.pk if parent else None):
            row.parent = parent
            moved.append(row)
    Requirement.objects.bulk_update(moved, ["parent"], BATCH)


@verb("assurance.map_requirements")
def map_requirements(
    *, actor: User, a: Requirement, b: Requirement, relation: str, note: str = ""
) -> RequirementMapping:
    """Says how one requirement relates to another, of another framework."""
    require(actor, LOAD_FRAMEWORK)
    if a.framework_id == b.framework_id:
        raise ValidationError({"b": _("Choose a requirement of another framework.")})
    mapping = RequirementMapping(a=a, b=b, relation=relation, note=note)
    mapping.full_clean()
    mapping.save()
    record(
        actor=actor, kind="requirement.mapped", subject=a, summary=str(mapping), details={"b": b, "relation": relation}
    )
    return mapping


@verb("assurance.unmap_requirements")
def unmap_requirements(*, actor: User, mapping: RequirementMapping, reason: str) -> Requirement:
    """Takes a mapping away, with the reason; returns the requirement it began at."""
    require(actor, LOAD_FRAMEWORK)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: this step needs a reason.")})
    said = _("took away: %(mapping)s: %(reason)s") % {"mapping": mapping, "reason": reason.strip()}
    start, end = mapping.a, mapping.b
    mapping.delete()
    record(actor=actor, kind="requirement.unmapped", subject=start, summary=said, details={"b": end, "reason": reason})
    return start


@verb("assurance.set_transition")
def set_transition(
    *, actor: User, old: Framework, new: Framework, no_new_after: date | None = None, ends_on: date | None = None
) -> EditionTransition:
    """Says when an edition gives way to the next. Source: docs/adr/0001-time-rules.md (T-24)."""
    require(actor, LOAD_FRAMEWORK)
    if no_new_after and ends_on and no_new_after > ends_on:
        raise ValidationError({"no_new_after": _("New certificates end before the edition does.")})
    transition = EditionTransition.objects.filter(old=old, new=new).first() or EditionTransition(old=old, new=new)
    before = {"no_new_after": transition.no_new_after, "ends_on": transition.ends_on}
    transition.no_new_after, transition.ends_on = no_new_after, ends_on
    transition.full_clean()
    transition.save()
    record(
        actor=actor,
        kind="framework.transition_set",
        subject=old,
        summary=_("Transition to %(new)s set") % {"new": new},
        details={"new": new, "before": before, "no_new_after": no_new_after, "ends_on": ends_on},
    )
    return transition


@verb("assurance.activate_framework")
def activate_framework(*, actor: User, framework: Framework, published_on: date) -> Framework:
    """Takes an edition into use that was only prepared, from the day it was published."""
    require(actor, LOAD_FRAMEWORK)
    locked = Framework.objects.select_for_update().get(pk=framework.pk)
    if locked.active:
        raise ValidationError({"published_on": _("This edition is in use already.")})
    locked.active, locked.published_on = True, published_on
    locked.full_clean()
    locked.save()
    record(
        actor=actor,
        kind="framework.activated",
        subject=locked,
        summary=_("Taken into use"),
        details={"published_on": published_on},
    )
    return locked
