"""Findings with their due dates, causes, actions and verifications."""

from audits.models import CauseAnalysis, CorrectiveAction, Finding, Verification
from benchmarks.company.draws import one_in, one_of, pick, rare_word, reference, shared, title
from benchmarks.company.plan import Plan
from benchmarks.company.rows import insert, numbers, type_of, uuid_of
from foundation.models import Due

YOUNG = 200  # days
NEWEST = 100  # findings of the newest audit
TYPES = {"major": 8, "minor": 45, "ofi": 15, "observation": 27, "good_practice": 5}
OPEN = {
    "issued": 25,
    "plan_submitted": 12,
    "action": 33,
    "implemented": 13,
    "disputed": 2,
    "risk_accepted": 3,
    "closed": 12,
}
OLD = {"closed": 95, "action": 2, "implemented": 1, "risk_accepted": 1, "void": 1}
PLANNED = "state IN ('plan_submitted', 'action', 'implemented', 'closed', 'risk_accepted')"
NONCONFORMITY = "type IN ('major', 'minor')"
WORKED_ON = f"(SELECT *, id AS n FROM audits_finding WHERE {NONCONFORMITY} AND {PLANNED}) AS f"


def write(plan: Plan) -> None:
    findings(plan)
    dues()
    causes()
    actions()
    verifications(plan)


def state_of(newest: str) -> str:
    return (
        f"CASE WHEN {newest} AND {one_in('draft', 3)} THEN 'draft' WHEN type = 'observation' THEN 'noted' "
        "WHEN type = 'good_practice' THEN 'published' "
        f"WHEN type = 'ofi' THEN CASE WHEN ago < {YOUNG} AND {one_in('undecided', 2)} THEN 'issued' "
        f"WHEN ago < {YOUNG} THEN 'action' ELSE 'closed' END "
        f"WHEN ago < {YOUNG} THEN {shared('open', OPEN)} ELSE {shared('old', OLD)} END"
    )


def days_of(plan: Plan) -> dict[str, str]:
    """How far a finding has come, by its state."""
    done, closed = plan.day("GREATEST(ago - 60, 0)"), plan.day(f"GREATEST(ago - 100 - {pick('closed', 90)}, 0)")
    issued, effect = plan.day("GREATEST(ago - 5, 0)"), plan.day("GREATEST(ago - 90, -20)")
    return {
        "raised_on": plan.day("ago"),
        "issued_on": f"CASE WHEN s.state <> 'draft' THEN {issued} END",
        "implemented_on": f"CASE WHEN s.state IN ('implemented', 'closed') AND {NONCONFORMITY} THEN {done} END",
        "verify_from": f"CASE WHEN s.state = 'implemented' THEN {effect} END",
        "closed_on": f"CASE WHEN s.state = 'closed' THEN {closed} END",
    }


def findings(plan: Plan) -> None:
    rows, ago = plan.size.findings, plan.age(plan.size.findings, "finding")
    newest = f"n > {rows - min(NEWEST, rows // 10)}"
    held = f"(n - 1) * {plan.size.audits} / {rows} + {pick('audit', 3)}"
    audit = f"CASE WHEN {newest} THEN {plan.size.audits} ELSE GREATEST(1, LEAST({held}, {plan.size.audits} - 1)) END"
    insert(
        Finding,
        f"{numbers(rows)}, LATERAL (SELECT {shared('type', TYPES)} AS type, {ago} AS ago) AS t, "
        f"LATERAL (SELECT {state_of(newest)} AS state, {audit} AS audit) AS s JOIN audits_audit AS a ON a.id = s.audit",
        id="n",
        uuid=uuid_of(Finding, "n"),
        ref=reference("F", plan.day("ago")),
        audit="audit",
        unit="a.unit_id",
        type="type",
        title=title("finding"),
        statement=f"'The record of the ' || {rare_word('statement')} || ' was not kept as the rule asks.'",
        objective_evidence="'Three of five samples were missing.'",
        requirement=f"1 + {pick('broken', plan.size.requirements)}",
        process=f"1 + {pick('process', plan.size.processes)}",
        site=f"CASE WHEN {one_in('site', 2)} THEN 1 + {pick('which site', max(plan.size.departments // 2, 3))} END",
        owner=f"CASE WHEN type IN ('major', 'minor', 'ofi') THEN {plan.holder('finding', rows)} END",
        raised_by=plan.auditor("raised"),
        systemic=one_in("systemic", 20),
        verifier=f"CASE WHEN s.state = 'implemented' THEN {plan.auditor('verifier')} END",
        decision="CASE WHEN type = 'ofi' AND s.state = 'closed' THEN 'Taken up and done.' ELSE '' END",
        state="s.state",
        created_at=plan.moment("ago"),
        **days_of(plan),
    )


def dues() -> None:
    """The plan and the action of a nonconformity, the decision on an opportunity; met where the state says so."""
    steps = (
        ("plan", 14, NONCONFORMITY, "CASE WHEN state NOT IN ('issued', 'disputed') THEN issued_on + 10 END"),
        ("action", 90, NONCONFORMITY, "CASE WHEN state IN ('implemented', 'closed', 'void') THEN issued_on + 60 END"),
        ("disposition", 30, "type = 'ofi'", "CASE WHEN state <> 'issued' THEN issued_on + 20 END"),
    )
    for place, (step, days, which, met) in enumerate(steps):
        insert(
            Due,
            f"audits_finding AS f WHERE issued_on IS NOT NULL AND {which}",
            id=f"id * {len(steps)} + {place}",
            uuid=f"md5('due' || id || '/' || {place})::uuid",
            subject_type=type_of(Finding),
            subject_uuid="uuid",
            step=f"'{step}'",
            anchor="issued_on",
            rule="'T-10'",
            policy_version="1",
            computed=f"issued_on + {days}",
            met_on=met,
        )


def causes() -> None:
    insert(
        CauseAnalysis,
        WORKED_ON,
        id="n",
        uuid=uuid_of(CauseAnalysis, "n"),
        finding="n",
        text="'Nobody was named who keeps the record.'",
        category=one_of("category", "method", "people", "tool", "supplier", "unclear_rule"),
        similar_where="'In the other teams of the department; none was found.'",
        created_at="created_at",
    )


def actions() -> None:
    """One to three of each plan; of those under way half are done."""
    done = f"state IN ('implemented', 'closed') OR (state = 'action' AND {one_in('done', 2, 'n * 4 + place')})"
    insert(
        CorrectiveAction,
        f"{WORKED_ON}, LATERAL generate_series(1, 1 + {pick('actions', 3)}) AS place",
        id="n * 4 + place",
        uuid="md5('action' || n || '/' || place)::uuid",
        finding="n",
        order="place",
        text=f"'Name who keeps the ' || {rare_word('action', 'n * 4 + place')} || ' and look at it every month.'",
        owner="owner_id",
        due_on="issued_on + 90 - place::int * 10",
        implemented_on=f"CASE WHEN {done} THEN issued_on + 50 END",
        implemented_by=f"CASE WHEN {done} THEN owner_id END",
        created_at="created_at",
    )


def verifications(plan: Plan) -> None:
    insert(
        Verification,
        f"(SELECT *, id AS n FROM audits_finding WHERE {NONCONFORMITY} AND state = 'closed') AS f",
        id="n",
        uuid=uuid_of(Verification, "n"),
        finding="n",
        by=plan.auditor("verified by"),
        on="closed_on",
        method=one_of("how verified", "document_review", "sample", "retest"),
        sample="'Five records of the last quarter.'",
        result="'effective'",
        created_at="created_at",
    )
