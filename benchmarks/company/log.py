"""Events with their genuine digests, what people were told of them, and comments."""

from assurance.models import Evidence
from audits.models import Audit, Finding
from benchmarks.company.draws import one_of, pick, rare_word, text
from benchmarks.company.plan import ACCOUNTS, MANAGER, OFFICER, SPAN, Plan
from benchmarks.company.rows import insert, numbers, type_of, uuid_of
from foundation.directory.models import Person, User
from foundation.models import Comment, Event, EventContent, Notification

TOLD, NEW_FOR_DAYS, MINE = 10, 14, 400  # one event in so many is told to somebody
STEPS = {
    Finding: ("logged", "issue", "submit_plan", "accept_plan", "implement", "verify", "changed"),
    Evidence: ("uploaded", "accept", "linked", "read"),
    Audit: ("scheduled", "initiate", "prepare", "open", "close_fieldwork", "issue_report"),
    Person: ("added", "edited"),
}


def write(plan: Plan) -> None:
    events(plan)
    notifications(plan)
    comments(plan)


def kinds(plan: Plan) -> tuple[tuple[type, str, int], ...]:
    """What an event is about by its last two digits, and how many of it there are."""
    size = plan.size
    return (
        (Finding, "n % 20 < 8", size.findings),
        (Evidence, "n % 20 < 16", size.evidence),
        (Audit, "n % 20 < 18", size.audits),
        (Person, "TRUE", size.people),
    )


def by_kind(plan: Plan, said: dict[type, str]) -> str:
    cases = " ".join(f"WHEN {which} THEN {said[model]}" for model, which, _rows in kinds(plan))
    return f"CASE {cases} END"


def events(plan: Plan) -> None:
    """Those of one object follow each other over some weeks; the details are plain enough to be their own canonical form."""
    subjects = {model: uuid_of(model, same_time(plan, rows)) for model, _which, rows in kinds(plan)}
    steps = {model: one_of("step", *names) for model, names in STEPS.items()}
    names = {model: text(model._meta.label_lower) for model in STEPS}
    types = {model: type_of(model) for model in STEPS}
    insert(
        Event,
        f"{numbers(plan.size.events)}, LATERAL (SELECT {by_kind(plan, subjects)} AS subject, {by_kind(plan, steps)} AS step, "
        f"{by_kind(plan, types)} AS type, {by_kind(plan, names)} AS named) AS s",
        subject_type="type",
        subject_uuid="subject",
        at=moment(plan),
        kind="split_part(named, '.', 2) || '.' || step",
        digest=f"encode(sha256({SALT} || convert_to({said(plan)}, 'UTF8')), 'hex')",
    )
    insert(
        EventContent,
        "(SELECT id AS n, split_part(kind, '.', 2) AS step FROM foundation_event) AS e",
        event="n",
        actor=actor(plan),
        summary=SUMMARY,
        details="jsonb_build_object('step', step)",
        salt=SALT,
    )


SALT = "sha256(('salt ' || n)::bytea)"
SUMMARY = "'took the step ' || step"


def said(plan: Plan) -> str:
    """What foundation.trail.said_by() gives, in RFC 8785: the keys in order, nothing that needs an escape."""
    return (
        f"'{{\"actor\":\"' || md5('directory_user' || ({actor(plan)} - {ACCOUNTS}))::uuid || "
        '\'","details":{"step":"\' || step || \'"},"grant":null,"ip":null,"subject":{"type":"\' || named || '
        f'\'","uuid":"\' || subject || \'"}},"summary":"\' || {SUMMARY} || \'"}}\''
    )


def actor(plan: Plan) -> str:
    return f"{ACCOUNTS} + {plan.owner('actor')}"


def moment(plan: Plan) -> str:
    """In the order of the numbers, from the beginning until an hour ago."""
    rows = plan.size.events
    return f"(DATE '{plan.on}' + TIME '05:00') AT TIME ZONE 'UTC' - (({rows} - n)::float8 * {SPAN} / {rows}) * INTERVAL '1 day'"


def same_time(plan: Plan, rows: int) -> str:
    """An object made at about the time of event `n`, or up to a hundred days before."""
    spread = max(rows // 20, 1)
    return f"GREATEST(1, LEAST(1 + (n - 1) * {rows} / {plan.size.events} - {pick('spread', spread)}, {rows}))"


def notifications(plan: Plan) -> None:
    """One in ten events is told to an owner; the officer and the manager hear as often in a company of any size."""
    rows = plan.size.events // TOLD
    mine = min(MINE, rows // 10)
    drawn = pick("told", rows)
    others = f"WHEN {drawn} < {mine * 2} THEN {MANAGER} ELSE {plan.owner('told whom')}"
    insert(
        Notification,
        f"(SELECT id / {TOLD} AS n, id AS event, at FROM foundation_event WHERE id % {TOLD} = 0) AS e",
        event="event",
        user=f"{ACCOUNTS} + CASE WHEN {drawn} < {mine} THEN {OFFICER} {others} END",
        read_at=f"CASE WHEN at < DATE '{plan.on}' - {NEW_FOR_DAYS} THEN at + INTERVAL '1 day' END",
        mailed_at="at",
        created_at="at",
    )


def comments(plan: Plan) -> None:
    rows, findings = max(plan.size.findings // 4, 1), plan.size.findings
    insert(
        Comment,
        numbers(rows),
        subject_type=type_of(Finding),
        subject_uuid=uuid_of(Finding, f"LEAST(n * 4 - {pick('comment', 4)}, {findings})"),
        author=f"{ACCOUNTS} + {plan.owner('comment')}",
        text=f"'Please look at the ' || {rare_word('comment')} || ' once more.'",
        created_at=plan.moment(plan.age(rows, "comment")),
    )


assert User._meta.db_table == "directory_user"
