"""What an authority found goes into the audit of its inspection, and is issued with the authority's letter."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.actions import link_evidence
from assurance.models import Requirement
from audits.actions import log_external, record_external_report
from audits.models import Audit, Finding, Report
from audits.querysets import LETTER
from certifications.models import Inspection
from certifications.workflows.inspection_rules import WITH_FINDINGS
from foundation.access import robot
from foundation.directory.models import Person, User
from foundation.refusals import Refused

R = Inspection.Result
C = Report.Conclusion
CONCLUSIONS = {R.PASS: C.CONFORMS, R.CONDITIONS: C.MINORS, R.FAIL: C.NOT, R.INCONCLUSIVE: C.OPEN}
TAKES_FINDINGS = (Audit.State.IN_PROGRESS, Audit.State.REPORTING)


def report_result(
    inspection: Inspection,
    *,
    actor: User,
    on: date,
    type: str = "",  # noqa: A002  the word of the domain
    requirement: Requirement | None = None,
    owner: Person | None = None,
) -> None:
    """Logs a finding for each line and records the authority's report in the audit, inside the caller's verb.

    Scheduled work does it, for the host of an inspection leads no audit; the letter is attached by whoever records it.
    """
    audit = inspection.audit
    lines = [line.strip() for line in inspection.conditions.splitlines() if line.strip()]
    _insist(inspection, lines, requirement, owner)
    if audit is None or (lines and audit.state not in TAKES_FINDINGS):
        sentence = _("The report of its audit is recorded already, so no finding can be added there.")
        raise Refused("audit", sentence)
    kind = type or Finding.Type.MAJOR
    for number, line in enumerate(lines, 1):
        facts = {"type": kind, "statement": line, "requirement": requirement, "owner": owner}
        _log(inspection, audit, number, facts, on=on)
    link_evidence(actor=actor, version=inspection.result_letter, subject=audit, purpose=LETTER)
    if audit.state in TAKES_FINDINGS:
        _record_report(inspection, audit, on=on)


def _log(inspection: Inspection, audit: Audit, number: int, facts: dict[str, Any], *, on: date) -> None:
    is_limited = facts["type"] in Finding.NONCONFORMITIES
    log_external(
        actor=robot(),
        audit=audit,
        external_ref=f"{inspection.ref}/{number}",
        external_grade=inspection.get_result_display(),
        objective_evidence=_seen(inspection),
        limit_on=inspection.conditions_due_on if is_limited else None,
        on=on,
        **facts,
    )


def _insist(inspection: Inspection, lines: list[str], requirement: Requirement | None, owner: Person | None) -> None:
    """Raises ValidationError where a failure or a condition names nothing, or what is found has no place."""
    faults = {}
    if inspection.result in WITH_FINDINGS and not lines:
        faults["conditions"] = _("Say what failed or has to be done, one thing on each line: each becomes a finding.")
    if lines and requirement is None:
        faults["requirement"] = _("Name the requirement that is not met.")
    if lines and owner is None:
        faults["owner"] = _("Name the owner who answers for it.")
    if inspection.result == R.PASS and lines:
        faults["conditions"] = _("What passed has no conditions.")
    if faults:
        raise ValidationError(faults)


def _seen(inspection: Inspection) -> str:
    """What the finding rests on: the letter, and the hashes that were compared."""
    said = [_("Letter: %(letter)s.") % {"letter": inspection.result_letter}]
    if inspection.build is not None and inspection.rebuilt_sha256:
        words = {"shipped": inspection.build.sha256, "rebuilt": inspection.rebuilt_sha256}
        said.append(_("SHA-256 shipped %(shipped)s, built again %(rebuilt)s.") % words)
    return " ".join(said)


def _record_report(inspection: Inspection, audit: Audit, *, on: date) -> None:
    words = {"result": inspection.get_result_display(), "target": inspection.target}
    record_external_report(
        actor=robot(),
        audit=audit,
        issued_on=on,
        ended_on=inspection.ended_on,
        evidence=[inspection.result_letter] if inspection.result_letter else [],
        summary="\n".join(filter(None, [_("%(target)s: %(result)s.") % words, inspection.conditions])),
        conclusion=CONCLUSIONS[R(inspection.result)],
        on=on,
    )
