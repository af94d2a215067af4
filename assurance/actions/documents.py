"""Guiding documents: adding and changing them, writing versions, and the way of a version into effect and out of it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assurance.actions.evidence import Kept, accept_evidence, add_version, link_evidence, upload_evidence
from assurance.actions.guidance import accounts_of, tell_lost, tell_regained, unguided
from assurance.models import Document, DocumentVersion, Evidence, EvidenceVersion
from assurance.permissions import ADD_DOCUMENT, APPROVE_DOCUMENT, WRITE_DOCUMENT
from assurance.workflows import DOCUMENT
from assurance.workflows.documents import writers_of
from foundation.access import permits, require, robot
from foundation.dates import add_months
from foundation.directory.models import Person, Role, Unit, User
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb

S = DocumentVersion.State
PURPOSE = "document"
DAY = timedelta(days=1)


@verb("assurance.add_document")
def add_document(
    *,
    actor: User,
    unit: Unit,
    number: str,
    title: str,
    kind: str,
    owner: Person,
    audience_units: Iterable[Unit] = (),
    audience_roles: Iterable[Any] = (),
    **fields: Any,
) -> Document:
    """Adds a document without a version; it guides nothing before a version is in effect."""
    require(actor, ADD_DOCUMENT, unit)
    document = Document(unit=unit, number=number, title=title, kind=kind, owner=owner, **fields)
    document.full_clean()
    document.save()
    document.audience_units.set(audience_units)
    document.audience_roles.set(audience_roles)
    record(
        actor=actor,
        kind="document.added",
        subject=document,
        summary=_("Document added"),
        details={"number": number},
        notify=accounts_of(owner),
    )
    return document


@verb("assurance.change_document")
def change_document(
    *,
    actor: User,
    document: Document,
    audience_units: Iterable[Unit] | None = None,
    audience_roles: Iterable[Any] | None = None,
    **fields: Any,
) -> Document:
    """Changes what is said about a document; with another period the next review moves along. Source: T-41."""
    locked = Document.objects.select_for_update().get(pk=document.pk)
    require(actor, WRITE_DOCUMENT, locked)
    before = {name: getattr(locked, name) for name in fields}
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    for name, rows in (("audience_units", audience_units), ("audience_roles", audience_roles)):
        if rows is not None:
            getattr(locked, name).set(rows)
    _move_review(locked)
    changed = {name: [before[name], value] for name, value in fields.items() if before[name] != value}
    new_owner = accounts_of(locked.owner) if "owner" in changed else []
    summary = _("Facts changed")
    record(actor=actor, kind="document.changed", subject=locked, summary=summary, details=changed, notify=new_owner)
    return locked


def _move_review(document: Document) -> None:
    version = document.versions.effective().first()
    since = (version.reviewed_on or version.effective_from) if version is not None else None
    if version is not None and since is not None:
        version.next_review_on = add_months(since, document.review_months)
        version.save(update_fields=["next_review_on", "updated_at"])


@verb("assurance.write_version")
def write_version(
    *,
    actor: User,
    document: Document,
    on: date,
    kept: Sequence[Kept] = (),
    change_note: str = "",
    is_major: bool = False,
) -> DocumentVersion:
    """The next version as a draft, with its text where there is one; the first is 1.0. One is written at a time.

    Raises ValidationError without a note of what changed, except for the first version.
    """
    locked = Document.objects.select_for_update().get(pk=document.pk)
    require(actor, WRITE_DOCUMENT, locked)
    last = locked.versions.order_by("-major", "-minor").first()
    if last is not None and not change_note.strip():
        raise ValidationError({"change_note": _("Say what changes, so that readers need not compare.")})
    number = (1, 0) if last is None else (last.major + 1, 0) if is_major else (last.major, last.minor + 1)
    version = DocumentVersion(
        document=locked, major=number[0], minor=number[1], change_note=change_note.strip(), author=actor
    )
    version.full_clean()
    version.save()
    version.writers.add(actor)
    _put_file(actor, version, kept, on)
    summary = _("Wrote version %(label)s") % {"label": version.label}
    record(actor=actor, kind="document.written", subject=version, summary=summary, details={"file": version.file})
    return version


@verb("assurance.revise_version")
def revise_version(
    *, actor: User, version: DocumentVersion, on: date, kept: Sequence[Kept] = (), change_note: str | None = None
) -> DocumentVersion:
    """Puts another text or note into a draft, whose earlier text stays among the evidence; whoever does is a writer of it."""
    locked = DocumentVersion.objects.select_for_update().get(pk=version.pk)
    require(actor, WRITE_DOCUMENT, locked)
    if locked.state != S.DRAFT:
        raise WrongState(_("Only a draft can be changed. Write a new version."))
    if change_note is not None:
        locked.change_note = change_note.strip()
    locked.full_clean()
    locked.save()
    locked.writers.add(actor)
    _put_file(actor, locked, kept, on)
    record(actor=actor, kind="document.revised", subject=locked, summary=_("Draft changed"))
    return locked


def _put_file(actor: User, version: DocumentVersion, kept: Sequence[Kept], on: date) -> None:
    """Keeps the text as evidence, of which only this version speaks."""
    if not kept:
        return
    if version.file is not None:
        paper = add_version(actor=actor, evidence=version.file.evidence, as_of=on, kept=kept)
    else:
        facts = {"kind": Evidence.Kind.DOCUMENT, "grading": version.document.grading}
        title = f"{version.document} {version.label}"[:200]
        paper = upload_evidence(actor=actor, unit=version.unit, title=title, as_of=on, kept=kept, **facts)
    link_evidence(actor=actor, version=paper, subject=version, purpose=PURPOSE)
    version.file = paper
    version.save(update_fields=["file", "updated_at"])


@verb("assurance.submit_document")
def submit_document(*, actor: User, document: DocumentVersion, on: date) -> DocumentVersion:
    """Hands a draft with its text to those who may approve it; they are told."""
    return DOCUMENT.move(document, "submit", actor=actor, on=on, notify=_approvers(document, on, actor))


def _approvers(version: DocumentVersion, on: date, actor: User) -> list[User]:
    officers = User.objects.holding(Role.CO, version.unit, on)
    people = {user.pk: user for user in [*officers, *accounts_of(version.document.owner)]}
    wrote = {user.person_id for user in (actor, *writers_of(version))}
    able = [user for user in people.values() if permits(user, APPROVE_DOCUMENT, version)]
    return [user for user in able if user.person_id not in wrote]


@verb("assurance.return_document")
def return_document(*, actor: User, document: DocumentVersion, on: date, reason: str) -> DocumentVersion:
    """Gives a version back to its author, with what is to be changed."""
    told = [document.author]
    return DOCUMENT.move(document, "request_change", actor=actor, on=on, reason=reason, notify=told)


@verb("assurance.approve_document")
def approve_document(*, actor: User, document: DocumentVersion, on: date, effective_from: date) -> DocumentVersion:
    """Approves a version for a day, today at the earliest; its text is accepted with it. For today it counts at once.

    Raises ValidationError on `effective_from` for a day that is past, or not after every version before it.
    """
    require(actor, APPROVE_DOCUMENT, document)
    Document.objects.select_for_update().get(pk=document.document_id)
    document.refresh_from_db()
    _check_day(document, effective_from, on)
    changes = {"approved_by": actor, "approved_on": on, "effective_from": effective_from}
    told: dict[str, Any] = {"notify": [document.author], "details": {"from_day": effective_from}}
    given = {"effective_from": effective_from}
    DOCUMENT.move(document, "approve", actor=actor, on=on, given=given, changes=changes, **told)
    if document.file is not None and document.file.state == EvidenceVersion.State.SUBMITTED:
        accept_evidence(actor=actor, evidence=document.file, on=on)
    if effective_from == on:
        bring_into_effect(actor=robot(), document=document, on=on)
    return document


def _check_day(version: DocumentVersion, day: date, on: date) -> None:
    if day < on:
        raise ValidationError({"effective_from": _("A version takes effect today at the earliest.")})
    taken = version.siblings().exclude(effective_from=None)
    days = [last or first for first, last in taken.values_list("effective_from", "effective_to")]
    if days and day <= max(days):
        words = {"day": date_format(max(days), "j M Y")}
        raise ValidationError(
            {"effective_from": _("The version before it reaches to %(day)s: choose a later day.") % words}
        )


@verb("assurance.cancel_document")
def cancel_document(*, actor: User, document: DocumentVersion, on: date, reason: str) -> DocumentVersion:
    """Takes an approval back before its day; the version is a draft again."""
    changes = {"approved_by": None, "approved_on": None, "effective_from": None}
    told = [document.author]
    return DOCUMENT.move(document, "cancel", actor=actor, on=on, reason=reason, changes=changes, notify=told)


@verb("assurance.bring_into_effect")
def bring_into_effect(*, actor: User, document: DocumentVersion, on: date) -> DocumentVersion:
    """On its day a version counts, the one before it until the day before; the review clock starts. Source: T-41."""
    parent = Document.objects.select_for_update().get(pk=document.document_id)
    start, without = document.effective_from, unguided(parent)
    before = document.siblings().effective().first()
    if before is not None and start is not None:
        DOCUMENT.move(before, "supersede", actor=actor, on=on, changes={"effective_to": start - DAY})
    review = None if start is None else add_months(start, parent.review_months)
    told = [document.author, *accounts_of(parent.owner)]
    DOCUMENT.move(document, "take_effect", actor=actor, on=on, changes={"next_review_on": review}, notify=told)
    tell_regained(actor=actor, document=parent, controls=without)
    return document


@verb("assurance.confirm_document")
def confirm_document(*, actor: User, document: DocumentVersion, on: date, reason: str) -> DocumentVersion:
    """Reviewed, and nothing has to change: the next review counts from this day. Source: T-41."""
    changes = {"reviewed_on": on, "next_review_on": add_months(on, document.document.review_months)}
    return DOCUMENT.move(document, "confirm", actor=actor, on=on, reason=reason, changes=changes)


@verb("assurance.withdraw_document")
def withdraw_document(*, actor: User, document: DocumentVersion, on: date, reason: str) -> DocumentVersion:
    """From today nothing of it counts; owners of controls that nothing else guides are told. Source: M-07."""
    parent = Document.objects.select_for_update().get(pk=document.document_id)
    since = document.effective_from
    last = on - DAY if since is None else max(on - DAY, since)
    told = [document.author, *accounts_of(parent.owner)]
    changes = {"effective_to": last}
    DOCUMENT.move(document, "withdraw", actor=actor, on=on, reason=reason, changes=changes, notify=told)
    tell_lost(actor=actor, document=parent, controls=unguided(parent))
    return document
