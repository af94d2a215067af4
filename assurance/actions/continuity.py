"""Statements on whether a supplier goes on supplying: recorded word for word, judged by another person."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.actions.evidence import link_evidence
from assurance.actions.suppliers import accounts_of
from assurance.models import ContinuityStatement, EvidenceVersion, Supplier
from assurance.permissions import MANAGE_SUPPLIERS
from assurance.policies import SUPPLIER_CLOCKS
from assurance.workflows import STATEMENT
from foundation import policy
from foundation.access import require
from foundation.dates import last_valid_day
from foundation.directory.models import User
from foundation.trail import record
from foundation.verbs import verb


@verb("assurance.record_statement")
def record_statement(
    *,
    actor: User,
    supplier: Supplier,
    says: str,
    source_kind: str,
    source_on: date,
    received_on: date,
    quote: str,
    on: date,
    evidence: Iterable[EvidenceVersion] = (),
) -> ContinuityStatement:
    """Keeps what was said in its own words; it counts for the months of the policy and waits for somebody else's judgement.

    Raises ValidationError for days that have not come or stand in the wrong order. Source: M-44, T-02.
    """
    require(actor, MANAGE_SUPPLIERS, supplier)
    days = {"source_on": source_on, "received_on": received_on}
    _check_days(days, on)
    until = last_valid_day(source_on, policy.current(SUPPLIER_CLOCKS, source_on).value["statement_months"])
    said = {"says": says, "source_kind": source_kind, "quote": quote.strip()}
    statement = ContinuityStatement(supplier=supplier, recorded_by=actor, valid_until=until, **days, **said)
    statement.full_clean()
    statement.save()
    _tell(statement, actor=actor)
    for version in evidence:
        link_evidence(actor=actor, version=version, subject=statement, purpose="statement")
    return statement


def _check_days(days: Mapping[str, date], on: date) -> None:
    for name, day in days.items():
        if day > on:
            raise ValidationError({name: _("This day has not come yet.")})


@verb("assurance.verify_statement")
def verify_statement(*, actor: User, statement: ContinuityStatement, on: date, reason: str) -> ContinuityStatement:
    """Says that the statement is true to its source; `reason` is how that was checked. Source: S-14, M-44."""
    return _judge(statement, "verify", actor=actor, on=on, reason=reason)


@verb("assurance.contradict_statement")
def contradict_statement(*, actor: User, statement: ContinuityStatement, on: date, reason: str) -> ContinuityStatement:
    """Says that the statement is wrong: it stays on file and counts for nothing any more. Source: S-14."""
    return _judge(statement, "contradict", actor=actor, on=on, reason=reason)


def _tell(statement: ContinuityStatement, *, actor: User) -> None:
    supplier = statement.supplier
    words = {"says": statement.get_says_display(), "source": statement.get_source_kind_display()}
    record(
        actor=actor,
        kind="statement.recorded",
        subject=statement,
        summary=_("recorded a statement on continuity: “%(says)s” (%(source)s)") % words,
        details={"quote": statement.quote, "source_on": statement.source_on, "valid_until": statement.valid_until},
        notify=[user for user in accounts_of(supplier.owner) if user != actor],
    )


def _judge(statement: ContinuityStatement, step: str, *, actor: User, on: date, reason: str) -> ContinuityStatement:
    changes: dict[str, Any] = {"judgement": reason.strip()}
    if step == "verify":
        changes |= {"verified_by": actor, "verified_on": on}
    told = accounts_of(statement.supplier.owner)
    moved: ContinuityStatement = STATEMENT.move(
        statement, step, actor=actor, on=on, reason=reason, notify=told, changes=changes
    )
    return moved
