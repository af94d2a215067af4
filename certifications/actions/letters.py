"""How a step is recorded on the body's letter: judged, taken, and the letter linked to the certificate."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.actions import link_evidence
from assurance.models import EvidenceLink, EvidenceVersion
from certifications.models import Certificate
from certifications.workflows import CERTIFICATE
from foundation.access import Role
from foundation.clock import EARLIEST
from foundation.directory.models import User


def by_letter(
    certificate: Certificate,
    step: str,
    *,
    actor: User,
    on: date,
    evidence: Iterable[EvidenceVersion],
    reason: str = "",
    changes: dict[str, Any] | None = None,
    **given: Any,
) -> Certificate:
    """Takes a step that a body decided; `given` are the facts of the letter, which the guards judge.

    The letters stay with the file of the certificate, officers are told. Source: S-16.
    """
    letters = list(evidence)
    details = {"letters": [str(letter) for letter in letters], **{name: _told(value) for name, value in given.items()}}
    facts: dict[str, Any] = {"actor": actor, "on": on, "reason": reason, "changes": changes, "details": details}
    given["evidence"] = letters
    CERTIFICATE.move(certificate, step, given=given, notify=officers(certificate, on), **facts)
    attach(letters, certificate, actor=actor, purpose=step)
    return certificate


def _told(value: Any) -> Any:
    return [str(one) for one in value] if isinstance(value, list) else value


def attach(letters: Iterable[EvidenceVersion], certificate: Certificate, *, actor: User, purpose: str) -> None:
    """Links letters to the file of a certificate; what is linked for the same purpose is left alone."""
    links = EvidenceLink.objects.about(certificate).filter(purpose=purpose)
    linked = set(links.values_list("version", flat=True))
    for version in letters:
        if version.pk not in linked:
            link_evidence(actor=actor, version=version, subject=certificate, purpose=purpose)


def officers(certificate: Certificate, on: date) -> list[User]:
    """Who answers for the certificate: the officers of its unit."""
    return list(User.objects.holding(Role.CO, certificate.unit, on))


def insist_on_day(field: str, day: date, *, on: date, first: date | None = None) -> None:
    """Raises ValidationError for a day to come, or before what came before it."""
    if day > on:
        raise ValidationError({field: _("This day is still to come.")})
    if day < (first or EARLIEST):
        raise ValidationError({field: _("This day lies too early. Check the order of the days.")})
