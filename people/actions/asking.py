"""What the clock does for many signers at once: it asks them, asks anew, and asks no longer. Source: M-18, T-31, T-32.

Each verb takes a batch and costs the same few queries for one row as for a thousand.
"""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from foundation import words
from foundation.access import require
from foundation.directory.models import Person, User
from foundation.trail import Told, record_each
from foundation.verbs import verb
from people.actions.following import Batch
from people.clocks import attestation_due, signed_anew_by
from people.models import Attestation, Campaign
from people.permissions import KEEP_ATTESTATIONS, KEEP_CAMPAIGNS
from people.workflows import ATTESTATION

S = Attestation.State


@verb("people.ask_signers")
def ask_signers(*, actor: User, campaign: Campaign, people: Sequence[Person], on: date) -> int:
    """Asks people to sign, each with thirty days, or two weeks from their return if that is later; how many they are."""
    require(actor, KEEP_CAMPAIGNS, campaign)
    batch, version = Batch(people, on), campaign.version
    due = attestation_due(version.effective_from or on, on)
    facts = {"campaign": campaign, "version": version, "entered_on": on}
    rows = [Attestation(person=person, due_on=batch.away(person, due), **facts) for person in people]
    return _ask(rows, batch, actor=actor)


def _ask(rows: list[Attestation], batch: Batch, *, actor: User) -> int:
    made = Attestation.objects.bulk_create(rows)
    lines = [
        Told(
            row,
            _("asked to sign by %(day)s") % {"day": words.day(row.due_on)},
            {"due_on": row.due_on, "version": row.version},
            batch.accounts[row.person_id],
        )
        for row in made
    ]
    return record_each(actor=actor, kind="attestation.asked", told=lines)


@verb("people.ask_no_longer")
def ask_no_longer(*, actor: User, attestations: Sequence[Attestation], on: date) -> int:
    """Cancels what waits for an answer, or was refused; how many of them."""
    return ATTESTATION.move_each(attestations, "cancel", actor=actor)


@verb("people.release_signers")
def release_signers(*, actor: User, attestations: Sequence[Attestation], on: date) -> int:
    """Follows people out of the audience: what is open is cancelled, a signature stays and counts no more."""
    require(actor, KEEP_ATTESTATIONS)
    signed = [row for row in attestations if row.state == S.SIGNED]
    ended = _end(signed, actor=actor, on=on, summary=_("counts no more: no longer in the audience"))
    rest = [row for row in attestations if row.state != S.SIGNED]
    return ended + ask_no_longer(actor=actor, attestations=rest, on=on)


@verb("people.ask_anew")
def ask_anew(*, actor: User, attestations: Sequence[Attestation], on: date) -> int:
    """Asks for the signature of the next year, due when the year of this one is over. Source: T-32."""
    require(actor, KEEP_ATTESTATIONS)
    _end(attestations, actor=actor, on=on, summary=_("asked for the signature of the next year"))
    batch = Batch([row.person for row in attestations], on)
    rows = []
    for row in attestations:
        due = max(signed_anew_by(row.signed_on or on), on)
        facts = {"person": row.person, "campaign": row.campaign, "version": row.version}
        rows.append(Attestation(entered_on=on, due_on=batch.away(row.person, due), **facts))
    return _ask(rows, batch, actor=actor)


def _end(rows: Sequence[Attestation], *, actor: User, on: date, summary: str) -> int:
    Attestation.objects.filter(pk__in=[row.pk for row in rows]).update(ended_on=on)
    return record_each(actor=actor, kind="attestation.ended", told=[Told(row, summary) for row in rows])


@verb("people.move_signing_days")
def move_signing_days(*, actor: User, attestations: Sequence[Attestation], on: date) -> int:
    """Gives people on leave, or just back, two weeks from the return; never an earlier day. Source: T-31, T-32."""
    require(actor, KEEP_ATTESTATIONS)
    batch, lines, moved = Batch([row.person for row in attestations], on), [], []
    for row in attestations:
        before, row.due_on = row.due_on, batch.away(row.person, row.due_on)
        if row.due_on != before:
            moved.append(row)
            said = _("due on %(day)s, after the return") % {"day": words.day(row.due_on)}
            lines.append(Told(row, said, {"due_on": [before, row.due_on]}))
    Attestation.objects.bulk_update(moved, ["due_on"])
    return record_each(actor=actor, kind="attestation.due_moved", told=lines)
