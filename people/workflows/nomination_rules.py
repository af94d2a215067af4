"""What stands in the way of the steps of a nomination. Nothing here is computed from cases. Source: M-21."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from foundation import policy
from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from people.models import Nomination, NominationHold, Nominee
from people.permissions import is_named_in_it, manages_a_nominee, nominated_it
from people.policies import AWARD_CHECK_DAYS

RULE = "M-21"
STILL_CHECKED = Refusal(RULE, _("The checks of this nomination are not finished. Try again in a few days."))


def not_theirs(row: Nomination, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Neither who made it nor who is named in it decides, by whatever account."""
    if nominated_it(actor, row):
        return Refusal(RULE, _("You made this nomination. Somebody else decides on it."))
    if is_named_in_it(actor, row):
        return Refusal(RULE, _("You are nominated here yourself. Somebody else decides on it."))
    return None


def not_theirs_to_lift(row: NominationHold, *, actor: User, on: date, given: Given) -> Refusal | None:
    return not_theirs(row.nomination, actor=actor, on=on, given=given)


def not_themselves(row: Nomination, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Somebody is named, and nobody names themselves."""
    named = set(row.shares.values_list("person", flat=True))
    if not named:
        return Refusal(RULE, _("Name at least one colleague."))
    return nominates_themselves(row.nominator_id, named)


def nominates_themselves(nominator: int | None, named: set[int]) -> Refusal | None:
    if nominator in named:
        return Refusal(RULE, _("Nobody nominates themselves. Ask a colleague who saw it."), "nominees")
    return None


def not_to_award(row: Nomination, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Checked, by neither nominator nor nominee, and the highest award not by a direct manager alone."""
    refusal = not_to_award_together(row, actor=actor, on=on, given=given)
    if refusal is None and row.band == Nomination.Band.TOP and manages_a_nominee(actor, row):
        sentence = _("A direct manager does not give the highest award alone. Award it with a second person.")
        return Refusal(RULE, sentence)
    return refusal


def not_to_award_together(row: Nomination, *, actor: User, on: date, given: Given) -> Refusal | None:
    return not_theirs(row, actor=actor, on=on, given=given) or not_checked(row, on)


def not_checked(row: Nomination, on: date) -> Refusal | None:
    """The days of checks run, or a case officer holds it: the reason is the same, so that nobody can tell."""
    days = policy.current(AWARD_CHECK_DAYS, on).value
    runs = row.reviewed_on is None or on < row.reviewed_on + timedelta(days=days)
    return STILL_CHECKED if runs or NominationHold.objects.in_force().filter(nomination=row).exists() else None


def not_to_publish(row: Nomination, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Everybody named agrees to be shown."""
    missing = row.shares.exclude(consent=Nominee.Consent.GIVEN).select_related("person")
    names = ", ".join(share.person.name for share in missing)
    if not names:
        return None
    return Refusal(RULE, _("Everybody named agrees first. Missing: %(names)s.") % {"names": names})


def agreed_already(row: Nomination, *, actor: User, on: date, given: Given) -> Refusal | None:
    return _answered(row, actor, Nominee.Consent.GIVEN)


def refused_already(row: Nomination, *, actor: User, on: date, given: Given) -> Refusal | None:
    return _answered(row, actor, Nominee.Consent.REFUSED)


def _answered(row: Nomination, actor: User, answer: str) -> Refusal | None:
    for share in row.shares.all():
        if share.person_id == actor.person_id and share.consent == answer:
            return Refusal(
                RULE, _("You said so already: %(answer)s.") % {"answer": share.get_consent_display().lower()}
            )
    return None


def not_to_hold(row: Nomination) -> Refusal | None:
    """Only what waits can be kept waiting."""
    if row.state in (Nomination.State.SUBMITTED, Nomination.State.REVIEWED):
        return None
    return Refusal(RULE, _("Only a nomination that waits for its review or its award can be held."))
