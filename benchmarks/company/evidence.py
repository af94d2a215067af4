"""Evidence with its versions, their files, and what they prove."""

from assurance.models import Cell, Control, Evidence, EvidenceFile, EvidenceLink, EvidenceVersion
from audits.models import Finding
from benchmarks.company.draws import one_in, one_of, pick, reference, shared, title
from benchmarks.company.plan import ACCOUNTS, Plan
from benchmarks.company.rows import insert, numbers, type_of, uuid_of

SECOND = 5  # one in so many has a second version
LINKED = "n % 10 < 7"


def write(plan: Plan) -> None:
    pieces(plan)
    versions(plan)
    files()
    links(plan)


def pieces(plan: Plan) -> None:
    rows, until = plan.size.evidence, plan.day(f"-20 - {pick('kept', 1_000)}")
    insert(
        Evidence,
        numbers(rows),
        ref=reference("EV", plan.day(plan.age(rows, "evidence"))),
        title=title("evidence"),
        kind=one_of("kind of evidence", "record", "record", "record", "document", "screenshot", "log_extract", "photo"),
        unit=plan.department("evidence"),
        grading=shared("grading", {"internal": 74, "confidential": 18, "public": 5, "secret": 3}),
        source=one_of("source", "", "Ticket system", "Document store", "Build server", "Access system"),
        disposal_due=f"CASE WHEN {LINKED} THEN NULL ELSE {until} END",
        created_at=plan.moment(plan.age(rows, "evidence")),
    )


def versions(plan: Plan) -> None:
    """One in five has a second version, and the first one stands no more."""
    rows = plan.size.evidence
    ago = plan.age(rows, "evidence")
    old = {"accepted": 90, "rejected": 5, "submitted": 1, "disposed": 4}
    new = {"accepted": 45, "submitted": 52, "rejected": 3}
    newest = f"CASE WHEN n > {rows - rows // 50} THEN {shared('new', new)} ELSE {shared('old', old)} END"
    state = f"CASE WHEN {one_in('second', SECOND)} THEN 'superseded' ELSE {newest} END"
    facts = {"uploaded_by": f"{ACCOUNTS} + {plan.holder('evidence', rows)}"}
    insert(
        EvidenceVersion,
        f"{numbers(rows)}, LATERAL (SELECT {state} AS state) AS s",
        evidence="n",
        number="1",
        as_of=plan.day(ago),
        valid_until=f"CASE WHEN {one_in('ends', 4)} THEN {plan.day(f'{ago} - 365')} END",
        state="state",
        first_accepted_at=f"CASE WHEN state IN ('accepted', 'superseded', 'disposed') THEN {plan.moment(ago, 'accepted')} END",
        created_at=plan.moment(ago),
        **facts,
    )
    second_versions(plan, facts)


def second_versions(plan: Plan, facts: dict[str, str]) -> None:
    rows = plan.size.evidence
    again = f"GREATEST({plan.age(rows, 'evidence')} - 180, 0)"
    insert(
        EvidenceVersion,
        f"{numbers(rows)} WHERE {one_in('second', SECOND)}",
        id=f"{rows} + n",
        uuid=uuid_of(EvidenceVersion, f"{rows} + n"),
        evidence="n",
        number="2",
        as_of=plan.day(again),
        state=f"CASE WHEN {again} = 0 THEN 'submitted' ELSE 'accepted' END",
        first_accepted_at=f"CASE WHEN {again} > 0 THEN {plan.moment(again, 'accepted')} END",
        created_at=plan.moment(again),
        **facts,
    )


def files() -> None:
    """Their bytes are nowhere: the rows are all that lists and pages read."""
    insert(
        EvidenceFile,
        "(SELECT id AS n, uploaded_by_id, created_at FROM assurance_evidenceversion) AS v",
        version="n",
        name="'record_' || n || '.pdf'",
        size=f"20000 + {pick('size', 4_000_000)}",
        declared_type="'application/pdf'",
        detected_type="'application/pdf'",
        sha256="encode(sha256(('file ' || n)::bytea), 'hex')",
        scan="'clean'",
        scanned_at="created_at",
        uploaded_by="uploaded_by_id",
        uploaded_at="created_at",
        checked_at="now()",
        created_at="created_at",
    )


def links(plan: Plan) -> None:
    """Seven in ten prove something: mostly a finding of the same time, else a control or a box of the matrix."""
    size = plan.size
    cells, findings = size.processes * size.requirements, size.findings
    same_time = f"LEAST(1 + (n - 1) * {findings} / {size.evidence} + {pick('same time', 5)}, {findings})"
    targets = (
        (Finding, "n % 10 < 4", same_time, "CASE n % 10 WHEN 0 THEN 'action' ELSE 'objective' END"),
        (Control, "n % 10 IN (4, 5)", f"1 + {pick('proved control', size.controls)}", "'operation'"),
        (Cell, "n % 10 = 6", f"1 + {pick('proved cell', cells)}", "'cell'"),
    )
    for model, which, number, purpose in targets:
        insert(
            EvidenceLink,
            f"(SELECT id AS n, uploaded_by_id, created_at FROM assurance_evidenceversion WHERE number = 1) AS v WHERE {which}",
            subject_type=type_of(model),
            subject_uuid=uuid_of(model, number),
            version="n",
            purpose=purpose,
            added_by="uploaded_by_id",
            created_at="created_at",
        )
