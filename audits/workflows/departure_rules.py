"""What stands in the way of moving a date, of a dispute and its decision, and of accepting a risk.

Source: S-07, T-11, T-13.
"""

from datetime import date, timedelta
from typing import cast

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from audits import dues
from audits.caps import KINDS
from audits.models import Finding
from audits.permissions import audits_it, has_to_do_it, running_acceptance
from foundation.dates import ExtensionRefusal, add_months, extension_refusal
from foundation.directory.models import User
from foundation.models.work import Due
from foundation.refusals import Given, Refusal

T = Finding.Type
WITH_DATES = (T.MAJOR, T.MINOR, T.OFI)
LOWER = {T.MAJOR: (T.MINOR, T.OFI, T.OBSERVATION), T.MINOR: (T.OFI, T.OBSERVATION), T.OFI: (T.OBSERVATION,)}
MOST_EXTENSIONS = 2
MOST_MONTHS = 12
MOVED_TWICE = _("Its dates were moved twice. They stand now.")
SENTENCES = {
    ExtensionRefusal.TOO_MANY: MOVED_TWICE,
    ExtensionRefusal.TOO_LATE: _("A date is moved before its day has come."),
    ExtensionRefusal.NOT_LATER: _("Choose a later day than %(due)s."),
    ExtensionRefusal.TOO_LONG: _(
        "All extensions together end on %(limit)s: half of the original period, and no limit of a body."
    ),
}


def date_not_movable(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Twice at most, before the day, half of the original period together, never past the cap. Source: T-13."""
    if row.type not in WITH_DATES:
        return Refusal("type", _("Nothing is due here."))
    granted = _granted(row)
    if granted >= MOST_EXTENSIONS:
        return Refusal("T-13", MOVED_TWICE)
    known = getattr(row, "known_dues", None)  # the page has read them already
    ahead = dues.movable(Due.objects.about(row) if known is None else known, on=on)
    if not ahead:
        return Refusal("T-13", _("No date is ahead that could be moved: it is asked and decided before its day."))
    if "due_step" not in given:
        return None
    due = next((one for one in ahead if one.step == given["due_step"]), None)
    if due is None:
        return Refusal("T-13", SENTENCES[ExtensionRefusal.TOO_LATE], "due_step")
    return _not_so_far(row, due, cast(date, given["new_due_on"]), on=on, granted=granted)


def _granted(row: Finding) -> int:
    known = getattr(row, "extension_count", None)
    return row.extensions.count() if known is None else known


def _not_so_far(row: Finding, due: Due, to: date, *, on: date, granted: int) -> Refusal | None:
    limit = dues.latest(due, row)
    refused = extension_refusal(due.due_on, to, on=on, limit=limit, granted=granted, most=MOST_EXTENSIONS)
    if refused is None:
        return None
    words = {"due": date_format(due.due_on, "j M Y"), "limit": date_format(limit, "j M Y")}
    return Refusal("T-13", SENTENCES[refused] % words, "new_due_on")


def not_to_be_disputed(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Once, and within five working days of the issue."""
    if row.type not in WITH_DATES:
        return Refusal("type", _("An observation asks for nothing and is not disputed."))
    if hasattr(row, "dispute"):
        return Refusal("dispute", _("It was disputed before. The decision of the panel stands."))
    if row.issued_on is None or on <= row.issued_on + timedelta(days=dues.DISPUTE_WORKING_DAYS):
        return None
    last = dues.disputable_until(row)
    words = {"day": date_format(last, "j M Y")}
    return None if on <= last else Refusal("dispute", _("It could be disputed until %(day)s.") % words)


def panel_not_independent(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The officer neither owns the finding nor audited; the minutes say why. Source: S-07."""
    if has_to_do_it(actor, row) or actor.person_id in (None, row.raised_by_id):
        return Refusal("S-07", _("You answer for this finding or raised it. Another officer sits on the panel (S-07)."))
    if audits_it(actor, row):
        return Refusal("S-07", _("You audited here. Another officer sits on the panel (S-07)."))
    if given and not str(given.get("minutes", "")).strip():
        return Refusal(
            "minutes", _("The minutes of the panel stay with its decision. Write what was considered."), "minutes"
        )
    return None


def not_downgradable(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    refusal = panel_not_independent(row, actor=actor, on=on, given=given)
    if refusal is None and given and given.get("new_type") not in LOWER[T(row.type)]:
        return Refusal("new_type", _("Choose a lower type than the present one."), "new_type")
    return refusal


def risk_not_acceptable(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Never for what an outside body found; at most twelve months, with a review on the way."""
    if not row.is_nonconformity:
        return Refusal("type", _("Only the risk of a nonconformity is accepted."))
    if row.audit.is_external:
        return Refusal("external", _("Somebody outside found this. Its risk is not ours to accept."))
    if "expires_on" not in given:
        return None
    last = add_months(on, MOST_MONTHS)
    expires, review = cast(date, given["expires_on"]), cast(date, given["review_on"])
    if not on < expires <= last:
        words = {"day": date_format(last, "j M Y")}
        return Refusal("expiry", _("Accept it until a day from tomorrow to %(day)s.") % words, "expires_on")
    if not on < review <= expires:
        return Refusal("review", _("The review lies between tomorrow and the end of the acceptance."), "review_on")
    return None


def risk_still_accepted(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The day after the acceptance ends the finding is open again, or when it is ended early."""
    running = running_acceptance(row)
    if running is None or on > running.expires_on or given.get("early"):
        return None
    words = {"day": date_format(running.expires_on, "j M Y")}
    return Refusal("expiry", _("Its risk is accepted until %(day)s.") % words)


def review_not_due(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    """From the review day on."""
    running = running_acceptance(row)
    if running is None or on >= running.review_on:
        return None
    words = {"day": date_format(running.review_on, "j M Y")}
    return Refusal("review", _("Its review is on %(day)s.") % words)


def no_outside_limit(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Only what an outside body found has a limit of that body. Source: T-11."""
    if not row.is_nonconformity:
        return Refusal("type", _("Nothing is due here."))
    if not row.audit.is_external:
        return Refusal("type", _("Only a body from outside sets a limit."))
    wanted = KINDS.get(given.get("cap_source"))  # type: ignore[call-overload]
    if wanted is not None and (row.type != T.MAJOR or row.audit.kind != wanted):
        words = {"kind": wanted.label.lower()}
        return Refusal("T-11", _("This limit holds for majors of a %(kind)s alone.") % words, "cap_source")
    return None
