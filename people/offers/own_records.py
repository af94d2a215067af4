"""What training, signing and recognition hold about a person, for the export of one's own data. Source: domain 2.21 (6).

Nothing of a nomination that is not awarded yet: nobody named in one is told of it.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person, User
from foundation.own_data import OwnData, offer_own_data
from foundation.words import initials
from people.models import Assignment, Attempt, Attestation, Completion, Nomination, Nominee, Proof
from people.querysets.nomination import AWARDED

Rows = Iterator[dict[str, Any]]


def asked(person: Person, user: User) -> Rows:
    for row in Assignment.objects.filter(person=person).select_related("course").order_by("assigned_on", "pk"):
        days = {"asked": row.assigned_on, "due": row.due_on, "counts_until": row.released_on}
        waiver = {"waived_until": row.waived_until, "because": row.waived_because}
        said = {"reason": str(row.get_reason_display()), "state": str(row.get_state_display())}
        yield {"course": str(row.course)} | said | days | waiver


def attempts(person: Person, user: User) -> Rows:
    rows = Attempt.objects.filter(assignment__person=person).select_related("assignment__course")
    for row in rows.order_by("at", "pk"):
        yield {"course": str(row.assignment.course), "at": row.at, "score": row.score, "passed": row.passed}


def completions(person: Person, user: User) -> Rows:
    for row in Completion.objects.filter(person=person).select_related("course").order_by("completed_on", "pk"):
        days = {"on": row.completed_on, "valid_until": row.valid_until}
        yield {"course": str(row.course), "score": row.score, "by": str(row.get_source_display())} | days


def proofs(person: Person, user: User) -> Rows:
    for row in Proof.objects.filter(person=person).select_related("course").order_by("created_at", "pk"):
        said = {"state": str(row.get_state_display()), "because": row.rejected_because, "decided": row.decided_on}
        yield {"course": str(row.course), "title": row.title, "issuer": row.issuer, "on": row.completed_on} | said


def signatures(person: Person, user: User) -> Rows:
    rows = Attestation.objects.filter(person=person).select_related("campaign", "version__document")
    for row in rows.order_by("entered_on", "pk"):
        days = {"asked": row.entered_on, "due": row.due_on, "reminded": row.reminded_on, "signed": row.signed_at}
        signed = {"sentence": row.sentence, "sha256": row.sha256, "counts_until": row.ended_on}
        refused = {"refused": row.refused_on, "because": row.refusal, "state": str(row.get_state_display())}
        yield {"campaign": row.campaign.title, "text": str(row.version)} | days | signed | refused


def made(person: Person, user: User) -> Rows:
    rows = Nomination.objects.filter(nominator=person).prefetch_related("shares__person").order_by("created_at", "pk")
    for row in rows:
        named = ", ".join(initials(share.person) for share in row.shares.all())
        said = {"kind": str(row.get_kind_display()), "state": str(row.get_state_display())}
        yield {"ref": row.ref, "title": row.title, "named": named} | said


def awards(person: Person, user: User) -> Rows:
    rows = Nominee.objects.filter(person=person, nomination__state__in=AWARDED).select_related("nomination__nominator")
    for share in rows.order_by("nomination__awarded_on", "pk"):
        row = share.nomination
        days = {"awarded": row.awarded_on, "published": row.published_on}
        said = {
            "kind": str(row.get_kind_display()),
            "value": str(row.get_band_display()),
            "by": initials(row.nominator),
        }
        yield {"ref": row.ref, "title": row.title, "consent": str(share.get_consent_display())} | said | days


COURSE, STATE, BECAUSE = {"course": _("Course")}, {"state": _("State")}, {"because": _("Why")}
ASKED = {"asked": _("Asked on"), "due": _("Due on")}
COUNTED = {"counts_until": _("Counts until")}
NAMED = {"ref": _("Reference"), "title": _("Title"), "kind": _("Kind")}

offer_own_data(
    OwnData(
        "training",
        _("What you are asked to learn"),
        COURSE | {"reason": _("Reason")} | ASKED | COUNTED | {"waived_until": _("Waived until")} | BECAUSE | STATE,
        asked,
        30,
    ),
    OwnData(
        "attempts",
        _("Your attempts"),
        COURSE | {"at": _("When"), "score": _("Per cent"), "passed": _("Passed")},
        attempts,
        31,
    ),
    OwnData(
        "completions",
        _("What you have learned"),
        COURSE
        | {"on": _("Completed on"), "score": _("Per cent"), "valid_until": _("Valid until"), "by": _("What shows it")},
        completions,
        32,
    ),
    OwnData(
        "proofs",
        _("Your proofs of training outside"),
        COURSE
        | {"title": _("Training"), "issuer": _("Given by"), "on": _("Completed on"), "decided": _("Decided on")}
        | BECAUSE
        | STATE,
        proofs,
        33,
    ),
    OwnData(
        "signatures",
        _("What you are asked to sign"),
        {"campaign": _("Campaign"), "text": _("Text")}
        | ASKED
        | {"reminded": _("Reminded on"), "signed": _("Signed"), "sentence": _("Sentence"), "sha256": _("SHA-256")}
        | COUNTED
        | {"refused": _("Refused on")}
        | BECAUSE
        | STATE,
        signatures,
        34,
    ),
    OwnData("nominations", _("Whom you nominated"), NAMED | {"named": _("Nominees")} | STATE, made, 35),
    OwnData(
        "awards",
        _("Your awards"),
        NAMED
        | {
            "value": _("Value"),
            "by": _("Nominated by"),
            "awarded": _("Awarded on"),
            "published": _("Published on"),
            "consent": _("Your answer"),
        },
        awards,
        36,
    ),
)
