"""The life cycle of a certificate: prepared, decided by its body, running, at its end. Source: domain 2.13.

What a body decides is recorded on its letter (S-16); the clock takes only the steps that follow from dates.
"""

from django.utils.translation import gettext_lazy as _

from certifications import permissions as may
from certifications.models import Certificate
from certifications.workflows import certificate_rules as rules
from foundation.workflow import Step, Workflow

S = Certificate.State
RUNNING = (S.ACTIVE, S.SUSPENDED)


def recorded(
    name: str, label: object, sources: tuple[str, ...], target: str | None, told: object, **more: object
) -> Step:
    """A step that an officer takes on the body's letter."""
    facts = {"blocked_by": rules.no_letter, "verb": f"certifications.{VERBS.get(name, name)}", "told": told, **more}
    return Step(name, label, sources, target, may.MANAGE_CERTIFICATES, **facts)  # type: ignore[arg-type]


def dated(name: str, label: object, sources: tuple[str, ...], target: str | None, told: object, guard: object) -> Step:
    """A step of the clock, which follows from dates and needs no letter."""
    verb = f"certifications.{VERBS[name]}" if name in VERBS else None
    facts = {"blocked_by": guard, "verb": verb, "told": told}
    return Step(name, label, sources, target, may.KEEP_CERTIFICATES, **facts)  # type: ignore[arg-type]


VERBS = {
    "apply": "apply_for_certificate",
    "grant": "record_grant",
    "refuse": "record_refusal",
    "suspend": "suspend_certificate",
    "prolong": "prolong_suspension",
    "lift": "lift_suspension",
    "withdraw": "withdraw_certificate",
    "recertify": "record_recertification",
    "restore": "restore_certificate",
    "pass_cap": "pass_cap",
    "warn": "warn_of_limit",
    "supersede": "supersede_certificate",
    "expire": "expire_certificate",
    "end_edition": "end_edition",
    "lapse": "lapse_certificate",
}

CERTIFICATE = Workflow(
    "certificate",
    Certificate,
    S.PLANNED,
    #        name           label                       from                 to
    recorded("apply", _("Record the application"), (S.PLANNED,), S.APPLIED, _("recorded the application"),
             blocked_by=rules.cannot_apply),
    recorded("record_stage1", _("Record stage 1"), (S.APPLIED,), S.STAGE1_DONE, _("recorded stage 1")),
    recorded("record_stage2", _("Record stage 2 without a major"), (S.STAGE1_DONE,), S.AWAITING_DECISION,
             _("recorded stage 2 without a major")),
    recorded("record_major", _("Record stage 2 with a major"), (S.STAGE1_DONE,), S.MAJOR_OPEN,
             _("recorded stage 2 with a major")),
    recorded("verify_majors", _("Record that the majors are closed"), (S.MAJOR_OPEN,), S.AWAITING_DECISION,
             _("recorded that the majors are closed"), blocked_by=rules.majors_open),
    dated("pass_cap", _("Limit of stage 2 passed"), (S.MAJOR_OPEN,), S.STAGE1_DONE,
          _("noted that the majors were not closed in time; stage 2 has to be held again"), rules.cap_not_passed),
    recorded("grant", _("Record the certificate"), (S.AWAITING_DECISION,), S.ACTIVE, _("recorded the certificate"),
             blocked_by=rules.cannot_grant),
    recorded("refuse", _("Record that it was refused"), (S.AWAITING_DECISION,), S.REFUSED,
             _("recorded that it was refused"), needs_reason=True),
    recorded("recertify", _("Record the recertification"), (S.ACTIVE,), None, _("recorded the recertification"),
             blocked_by=rules.cannot_renew),
    recorded("record_transition", _("Record the move to another edition"), (S.ACTIVE,), None,
             _("recorded the move to another edition"), blocked_by=rules.cannot_move),
    recorded("suspend", _("Record the suspension"), (S.ACTIVE,), S.SUSPENDED, _("recorded the suspension"),
             blocked_by=rules.suspended_too_long, needs_reason=True),
    recorded("lift", _("Record that it is valid again"), (S.SUSPENDED,), S.ACTIVE,
             _("recorded the end of the suspension")),
    recorded("prolong", _("Record a longer suspension"), (S.SUSPENDED,), None, _("recorded a longer suspension"),
             blocked_by=rules.suspended_too_long),
    Step("tell_purchasers", _("Note that purchasers were told"), (S.SUSPENDED,), None, may.MANAGE_CERTIFICATES,
         blocked_by=rules.purchasers_need_not_know, verb="certifications.tell_purchasers",
         told=_("noted that purchasers were told")),
    dated("warn", _("Limit of the suspension passed"), (S.SUSPENDED,), None,
          _("The limit of the suspension has passed: withdrawal expected"), rules.limit_not_passed),
    recorded("reduce_scope", _("Record a smaller scope"), RUNNING, S.ACTIVE, _("recorded a smaller scope")),
    recorded("withdraw", _("Record the withdrawal"), RUNNING, S.WITHDRAWN, _("recorded the withdrawal"),
             needs_reason=True),
    dated("supersede", _("Followed by another"), RUNNING, S.SUPERSEDED, _("was followed by another certificate"),
          rules.not_followed),
    dated("expire", _("Last day passed"), RUNNING, S.EXPIRED, _("ended with its last day"), rules.not_over),
    dated("end_edition", _("Edition ended"), RUNNING, S.EXPIRED, _("ended with its edition"), rules.edition_not_over),
    recorded("restore", _("Record the restoration"), (S.EXPIRED,), None, _("recorded the restoration"),
             blocked_by=rules.cannot_restore),
    dated("follow", _("Follows another"), (S.PLANNED,), S.ACTIVE, _("began as the one that follows"), rules.no_letter),
    dated("lapse", _("No longer restorable"), (S.EXPIRED,), S.LAPSED, _("can no longer be restored"),
          rules.may_be_restored),
)  # fmt: skip
