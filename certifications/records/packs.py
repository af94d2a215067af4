"""The page of evidence packs: those that were made, who took them, how far one is, and why none can be made now."""

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from certifications.actions.packs import KEPT_FOR, TAKEN, insist_on_pack
from certifications.models import EvidencePack, Grant
from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.models.work import Job
from foundation.refusals import Conflict

LATELY = 20


class Packs:
    """What the page shows to one reader; only people inside see who took a pack."""

    def __init__(self, grant: Grant, *, user: User) -> None:
        self.grant, self.user = grant, user
        self.rows: list[EvidencePack] = list(grant.packs.for_page()[:LATELY])  # type: ignore[attr-defined]

    @property
    def made(self) -> list[tuple[EvidencePack, bool, list[Event]]]:
        """Each finished pack, whether its file is still kept, and who took it, the first first."""
        now = timezone.now()
        found = [one for one in self.rows if one.made_at is not None and one.job.state == Job.State.DONE]
        return [(one, bool(one.made_at and one.made_at + KEPT_FOR > now), self._taken[str(one.uuid)]) for one in found]

    @property
    def under_way(self) -> Job | None:
        """The newest job that is not done: it waits, runs, or says why it broke off."""
        newest = self.rows[0].job if self.rows else None
        return newest if newest is not None and newest.state != Job.State.DONE else None

    @property
    def is_busy(self) -> bool:
        return self.under_way is not None and self.under_way.state != Job.State.FAILED

    @cached_property
    def refusal(self) -> str | Promise:
        """Why no pack can be made now; empty where one can."""
        try:
            insist_on_pack(actor=self.user, grant=self.grant)
        except Conflict as refusal:
            return refusal.sentence
        except PermissionDenied as refusal:
            if self.user.kind == User.Kind.OUTSIDE:
                return _("Your host lets you look, not take away. Ask %(who)s for a pack.") % {
                    "who": self.grant.requested_by
                }
            return str(refusal)
        return ""

    @cached_property
    def _taken(self) -> dict[str, list[Event]]:
        taken: dict[str, list[Event]] = defaultdict(list)
        if self.user.kind == User.Kind.INSIDE and self.rows:
            rows = (
                Event.objects.about(self.grant).filter(kind=TAKEN).select_related("content__actor").order_by("at", "pk")
            )
            for event in rows:
                taken[event.content.details.get("pack", "")].append(event)
        return taken

    @property
    def progress(self) -> dict[str, Any]:
        """What ui/_progress.html needs."""
        return {"job": self.under_way} if self.under_way is not None else {}
