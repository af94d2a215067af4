"""The log of cases: written in the caller's transaction, of the same shape as the one log, and never in it.

What the house is told is a notice without a name, a reference or a reason. Source: 2.21 (docs/cases.md).
"""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import origin
from foundation.access import colleagues, robot
from foundation.directory.models import User
from foundation.models.trail import Notification
from foundation.rows import pointer
from foundation.trail import digest, plain, record
from people.cases.models import Case, CaseEvent, CaseEventContent, CaseReporter, CaseSubject, Notice

NOTICE = "notice.confidential"


def record_case(
    *,
    actor: User,
    kind: str,
    subject: models.Model,
    summary: str,
    details: dict[str, Any] | None = None,
    notify: Iterable[User] = (),
    at: datetime | None = None,
    **_told: Any,
) -> CaseEvent:
    """Writes one event of a case, and a neutral notice for each of `notify`.

    What reporter and subject do stands there without their name and address: both are sealed. RuntimeError outside a
    transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record_case() needs the transaction of the change it tells of.")
    case = _case_of(subject)
    event = CaseEvent(at=at or timezone.now(), kind=kind, case=case, **pointer(subject))
    content = _content(actor, case, str(summary), details or {})
    event.digest = digest(cast(Any, event), cast(Any, content))
    event.save(force_insert=True)
    content.event = event
    content.save(force_insert=True)
    tell(notify, but=actor)
    return event


def _case_of(subject: Any) -> Case | None:
    if isinstance(subject, Case):
        return subject
    held = getattr(subject, "case", None)
    return held if held is not None else getattr(getattr(subject, "decision", None), "case", None)


def _content(actor: User, case: Case | None, summary: str, details: dict[str, Any]) -> CaseEventContent:
    sealed = _is_sealed(actor, case)
    return CaseEventContent(
        actor=robot() if sealed else actor,
        summary=summary,
        details=plain(details),
        salt=secrets.token_bytes(32),
        ip=None if sealed or actor.kind == User.Kind.ROBOT else origin.address(),
    )


def _is_sealed(actor: User, case: Case | None) -> bool:
    """Whether the name of the actor is one that the case keeps sealed."""
    if case is None or actor.person_id is None:
        return False
    return any(
        seal.objects.filter(case=case, person=actor.person_id).exists()  # type: ignore[attr-defined]
        for seal in (CaseReporter, CaseSubject)
    )


def tell(users: Iterable[User], *, but: User | None = None) -> None:
    """Lets each of them know that there is something to look at; who has not looked since the last time hears nothing."""
    for user in colleagues(users):
        waiting = Notification.objects.filter(user=user, read_at=None, event__kind=NOTICE)
        if (but is not None and user.pk == but.pk) or waiting.exists():
            continue
        notice = Notice.objects.create(user=user)
        record(
            actor=robot(),
            kind=NOTICE,
            subject=notice,
            summary=_("There is something for you to look at."),
            notify=[user],
        )


def log_of(case: Case) -> models.QuerySet[CaseEvent]:
    """The events of a case, newest first, with their content and actors (one query)."""
    return CaseEvent.objects.filter(case=case).select_related("content__actor__person").order_by("-at", "-pk")
