"""The verbs of those who sign: the text opened, signed, refused, taken up again; and of who reminds them."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from assurance.models import EvidenceFile
from foundation.access import Role, require
from foundation.directory.actions.units import officers
from foundation.directory.models import User
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb
from people.models import Attestation, Campaign
from people.permissions import SIGN
from people.texts import text_of
from people.workflows import ATTESTATION

MOST = 200  # reminders of one click


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


@verb("people.remind_late")
def remind_late(*, actor: User, campaign: Campaign, on: date) -> int:
    """Reminds everybody who is late and may be reminded now, as far as `actor` may remind them; returns how many.

    Refused where there is nobody to remind.
    """
    rows = campaign.attestations.all().late(on).at_work(on).under(actor).for_page().order_by("due_on", "pk")[:MOST]
    step = ATTESTATION.step("remind")
    ready = [row for row in rows if ATTESTATION.refusal(row, step, actor=actor, on=on, given={}) is None]
    if not ready:
        raise Refused("M-18", _("There is nobody to remind: whoever is late was reminded within the last week."))
    for row in ready:
        remind_signer(actor=actor, attestation=row, on=on)
    return len(ready)
