"""Approvals as people meet them: which wait for me, which I asked for, and what exactly a yes would do."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from foundation import policy, verbs, words
from foundation.access import Bound, Permission, Role, holds, permission, reach
from foundation.approvals import cannot_decide
from foundation.directory.models import Unit, User
from foundation.looks import look
from foundation.models.work import Approval
from foundation.notices import seen_by

WORDS: dict[str, str | Promise] = {
    "audit": _("Audit"),
    "due_step": _("Date to move"),
    "effective_from": _("In force from"),
    "expires_on": _("Accepted until"),
    "finding": _("Finding"),
    "from_on": _("From"),
    "key": _("Policy"),
    "new_due_on": _("New day"),
    "new_type": _("New type"),
    "review_on": _("To be reviewed on"),
    "role": _("Role"),
    "to_on": _("Until"),
    "unit": _("Unit"),
    "user": _("Account"),
    "value": _("New value"),
}
look(
    "event",
    **{
        "approval.asked": ("info", "hand-raised"),
        "approval.given": ("good", "hand-thumb-up"),
        "approval.refused": ("bad", "hand-thumb-down"),
        "approval.withdrawn": ("mute", "arrow-uturn-left"),
    },
)
Closer = Callable[[Approval, date], dict[str, Any] | None]
_closer: dict[str, tuple[str, frozenset[str], Closer]] = {}


def closer_look(verb: str, template: str, *told: str) -> Callable[[Closer], Closer]:
    """Registers what the page of an approval of a verb shows in full: a fragment and its context, None for nothing.

    The parameters named in `told` are said there and left out of the plain pairs.
    """

    def register(function: Closer) -> Closer:
        _closer[verb] = (template, frozenset(told), function)
        return function

    return register


TOLD_ELSEWHERE = {"on", "reason", "step", "subject"}  # in the label, and as the reason


def waiting_for(user: User) -> models.QuerySet[Approval]:
    """What `user` may decide: another person asked, and a role of the permission reaches the subject's unit."""
    waiting = Approval.objects.waiting().not_asked_by(user.person_id)
    term = Q(pk__in=[])
    for name, kind in waiting.order_by().values_list("permission", "subject_type").distinct():
        term |= Q(permission=name, subject_type=kind) & _within(user, permission(name), kind)
    return waiting.filter(term).select_related("asked_by")


def asked_by(user: User) -> models.QuerySet[Approval]:
    """What `user` asked for by whatever account, newest first."""
    own = Approval.objects.filter(asked_by=user.person_id) if user.person_id else Approval.objects.none()
    return own.select_related("asked_by", "decided_by")


def visible_to(user: User) -> models.QuerySet[Approval]:
    """Those one may decide, asked for or has decided."""
    mine = Approval.objects.asked_or_decided_by(user.person_id).values("pk")
    found = Approval.objects.filter(Q(pk__in=waiting_for(user).values("pk")) | Q(pk__in=mine))
    return found.select_related("asked_by", "decided_by")


def _within(user: User, wanted: Permission, kind: int) -> Q:
    """The subjects of a type that lie in a unit where `user` holds a role of the permission.

    A role bound to a test counts for the subjects one may see; the test itself is asked when one decides.
    """
    roles = [role for role in wanted.roles if isinstance(role, Role)]
    tested = [entry.role for entry in wanted.roles if isinstance(entry, Bound)]
    model = ContentType.objects.get_for_id(kind).model_class()
    if model is None:
        return Q(pk__in=[])
    column = _unit_column(model)
    if column is None:
        return Q() if holds(user, *roles) else Q(pk__in=[])
    rows = model._default_manager
    term = Q(subject_uuid__in=rows.filter(reach(user, *roles, unit=column)).values("uuid"))
    if tested and holds(user, *tested):
        term |= Q(subject_uuid__in=rows.visible_to(user).filter(reach(user, *tested, unit=column)).values("uuid"))  # type: ignore[attr-defined]
    return term


def _unit_column(model: type[models.Model]) -> str | None:
    """The column of a row's unit, “” for units themselves, None for rows that belong to none."""
    if model is Unit:
        return ""
    try:
        return model._meta.get_field("unit").name
    except FieldDoesNotExist:
        return None


def consequences(approval: Approval) -> list[tuple[str, str]]:
    """What a yes carries out, as pairs of label and words; rows that have gone are said to be so."""
    elsewhere = TOLD_ELSEWHERE | _closer.get(approval.verb, ("", frozenset(), None))[1]
    told = [(name, value) for name, value in approval.parameters.items() if name not in elsewhere]
    return [(str(WORDS.get(name, name.replace("_", " ").capitalize())), _said(name, value)) for name, value in told]


def _said(name: str, packed: Any) -> str:
    try:
        value = verbs.unpack({name: packed})[name]
    except ObjectDoesNotExist:
        return str(_("no longer there"))
    if name == "key":
        return str(policy.declaration(value).label)
    if name == "role":
        return str(Role(value).label)
    return _words(value)


def _words(value: Any) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return words.moment(value)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, list):
        return ", ".join(_words(one) for one in value) or "–"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_words(one)}" for key, one in value.items())
    return str(value)


def sight_of(approval: Approval, *, actor: User, on: date) -> dict[str, Any]:
    """What the page of an approval shows; `refusal` says why `actor` cannot decide, “” when nothing stands against it."""
    refusal = cannot_decide(approval, actor=actor)
    told = [(_("About"), _about(approval, actor)), *consequences(approval), (_("Reason"), approval.reason)]
    template, _told, look_at = _closer.get(approval.verb, ("", frozenset(), None))
    context = look_at(approval, on) if look_at else None
    return {
        "closer": {"template": template, **context} if context else None,
        "approval": approval,
        "consequences": told,
        "refusal": refusal.sentence if refusal else "",
        "is_waiting": approval.decision == Approval.Decision.WAITING,
        "may_withdraw": approval.decision == Approval.Decision.WAITING and actor.person_id == approval.asked_by_id,
    }


def _about(approval: Approval, actor: User) -> str:
    """The row's name, leading to its page when `actor` may see it."""
    seen = next(iter(seen_by(actor, [approval]).values()), None)
    if seen is None or not hasattr(seen, "get_absolute_url"):
        return str(approval.subject or _("no longer there"))
    return format_html('<a href="{}">{}</a>', seen.get_absolute_url(), seen)
