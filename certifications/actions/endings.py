"""What the clock does with certificates: it follows dates, and never decides for a body. Source: domain 2.13."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import ngettext

from assurance.models import EditionTransition
from certifications.actions.letters import officers
from certifications.clocks import edition_alerts
from certifications.models import Certificate
from certifications.permissions import KEEP_CERTIFICATES
from certifications.querysets import GRANTED
from certifications.workflows import CERTIFICATE
from foundation.access import require, robot
from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.steps import standing
from foundation.trail import record
from foundation.verbs import verb

End = Certificate.End
EDITION_ALERT = "certificate.edition_alert"


def settle_predecessor(certificate: Certificate, *, on: date) -> None:
    """What a certificate that has begun follows is superseded at once; one that begins later waits for the clock."""
    before = certificate.predecessor
    if before is not None and standing(before, CERTIFICATE.step("supersede"), actor=robot(), on=on) is None:
        supersede_certificate(actor=robot(), certificate=before, on=on)


@verb("certifications.supersede_certificate")
def supersede_certificate(*, actor: User, certificate: Certificate, on: date) -> Certificate:
    """Ends what another one has followed without a day between."""
    first = certificate.successors.filter(state__in=GRANTED).order_by("effective_from").first()
    begun = first.effective_from if first else on
    return _end(certificate, "supersede", actor=actor, on=on, superseded_on=begun)


@verb("certifications.expire_certificate")
def expire_certificate(*, actor: User, certificate: Certificate, on: date) -> Certificate:
    """Ends a certificate the day after its last one; by its date it may be restored for a while. Source: T-22."""
    return _end(certificate, "expire", actor=actor, on=on, ended_by=End.DATE, ended_on=certificate.expires_on)


@verb("certifications.end_edition")
def end_edition(*, actor: User, certificate: Certificate, on: date) -> Certificate:
    """Ends a certificate with its edition, whatever is printed; nothing restores it. Source: T-24."""
    last = EditionTransition.objects.filter(old=certificate.edition_id, ends_on__lt=on).order_by("ends_on").first()
    day = last.ends_on if last else None
    return _end(certificate, "end_edition", actor=actor, on=on, ended_by=End.EDITION, ended_on=day)


@verb("certifications.lapse_certificate")
def lapse_certificate(*, actor: User, certificate: Certificate, on: date) -> Certificate:
    """Notes that an expired one can no longer be restored: at least stage 2 is needed. Source: T-22."""
    return _end(certificate, "lapse", actor=actor, on=on)


@verb("certifications.pass_cap")
def pass_cap(*, actor: User, certificate: Certificate, on: date) -> Certificate:
    """Sends a certificate back to stage 2 whose majors were not closed within the limit. Source: T-11."""
    return _end(certificate, "pass_cap", actor=actor, on=on, stage2_on=None, cap_on=None)


def _end(certificate: Certificate, step: str, *, actor: User, on: date, **changes: Any) -> Certificate:
    told = officers(certificate, on)
    return CERTIFICATE.move(certificate, step, actor=actor, on=on, changes=changes, details=dict(changes), notify=told)


@verb("certifications.warn_of_limit")
def warn_of_limit(*, actor: User, certificate: Certificate, on: date) -> bool:
    """Tells officers, once for each limit, that a withdrawal is expected; only the body withdraws. Source: T-23."""
    limit = certificate.suspensions.open().values_list("limit_on", flat=True).first()
    facts: dict[str, Any] = {"alert": "withdrawal expected", "limit_on": str(limit)}
    if was_told(certificate, "certificate.warn", **facts):
        return False
    CERTIFICATE.move(certificate, "warn", actor=actor, on=on, details=facts, notify=officers(certificate, on))
    return True


@verb("certifications.warn_of_edition")
def warn_of_edition(*, actor: User, certificate: Certificate, on: date) -> bool:
    """Tells officers 12, 6, 3 and 1 months before the edition of a certificate ends, each once. Source: T-24."""
    require(actor, KEEP_CERTIFICATES, certificate)
    ends = EditionTransition.objects.filter(old=certificate.edition_id, ends_on__gte=on).order_by("ends_on")
    move = ends.select_related("old", "new").first()
    if move is None or move.ends_on is None:
        return False
    begun = [alert for alert in edition_alerts(move.ends_on) if alert.on <= on]
    if not begun:
        return False
    facts: dict[str, Any] = {"months": begun[-1].months_before, "ends_on": str(move.ends_on)}
    if was_told(certificate, EDITION_ALERT, **facts):
        return False
    months = begun[-1].months_before
    sentence = ngettext(
        "%(old)s ends on %(day)s, in about %(months)d month: move to %(new)s",
        "%(old)s ends on %(day)s, in about %(months)d months: move to %(new)s",
        months,
    )
    words = {"old": move.old, "new": move.new, "day": date_format(move.ends_on, "j M Y"), "months": months}
    told: dict[str, Any] = {"details": facts, "notify": officers(certificate, on)}
    record(actor=actor, kind=EDITION_ALERT, subject=certificate, summary=sentence % words, **told)
    return True


def was_told(certificate: Certificate, kind: str, **facts: Any) -> bool:
    """Whether an event of this kind with these facts is in the record of the certificate."""
    known = {f"content__details__{name}": value for name, value in facts.items()}
    return Event.objects.about(certificate).filter(kind=kind, **known).exists()
