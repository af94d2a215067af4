"""The access table of processes, frameworks, controls and evidence."""

from django.db import models

from foundation.access import Role, allow, bound
from foundation.directory.models import User


def owns(actor: User, row: models.Model) -> bool:
    """The row's owner, or its deputy where it has one."""
    people = {getattr(row, "owner_id", None), getattr(row, "deputy_id", None)} - {None}
    return actor.person_id in people


MANAGE_PROCESSES = allow("assurance.manage_processes", Role.CO)
LOAD_FRAMEWORK = allow("assurance.load_framework", Role.CO, Role.ADM)
MANAGE_CONTROLS = allow("assurance.manage_controls", Role.CO)
UPLOAD_EVIDENCE = allow("assurance.upload_evidence", Role.CO, Role.LA, Role.AU, Role.PO, Role.EMP)
REVIEW_EVIDENCE = allow("assurance.review_evidence", Role.CO, Role.PO, Role.LA, Role.AU)
REVOKE_EVIDENCE = allow("assurance.revoke_evidence", Role.CO, Role.LA)
# Whoever may attach it: the row that is proven has its own rule on top (Proven.unlink).
UNLINK_EVIDENCE = allow("assurance.unlink_evidence", Role.LA, Role.AU, Role.PO, Role.EMP, Role.MGR)
RELEASE_EVIDENCE = allow("assurance.release_evidence")


def is_asked(actor: User, row: models.Model) -> bool:
    return actor.person_id is not None and actor.person_id == getattr(row, "asked_of_id", None)


def asked_for_it(actor: User, row: models.Model) -> bool:
    return actor.pk == getattr(row, "asked_by_id", None)


HOLD_EVIDENCE = allow("assurance.hold_evidence", Role.CO, Role.LEG)
LIFT_HOLD = allow("assurance.lift_hold", Role.LEG)  # Source: S-15
DISPOSE_EVIDENCE = allow("assurance.dispose_of_evidence", Role.CO)
AGREE_TO_DISPOSAL = allow("assurance.agree_to_disposal", Role.CO, Role.LA, Role.LEG)
CLEAR_EVIDENCE = allow("assurance.clear_damaged_evidence", Role.CO)
# Who asks judges the answer, so only who may accept evidence asks for some.
REQUEST_EVIDENCE = allow("assurance.request_evidence", Role.CO, Role.LA, Role.AU, Role.PO)
ANSWER_REQUEST = allow(
    "assurance.answer_request", Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP, Role.PM, when=is_asked
)
JUDGE_ANSWER = allow(
    "assurance.judge_answer",
    Role.CO,
    *(bound(role, asked_for_it) for role in (Role.LA, Role.AU, Role.PO)),
)
