"""Suppliers from candidate to exit: their facts, the security agreement, assessments, and the steps that hurt."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assurance.actions.evidence import link_evidence
from assurance.models import Assessment, EvidenceLink, EvidenceVersion, Supplier
from assurance.permissions import MANAGE_SUPPLIERS
from assurance.policies import SUPPLIER_CLOCKS
from assurance.workflows import SUPPLIER
from foundation import policy
from foundation.access import require
from foundation.dates import add_months
from foundation.directory.models import Person, Unit, User
from foundation.numbers import next_reference
from foundation.trail import record
from foundation.verbs import verb


@verb("assurance.add_supplier")
def add_supplier(*, actor: User, unit: Unit, owner: Person, name: str, on: date, **fields: Any) -> Supplier:
    """Registers a candidate; `fields` are country, category and criticality."""
    require(actor, MANAGE_SUPPLIERS, unit)
    supplier = Supplier(ref=next_reference("SUP", on.year), unit=unit, owner=owner, name=name.strip(), **fields)
    supplier.full_clean()
    supplier.save()
    summary = _("Supplier registered as a candidate")
    record(actor=actor, kind="supplier.added", subject=supplier, summary=summary, notify=accounts_of(owner))
    return supplier


@verb("assurance.change_supplier")
def change_supplier(*, actor: User, supplier: Supplier, on: date, **fields: Any) -> Supplier:
    """Changes name, country, category, criticality or owner; another criticality moves the next assessment. Source: T-42."""
    locked = Supplier.objects.select_for_update().get(pk=supplier.pk)
    require(actor, MANAGE_SUPPLIERS, locked)
    before = {name: getattr(locked, name) for name in fields}
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    changed = {name: {"from": before[name], "to": value} for name, value in fields.items() if before[name] != value}
    if "criticality" in changed:
        _move_next(locked, on=on)
    if changed:
        told = [*accounts_of(before.get("owner")), *accounts_of(locked.owner)] if "owner" in changed else []
        words = ", ".join(str(Supplier._meta.get_field(name).verbose_name) for name in changed)  # type: ignore[union-attr]
        summary = _("Changed: %(fields)s") % {"fields": words}
        record(actor=actor, kind="supplier.changed", subject=locked, summary=summary, details=changed, notify=told)
    return locked


@verb("assurance.assess_supplier")
def assess_supplier(
    *, actor: User, supplier: Supplier, assessed_on: date, score: int, on: date, note: str = ""
) -> Assessment:
    """Records an assessment; the next one is due by the criticality of the supplier. Source: T-42.

    Raises ValidationError for a day that has not come, or one that has an assessment already.
    """
    require(actor, MANAGE_SUPPLIERS, supplier)
    if assessed_on > on:
        raise ValidationError({"assessed_on": _("This day has not come yet.")})
    if supplier.assessments.filter(on=assessed_on).exists():
        raise ValidationError({"assessed_on": _("An assessment of this day is recorded already.")})
    next_on = add_months(assessed_on, months_between(supplier, on=on))
    facts: dict[str, Any] = {"on": assessed_on, "score": score, "note": note, "next_on": next_on}
    assessment = Assessment(supplier=supplier, assessed_by=actor, **facts)
    assessment.full_clean()
    assessment.save()
    words = {"score": score, "day": date_format(next_on, "j M Y")}
    record(
        actor=actor,
        kind="supplier.assessed",
        subject=supplier,
        summary=_("Assessed with %(score)d of 100; the next is due on %(day)s") % words,
        details={"assessment": assessment, **facts},
        notify=accounts_of(supplier.owner),
    )
    return assessment


@verb("assurance.file_agreement")
def file_agreement(
    *, actor: User, supplier: Supplier, evidence: EvidenceVersion, until: date | None = None
) -> Supplier:
    """Puts a security agreement on file; it counts once somebody has accepted the evidence, and until its last day."""
    locked = Supplier.objects.select_for_update().get(pk=supplier.pk)
    require(actor, MANAGE_SUPPLIERS, locked)
    if until is not None and until < evidence.as_of:
        raise ValidationError({"until": _("An agreement cannot end before the day it speaks for.")})
    locked.agreement, locked.agreement_until = evidence, until
    locked.full_clean()
    locked.save()
    if not EvidenceLink.objects.about(locked).filter(version=evidence, purpose="agreement").exists():
        link_evidence(actor=actor, version=evidence, subject=locked, purpose="agreement")
    summary = _("Security agreement on file, until %(day)s") % {"day": date_format(until, "j M Y")} if until else ""
    record(
        actor=actor,
        kind="supplier.agreed",
        subject=locked,
        summary=summary or _("Security agreement on file, without an end"),
        details={"version": evidence, "until": until},
    )
    return locked


@verb("assurance.watch_supplier")
def watch_supplier(*, actor: User, supplier: Supplier, on: date, reason: str) -> Supplier:
    """It is admitted still, and looked at more closely; its owner is told."""
    return _steer(supplier, "watch", actor=actor, on=on, reason=reason)


@verb("assurance.block_supplier")
def block_supplier(*, actor: User, supplier: Supplier, on: date, reason: str) -> Supplier:
    """It is no source any more and gets no new components; its owner is told. Source: M-43."""
    return _steer(supplier, "block", actor=actor, on=on, reason=reason)


@verb("assurance.exit_supplier")
def exit_supplier(*, actor: User, supplier: Supplier, on: date, reason: str) -> Supplier:
    """Nothing is bought of it any more; its record stays, and its owner is told."""
    return _steer(supplier, "exit", actor=actor, on=on, reason=reason)


def months_between(supplier: Supplier, *, on: date) -> int:
    """The months until the next assessment, by the policy in force on a day. Source: T-42."""
    return int(policy.current(SUPPLIER_CLOCKS, on).value[f"{supplier.criticality}_months"])


def accounts_of(person: Person | None) -> list[User]:
    """The open accounts of a person, to tell them."""
    return [] if person is None else list(person.accounts.filter(is_active=True))


def _steer(supplier: Supplier, step: str, *, actor: User, on: date, reason: str) -> Supplier:
    told = accounts_of(supplier.owner)
    moved: Supplier = SUPPLIER.move(supplier, step, actor=actor, on=on, reason=reason, notify=told)
    return moved


def _move_next(supplier: Supplier, *, on: date) -> None:
    newest = supplier.assessments.order_by("-on", "-pk").first()
    if newest is not None:
        newest.next_on = add_months(newest.on, months_between(supplier, on=on))
        newest.full_clean()
        newest.save()
