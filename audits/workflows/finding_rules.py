"""What stands in the way of the steps of a finding. Source: S-05, S-07, T-12."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceLink
from audits.independence import not_their_verification
from audits.models import Audit, Finding, Verification
from audits.querysets import AFTER_ISSUE
from foundation.directory.models import Person, User
from foundation.refusals import Given, Refusal

S = Finding.State
T = Finding.Type


def incomplete(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A finding says what is wrong, against which requirement, and what shows it; only a major is issued before the report."""
    if row.requirement_id is None:
        return Refusal("requirement", _("Name the requirement that is not met."), "requirement")
    if row.type in (T.MAJOR, T.MINOR, T.OFI) and row.owner_id is None:
        return Refusal("owner", _("Name the owner who answers for it."), "owner")
    if row.is_nonconformity and not (row.objective_evidence.strip() or _has_evidence(row)):
        return Refusal(
            "evidence",
            _("A nonconformity needs objective evidence: say what was seen, or attach it."),
            "objective_evidence",
        )
    return None


def incomplete_among(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The first draft of an audit that is incomplete: all of them are issued with the report."""
    for draft in row.findings.all():
        refusal = incomplete(draft, actor=actor, on=on, given=given) if draft.state == S.DRAFT else None
        if refusal is not None:
            return Refusal("finding", f"{draft.ref}: {refusal.sentence}")
    return None


def _has_evidence(row: Finding) -> bool:
    """What the page's query knows already, or a look of its own."""
    known = getattr(row, "has_evidence", None)
    return EvidenceLink.objects.about(row).exists() if known is None else known


def not_at_once(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    refusal = incomplete(row, actor=actor, on=on, given=given)
    if refusal is None and row.type != T.MAJOR and row.audit.state not in AFTER_ISSUE:
        return Refusal("report", _("Only a major is issued before the report; this one is issued with it."))
    return refusal


def not_a_nonconformity(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    return (
        None
        if row.is_nonconformity
        else Refusal("type", _("Only a nonconformity has a plan, corrective action and a check of its effect."))
    )


def not_an_opportunity(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    return None if row.type == T.OFI else Refusal("type", _("Only an opportunity is accepted or declined."))


def not_an_observation(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    return (
        None
        if row.type in (T.OBSERVATION, T.GOOD_PRACTICE)
        else Refusal("type", _("Only an observation or a good practice is noted."))
    )


def not_a_good_practice(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    return None if row.type == T.GOOD_PRACTICE else Refusal("type", _("Only a good practice is published."))


def answered_by_its_owner(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    if actor.person_id is not None and actor.person_id == row.owner_id:
        return Refusal("owner", _("You own this finding. Somebody else judges the plan."))
    return None


def correction_not_open(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    if not row.is_nonconformity:
        return not_a_nonconformity(row, actor=actor, on=on, given=given)
    if row.corrected_on is not None:
        return Refusal(
            "done", _("The correction was done on %(day)s.") % {"day": date_format(row.corrected_on, "j M Y")}
        )
    return None


def actions_not_done(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The correction and every action are done; after a failed check there is a further action. Source: E-04."""
    if not row.is_nonconformity:
        return not_a_nonconformity(row, actor=actor, on=on, given=given)
    if row.corrected_on is None:
        return Refusal("correction", _("Record the correction first."))
    actions = list(row.actions.all())
    waiting = next((action for action in actions if action.implemented_on is None), None)
    if waiting is not None:
        return Refusal("actions", _("Action %(number)d is not implemented yet.") % {"number": waiting.order})
    checks = row.verifications.all() if row.reopened_count else []
    failed = max((one.created_at for one in checks if one.result == NOT_EFFECTIVE), default=None)
    if failed is not None and not any(action.created_at > failed for action in actions):
        return Refusal(
            "further_action", _("The actions were judged not effective. Add a further action that removes the cause.")
        )
    return None


def cannot_verify(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    return not_their_verification(row, actor.person, on=on, alone=bool(given.get("no_second_auditor")))


def cannot_verify_as_effective(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Another person, not before the window opens unless an auditor types why a shorter period proves it, with evidence.

    Source: S-05, T-12.
    """
    refusal = cannot_verify(row, actor=actor, on=on, given=given)
    if refusal is not None:
        return refusal
    if row.verify_from is not None and on < row.verify_from and not str(given.get("early_reason", "")).strip():
        words = {"day": date_format(row.verify_from, "j M Y")}
        return Refusal(
            "T-12",
            _("Not before %(day)s. Earlier needs a typed reason why a shorter period proves it.") % words,
            "early_reason",
        )
    return None


def named_verifier_tied(row: Finding, *, actor: User, on: date, given: Given) -> Refusal | None:
    person = given.get("verifier")
    return not_their_verification(row, person, on=on, field="verifier") if isinstance(person, Person) else None


NOT_EFFECTIVE = Verification.Result.NOT_EFFECTIVE
