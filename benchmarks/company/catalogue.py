"""Frameworks with their requirements, processes, controls, documents, and the matrix between them."""

from assurance.models import Area, Cell, Control, Document, DocumentVersion, Framework, Process, Requirement
from benchmarks.company.draws import one_in, pick, rare_word, shared, text, title
from benchmarks.company.plan import ACCOUNTS, FIRST_REGION, REGIONS, Plan
from benchmarks.company.rows import insert, numbers

FRAMEWORKS = ("Security baseline", "Privacy baseline", "Supply chain baseline")
FAMILIES = 12


def write(plan: Plan) -> None:
    frameworks(plan)
    processes(plan)
    documents(plan)
    controls(plan)
    cells(plan)


def frameworks(plan: Plan) -> None:
    every, each = plan.size.requirements, plan.size.requirements // len(FRAMEWORKS)
    insert(
        Framework,
        f"(VALUES {', '.join(f'({n}, {text(name)})' for n, name in enumerate(FRAMEWORKS, 1))}) AS named (n, title)",
        code="'B' || n",
        title="title",
        edition="'2024'",
        issuer="'Meridane Networks'",
        published_on="DATE '2024-01-15'",
    )
    insert(
        Requirement,
        numbers(every),
        framework=f"LEAST(1 + (n - 1) / {each}, {len(FRAMEWORKS)})",
        ref="'R-' || lpad(n::text, 4, '0')",
        title=title("requirement"),
        kind="'control'",
        family=f"'Family ' || lpad((1 + (n - 1) * {FAMILIES} / {every})::text, 2, '0')",
        order="n",
    )


def processes(plan: Plan) -> None:
    areas = ", ".join(str(pk) for pk in Area.objects.order_by("order").values_list("pk", flat=True))
    insert(
        Process,
        numbers(plan.size.processes),
        code="'PR-' || lpad(n::text, 3, '0')",
        name=title("process"),
        area=f"(ARRAY[{areas}])[1 + n % 5]",
        unit=plan.department("process"),
        purpose="'What is bought, built or sold here is as safe as we say.'",
        owner=f"CASE WHEN {one_in('ownerless', 25)} THEN NULL ELSE {plan.owner('process owner')} END",
        reviewed_on=plan.day(f"30 + {pick('reviewed', 300)}"),
        next_review_on=plan.day(f"20 - {pick('next review', 365)}"),
        state="CASE WHEN n % 20 = 0 THEN 'retired' ELSE 'active' END",
    )
    places = f"{numbers(plan.size.processes)}, generate_series(0, 1) AS place"
    insert(
        Process.regions.through,
        places,
        id="n * 2 + place",
        process="n",
        unit=f"{FIRST_REGION} + (n + place * 2) % {REGIONS}",
    )


def documents(plan: Plan) -> None:
    insert(
        Document,
        numbers(plan.size.documents),
        number="'DOC-' || lpad(n::text, 4, '0')",
        title=title("document"),
        kind=shared("kind of document", {"regulation": 20, "specification": 30, "guideline": 50}),
        unit=plan.department("document"),
        owner=plan.owner("document owner"),
    )
    insert(
        DocumentVersion,
        numbers(plan.size.documents),
        document="n",
        major="1",
        author=f"{ACCOUNTS} + {plan.owner('document owner')}",
        approved_by=f"{ACCOUNTS} + 1",
        approved_on=plan.day("400"),
        effective_from=plan.day("390"),
        reviewed_on=plan.day("200"),
        next_review_on=plan.day(f"10 - {pick('document review', 300)}"),
        state="'effective'",
    )


def controls(plan: Plan) -> None:
    count, each = plan.size.controls, 3
    insert(
        Control,
        numbers(count),
        code="'CT-' || lpad(n::text, 4, '0')",
        statement=f"'Whoever works here keeps the ' || {rare_word('control')} || ' in order and shows it every quarter.'",
        kind=shared("kind of control", {"preventive": 50, "detective": 35, "corrective": 15}),
        frequency="'Quarterly'",
        owner=plan.holder("control", count * 8),
        unit=plan.department("control"),
        state=shared("state of control", {"operating": 92, "draft": 5, "retired": 3}),
    )
    insert(
        Control.requirements.through,
        f"{numbers(count)}, generate_series(1, {each}) AS place",
        id=f"(n - 1) * {each} + place",
        control="n",
        requirement=f"(n - 1) * {each} + place",
    )
    insert(
        Control.guidance.through,
        numbers(count),
        control="n",
        document=f"1 + n % {plan.size.documents}",
    )


def cells(plan: Plan) -> None:
    wide = plan.size.requirements
    pair = (
        f"{numbers(plan.size.processes * wide)}, LATERAL (SELECT (n - 1) / {wide} AS p, (n - 1) % {wide} AS r) AS pair"
    )
    until = plan.day(f"30 - {pick('fresh', 420)}")
    insert(
        Cell,
        f"{pair}, LATERAL (SELECT (p + r) % 3 > 0 AS applies) AS applied",
        process="p + 1",
        requirement="r + 1",
        applicable="applies",
        reason="CASE WHEN applies THEN '' ELSE 'Not done in this process.' END",
        control=f"CASE WHEN applies AND (p + r) % 31 > 0 THEN 1 + (p * 7 + r) % {plan.size.controls} END",
        fresh_until=f"CASE WHEN applies AND (p + r) % 17 > 0 THEN {until} END",
    )
