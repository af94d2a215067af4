"""The verbs of those who sign: the text opened, signed, refused, taken up again; and of who reminds them."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from assurance.models import EvidenceFile
from foundation.access import Role, require
from foundation.directory.actions.units import officers
from foundation.directory.models import User
from foundation.trail import record
from foundation.verbs import verb
from people.actions.asking import moved_by_leave
from people.clocks import signed_anew_by
from people.models import Attestation
from people.permissions import KEEP_ATTESTATIONS, SIGN
from people.texts import text_of
from people.workflows import ATTESTATION


@verb("people.open_text")
def open_text(*, actor: User, attestation: Attestation) -> EvidenceFile | None:
    """Notes that the text is shown to whoever is asked to sign it, and returns it; None where it cannot be shown."""
    require(actor, SIGN, attestation)
    text = text_of(attestation.version)
    if text is not None:
        details = {"sha256": text.sha256, "version": attestation.version}
        summary = _("opened the text")
        record(actor=actor, kind="attestation.opened", subject=attestation, summary=summary, details=details)
    return text


@verb("people.sign")
def sign(
    *, actor: User, attestation: Attestation, on: date, shown: str = "", proved_at: datetime | None = None
) -> Attestation:
    """Signs the text that this session has shown with the sentence of the campaign; nothing of it ever changes.

    `shown` is the hash of that text, `proved_at` when the person last said who they are. Source: domain 2.7.
    """
    now = timezone.now()
    sentence = attestation.campaign.statement
    changes = {"sha256": shown, "sentence": sentence, "signed_at": now, "signed_on": on, "account": actor}
    given = {"shown": shown, "proved_at": proved_at, "now": now}
    details = {"sha256": shown, "sentence": sentence, "version": attestation.version}
    return ATTESTATION.move(attestation, "sign", actor=actor, on=on, given=given, changes=changes, details=details)


@verb("people.refuse_to_sign")
def refuse_to_sign(*, actor: User, attestation: Attestation, on: date, reason: str) -> Attestation:
    """Says why one does not sign. The manager and the officers are asked to talk about it; it is no case.

    Source: domain 2.7.
    """
    person = attestation.person
    told = [*officers(person.manager), *User.objects.holding(Role.CO, person.unit, on)]
    changes = {"refusal": reason.strip(), "refused_on": on}
    return ATTESTATION.move(attestation, "refuse", actor=actor, on=on, reason=reason, changes=changes, notify=told)


@verb("people.take_up_again")
def take_up_again(*, actor: User, attestation: Attestation, on: date) -> Attestation:
    """Opens a refusal again, by whoever refused or by an officer after a talk; the day to sign stays."""
    changes = {"refusal": "", "refused_on": None}
    told = officers(attestation.person)
    return ATTESTATION.move(attestation, "take_up", actor=actor, on=on, changes=changes, notify=told)


@verb("people.remind_signer")
def remind_signer(*, actor: User, attestation: Attestation, on: date) -> Attestation:
    """Reminds somebody who has not signed; once a week at most, whoever sends it. Source: M-18."""
    told = officers(attestation.person)
    return ATTESTATION.move(attestation, "remind", actor=actor, on=on, changes={"reminded_on": on}, notify=told)


@verb("people.ask_no_longer")
def ask_no_longer(*, actor: User, attestation: Attestation, on: date) -> Attestation:
    """Cancels what waits for an answer: somebody left the audience, or the campaign has ended."""
    return ATTESTATION.move(attestation, "cancel", actor=actor, on=on)


@verb("people.release_signer")
def release_signer(*, actor: User, attestation: Attestation, on: date) -> Attestation:
    """Follows somebody out of the audience: what is open is cancelled, a signature stays and counts no more."""
    require(actor, KEEP_ATTESTATIONS, attestation)
    if attestation.state != Attestation.State.SIGNED:
        return ask_no_longer(actor=actor, attestation=attestation, on=on)
    _end(attestation, actor=actor, on=on, summary=_("is no longer in the audience"))
    return attestation


@verb("people.ask_anew")
def ask_anew(*, actor: User, attestation: Attestation, on: date) -> Attestation:
    """Asks for the signature of the next year, due when this one's year is over. Source: T-32."""
    require(actor, KEEP_ATTESTATIONS, attestation)
    signed_on = attestation.signed_on or on
    _end(attestation, actor=actor, on=on, summary=_("asks for the signature of the next year"))
    facts = {name: getattr(attestation, name) for name in ("person", "campaign", "version")}
    due = moved_by_leave(max(signed_anew_by(signed_on), on), attestation.person)
    row = Attestation(entered_on=on, due_on=due, **facts)
    row.full_clean()
    row.save()
    told = officers(attestation.person)
    record(actor=actor, kind="attestation.asked", subject=row, summary=_("asks to sign anew"), notify=told)
    return row


def _end(attestation: Attestation, *, actor: User, on: date, summary: str) -> None:
    Attestation.objects.filter(pk=attestation.pk, ended_on=None).update(ended_on=on)
    attestation.ended_on = on
    record(actor=actor, kind="attestation.ended", subject=attestation, summary=summary)


@verb("people.move_due")
def move_due(*, actor: User, attestation: Attestation, on: date) -> Attestation:
    """Gives somebody on leave, or just back, two weeks from the return; never an earlier day. Source: T-31, T-32."""
    require(actor, KEEP_ATTESTATIONS, attestation)
    before, after = attestation.due_on, moved_by_leave(attestation.due_on, attestation.person)
    if after == before:
        return attestation
    Attestation.objects.filter(pk=attestation.pk).update(due_on=after)
    attestation.due_on = after
    details = {"before": before, "after": after}
    record(actor=actor, kind="attestation.moved", subject=attestation, summary=_("moved the day"), details=details)
    return attestation
