"""What stands in the way of the steps of a certificate. Source: domain 2.13, S-16, T-20 to T-24."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assurance.models import EditionTransition, EvidenceLink, EvidenceVersion
from audits.models import Finding
from audits.querysets import OPEN_FINDING
from certifications.clocks import (
    CYCLE_MONTHS,
    Renewed,
    is_past_edition,
    latest_expiry,
    longest_suspension,
    renewal,
    restore_until,
)
from certifications.models import Certificate, CycleAudit
from certifications.querysets import GRANTED, ON_PAPER
from foundation.directory.models import User
from foundation.refusals import Given, Refusal

S = Certificate.State
ONE_DAY = timedelta(days=1)


def _said(day: date) -> str:
    return date_format(day, "j M Y")


def no_letter(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    """What a body decided is recorded on its letter, which somebody else has accepted as evidence. Source: S-16.

    A page that only asks which steps there are gives nothing yet.
    """
    if not given:
        return None
    letters: Iterable[Any] = given.get("evidence") or ()  # type: ignore[assignment]
    states = {letter.state for letter in letters}
    if states == {EvidenceVersion.State.ACCEPTED}:
        return _of_another_body(row, letters)
    if not states:
        return Refusal("S-16", _("This is recorded on the body's letter. Choose one that was accepted."), "evidence")
    sentence = _("The letter is on file, but nobody has accepted it yet. Have it accepted, then come back.")
    return Refusal("S-16", sentence, "evidence")


def _of_another_body(row: Certificate, letters: Iterable[EvidenceVersion]) -> Refusal | None:
    """A letter on which the decision of another body was recorded says nothing of this one. Source: S-16."""
    links = EvidenceLink.objects.filter(version__in=[letter.pk for letter in letters]).about_any(
        Certificate, Certificate.objects.exclude(body=row.body_id).values("uuid")
    )
    if not links.exists():
        return None
    return Refusal(
        "S-16", _("This is a letter of another body. Choose one of the body that certifies this."), "evidence"
    )


def cannot_apply(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The body is accredited for the scheme, and what the scheme needs first is there."""
    return _not_accredited(row, on) or _lacks_first(row, on) or no_letter(row, actor=actor, on=on, given=given)


def _not_accredited(row: Certificate, on: Any) -> Refusal | None:
    body = row.body
    if not body.schemes.filter(pk=row.scheme_id).exists():
        words: dict[str, Any] = {"body": body, "scheme": row.scheme}
        return Refusal("accredited", str(_("%(body)s is not accredited for %(scheme)s. Choose another body.")) % words)
    if body.valid_until is not None and body.valid_until < on:
        words = {"body": body, "day": _said(body.valid_until)}
        return Refusal("accredited", str(_("The accreditation of %(body)s ended on %(day)s.")) % words)
    return None


def _lacks_first(row: Certificate, on: date) -> Refusal | None:
    first = row.scheme.precondition
    if first is None:
        return None
    above = Certificate.objects.on_paper().filter(scheme=first, effective_from__lte=on, expires_on__gte=on)
    if any(str(row.unit.path).startswith(path) for path in above.values_list("unit__path", flat=True)):
        return None
    return Refusal("precondition", str(_("%(scheme)s needs to be held first.")) % {"scheme": first})


def majors_open(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Every major of stage 2 is closed, and within six months of its last day. Source: T-11."""
    cap, verified = row.cap_on, given.get("verified_on")
    if cap is not None and isinstance(verified, date) and verified > cap:
        sentence = _("Verified after the limit of %(day)s: stage 2 has to be held again.")
        return Refusal("T-11", str(sentence) % {"day": _said(cap)}, "verified_on")
    audits = CycleAudit.objects.filter(cycle__certificate=row, role=CycleAudit.Role.STAGE2).values("audit")
    left = Finding.objects.filter(audit__in=audits, type=Finding.Type.MAJOR, state__in=OPEN_FINDING)
    refs = ", ".join(left.order_by("ref").values_list("ref", flat=True))
    if refs:
        return Refusal("majors", str(_("Majors of stage 2 are open: %(refs)s.")) % {"refs": refs})
    return no_letter(row, actor=actor, on=on, given=given)


def cannot_grant(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The body was accredited, the printed last day fits the decision, and the edition takes it. Source: T-20, T-24."""
    refusal = _not_accredited(row, given.get("decision_on", on)) or _past_edition(row.edition_id, given)
    refusal = refusal or _printed_too_late(given, months=row.scheme.validity_months)
    return refusal or no_letter(row, actor=actor, on=on, given=given)


def cannot_renew(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Decided while the old one runs, once, and without a day between the two. Source: T-22, T-24."""
    if not given:
        return _followed(row)
    decided: Any = given.get("decision_on")
    if row.expires_on is not None and decided > row.expires_on:
        sentence = _("Decided after %(day)s, the last day of the old one: this restores it, or begins anew.")
        return Refusal("T-22", str(sentence) % {"day": _said(row.expires_on)}, "decision_on")
    return _followed(row) or _unfit(row, given) or no_letter(row, actor=actor, on=on, given=given)


def cannot_move(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    """To another edition within the cycle, whose last day stays. Source: T-24."""
    if given and getattr(given["edition"], "pk", None) == row.edition_id:
        return Refusal("T-24", _("It is of this edition already. Choose the one it moves to."), "edition")
    printed = given.get("expires_on")
    if isinstance(printed, date) and row.expires_on is not None and printed > row.expires_on:
        sentence = _("A move keeps the last day, %(day)s. A later one comes with a recertification.")
        return Refusal("T-20", str(sentence) % {"day": _said(row.expires_on)}, "expires_on")
    return cannot_renew(row, actor=actor, on=on, given=given)


def cannot_restore(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Ended by its date, decided by the limit of the scheme, and not restored already. Source: T-22."""
    limit = restorable_until(row)
    if limit is None:
        return Refusal("T-22", _("This one cannot be restored. Register a new certificate that follows it."))
    if (followed := _followed(row)) is not None:
        return followed
    decided = given.get("decision_on")
    if isinstance(decided, date) and decided > limit:
        sentence = _("It could be restored until %(day)s. Register a new certificate that follows it.")
        return Refusal("T-22", str(sentence) % {"day": _said(limit)}, "decision_on")
    return (_unfit(row, given) if given else None) or no_letter(row, actor=actor, on=on, given=given)


def _followed(row: Certificate) -> Refusal | None:
    if not row.successors.filter(state__in=GRANTED).exists():
        return None
    return Refusal("T-22", _("Another certificate has followed this one already."))


def _unfit(row: Certificate, given: Given) -> Refusal | None:
    """A follower of `row` neither begins too late nor ends too late, and is of an edition that still counts."""
    decided: Any = given["decision_on"]
    begins: Any = given["effective_from"]
    old: Any = row.expires_on
    months = row.scheme.validity_months or CYCLE_MONTHS
    new = renewal(old, decided, months=months, restore_months=row.scheme.restore_months)
    if new.kind is Renewed.IN_TIME and begins > new.effective_from:
        sentence = _("Begin it on %(day)s at the latest, so that no day is left between the two.")
        return Refusal("T-22", str(sentence) % {"day": _said(new.effective_from)}, "effective_from")
    return _past_edition(getattr(given["edition"], "pk", None), given) or _printed_too_late(
        given, months=row.scheme.validity_months, old=old, most=new.expires_on
    )


def _past_edition(edition: int | None, given: Given) -> Refusal | None:
    decided = given.get("decision_on")
    if not isinstance(decided, date):
        return None
    for move in EditionTransition.objects.filter(old=edition).select_related("new").order_by("no_new_after"):
        if is_past_edition(decided, move.no_new_after):
            words = {"day": _said(move.no_new_after), "new": move.new}  # type: ignore[arg-type]
            sentence = _("The edition takes no decisions after %(day)s. Certify against %(new)s.")
            return Refusal("T-24", str(sentence) % words, "decision_on")
    return None


def _printed_too_late(
    given: Given, *, months: int | None, old: date | None = None, most: date | None = None
) -> Refusal | None:
    decided, printed = given.get("decision_on"), given.get("expires_on")
    if months is None or not isinstance(decided, date) or not isinstance(printed, date):
        return None
    limit = most or latest_expiry(decided, months=months, old_expiry=old)
    if printed <= limit:
        return None
    sentence = _("Decided on %(decided)s, it ends on %(limit)s at the latest. Check the letter.")
    words = {"decided": _said(decided), "limit": _said(limit)}
    return Refusal("T-20", str(sentence) % words, "expires_on")


def suspended_too_long(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    """All suspensions in a row stay within what the scheme allows in total. Source: T-23."""
    since, limit = given.get("since"), given.get("limit_on")
    total = row.scheme.suspension_total_months
    if total is not None and isinstance(since, date) and isinstance(limit, date):
        last = longest_suspension(since, total_months=total)
        if last is not None and limit > last:
            sentence = _("Under this scheme the suspension ends on %(day)s at the latest.")
            return Refusal("T-23", str(sentence) % {"day": _said(last)}, "limit_on")
    return no_letter(row, actor=actor, on=on, given=given)


def purchasers_need_not_know(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Only of a suspension that leaves the certificate valid purchasers have to be told, once."""
    if row.suspensions.untold().exists():
        return None
    return Refusal("purchasers", _("Nobody has to be told, or they have been told already."))


def restorable_until(row: Certificate) -> date | None:
    """The last day on which a decision restores an expired certificate; None where nothing does. Source: T-22."""
    if row.state != S.EXPIRED or row.ended_by != Certificate.End.DATE or row.ended_on is None:
        return None
    return restore_until(row.ended_on, restore_months=row.scheme.restore_months)


def cap_not_passed(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    return None if row.cap_on is not None and row.cap_on < on else _too_early()


def not_over(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The day after its last one, unless another one has followed it without a day between."""
    if row.expires_on is None or row.expires_on >= on:
        return _too_early()
    if not_followed(row, actor=actor, on=on, given=given) is None:
        return Refusal("followed", _("Another certificate follows it without a day between."))
    return None


def not_followed(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A successor has begun, at the latest on the day after the last one of this."""
    if row.expires_on is None:
        return _too_early()
    begun = row.successors.filter(state__in=ON_PAPER, effective_from__lte=min(on, row.expires_on + ONE_DAY))
    return None if begun.exists() else Refusal("followed", _("No certificate has followed this one."))


def edition_not_over(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    return None if Certificate.objects.of_ended_edition(on=on).filter(pk=row.pk).exists() else _too_early()


def may_be_restored(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    limit = restorable_until(row)
    return None if limit is not None and limit < on else _too_early()


def limit_not_passed(row: Certificate, *, actor: User, on: date, given: Given) -> Refusal | None:
    return None if row.suspensions.open().filter(limit_on__lt=on).exists() else _too_early()


def _too_early() -> Refusal:
    return Refusal("early", _("The day for this has not come."))
