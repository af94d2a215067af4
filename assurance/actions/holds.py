"""Legal holds: placed by officers or counsel, lifted by counsel alone; nobody disposes of what is held."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from assurance.models import Evidence, LegalHold
from assurance.permissions import HOLD_EVIDENCE, LIFT_HOLD
from foundation.access import Role, require
from foundation.clock import today
from foundation.directory.models import User
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb


@verb("assurance.place_hold")
def place_hold(*, actor: User, evidence: Evidence, matter: str, reason: str) -> LegalHold:
    """Keeps evidence from being disposed of, for a matter. Versions may still be added. Source: life cycle 2.5, S-15.

    The story of the evidence says that it is held, not why: the matter is for officers and counsel.
    """
    require(actor, HOLD_EVIDENCE, evidence)
    locked = Evidence.objects.select_for_update().get(pk=evidence.pk)
    hold = LegalHold(evidence=locked, matter=matter.strip(), reason=reason.strip(), placed_by=actor)
    hold.full_clean()
    hold.save()
    record(
        actor=actor,
        kind="evidence.held",
        subject=locked,
        summary=_("Placed on legal hold"),
        details={"hold": hold},
        notify=User.objects.holding(Role.LEG, locked.unit, today(locked.unit)),
    )
    return hold


@verb("assurance.lift_hold")
def lift_hold(*, actor: User, hold: LegalHold, reason: str) -> LegalHold:
    """Ends a hold; only counsel does. Raises WrongState when it has ended, ValidationError without a reason."""
    require(actor, LIFT_HOLD, hold.evidence)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: this step needs a reason.")})
    now, because = timezone.now(), reason.strip()
    ended = LegalHold.objects.live().filter(pk=hold.pk)
    if not ended.update(lifted_by=actor, lifted_at=now, lifted_because=because):
        raise WrongState(_("This hold has been lifted already."))
    hold.lifted_by, hold.lifted_at, hold.lifted_because = actor, now, because
    record(
        actor=actor,
        kind="evidence.hold_lifted",
        subject=hold.evidence,
        summary=_("Legal hold lifted"),
        details={"hold": hold},
        notify=[hold.placed_by],
    )
    return hold
