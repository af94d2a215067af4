"""Certificates with their cycles, suppliers with their assessments and statements, courses with who has taken them."""

from assurance.models import Assessment, ContinuityStatement, Supplier
from benchmarks.company.draws import one_in, one_of, pick, rare_word, shared, title
from benchmarks.company.plan import ACCOUNTS, OFFICER, ROOT, SECOND_OFFICER, Plan
from benchmarks.company.rows import insert, numbers
from certifications.models import Certificate, CertificationBody, Cycle, Scheme
from people.models import Assignment, Audience, Completion, Course

BODIES, COURSES = ("Kestrel Certification", "Heron Assurance", "Osprey Registrars"), 7


def write(plan: Plan) -> None:
    schemes()
    certificates(plan)
    suppliers(plan)
    courses()
    training(plan)


def schemes() -> None:
    insert(
        Scheme,
        numbers(3),
        code="'scheme-' || n",
        name="'Certification of the baseline ' || n",
        kind="'management_system'",
        family="(SELECT title FROM assurance_framework WHERE id = n)",
        validity_months="36",
        restore_months="6",
    )
    names = ", ".join(f"({n}, '{name}')" for n, name in enumerate(BODIES, 1))
    insert(CertificationBody, f"(VALUES {names}) AS named (n, name)", name="name", valid_until="DATE '2032-06-30'")
    insert(CertificationBody.schemes.through, numbers(3), certificationbody="n", scheme="n")


def certificates(plan: Plan) -> None:
    """Three in four hold; the others have expired or were withdrawn."""
    ago = f"CASE WHEN state = 'expired' THEN 1200 + {pick('decided', 400)} ELSE 30 + {pick('decided', 1_000)} END"
    state = shared("certificate", {"active": 77, "expired": 18, "withdrawn": 5})
    insert(
        Certificate,
        f"{numbers(plan.size.certificates)}, LATERAL (SELECT {state} AS state) AS s, LATERAL (SELECT {ago} AS ago) AS a",
        ref="'C-2026-' || lpad(n::text, 4, '0')",
        title=title("certificate"),
        scheme="1 + n % 3",
        edition="1 + n % 3",
        body="1 + n % 3",
        unit=plan.department("certificate"),
        scope=f"'Development and operation of the ' || {rare_word('scope')} || '.'",
        number="'K-' || n",
        decision_on=plan.day("ago"),
        effective_from=plan.day("ago"),
        expires_on=plan.day("ago - 1095"),
        initial_certified_on=plan.day("ago"),
        state="state",
        withdrawn_on=f"CASE WHEN state = 'withdrawn' THEN {plan.day('20')} END",
        ended_on=f"CASE WHEN state = 'expired' THEN {plan.day('ago - 1095')} END",
        ended_by="CASE WHEN state = 'expired' THEN 'date' ELSE '' END",
    )
    cycles(plan)


def cycles(plan: Plan) -> None:
    insert(
        Cycle,
        "(SELECT id AS n, * FROM certifications_certificate) AS c",
        id="n",
        uuid="md5('cycle' || n)::uuid",
        certificate="n",
        kind="'initial'",
        decision_on="decision_on",
        starts_on="effective_from",
        expires_on="expires_on",
    )
    sites = max(plan.size.departments // 2, 3)
    insert(
        Certificate.sites.through,
        numbers(plan.size.certificates),
        certificate="n",
        site=f"1 + {pick('certified', sites)}",
    )


def suppliers(plan: Plan) -> None:
    rows = plan.size.suppliers
    insert(
        Supplier,
        numbers(rows),
        ref="'SUP-' || lpad(n::text, 5, '0')",
        name=f"initcap({rare_word('supplier')}) || ' ' || n",
        country=one_of("country", "PT", "DE", "BR", "SG", "AE", "FR"),
        category=one_of("category", "materials", "outsourcing", "ems", "logistics", "engineering", "software"),
        criticality=shared("criticality", {"critical": 8, "important": 27, "normal": 65}),
        unit=plan.department("supplier"),
        owner=plan.holder("supplier", rows * 4),
        state=shared("state of supplier", {"admitted": 80, "candidate": 8, "watch": 5, "blocked": 2, "exited": 5}),
    )
    assessments(plan)
    statements(plan)


def assessments(plan: Plan) -> None:
    assessed = plan.day(pick("assessed", 500))
    insert(
        Assessment,
        numbers(plan.size.suppliers),
        supplier="n",
        on=assessed,
        score=f"40 + {pick('score', 60)}",
        assessed_by=f"{ACCOUNTS + OFFICER}",
        next_on=f"{assessed} + 365",
    )


def statements(plan: Plan) -> None:
    said = plan.day(f"10 + {pick('said', 200)}")
    insert(
        ContinuityStatement,
        numbers(plan.size.suppliers),
        supplier="n",
        says=shared("says", {"continues": 85, "conditions": 6, "delayed": 5, "reduced": 3, "stopped": 1}),
        source_kind="'own_written'",
        source_on=said,
        received_on=f"{said} + 3",
        quote="'We go on to deliver as agreed.'",
        valid_until=f"{said} + 180",
        recorded_by=f"{ACCOUNTS + OFFICER}",
        verified_by=f"{ACCOUNTS + SECOND_OFFICER}",
        verified_on=f"{said} + 5",
        state="'verified'",
    )


def courses() -> None:
    insert(Audience, numbers(COURSES))
    insert(
        Course,
        numbers(COURSES),
        code="'C' || n",
        title="'Course ' || n",
        unit=f"{ROOT}",
        audience="n",
        validity_months="12",
        clearance="'C' || n",
    )


def training(plan: Plan) -> None:
    """Seven courses for everybody; of one in fifteen one has run out, and one in forty never took it."""
    place = f"LATERAL (SELECT 1 + (n - 1) / {COURSES} AS p, 1 + (n - 1) % {COURSES} AS c) AS place"
    pair = f"{numbers(plan.size.people * COURSES)}, {place}"
    here = "JOIN directory_person AS person ON person.id = p AND person.left_on IS NULL"
    taken = f"NOT {one_in('never taken', 40)}"
    ago = f"CASE WHEN {one_in('run out', 15)} THEN 380 ELSE 20 + {pick('taken', 320)} END"
    insert(
        Completion,
        f"{pair} {here} WHERE {taken}",
        uuid="md5('completion' || n)::uuid",
        person="p",
        course="c",
        completed_on=plan.day(ago),
        valid_until=plan.day(f"{ago} - 365"),
        score=f"80 + {pick('mark', 21)}",
    )
    insert(
        Assignment,
        f"{pair} {here}",
        uuid="md5('assignment' || n)::uuid",
        person="p",
        course="c",
        reason="'role'",
        anchor_on=plan.day("400"),
        assigned_on=plan.day("400"),
        due_on=plan.day(f"{ago} - 10"),
        completion=f"CASE WHEN {taken} THEN n END",
        state=f"CASE WHEN {taken} THEN 'completed' ELSE 'assigned' END",
    )
