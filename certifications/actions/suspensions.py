"""What a body does to a certificate that runs: suspends it, reduces its scope, withdraws it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from assurance.models import EvidenceVersion
from certifications.actions.certificates import SEVERAL
from certifications.actions.letters import by_letter, insist_on_day
from certifications.clocks import suspension_limit
from certifications.models import Certificate, ScopeExclusion, Suspension
from certifications.workflows import CERTIFICATE
from foundation.directory.models import User
from foundation.verbs import verb

Letters = Iterable[EvidenceVersion]
Rows = Iterable[models.Model]


def usual_limit(certificate: Certificate, *, since: date, decided_on: date) -> date | None:
    """The limit that the scheme gives a suspension: months count from its start, days from the decision. Source: T-23."""
    scheme = certificate.scheme
    if scheme.suspension_months is not None:
        return suspension_limit(since, months=scheme.suspension_months)
    return suspension_limit(decided_on, days=scheme.suspension_days)


@verb("certifications.suspend_certificate")
def suspend_certificate(
    *,
    actor: User,
    certificate: Certificate,
    since: date,
    decided_on: date,
    evidence: Letters,
    on: date,
    reason: str,
    limit_on: date | None = None,
) -> Certificate:
    """Records a suspension; without a limit in the letter, the scheme's. Where it stays valid, purchasers are to be told.

    Source: T-23.
    """
    letters = list(evidence)
    insist_on_day("decided_on", decided_on, on=on, first=certificate.decision_on)
    insist_on_day("since", since, on=on, first=certificate.effective_from)
    limit = limit_on or usual_limit(certificate, since=since, decided_on=decided_on)
    facts: dict[str, Any] = {"since": since, "decided_on": decided_on, "limit_on": limit}
    by_letter(certificate, "suspend", actor=actor, on=on, evidence=letters, reason=reason, **facts)
    invalidates = certificate.scheme.suspension_invalidates
    suspension = Suspension(certificate=certificate, reason=reason, letter=letters[0], invalidates=invalidates, **facts)
    suspension.full_clean()
    suspension.save()
    return certificate


@verb("certifications.prolong_suspension")
def prolong_suspension(
    *, actor: User, certificate: Certificate, decided_on: date, limit_on: date, evidence: Letters, on: date
) -> Certificate:
    """Records a new limit of a suspension. Refused past what the scheme allows in total. Source: T-23."""
    suspension = _running(certificate)
    insist_on_day("decided_on", decided_on, on=on, first=suspension.decided_on)
    if suspension.limit_on is not None and limit_on <= suspension.limit_on:
        raise ValidationError({"limit_on": _("The new limit lies after the old one.")})
    facts: dict[str, Any] = {"since": suspension.since, "decided_on": decided_on, "limit_on": limit_on}
    by_letter(certificate, "prolong", actor=actor, on=on, evidence=evidence, **facts)
    suspension.decided_on, suspension.limit_on = decided_on, limit_on
    suspension.full_clean()
    suspension.save(update_fields=["decided_on", "limit_on", "updated_at"])
    return certificate


@verb("certifications.lift_suspension")
def lift_suspension(
    *, actor: User, certificate: Certificate, lifted_on: date, evidence: Letters, on: date
) -> Certificate:
    """Records the first day on which the certificate is valid again."""
    letters, suspension = list(evidence), _running(certificate)
    insist_on_day("lifted_on", lifted_on, on=on, first=suspension.since)
    by_letter(certificate, "lift", actor=actor, on=on, evidence=letters, lifted_on=lifted_on)
    _lift(suspension, lifted_on, letters[0])
    return certificate


@verb("certifications.tell_purchasers")
def tell_purchasers(*, actor: User, certificate: Certificate, told_on: date, on: date) -> Certificate:
    """Notes that purchasers know of a suspension that leaves the certificate valid; by a member of staff."""
    suspension = _running(certificate)
    insist_on_day("told_on", told_on, on=on, first=suspension.since)
    CERTIFICATE.move(certificate, "tell_purchasers", actor=actor, on=on, details={"told_on": told_on})
    suspension.purchasers_told_on, suspension.purchasers_told_by = told_on, actor.person
    suspension.full_clean()
    suspension.save(update_fields=["purchasers_told_on", "purchasers_told_by", "updated_at"])
    return certificate


@verb("certifications.reduce_scope")
def reduce_scope(
    *,
    actor: User,
    certificate: Certificate,
    from_on: date,
    evidence: Letters,
    on: date,
    sites: Rows = (),
    processes: Rows = (),
    product_versions: Rows = (),
    builds: Rows = (),
) -> Certificate:
    """Records what the body took out of the scope from a day on; a suspended certificate is valid again for the rest.

    Raises ValidationError for nothing, for what the certificate does not name, and for what is out already.
    """
    letters = list(evidence)
    insist_on_day("from_on", from_on, on=on, first=certificate.effective_from)
    chosen = {"sites": sites, "processes": processes, "product_versions": product_versions, "builds": builds}
    out = [(name, row) for name, rows in chosen.items() for row in rows]
    _insist_on_scope(certificate, out)
    suspension = certificate.suspensions.open().first()
    facts: dict[str, Any] = {"from_on": from_on, "out": [row for _name, row in out]}
    changes = {"scope_reduced": True}
    by_letter(certificate, "reduce_scope", actor=actor, on=on, evidence=letters, changes=changes, **facts)
    _exclude(certificate, out, from_on, letters[0])
    if suspension is not None:
        _lift(suspension, from_on, letters[0])
    return certificate


def _exclude(certificate: Certificate, out: list[tuple[str, models.Model]], day: date, letter: EvidenceVersion) -> None:
    for name, row in out:
        exclusion = ScopeExclusion(certificate=certificate, from_on=day, letter=letter, **{SEVERAL[name]: row})
        exclusion.full_clean()
        exclusion.save()


def _insist_on_scope(certificate: Certificate, out: list[tuple[str, models.Model]]) -> None:
    if not out:
        raise ValidationError(_("Choose what is out of the scope."))
    for name, row in out:
        if not getattr(certificate, name).filter(pk=row.pk).exists():
            raise ValidationError({name: _("The certificate does not name %(what)s.") % {"what": row}})


@verb("certifications.withdraw_certificate")
def withdraw_certificate(
    *, actor: User, certificate: Certificate, withdrawn_on: date, evidence: Letters, on: date, reason: str
) -> Certificate:
    """Records that the body withdrew the certificate; its file is kept from that day on. Source: T-60."""
    insist_on_day("withdrawn_on", withdrawn_on, on=on, first=certificate.effective_from)
    facts: dict[str, Any] = {"withdrawn_on": withdrawn_on}
    return by_letter(
        certificate, "withdraw", actor=actor, on=on, evidence=evidence, reason=reason, changes=facts, **facts
    )


def _running(certificate: Certificate) -> Suspension:
    """The suspension that runs, for this transaction. A certificate without one is in another state anyway."""
    suspension = certificate.suspensions.open().select_for_update(of=("self",)).first()
    return suspension or Suspension(certificate=certificate, since=date.min, decided_on=date.min)


def _lift(suspension: Suspension, day: date, letter: EvidenceVersion) -> None:
    suspension.lifted_on, suspension.lift_letter = max(day, suspension.since), letter
    suspension.full_clean()
    suspension.save(update_fields=["lifted_on", "lift_letter", "updated_at"])
