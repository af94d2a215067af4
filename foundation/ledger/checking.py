"""Verify everything: the whole ledger against the database, as a job; what it found stands in the trail, in words."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation import jobs
from foundation.access import require
from foundation.directory.models import User
from foundation.ledger import log
from foundation.ledger.officers import officers_of_all
from foundation.ledger.verify import Damage, verify_all
from foundation.models.ledger import LedgerCheckpoint
from foundation.models.trail import Event
from foundation.models.work import Job
from foundation.permissions import VERIFY_LEDGER
from foundation.trail import record
from foundation.verbs import verb
from foundation.words import number

CHECK = "ledger.verify"
SOUND, DAMAGED = "ledger.verified", "ledger.damaged"
MOST_TOLD = 500


@jobs.job(CHECK, label=gettext_lazy("Verify everything that is sealed"), permission=VERIFY_LEDGER)
def check_everything(job: Job, *, actor: User) -> jobs.Result:
    """Recomputes every entry, tile and signature; the officers are told of damage."""
    size = log.state().size
    damage = verify_all(partial(jobs.progress, job))
    noted = note_check(actor=actor, size=size, damage=damage)
    return jobs.Result(noted.content.summary)


@verb("ledger.note_check")
def note_check(*, actor: User, size: int, damage: list[Damage]) -> Event:
    """Leaves what a full verification found: nothing, or each damage in a sentence, of which the officers are told."""
    require(actor, VERIFY_LEDGER)
    told = [str(one) for one in damage]
    details = {"size": size, "count": len(told), "damage": told[:MOST_TOLD]}
    if not told:
        words = _("Verified %(size)s entries of the ledger: every one is as it was sealed.")
        said = words % {"size": number(size)}
        return record(actor=actor, kind=SOUND, subject=actor, summary=said, details=details)
    words = ngettext(
        "Verified %(size)s entries of the ledger: %(n)d thing does not hold.",
        "Verified %(size)s entries of the ledger: %(n)d things do not hold.",
        len(told),
    )
    said, notify = words % {"size": number(size), "n": len(told)}, officers_of_all()
    return record(actor=actor, kind=DAMAGED, subject=actor, summary=said, details=details, notify=notify)


@dataclass(frozen=True)
class Checked:
    """The last full verification: when, by whom, of how many entries, and what does not hold."""

    at: datetime
    actor: str
    size: int
    count: int
    damage: list[str]


def last_check() -> Checked | None:
    """None when there was none yet (one query)."""
    rows = Event.objects.filter(kind__in=(SOUND, DAMAGED)).select_related("content__actor").order_by("-at", "-pk")
    event = rows.first()
    if event is None or getattr(event, "content", None) is None:
        return None
    said = event.content.details
    return Checked(event.at, str(event.content.actor), said["size"], said["count"], said["damage"])


def newest_with_check() -> LedgerCheckpoint | None:
    """The newest checkpoint with `checked_at` and `checked_as`, moment and kind of the last verification (one query)."""
    last = Event.objects.filter(kind__in=(SOUND, DAMAGED)).order_by("-at", "-pk")
    found = {"checked_at": Subquery(last.values("at")[:1]), "checked_as": Subquery(last.values("kind")[:1])}
    return LedgerCheckpoint.objects.order_by("-pk").annotate(**found).first()


def running() -> Job | None:
    """The verification that waits or runs, whoever asked for it, else the one that ended last (one query)."""
    return Job.objects.filter(kind=CHECK).order_by("-created_at", "-pk").first()


def ask_check(user: User) -> Job:
    """Starts a verification, unless one waits or runs already."""
    present = running()
    if present is not None and present.state in jobs.OPEN:
        return present
    return jobs.start(actor=user, kind=CHECK)
