"""The access table of processes, frameworks, controls and evidence."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from assurance.models import Process
from foundation.access import Role, allow, bound, holds, reach
from foundation.directory.models import Person, Unit, User


def owns(actor: User, row: models.Model) -> bool:
    """The row's owner, or its deputy where it has one."""
    people = {getattr(row, "owner_id", None), getattr(row, "deputy_id", None)} - {None}
    return actor.person_id in people


def answers_for_process(actor: User, row: models.Model) -> bool:
    """Who owns the process of the row, or deputises for it."""
    process = row.process  # type: ignore[attr-defined]
    return actor.person_id in {process.owner_id, process.deputy_id} - {None}


MANAGE_PROCESSES = allow("assurance.manage_processes", Role.CO)
LOAD_FRAMEWORK = allow("assurance.load_framework", Role.CO, Role.ADM)
MANAGE_CONTROLS = allow("assurance.manage_controls", Role.CO)
UPLOAD_EVIDENCE = allow("assurance.upload_evidence", Role.CO, Role.LA, Role.AU, Role.PO, Role.EMP)
REVIEW_EVIDENCE = allow("assurance.review_evidence", Role.CO, Role.PO, Role.LA, Role.AU)
REVOKE_EVIDENCE = allow("assurance.revoke_evidence", Role.CO, Role.LA)
# Whoever may attach it: the row that is proven has its own rule on top (Proven.unlink).
UNLINK_EVIDENCE = allow("assurance.unlink_evidence", Role.LA, Role.AU, Role.PO, Role.EMP, Role.MGR)
RELEASE_EVIDENCE = allow("assurance.release_evidence")
DESCRIBE_EVIDENCE = allow("assurance.describe_evidence", Role.CO)
# The integration matrix and the controls in it
PUT_INTO_MATRIX = allow("assurance.put_into_matrix", Role.CO)
EDIT_CELL = allow("assurance.edit_cell", Role.CO, bound(Role.PO, answers_for_process))
APPROVE_EXCLUSION = allow("assurance.approve_exclusion", Role.CO)
EDIT_CONTROL = allow("assurance.edit_control", Role.CO, bound(Role.PO, owns))
KEEP_MATRIX = allow("assurance.keep_matrix")


def runs_supply(actor: User, row: models.Model) -> bool:
    """Who owns the supplier, and who answers for a process of the supply chain in the row's unit or above it."""
    unit: Any = row if isinstance(row, Unit) else getattr(row, "unit", None)
    if actor.person_id is None or unit is None:
        return False
    chain = Process.objects.in_supply_chain().answered_for_by(actor.person_id)
    return owns(actor, row) or any(unit.path.startswith(path) for path in chain.values_list("unit__path", flat=True))


def supply_units(user: User) -> Any:
    """The units for which one may register suppliers: officers theirs, the supply chain those of its processes."""
    term = reach(user, Role.CO, unit="")
    if user.person_id is not None and holds(user, Role.PO):
        chain = Process.objects.in_supply_chain().answered_for_by(user.person_id)
        for path in chain.values_list("unit__path", flat=True):
            term |= Q(path__startswith=path)
    return Unit.objects.filter(term).order_by("path")


def require_supply(user: User) -> None:
    """Refuses with PermissionDenied whoever may register suppliers nowhere."""
    if not supply_units(user).exists():
        raise PermissionDenied(_("Your roles do not include this."))


def owns_product(actor: User, row: models.Model) -> bool:
    """The owner of a product, asked of the product or of one of its versions."""
    return owns(actor, getattr(row, "product", row))


MANAGE_SUPPLIERS = allow("assurance.manage_suppliers", Role.CO, bound(Role.PO, runs_supply))
STEER_SUPPLIERS = allow("assurance.steer_suppliers", Role.CO)
JUDGE_STATEMENT = allow("assurance.judge_statement", Role.CO)
ADD_PRODUCT = allow("assurance.add_product", Role.CO)
MANAGE_PRODUCTS = allow("assurance.manage_products", Role.CO, bound(Role.PO, owns_product))


def owns_document(actor: User, row: models.Model) -> bool:
    """The owner of a document, asked of the document or of one of its versions."""
    return owns(actor, getattr(row, "document", row))


def writes_document(actor: User, row: models.Model) -> bool:
    """Its owner, and who wrote the version."""
    return owns_document(actor, row) or actor.pk == getattr(row, "author_id", None)


ADD_DOCUMENT = allow("assurance.add_document", Role.CO, Role.PO)
WRITE_DOCUMENT = allow("assurance.write_document", Role.CO, bound(Role.PO, writes_document))
APPROVE_DOCUMENT = allow("assurance.approve_document", Role.CO, bound(Role.PO, owns_document))
CONFIRM_DOCUMENT = allow("assurance.confirm_document", Role.CO, bound(Role.PO, owns_document))
EFFECT_DOCUMENT = allow("assurance.effect_document")


def is_asked(actor: User, row: models.Model) -> bool:
    return actor.person_id is not None and actor.person_id == getattr(row, "asked_of_id", None)


def asked_for_it(actor: User, row: models.Model) -> bool:
    return actor.pk == getattr(row, "asked_by_id", None)


def is_concerned(actor: User, row: models.Model) -> bool:
    """Who asked, or who is asked."""
    return is_asked(actor, row) or asked_for_it(actor, row)


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
HAND_REQUEST_ON = allow(
    "assurance.hand_request_on",
    Role.CO,
    *(bound(role, is_concerned) for role in (Role.LA, Role.AU, Role.PO, Role.EMP, Role.MGR, Role.PM)),
)
JUDGE_ANSWER = allow(
    "assurance.judge_answer",
    Role.CO,
    *(bound(role, asked_for_it) for role in (Role.LA, Role.AU, Role.PO)),
)

# The assurance system: what it covers is approved by another officer or by the management of the whole. Source: S-06
WRITE_SCOPE = allow("assurance.write_scope", Role.CO)
APPROVE_SCOPE = allow("assurance.approve_scope", Role.CO, Role.MGR)
SUPERSEDE_SCOPE = allow("assurance.supersede_scope")
GOVERN = allow("assurance.govern", Role.CO)

# The management review: officers of the whole prepare it, top management signs it, never who prepared it. Source: 2.19


def chairs(actor: User, row: models.Model) -> bool:
    """Who chairs the review."""
    return actor.person_id is not None and actor.person_id == getattr(row, "chair_id", None)


def able_to_chair(unit: Unit, on: date) -> QuerySet[Person]:
    """Top management: who is at work and whose role of a manager reaches the whole that is reviewed."""
    managers = User.objects.holding(Role.MGR, unit, on)
    return Person.objects.active(on).filter(accounts__in=managers).order_by("name", "pk").distinct()


PREPARE_REVIEW = allow("assurance.prepare_review", Role.CO)
SIGN_REVIEW = allow("assurance.sign_review", bound(Role.MGR, chairs))
CARRY_OUT_REVIEW_ACTION = allow(
    "assurance.carry_out_review_action",
    Role.CO,
    *(bound(role, owns) for role in (Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP, Role.PM)),
)
SET_OBJECTIVES = allow("assurance.set_objectives", Role.CO, Role.MGR)
MEASURE_OBJECTIVES = allow("assurance.measure_objectives")


def proposes(actor: User, row: models.Model) -> bool:
    """An owner proposes who takes an active process over; a draft is an officer's."""
    return owns(actor, row) and getattr(row, "state", "") == Process.State.ACTIVE


def is_proposed(actor: User, row: models.Model) -> bool:
    return actor.person_id is not None and actor.person_id == getattr(row, "next_owner_id", None)


def speaks_for_proposed(actor: User, row: models.Model) -> bool:
    """Whether who was asked to take a process over has no account to answer with, so that an officer notes the answer."""
    person = getattr(row, "next_owner", None)
    if person is None or is_proposed(actor, row):
        return person is not None
    known = vars(row).get("next_owner_answers")  # by ProcessQuerySet.for_list
    return not (person.accounts.filter(is_active=True).exists() if known is None else known)


EDIT_PROCESS = allow("assurance.edit_process", Role.CO, bound(Role.PO, owns))
HAND_OVER_PROCESS = allow("assurance.hand_over_process", Role.CO, bound(Role.PO, proposes))
ACCEPT_PROCESS = allow(
    "assurance.accept_process",
    bound(Role.CO, speaks_for_proposed),
    *(bound(role, is_proposed) for role in (Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP, Role.PM)),
)


def answers_for_gate(actor: User, row: models.Model) -> bool:
    """Who owns the process of a gate, or of the gate of a pass, or deputises for it."""
    return answers_for_process(actor, getattr(row, "gate", row))


MANAGE_GATES = allow("assurance.manage_gates", Role.CO, bound(Role.PO, answers_for_gate))
OPEN_PASS = allow("assurance.open_pass", Role.CO, bound(Role.PO, answers_for_gate))
PROVE_PASS = allow("assurance.prove_pass", Role.CO, bound(Role.PO, answers_for_gate))
DECIDE_PASS = allow("assurance.decide_pass", Role.CO, bound(Role.PO, answers_for_gate))
ASK_WAIVER = allow("assurance.ask_waiver", Role.CO, bound(Role.PO, answers_for_gate))
APPROVE_WAIVER = allow("assurance.approve_waiver", Role.CO, Role.MGR)  # never who asks for it (S-07)
