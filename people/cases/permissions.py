"""The access table of cases: roles are held by named persons, and each counts only for the part one has in a case.

Source: the roles table of domain section 5, S-09 to S-12 (docs/cases.md).
"""

from django.db import models

from foundation.access import Role, allow, bound
from foundation.directory.models import User
from people.cases.models import Case

PARTS = ("officer", "investigator", "decider", "panel", "counsel", "hr", "subject", "reporter")
INSIDE = tuple(role for role in Role if role not in (Role.CERT, Role.INSP))


def parts(actor: User, case: models.Model) -> frozenset[str]:
    """What the actor is in a case; read once for a row, and again whenever the row is (one query)."""
    known: dict[int, frozenset[str]] = case.__dict__.setdefault("_parts", {})
    if actor.pk not in known:
        names = [f"is_{part}" for part in PARTS]
        found = Case.objects.filter(pk=case.pk).with_parts(actor).values(*names).first() or {}
        known[actor.pk] = frozenset(part for part in PARTS if found.get(f"is_{part}"))
    return known[actor.pk]


def is_officer(actor: User, row: models.Model) -> bool:
    return "officer" in parts(actor, row)


def is_investigator(actor: User, row: models.Model) -> bool:
    return "investigator" in parts(actor, row)


def is_decider(actor: User, row: models.Model) -> bool:
    return "decider" in parts(actor, row)


def is_on_panel(actor: User, row: models.Model) -> bool:
    return "panel" in parts(actor, row)


def is_counsel(actor: User, row: models.Model) -> bool:
    return "counsel" in parts(actor, row)


def is_asked_for_hr(actor: User, row: models.Model) -> bool:
    return "hr" in parts(actor, row)


def is_subject(actor: User, row: models.Model) -> bool:
    return "subject" in parts(actor, row)


def is_reporter(actor: User, row: models.Model) -> bool:
    return "reporter" in parts(actor, row)


OFFICER = bound(Role.CASE, is_officer)
INVESTIGATOR = bound(Role.INVEST, is_investigator)
DECIDER = bound(Role.DECIDE, is_decider)
PANEL = bound(Role.PANEL, is_on_panel)
COUNSEL = bound(Role.LEG, is_counsel)

REPORT = allow("cases.report", *INSIDE)
TAKE_REPORT = allow("cases.take_report", Role.CASE)
WRITE_AS_REPORTER = allow("cases.write_as_reporter", *(bound(role, is_reporter) for role in INSIDE))
HANDLE = allow("cases.handle", OFFICER)
INVESTIGATE = allow("cases.investigate", INVESTIGATOR)
KEEP_FILE = allow("cases.keep_file", OFFICER, INVESTIGATOR)
DECIDE = allow("cases.decide", DECIDER)
AGREE = allow("cases.agree", DECIDER, bound(Role.HR, is_asked_for_hr), COUNSEL)
APPEAL = allow("cases.appeal", *(bound(role, is_subject) for role in INSIDE))
JUDGE_APPEAL = allow("cases.judge_appeal", PANEL)
ADVISE = allow("cases.advise", COUNSEL)
OPEN_SEAL = allow("cases.open_seal", OFFICER, INVESTIGATOR, DECIDER, PANEL, COUNSEL)
KEEP_CLOCK = allow("cases.keep_clock")
SEE_OPENINGS = allow("cases.see_openings", Role.DPO)
SEE_STATISTICS = allow("cases.see_statistics", Role.CASE, Role.DPO, Role.MGR)
