"""Units, sites, people with their jobs and accounts, and the roles they hold."""

from benchmarks.company.draws import SUBJECTS, one_in, one_of, pick, shared, texts
from benchmarks.company.plan import (
    ACCOUNTS,
    FIRST_DEPARTMENT,
    FIRST_HEAD,
    FIRST_REGION,
    MANAGER,
    OFFICER,
    REGIONS,
    ROOT,
    SECOND_OFFICER,
    Plan,
)
from benchmarks.company.rows import insert, numbers
from foundation.directory.models import Calendar, Holiday, JobRole, JobRoleSpell, Person, RoleGrant, Site, Unit, User

JOBS = 20
FORENAMES = (
    "Ada", "Ana", "Bruno", "Carla", "Dara", "Elif", "Emil", "Farah", "Gabor", "Hana", "Ivo", "Jana", "Karim", "Lena",
    "Malik", "Mei", "Nadia", "Omar", "Petra", "Priya", "Rafael", "Samir", "Sofia", "Tobias", "Uma", "Vera", "Wanja", "Yara",
)  # fmt: skip
SURNAMES = (
    "Abreu", "Brandt", "Castro", "Dubois", "Eriksen", "Ferreira", "Garcia", "Haddad", "Ito", "Jensen", "Kowal",
    "Lindqvist", "Moreau", "Novak", "Okafor", "Petrov", "Quint", "Raman", "Silva", "Tanaka", "Urban", "Vargas", "Weber",
    "Yilmaz", "Zhang",
)  # fmt: skip
ZONES = ("Europe/Lisbon", "Asia/Dubai", "Asia/Singapore", "America/Sao_Paulo", "Europe/Berlin")


def write(plan: Plan) -> None:
    units(plan)
    people(plan)
    accounts(plan)
    roles(plan)


def units(plan: Plan) -> None:
    every = FIRST_DEPARTMENT - 1 + plan.size.departments
    insert(Calendar, numbers(1), code="'ALL'", name="'Everywhere'")
    insert(
        Holiday,
        "generate_series(2020, 2030) AS year, (VALUES (12, 25), (1, 1)) AS days (month, day)",
        id="(year - 2020) * 2 + CASE month WHEN 1 THEN 1 ELSE 2 END",
        calendar="1",
        day="make_date(year, month, day)",
        name="'Public holiday'",
    )
    above = f"CASE WHEN n = {ROOT} THEN NULL WHEN n < {FIRST_DEPARTMENT} THEN {ROOT} ELSE {FIRST_REGION} + n % {REGIONS} END"
    place = f"lpad({ROOT}::text, 6, '0') || '/'"
    insert(
        Unit,
        f"{numbers(every)}, LATERAL (SELECT {above} AS parent) AS above",
        code=f"CASE WHEN n = {ROOT} THEN 'MN' WHEN n < {FIRST_DEPARTMENT} THEN 'R' || n - 1 "
        "ELSE 'D' || lpad(n::text, 3, '0') END",
        name=f"CASE WHEN n = {ROOT} THEN 'Meridane Networks' WHEN n < {FIRST_DEPARTMENT} THEN 'Region ' || n - 1 "
        f"ELSE initcap({texts(SUBJECTS)}[1 + n % {len(SUBJECTS)}]) || ' ' || n END",
        kind=f"CASE WHEN n = {ROOT} THEN 'group' WHEN n < {FIRST_DEPARTMENT} THEN 'region' ELSE 'department' END",
        parent="parent",
        path=f"CASE WHEN n = {ROOT} THEN '' ELSE {place} END || "
        f"CASE WHEN n >= {FIRST_DEPARTMENT} THEN lpad(parent::text, 6, '0') || '/' ELSE '' END || lpad(n::text, 6, '0') || '/'",
        zone=f"{texts(ZONES)}[1 + CASE WHEN n < {FIRST_DEPARTMENT} THEN n ELSE parent END % {len(ZONES)}]",
        calendar="1",
        accountable_officer=f"{OFFICER}",
    )
    sites(plan)


def sites(plan: Plan) -> None:
    count = plan.size.departments
    insert(
        Site,
        numbers(max(count // 2, 3)),
        code="'S' || lpad(n::text, 3, '0')",
        name=f"initcap({texts(SUBJECTS)}[1 + n % {len(SUBJECTS)}]) || ' house ' || n",
        kind=one_of("site", "office", "research", "lab", "factory", "warehouse", "data_centre"),
        unit=f"{FIRST_DEPARTMENT} + n % {count}",
        country=one_of("country", "PT", "AE", "SG", "BR", "DE"),
    )


def people(plan: Plan) -> None:
    heads = FIRST_HEAD + plan.size.departments
    head = f"{FIRST_HEAD} + unit - {FIRST_DEPARTMENT}"
    stays = f"n < {heads} OR n > {plan.size.people - plan.auditors} OR NOT {one_in('left', 25)}"
    own = f"CASE WHEN n >= {FIRST_HEAD} AND n < {heads} THEN {FIRST_DEPARTMENT} + n - {FIRST_HEAD}"
    home = f"{own} ELSE {plan.department('home')} END"
    kind = shared("kind of person", {"employee": 86, "partner": 9, "consultant": 5})
    kind = f"CASE WHEN n < {heads} THEN 'employee' ELSE {kind} END"
    ends = plan.day(f"-30 - {pick('contract', 700)}")
    insert(
        Person,
        f"{numbers(plan.size.people)}, LATERAL (SELECT {home} AS unit, {kind} AS kind) AS drawn",
        number="'P-' || lpad(n::text, 6, '0')",
        name=f"{one_of('forename', *FORENAMES)} || ' ' || {one_of('surname', *SURNAMES)} || ' ' || chr(65 + (n % 26)::int) || n",
        email="'p' || n || '@meridane.example'",
        kind="kind",
        employer="CASE WHEN kind = 'employee' THEN '' ELSE 'Employer ' || n % 30 END",
        sponsor=f"CASE WHEN kind <> 'employee' THEN {head} END",
        contract_end=f"CASE WHEN kind <> 'employee' THEN {ends} END",
        unit="unit",
        manager=f"CASE WHEN n = {MANAGER} THEN NULL WHEN n < {heads} THEN {MANAGER} ELSE {head} END",
        start_on=plan.day(f"60 + {pick('start', 4_000)}"),
        left_on=f"CASE WHEN {stays} THEN NULL ELSE {plan.day(pick('left when', 50))} END",
    )
    jobs()


def jobs() -> None:
    insert(JobRole, numbers(JOBS), code="'J' || lpad(n::text, 2, '0')", name="'Job ' || lpad(n::text, 2, '0')")
    insert(
        JobRoleSpell,
        "directory_person AS p",
        id="p.id",
        person="p.id",
        role=f"1 + {pick('job', JOBS, 'p.id')}",
        unit="p.unit_id",
        from_on="p.start_on",
        to_on="p.left_on",
    )


def accounts(plan: Plan) -> None:
    insert(
        User,
        "directory_person AS p, LATERAL (SELECT p.id AS n) AS numbered",
        id=f"{ACCOUNTS} + n",
        password="'!'",  # noqa: S106 - nobody signs in with it
        email="p.email",
        name="p.name",
        person="p.id",
        is_active="p.left_on IS NULL",
    )


def roles(plan: Plan) -> None:
    """Everybody is an employee in their unit; heads manage it, owners of processes and auditors are that too."""
    people, auditors = plan.size.people, plan.size.people - plan.auditors
    granted = (
        "SELECT p.id AS person, role, unit FROM directory_person AS p, LATERAL (VALUES "
        "('EMP', p.unit_id, TRUE), "
        f"('CO', {ROOT}, p.id IN ({OFFICER}, {SECOND_OFFICER})), ('PM', {ROOT}, p.id = {SECOND_OFFICER}), "
        f"('MGR', {ROOT}, p.id = {MANAGER}), "
        f"('MGR', p.unit_id, p.id >= {FIRST_HEAD} AND p.id < {plan.first_owner}), "
        f"('PO', p.unit_id, p.id >= {plan.first_owner} AND p.id < {plan.first_owner + plan.owners} AND p.id % 3 = 0), "
        f"('AU', {ROOT}, p.id > {auditors} AND p.id <= {people}), "
        f"('LA', {ROOT}, p.id > {auditors} AND p.id <= {people} AND p.id % 2 = 0)"
        ") AS held (role, unit, holds) WHERE holds"
    )
    insert(
        RoleGrant,
        f"(SELECT *, row_number() OVER (ORDER BY person, role) AS n FROM ({granted}) AS granted) AS numbered",
        user=f"{ACCOUNTS} + person",
        role="role",
        unit="unit",
        from_on="DATE '2020-01-01'",
    )
