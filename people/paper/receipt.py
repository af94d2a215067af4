"""The receipt of a signature: who signed which text with which sentence, and when. Source: domain 2.7."""

from datetime import datetime
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import words
from foundation.directory.models import User
from foundation.reports import typeset
from foundation.rows import Grading
from people.models import Attestation

TEMPLATE = Path(__file__).parent / "receipt.typ"


def receipt_pdf(row: Attestation, *, user: User, at: datetime) -> bytes:
    """One page, in the zone of whoever signed."""
    with timezone.override(row.unit.zone):
        moment, kicker = timezone.localtime(at).replace(microsecond=0), _("Receipt of a signature")
        made = {"moment": words.moment(moment), "zone": moment.tzname() or "UTC", "person": user.person or user.name}
        content = {
            "title": f"{kicker}: {row}",
            "author": row.person.name,
            "kicker": kicker,
            "heading": row.campaign.title,
            "watermark": "",
            "sentence": row.sentence,
            "facts": facts_of(row),
            "note": _(
                "The hash is that of the file that was shown. Whoever has the file can compute it again: equal "
                "hashes mean an equal text."
            ),
            "head": {"left": f"{row.campaign.ref} {row.campaign.title}", "right": str(Grading.INTERNAL.label)},
            "foot": {
                "left": _("Made %(moment)s %(zone)s for %(person)s") % made,
                "pages": _("Page {page} of {pages}"),
                "below": "",
            },
        }
        return typeset(TEMPLATE, content, at=moment)


def facts_of(row: Attestation) -> list[tuple[str, str]]:
    """Everything that the signature says, in words."""
    signed = timezone.localtime(row.signed_at) if row.signed_at else None
    return [
        (_("Signed by"), f"{row.person.name} ({row.person.number})"),
        (_("Account"), row.account.email if row.account else ""),
        (_("Signed at"), f"{words.moment(signed)} {signed.tzname()}" if signed else ""),
        (_("Text"), str(row.version)),
        (_("SHA-256 of the text"), row.sha256),
        (_("Campaign"), str(row.campaign)),
        (_("Asked on"), words.day(row.entered_on)),
        (_("Due"), words.day(row.due_on)),
    ]
