"""Audits with their teams, checklists and reports."""

from audits.models import Audit, ChecklistItem, Report, TeamMember
from benchmarks.company.draws import one_in, pick, reference, shared, title
from benchmarks.company.plan import SECOND_OFFICER, SPAN, Plan
from benchmarks.company.rows import insert, numbers

ITEMS, ITEMS_OF_THE_NEWEST, SEATS = 20, 300, 3
PAST = {"closed": 90, "cancelled": 4, "follow_up": 6}
LATE = {"issued": 30, "follow_up": 30, "reporting": 10, "closed": 30}
NOW = {"in_progress": 70, "reporting": 30}
AHEAD = {"planned": 70, "initiated": 20, "prepared": 10}
RESULTS = {"conforms": 78, "not_applicable": 10, "observation": 6, "ofi": 6}


def write(plan: Plan) -> None:
    audits(plan)
    criteria(plan)
    teams(plan)
    checklists(plan)
    reports(plan)


def started(plan: Plan) -> str:
    """Days since an audit began; the newest of those that are held began today, the planned ones lie ahead."""
    held, planned = plan.size.audits, plan.size.all_audits - plan.size.audits
    return f"CASE WHEN n <= {held} THEN ({held} - n) * {SPAN} / {held} ELSE -((n - {held}) * 360 / {planned}) - 5 END"


def audits(plan: Plan) -> None:
    state = (
        f"CASE WHEN n = {plan.size.audits} THEN 'in_progress' WHEN ago > 150 THEN {shared('past', PAST)} "
        f"WHEN ago > 30 THEN {shared('late', LATE)} WHEN ago >= 0 THEN {shared('now', NOW)} ELSE {shared('ahead', AHEAD)} END"
    )
    first, last = plan.day("ago"), plan.day("ago - 4")
    insert(
        Audit,
        f"{numbers(plan.size.all_audits)}, LATERAL (SELECT {started(plan)} AS ago) AS a, LATERAL (SELECT {state} AS state) AS s",
        ref=reference("A", first),
        title=title("audit"),
        kind=shared("kind of audit", {"internal": 80, "surveillance": 8, "customer": 7, "second_party": 5}),
        method=shared("method", {"on_site": 50, "remote": 30, "hybrid": 20}),
        organisation=f"CASE {shared('kind of audit', {'internal': 80, 'surveillance': 8, 'customer': 7, 'second_party': 5})} "
        "WHEN 'surveillance' THEN 'Kestrel Certification' WHEN 'customer' THEN 'A customer' ELSE '' END",
        unit=plan.department("audit"),
        lead=seat(plan, "0"),
        in_programme="TRUE",
        planned_start=first,
        planned_end=last,
        baseline_start=first,
        baseline_end=last,
        actual_start=f"CASE WHEN ago >= 0 AND state <> 'cancelled' THEN {first} END",
        actual_end=f"CASE WHEN ago > 4 AND state <> 'cancelled' THEN {last} END",
        closed_on=f"CASE WHEN state = 'closed' THEN {plan.day('ago - 30')} END",
        documents_reviewed="ago >= 0",
        state="state",
        created_at=plan.moment("GREATEST(ago, 0) + 40"),
    )


def seat(plan: Plan, place: str) -> str:
    """Auditors in turn, so that nobody sits in a team twice."""
    return f"{plan.size.people - plan.auditors + 1} + (n + {place}) % {plan.auditors}"


def framework(number: str = "n") -> str:
    return f"1 + ({number}) % 3"


def criteria(plan: Plan) -> None:
    rows = numbers(plan.size.all_audits)
    insert(Audit.frameworks.through, rows, audit="n", framework=framework())
    insert(Audit.processes.through, rows, audit="n", process=f"1 + {pick('audited', plan.size.processes)}")


def teams(plan: Plan) -> None:
    insert(
        TeamMember,
        f"{numbers(plan.size.all_audits)}, generate_series(0, {SEATS - 1}) AS place",
        id=f"(n - 1) * {SEATS} + place + 1",
        uuid="md5('seat' || n || '/' || place)::uuid",
        audit="n",
        person=seat(plan, "place"),
        part="CASE place WHEN 0 THEN 'lead' ELSE 'auditor' END",
        days="3",
        independence="'clear'",
        checked_on=plan.day("10"),
        accepted_on=plan.day("9"),
    )


def checklists(plan: Plan) -> None:
    """Twenty questions each, and many in the newest audit: it is the one whose pages are measured."""
    size, each = plan.size, plan.size.requirements // 3
    items, many = min(ITEMS, each), min(ITEMS_OF_THE_NEWEST, each)
    number = f"(n - 1) * {ITEMS_OF_THE_NEWEST} + place"
    count = f"CASE WHEN n = {size.audits} THEN {many} ELSE {items} END"
    asked = f"({framework()} - 1) * {each} + place"
    answered = f"n < {size.audits} OR (n = {size.audits} AND place % 2 = 0)"
    insert(
        ChecklistItem,
        f"{numbers(size.all_audits)}, LATERAL generate_series(1, {count}) AS place, LATERAL (SELECT {number} AS number) AS m",
        id="number",
        uuid="md5('item' || number)::uuid",
        audit="n",
        requirement=asked,
        order="place",
        number=f"'R-' || lpad(({asked})::text, 4, '0')",
        title=title("question", "number"),
        question="'How is this done here, and what shows it?'",
        guidance="'Ask for the newest record and two older ones.'",
        assignee=seat(plan, f"place % {SEATS}"),
        result=f"CASE WHEN {answered} THEN {shared('result', RESULTS, 'number')} ELSE '' END",
        answered_by=f"CASE WHEN {answered} THEN {seat(plan, f'place % {SEATS}')} END",
        answered_at=f"CASE WHEN {answered} THEN {plan.moment(f'GREATEST({started(plan)} - 1, 0)')} END",
    )


def reports(plan: Plan) -> None:
    insert(
        Report,
        "(SELECT id AS n, actual_end, closed_on FROM audits_audit WHERE state IN ('issued', 'follow_up', 'closed')) AS a",
        audit="n",
        summary=f"'The system works. What matters most is the finding on the ' || {title('report')} || '.'",
        conclusion=f"CASE WHEN {one_in('conforms', 3)} THEN 'conforms' ELSE 'minors' END",
        reviewer=f"{SECOND_OFFICER}",
        reviewed_on="actual_end + 8",
        issued_on="actual_end + 10",
        sha256="encode(sha256(('report ' || n)::bytea), 'hex')",
    )
