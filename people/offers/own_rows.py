"""What training, signing and recognition hold about a person, for the export of one's own data. Source: domain.md 2.21."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person, User
from foundation.own_data import OwnData, offer_own_data
from foundation.words import initials
from people.models import Assignment, Attempt, Attestation, Completion, Nomination, Nominee, Proof

Rows = Iterator[dict[str, Any]]


def courses(person: Person, user: User) -> Rows:
    for one in Assignment.objects.filter(person=person).select_related("course").order_by("assigned_on", "pk"):
        days = {"asked": one.assigned_on, "due": one.due_on, "waived": one.waived_until, "because": one.waived_because}
        said = {"reason": str(one.get_reason_display()), "state": str(one.get_state_display())}
        yield {"course": str(one.course), **said, **days}


def attempts(person: Person, user: User) -> Rows:
    rows = Attempt.objects.filter(assignment__person=person).select_related("assignment__course")
    for one in rows.order_by("at", "pk"):
        yield {"course": str(one.assignment.course), "at": one.at, "score": one.score, "passed": one.passed}


def completions(person: Person, user: User) -> Rows:
    rows = Completion.objects.filter(person=person).select_related("course", "certificate")
    for one in rows.order_by("completed_on", "pk"):
        certificate = one.certificate.number if hasattr(one, "certificate") else ""
        days = {"completed": one.completed_on, "until": one.valid_until, "score": one.score}
        yield {"course": str(one.course), "source": str(one.get_source_display()), **days, "certificate": certificate}


def proofs(person: Person, user: User) -> Rows:
    for one in Proof.objects.filter(person=person).select_related("course").order_by("created_at", "pk"):
        said = {"title": one.title, "issuer": one.issuer, "completed": one.completed_on}
        answer = {"state": str(one.get_state_display()), "because": one.rejected_because}
        yield {"course": str(one.course), **said, **answer}


def signatures(person: Person, user: User) -> Rows:
    rows = Attestation.objects.filter(person=person).select_related("campaign", "version__document")
    for one in rows.order_by("entered_on", "pk"):
        asked = {"title": one.campaign.title, "text": str(one.version), "asked": one.entered_on, "due": one.due_on}
        signed = {"signed": one.signed_at, "sentence": one.sentence, "sha256": one.sha256}
        yield {**asked, "state": str(one.get_state_display()), **signed, "refusal": one.refusal}


def nominations(person: Person, user: User) -> Rows:
    rows = Nomination.objects.filter(nominator=person).prefetch_related("shares__person")
    for one in rows.order_by("ref"):
        named = ", ".join(initials(share.person) for share in one.shares.all())
        said = {"ref": one.ref, "title": one.title, "story": one.story, "kind": str(one.get_kind_display())}
        yield {**said, "named": named, "state": str(one.get_state_display())}


def awards(person: Person, user: User) -> Rows:
    """What was awarded; a nomination that waits stays a surprise, one that was declined is not told."""
    rows = Nominee.objects.filter(person=person, nomination__awarded_on__isnull=False)
    for one in rows.select_related("nomination__nominator").order_by("nomination__awarded_on", "pk"):
        row = one.nomination
        said = {"ref": row.ref, "title": row.title, "story": row.story, "value": str(row.get_band_display())}
        answer = {"consent": str(one.get_consent_display()), "answered": one.answered_on}
        yield {**said, "by": initials(row.nominator), "awarded": row.awarded_on, **answer}


COURSE, STATE, BECAUSE = {"course": _("Course")}, {"state": _("State")}, {"because": _("Why")}
ASKED = {"asked": _("Asked on"), "due": _("Due")}
HELD = {"completed": _("Completed on"), "until": _("Valid until"), "score": _("Score"), "certificate": _("Certificate")}
SIGNED: dict[str, Any] = {
    "signed": _("Signed on"),
    "sentence": _("Sentence"),
    "sha256": "SHA-256",
    "refusal": _("Why it was refused"),
}
STORY = {"ref": _("Reference"), "title": _("Title"), "story": _("Story")}
ANSWER = {"consent": _("May it be shown"), "answered": _("Answered on")}

offer_own_data(
    OwnData(
        "courses",
        _("Courses you are asked to take"),
        COURSE | {"reason": _("Reason")} | STATE | ASKED | {"waived": _("Waived until")} | BECAUSE,
        courses,
        40,
    ),
    OwnData(
        "attempts",
        _("Attempts at questions"),
        COURSE | {"at": _("When"), "score": _("Score"), "passed": _("Passed")},
        attempts,
        41,
    ),
    OwnData("completions", _("What you completed"), COURSE | {"source": _("Source")} | HELD, completions, 42),
    OwnData(
        "proofs",
        _("Proofs of training outside"),
        COURSE | {"title": _("Training"), "issuer": _("Given by"), "completed": _("Completed on")} | STATE | BECAUSE,
        proofs,
        43,
    ),
    OwnData(
        "signatures",
        _("Documents to sign"),
        {"title": _("Campaign"), "text": _("Text")} | ASKED | STATE | SIGNED,
        signatures,
        44,
    ),
    OwnData(
        "nominations",
        _("Nominations you made"),
        STORY | {"kind": _("Kind"), "named": _("For whom")} | STATE,
        nominations,
        45,
    ),
    OwnData(
        "awards",
        _("Awards you got"),
        STORY | {"value": _("Value"), "by": _("Nominated by"), "awarded": _("Awarded on")} | ANSWER,
        awards,
        46,
    ),
)
