"""What the people in a room leave behind: that they read its rules, and each look at something in it."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from certifications.models import Acknowledgement, Grant
from certifications.permissions import SPEAK_IN_ROOM
from foundation.access import require
from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb

RULES = "2026-11"  # the edition of certifications/_rules.html; a new one is acknowledged anew
LOOKED = "room.looked"
SAME_LOOK = timedelta(minutes=1)
SAID = ("question.", "sample.")
MOST_SAID = 60  # questions, replies and samples of one room within an hour: each is a mail to somebody inside


def has_acknowledged(user: User, grant: Grant) -> bool:
    return grant.acknowledgements.filter(user=user, rules=RULES).exists()


def insist_on_rules(user: User, grant: Grant) -> None:
    """Refused until the rules of the room are acknowledged."""
    if not has_acknowledged(user, grant):
        raise Refused("rules", _("Read and acknowledge the rules of the room first."))


def insist_on_measure(user: User, grant: Grant) -> None:
    """Refused once the room has said more within an hour than anybody could answer."""
    kinds = models.Q(kind__startswith=SAID[0]) | models.Q(kind__startswith=SAID[1])
    lately = Event.objects.filter(kinds, grant_uuid=grant.uuid, at__gt=timezone.now() - timedelta(hours=1))
    if lately.filter(content__actor=user)[:MOST_SAID].count() >= MOST_SAID:
        raise Refused("often", _("That is a lot within an hour. Wait a while, then go on."))


@verb("certifications.acknowledge")
def acknowledge(*, actor: User, grant: Grant) -> Acknowledgement:
    """Notes that the grantee has read the rules and is bound by the agreement, with the hash of its file."""
    require(actor, SPEAK_IN_ROOM, grant)
    found = grant.acknowledgements.filter(user=actor, rules=RULES).first()
    if found is not None:
        return found
    file = grant.nda.files.order_by("pk").first() if grant.nda else None
    row = Acknowledgement(grant=grant, user=actor, rules=RULES, nda_sha256=file.sha256 if file else "")
    row.full_clean()
    row.save()
    record(
        actor=actor,
        kind="room.acknowledged",
        subject=grant,
        summary=_("acknowledged the rules and the agreement on confidentiality"),
        details={"rules": RULES, "nda_sha256": row.nda_sha256},
        grant_uuid=grant.uuid,
    )
    return row


def told_of(actor: User, grant: Grant, row: models.Model) -> models.Model:
    """A look at the room itself is told of the account, so that the story of the grant stays that of its steps."""
    return actor if row == grant else row


def looked_lately(actor: User, grant: Grant, row: models.Model) -> bool:
    """Whether this look is noted already: the same page within a minute is the same look (one query)."""
    since, about = timezone.now() - SAME_LOOK, Event.objects.about(told_of(actor, grant, row))
    return about.filter(kind=LOOKED, grant_uuid=grant.uuid, content__actor=actor, at__gt=since).exists()


@verb("certifications.look_at")
def look_at(*, actor: User, grant: Grant, row: models.Model) -> Event | None:
    """Notes that the grantee looked at something, unless that is noted already."""
    require(actor, SPEAK_IN_ROOM, grant)
    if looked_lately(actor, grant, row):
        return None
    subject, summary = told_of(actor, grant, row), _("looked at %(row)s") % {"row": row}
    return record(actor=actor, kind=LOOKED, subject=subject, summary=summary[:300], grant_uuid=grant.uuid)
