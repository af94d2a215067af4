"""The verbs of a statement of applicability: begun, written line by line, submitted, approved for good, revised."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.models import Framework, Requirement
from audits.paper import digest_of
from certifications.applicability import content_of, controls_of, missing_from, surplus_in
from certifications.backing import backing_of
from certifications.models import SoaLine, StatementOfApplicability
from certifications.permissions import APPROVE_SOA, WRITE_SOA
from certifications.workflows import SOA
from foundation.access import require, robot
from foundation.directory.models import Person, Role, Unit, User
from foundation.numbers import next_reference
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb

PREFIX = "SOA"
S = StatementOfApplicability.State
SAID = ("applicable", "reasons", "inclusion", "exclusion", "implementation")  # what a line says


@verb("certifications.start_soa")
def start_soa(
    *, actor: User, unit: Unit, framework: Framework, title: str, scope: str, on: date
) -> StatementOfApplicability:
    """The first version of a statement, a draft with a line for each control of the framework.

    Raises ValidationError for a framework without controls, such as one of clauses alone.
    """
    require(actor, WRITE_SOA, unit)
    controls = list(controls_of(framework))
    if not controls:
        raise ValidationError({"framework": _("This framework has no controls to decide on.")})
    facts = {"unit": unit, "framework": framework, "title": title, "scope": scope}
    soa = StatementOfApplicability(ref=next_reference(PREFIX, on.year), **facts)
    _begin(soa, controls, actor=actor)
    record(actor=actor, kind="soa.started", subject=soa, summary=_("began it"), details={"lines": len(controls)})
    return soa


@verb("certifications.revise_soa")
def revise_soa(*, actor: User, soa: StatementOfApplicability, on: date) -> StatementOfApplicability:
    """The next version as a draft: the lines of this one, and an empty line for each control that is new.

    Raises WrongState unless this one is in force, ValidationError while another version is being written.
    """
    before = _locked(soa)
    require(actor, WRITE_SOA, before)
    if before.state != S.APPROVED:
        raise WrongState(_("The next version begins with the one that is in force."))
    facts = {key: getattr(before, key) for key in ("ref", "unit", "framework", "title", "scope")}
    after = StatementOfApplicability(number=before.number + 1, previous=before, **facts)
    _begin(after, list(controls_of(before.framework)), actor=actor, like=before)
    summary = _("began version %(number)d") % {"number": after.number}
    record(actor=actor, kind="soa.started", subject=after, summary=summary, details={"previous": before.number})
    return after


def _begin(
    soa: StatementOfApplicability,
    controls: list[Requirement],
    *,
    actor: User,
    like: StatementOfApplicability | None = None,
) -> None:
    soa.full_clean()
    soa.save()
    known = {line.requirement_id: line for line in SoaLine.objects.filter(soa=like)} if like else {}
    _add_lines(soa, controls, known)
    _note_editor(soa, actor)


def _add_lines(soa: StatementOfApplicability, controls: list[Requirement], known: dict[int, SoaLine]) -> None:
    lines = [SoaLine(soa=soa, requirement=control) for control in controls]
    for line in lines:
        earlier = known.get(line.requirement_id)
        for name in SAID if earlier else ():
            setattr(line, name, getattr(earlier, name))
    SoaLine.objects.bulk_create(lines)


@verb("certifications.change_soa")
def change_soa(
    *, actor: User, soa: StatementOfApplicability, title: str, scope: str, on: date
) -> StatementOfApplicability:
    """Changes what a draft is called and what it covers."""
    SOA.move(soa, "change", actor=actor, on=on, changes={"title": title, "scope": scope})
    soa.full_clean()
    _note_editor(soa, actor)
    return soa


@verb("certifications.edit_soa_line")
def edit_soa_line(*, actor: User, line: SoaLine, **said: Any) -> SoaLine:
    """Saves any of `applicable`, `reasons`, `inclusion`, `exclusion` and `implementation`; the rest stays.

    Whoever does becomes an editor, who does not approve it. Raises WrongState unless its version is a draft.
    """
    soa = _draft(line.soa, actor)
    locked = SoaLine.objects.select_for_update(of=("self",)).select_related("requirement").get(pk=line.pk)
    changed = _say(locked, said)
    locked.soa = soa
    locked.full_clean()
    if changed:
        locked.save()
        _note_editor(soa, actor)
        summary = _("changed the line of %(control)s") % {"control": locked.requirement.ref}
        record(actor=actor, kind="soa.line_changed", subject=locked, summary=summary, details=changed)
    return locked


@verb("certifications.edit_soa_lines")
def edit_soa_lines(*, actor: User, soa: StatementOfApplicability, lines: Iterable[SoaLine], **said: Any) -> int:
    """Says the same of several lines of a draft; returns how many of them said something else before."""
    held = _draft(soa, actor)
    chosen = [line.pk for line in lines]
    if not chosen:
        raise ValidationError({"lines": _("Tick at least one line.")})
    if not said:
        raise ValidationError({"lines": _("Choose what the ticked lines are to say.")})
    rows = SoaLine.objects.select_for_update(of=("self",)).filter(soa=held, pk__in=chosen)
    changed = [line for line in rows.select_related("requirement").order_by("pk") if _say(line, said)]
    _write_lines(changed)
    if changed:
        _note_editor(held, actor)
        details = {"lines": [line.requirement.ref for line in changed], "said": said}
        summary = _("set %(count)d lines at once") % {"count": len(changed)}
        record(actor=actor, kind="soa.lines_set", subject=held, summary=summary, details=details)
    return len(changed)


@verb("certifications.follow_matrix")
def follow_matrix(*, actor: User, soa: StatementOfApplicability, on: date) -> StatementOfApplicability:
    """Sets the implementation of the lines that apply to what their cells speak for, as far as the actor sees them."""
    backing = backing_of(soa, actor, on)
    rows = SoaLine.objects.select_for_update(of=("self",)).filter(soa=soa).in_order()
    differing = [line for line in rows if backing[line.requirement_id].differs_from(line)]
    details = {"lines": [line.requirement.ref for line in differing]}
    SOA.move(soa, "follow_matrix", actor=actor, on=on, details=details)
    for line in differing:
        line.implementation = backing[line.requirement_id].proposed
    _write_lines(differing)
    _note_editor(soa, actor)
    return soa


@verb("certifications.match_framework")
def match_framework(*, actor: User, soa: StatementOfApplicability, on: date) -> StatementOfApplicability:
    """Adds the controls that the framework has by now, and takes out the lines of those it has no more."""
    added, gone = list(missing_from(soa)), surplus_in(soa)
    details = {"added": [row.ref for row in added], "removed": [line.requirement.ref for line in gone.in_order()]}  # type: ignore[attr-defined]
    SOA.move(soa, "match_framework", actor=actor, on=on, details=details)
    gone.delete()  # lines of a draft, which nothing rests on
    _add_lines(soa, added, {})
    _note_editor(soa, actor)
    return soa


@verb("certifications.submit_soa")
def submit_soa(*, actor: User, soa: StatementOfApplicability, on: date) -> StatementOfApplicability:
    """Puts a draft before the officers who did not write at it. Refused while a line does not say why."""
    wrote = [actor.person_id, *soa.editors.values_list("pk", flat=True)]
    told = User.objects.holding(Role.CO, soa.unit, on).exclude(person__in=[one for one in wrote if one])
    SOA.move(soa, "submit", actor=actor, on=on, notify=told, changes={"submitted_by": actor.person})
    return soa


@verb("certifications.return_soa")
def return_soa(*, actor: User, soa: StatementOfApplicability, on: date, reason: str) -> StatementOfApplicability:
    """Gives a version back to those who wrote it, with what is to be changed."""
    SOA.move(soa, "return", actor=actor, on=on, reason=reason, notify=_writers(soa))
    return soa


@verb("certifications.approve_soa")
def approve_soa(*, actor: User, soa: StatementOfApplicability, on: date) -> StatementOfApplicability:
    """Puts a version in force for good and keeps what it says with its hash; the one before it is superseded.

    Refused for who wrote at it (S-06), and while a control has no line or a line does not say why (M-16).
    """
    require(actor, APPROVE_SOA, soa)
    before = StatementOfApplicability.objects.select_for_update().filter(ref=soa.ref, state=S.APPROVED).first()
    soa.refresh_from_db(from_queryset=StatementOfApplicability.objects.select_for_update(of=("self",)))
    SOA.check(soa, SOA.step("approve"), actor=actor, on=on, reason="", given={})
    if before is not None:
        supersede_soa(actor=robot(), soa=before, on=on)
    content = content_of(soa) | {"approver": str(actor.person), "approved_on": on.isoformat()}
    kept = {"approver": actor.person, "approved_on": on, "content": content, "sha256": digest_of(content)}
    details = {"sha256": kept["sha256"], "lines": len(content["lines"])}
    SOA.move(soa, "approve", actor=actor, on=on, changes=kept, details=details, notify=_writers(soa))
    return soa


@verb("certifications.supersede_soa")
def supersede_soa(*, actor: User, soa: StatementOfApplicability, on: date) -> StatementOfApplicability:
    """Says that the next version took the place of this one; only its approval does."""
    SOA.move(soa, "supersede", actor=actor, on=on)
    return soa


def _locked(soa: StatementOfApplicability) -> StatementOfApplicability:
    rows = StatementOfApplicability.objects.select_for_update(of=("self",)).select_related("unit", "framework")
    return rows.get(pk=soa.pk)


def _draft(soa: StatementOfApplicability, actor: User) -> StatementOfApplicability:
    """The version under its lock, for who may write at it now."""
    held = _locked(soa)
    require(actor, WRITE_SOA, held)
    if held.state != S.DRAFT:
        raise WrongState(_("Only a draft is changed. Have it sent back, or begin a new version."))
    return held


def _say(line: SoaLine, said: dict[str, Any]) -> dict[str, Any]:
    """Puts it into the line; gives what that changes as old and new."""
    changed = {}
    for name, value in said.items():
        clean = value.strip() if isinstance(value, str) else value
        if getattr(line, name) != clean:
            changed[name] = [getattr(line, name), clean]
            setattr(line, name, clean)
    return changed


def _write_lines(lines: list[SoaLine]) -> None:
    for line in lines:
        line.clean_fields()
    SoaLine.objects.bulk_update(lines, SAID)


def _note_editor(soa: StatementOfApplicability, actor: User) -> None:
    if actor.person_id is not None:
        soa.editors.add(actor.person_id)


def _writers(soa: StatementOfApplicability) -> list[User]:
    people = Person.objects.filter(pk__in=[soa.submitted_by_id, *soa.editors.values_list("pk", flat=True)])
    return list(User.objects.filter(person__in=people, is_active=True).order_by("pk"))
