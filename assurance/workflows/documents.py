"""The life cycle of the versions of guiding documents. Source: docs/workflows.md."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assurance import permissions as may
from assurance.models import DocumentVersion, EvidenceVersion
from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow

S = DocumentVersion.State
READABLE = (EvidenceVersion.State.SUBMITTED, EvidenceVersion.State.ACCEPTED)


def not_readable(row: DocumentVersion, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Reviewers need a file that the scanner let through."""
    if row.file is None:
        return Refusal("file", _("There is no file yet. Add the text that reviewers are to read."))
    if row.file.state == EvidenceVersion.State.QUARANTINED:
        return Refusal("file", _("The file is still being scanned. Try again in a few minutes."))
    if row.file.state not in READABLE:
        return Refusal("file", _("The scanner did not pass the file. Add another one."))
    return None


def writers_of(row: DocumentVersion) -> list[User]:
    """Its author, everybody who changed its draft, and who added its file."""
    return [row.author, *row.writers.all(), *([row.file.uploaded_by] if row.file is not None else [])]


def wrote_it(row: DocumentVersion, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Nobody who wrote at a version approves it, by whatever account. Source: S-06."""
    writers = writers_of(row)
    same_person = actor.person_id is not None and actor.person_id in [user.person_id for user in writers]
    if same_person or actor.pk in [user.pk for user in writers]:
        return Refusal("S-06", _("You wrote this version. Somebody else has to approve it."))
    return None


def not_approvable(row: DocumentVersion, *, actor: User, on: date, given: Given) -> Refusal | None:
    return wrote_it(row, actor=actor, on=on, given=given) or not_readable(row, actor=actor, on=on, given=given)


def not_yet(row: DocumentVersion, *, actor: User, on: date, given: Given) -> Refusal | None:
    if row.effective_from is None or row.effective_from > on:
        return Refusal("day", _("The day on which this version takes effect has not come."))
    return None


def not_cancellable(row: DocumentVersion, *, actor: User, on: date, given: Given) -> Refusal | None:
    """An approval is taken back before its day, and only while no other version is being written."""
    if row.effective_from is not None and row.effective_from <= on:
        return Refusal("day", _("The day has come: this version takes effect. Withdraw it afterwards."))
    if row.siblings().in_work().exists():
        return Refusal("in_work", _("Another version of this document is being written. Finish that one first."))
    return None


def successor_is_due(row: DocumentVersion, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The version that takes over today does so first; then it is the one to withdraw."""
    due = row.siblings().filter(state=S.APPROVED, effective_from__lte=on).first()
    if due is None:
        return None
    words = {"version": due.label, "day": date_format(due.effective_from, "j M Y")}
    return Refusal("successor", _("Version %(version)s takes over since %(day)s. Wait until it has.") % words)


DOCUMENT = Workflow(
    "document",
    DocumentVersion,
    S.DRAFT,
    #    name              label                  from              to             who                  extras
    Step(
        "submit",
        _("Submit for review"),
        (S.DRAFT,),
        S.IN_REVIEW,
        may.WRITE_DOCUMENT,
        blocked_by=not_readable,
        verb="assurance.submit_document",
        told=_("submitted it for review"),
    ),
    Step(
        "request_change",
        _("Request a change"),
        (S.IN_REVIEW,),
        S.DRAFT,
        may.APPROVE_DOCUMENT,
        needs_reason=True,
        verb="assurance.return_document",
        told=_("requested a change"),
    ),
    Step(
        "approve",
        _("Approve"),
        (S.IN_REVIEW,),
        S.APPROVED,
        may.APPROVE_DOCUMENT,
        blocked_by=not_approvable,
        verb="assurance.approve_document",
        told=_("approved it"),
    ),
    Step(
        "cancel",
        _("Take the approval back"),
        (S.APPROVED,),
        S.DRAFT,
        may.APPROVE_DOCUMENT,
        needs_reason=True,
        blocked_by=not_cancellable,
        verb="assurance.cancel_document",
        told=_("took the approval back"),
    ),
    Step(
        "take_effect",
        _("Take effect"),
        (S.APPROVED,),
        S.EFFECTIVE,
        may.EFFECT_DOCUMENT,
        blocked_by=not_yet,
        verb="assurance.bring_into_effect",
        told=_("brought it into effect"),
    ),
    Step(
        "supersede",
        _("Supersede"),
        (S.EFFECTIVE,),
        S.SUPERSEDED,
        may.EFFECT_DOCUMENT,
        verb="assurance.bring_into_effect",
        told=_("superseded it by the next version"),
    ),
    Step(
        "confirm",
        _("Confirm without change"),
        (S.EFFECTIVE,),
        None,
        may.CONFIRM_DOCUMENT,
        needs_reason=True,
        verb="assurance.confirm_document",
        second=may.APPROVE_DOCUMENT,
        told=_("reviewed it without change"),
    ),
    Step(
        "withdraw",
        _("Withdraw"),
        (S.EFFECTIVE,),
        S.WITHDRAWN,
        may.APPROVE_DOCUMENT,
        needs_reason=True,
        blocked_by=successor_is_due,
        verb="assurance.withdraw_document",
        told=_("withdrew it"),
    ),
)
