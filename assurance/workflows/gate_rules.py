"""What a gate requires and what is there: accepted evidence for each control, no older than the opening, still fresh.

Source: M-04 and docs/adr/0001-time-rules.md (T-40).
"""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assurance.models import Control, EvidenceLink, EvidenceVersion, GatePass
from foundation.dates import add_months
from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.rows import pointer

COUNTS = (EvidenceVersion.State.ACCEPTED, EvidenceVersion.State.SUPERSEDED)


@dataclass
class Need:
    """A control that a gate requires, with the evidence that counts for a pass and what does not."""

    control: Control
    counting: list[EvidenceLink] = field(default_factory=list)
    others: list[EvidenceLink] = field(default_factory=list)

    @property
    def is_met(self) -> bool:
        return bool(self.counting)

    @property
    def purpose(self) -> str:
        return purpose_of(self.control)


def purpose_of(control: Control) -> str:
    """What a link of evidence to a pass says of the control it proves."""
    return f"control:{control.code}"


def needs_of(row: GatePass, *, on: date) -> list[Need]:
    """Every control the gate requires, with what proves it for this pass: its own evidence, and what is attached here."""
    needs = [Need(control) for control in row.gate.controls.running().select_related("owner").order_by("code")]
    by_uuid = {need.control.uuid: need for need in needs}
    by_purpose = {need.purpose: need for need in needs}
    controls = ContentType.objects.get_for_model(Control)
    about = Q(subject_type=controls, subject_uuid__in=list(by_uuid)) | Q(**pointer(row))
    for link in EvidenceLink.objects.filter(about).for_list().order_by("-version__as_of", "-pk"):
        need = by_uuid.get(link.subject_uuid) or by_purpose.get(link.purpose)
        if need is not None:
            (need.counting if _counts(link, need, row, on) else need.others).append(link)
    return needs


def _counts(link: EvidenceLink, need: Need, row: GatePass, on: date) -> bool:
    """Accepted, undamaged, no older than the opening, and still fresh."""
    version = link.version
    if version.state not in COUNTS or any(file.suspect_since for file in version.files.all()):
        return False
    is_valid = version.valid_until is None or version.valid_until >= on
    fresh = add_months(version.as_of, need.control.evidence_freshness_months) >= on
    return row.opened_on <= version.as_of <= on and is_valid and fresh


def missing_of(row: GatePass, *, on: date) -> list[Control]:
    """The required controls without evidence that counts."""
    return [need.control for need in needs_of(row, on=on) if not need.is_met]


def lacks_evidence(row: GatePass, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Nothing passes a blocking gate while a required control has no evidence that counts. Source: M-04."""
    if not row.gate.blocking:
        return None
    read: list[Need] | None = vars(row).get("needs_read")  # by the page of a pass, which takes no step itself
    missing = missing_of(row, on=on) if read is None else [need.control for need in read if not need.is_met]
    if not missing:
        return None
    words = {"codes": ", ".join(one.code for one in missing), "day": date_format(row.opened_on, "j M Y")}
    sentence = _("No accepted evidence of %(day)s or later for: %(codes)s. Add it, or ask for a waiver.") % words
    return Refusal("M-04", sentence)


def ends_too_early(row: GatePass, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A waiver has a last day that is still to come. Source: M-04."""
    until = given.get("until")
    if until is not None and isinstance(until, date) and until <= on:
        return Refusal("until", _("A waiver ends after today."), "until")
    return None
