"""The life cycles of evidence versions, controls and what stands in modules of its own. Source: docs/workflows.md."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assurance import permissions as may
from assurance.models import Control, EvidenceVersion
from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.verbs import is_running
from foundation.workflow import Step, Workflow

S = EvidenceVersion.State


def uploaded_it(row: EvidenceVersion, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The uploader never accepts, by whatever account. Source: S-06."""
    same_person = actor.person_id is not None and actor.person_id == row.uploaded_by.person_id
    if actor.pk == row.uploaded_by_id or same_person:
        return Refusal("S-06", _("You uploaded this. Somebody else has to accept it."))
    return None


def is_a_document(row: EvidenceVersion, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The text of a guiding document is judged as the document, in its own approval."""
    if is_running("assurance.approve_document"):
        return None
    for version in row.document_versions.all():  # a page that shows several steps has read them already
        return Refusal("document", _("This is the text of %(document)s and is judged with it.") % {"document": version})
    return None


def must_be_kept(row: EvidenceVersion, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Held, still needed, not old enough, or a version of it is being judged. Source: S-15, T-60 and life cycle 2.5."""
    evidence = row.evidence
    known = vars(evidence).get("is_held")  # a list knows it; under the lock of a step it is asked
    if evidence.holds.live().exists() if known is None else known:
        return Refusal("hold", _("It is on legal hold. Nobody disposes of it until counsel lifts the hold."))
    if evidence.disposal_due is None:
        return Refusal("T-60", _("It proves something that is still open, or is needed without an end."))
    if evidence.disposal_due >= on:
        words = {"day": date_format(evidence.disposal_due, "j M Y")}
        return Refusal("T-60", _("It has to be kept until %(day)s.") % words)
    if evidence.versions.filter(state__in=(S.QUARANTINED, S.SUBMITTED)).exists():
        return Refusal("review", _("A version of it is still being judged. Accept or reject that one first."))
    return None


EVIDENCE = Workflow(
    "evidence",
    EvidenceVersion,
    S.QUARANTINED,
    #    name              label                  from              to             who                  extras
    Step(
        "release",
        _("Release for review"),
        (S.QUARANTINED,),
        S.SUBMITTED,
        may.RELEASE_EVIDENCE,
        told=_("released it for review"),
    ),
    Step(
        "bar",
        _("Bar as unsafe"),
        (S.QUARANTINED,),
        S.REJECTED,
        may.RELEASE_EVIDENCE,
        needs_reason=True,
        told=_("barred it as unsafe"),
    ),
    Step(
        "accept",
        _("Accept"),
        (S.SUBMITTED,),
        S.ACCEPTED,
        may.REVIEW_EVIDENCE,
        blocked_by=uploaded_it,
        verb="assurance.accept_evidence",
        told=_("accepted it"),
    ),
    Step(
        "reject",
        _("Reject"),
        (S.SUBMITTED,),
        S.REJECTED,
        may.REVIEW_EVIDENCE,
        needs_reason=True,
        blocked_by=uploaded_it,
        told=_("rejected it"),
    ),
    Step(
        "supersede",
        _("Supersede"),
        (S.ACCEPTED,),
        S.SUPERSEDED,
        may.RELEASE_EVIDENCE,
        told=_("superseded it by a later version"),
    ),
    Step(
        "revoke",
        _("Revoke acceptance"),
        (S.ACCEPTED,),
        S.SUBMITTED,
        may.REVOKE_EVIDENCE,
        needs_reason=True,
        verb="assurance.revoke_evidence",
        told=_("took the acceptance back"),
    ),
    Step(
        "dispose",
        _("Dispose of it"),
        (S.ACCEPTED, S.SUPERSEDED, S.REJECTED),
        S.DISPOSED,
        may.DISPOSE_EVIDENCE,
        needs_reason=True,
        blocked_by=must_be_kept,
        verb="assurance.dispose_of_evidence",
        second=may.AGREE_TO_DISPOSAL,
        told=_("disposed of it"),
    ),
)

CONTROL = Workflow(
    "control",
    Control,
    Control.State.DRAFT,
    Step(
        "operate",
        _("Put into operation"),
        (Control.State.DRAFT,),
        Control.State.OPERATING,
        may.EDIT_CONTROL,
        told=_("put it into operation"),
    ),
    Step(
        "retire",
        _("Retire"),
        (Control.State.OPERATING,),
        Control.State.RETIRED,
        may.EDIT_CONTROL,
        needs_reason=True,
        told=_("retired it"),
    ),
)

for _name in ("accept", "reject", "revoke"):
    EVIDENCE.add_guard(_name, is_a_document)
