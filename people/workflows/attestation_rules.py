"""What stands in the way of a campaign and of a signature. Source: M-18, T-32."""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assurance.models import DocumentVersion
from foundation.directory.models import User
from foundation.directory.querysets import covers
from foundation.refusals import Given, Refusal
from people.models import Attestation, Campaign
from people.querysets import people_caught
from people.texts import text_of

PROOF_LASTS = timedelta(minutes=15)
BETWEEN_REMINDERS = timedelta(days=7)


def not_openable(row: Campaign, *, actor: User, on: date, given: Given) -> Refusal | None:
    """People sign a text that counts and that they can read on their screen, and somebody has to be asked."""
    if row.version.state != DocumentVersion.State.EFFECTIVE:
        return Refusal("M-18", _("This version is not in effect. Only what counts is signed."))
    if text_of(row.version) is None:
        return Refusal("M-18", _("The text cannot be shown here. Add it as PDF or text, so that people can read it."))
    if not people_caught(row.audience, on, within=row.unit).exists():
        return Refusal("M-18", _("The audience catches nobody today. Change it first."))
    return None


def not_outdated(row: Campaign, *, actor: User, on: date, given: Given) -> Refusal | None:
    if row.version.state == DocumentVersion.State.EFFECTIVE:
        return Refusal("M-18", _("Its text still counts."))
    return None


def not_theirs_to_answer(row: Attestation, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Nobody answers for a campaign or a text that is over, nor after their contract has ended."""
    if row.campaign.state != Campaign.State.OPEN or row.version.state != DocumentVersion.State.EFFECTIVE:
        return Refusal("T-32", _("This text counts no longer. If there is a new one, you are asked to sign that."))
    ends = [day for day in (row.person.left_on, row.person.contract_end) if day is not None]
    if ends and min(ends) < on:
        day = date_format(min(ends), "j M Y")
        return Refusal("M-18", _("Your contract ended on %(day)s: nothing is asked of you any more.") % {"day": day})
    return None


def not_signable(row: Attestation, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A signature needs the very text opened in this session, and a proof of who one is, not older than 15 minutes.

    `shown` is the hash of what the session has shown, `proved_at` when the person last proved who they are.
    Source: domain 2.7.
    """
    refusal = not_theirs_to_answer(row, actor=actor, on=on, given=given)
    if refusal is not None:
        return refusal
    text = text_of(row.version)
    if text is None or given.get("shown") != text.sha256:
        return Refusal("M-18", _("Open the text first: you sign what you have been shown, and nothing else."))
    proved_at, now = given.get("proved_at"), given.get("now")
    if not isinstance(proved_at, datetime) or not isinstance(now, datetime) or now - proved_at > PROOF_LASTS:
        return Refusal("M-18", _("Say once more who you are: a signature needs a proof of the last 15 minutes."))
    return None


def reminded_lately(row: Attestation, on: date) -> bool:
    return row.reminded_on is not None and on - row.reminded_on < BETWEEN_REMINDERS


def not_to_be_reminded(row: Attestation, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Once a week at most, nobody on leave, and only people who can read it."""
    if row.reminded_on is not None and reminded_lately(row, on):
        days = {"on": row.reminded_on, "from": row.reminded_on + BETWEEN_REMINDERS}
        words = {name: date_format(day, "j M Y") for name, day in days.items()}
        return Refusal("M-18", _("Reminded on %(on)s. The next reminder can go out on %(from)s.") % words)
    if row.person.leaves.filter(covers(on)).exists():
        return Refusal("M-18", _("On leave. The day is moved to two weeks after the return."))
    if not row.person.accounts.filter(is_active=True).exists():
        return Refusal("M-18", _("There is no account here to write to. Tell them in another way."))
    return None
