"""From a completion to its certificate: set in type, kept in the store, and only then written down."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import files, words
from foundation.directory.models import Unit, User
from foundation.reports import typeset
from people.actions.certificates import issue_certificate, number_of
from people.models import Completion, TrainingCertificate

TEMPLATE = Path(__file__).parent / "paper" / "certificate.typ"


def certify(*, actor: User, completion: Completion, at: datetime) -> TrainingCertificate:
    """The certificate of a completion, made now where there is none yet."""
    kept = TrainingCertificate.objects.filter(completion=completion).first()
    if kept is not None:
        return kept
    name = f"{number_of(completion)}.pdf"
    received = files.receive([paper(completion, at=at)], name=name, content_type="application/pdf")
    facts = files.accept(received)
    files.keep(received, facts)
    return issue_certificate(actor=actor, completion=completion, kept=facts)


def paper(completion: Completion, *, at: datetime) -> bytes:
    """The PDF; what it says of the course is as it was when the course was passed."""
    return typeset(TEMPLATE, content_of(completion, at), at=at.replace(microsecond=0))


def content_of(completion: Completion, at: datetime) -> dict[str, Any]:
    course, person, number = completion.course, completion.person, number_of(completion)
    issuer = Unit.objects.filter(parent=None).order_by("pk").values_list("name", flat=True).first() or ""
    until = words.day(completion.valid_until) if completion.valid_until else _("It has no end")
    moment = timezone.localtime(at)
    address = settings.SITE_URL.rstrip("/") + reverse("people:certificate_check")
    return {
        "title": _("Certificate %(number)s, %(course)s") % {"number": number, "course": course.title},
        "author": issuer,
        "kicker": _("Certificate of training"),
        "says": _("This certifies that"),
        "person": person.name,
        "did": _("has passed the course"),
        "course": course.title,
        "issuer": issuer,
        "facts": [
            (_("Course"), f"{course.code}, {_('version %(number)d') % {'number': completion.version}}"),
            (_("Passed on"), words.day(completion.completed_on)),
            (_("Result"), _("%(score)d %%") % {"score": completion.score or 0}),
            (_("Valid until"), until),
            (_("Number"), number),
        ],
        "watermark": "",
        "head": {"left": issuer, "right": number},
        "foot": {
            "left": _("Made %(moment)s") % {"moment": words.moment(moment)},
            "pages": _("Page {page} of {pages}"),
            "below": _("Check the number at %(address)s") % {"address": address},
        },
    }
