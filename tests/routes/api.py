"""The API: the lines of the access matrix. Steps have none: they are held against the pages, for everybody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from foundation import policy
from foundation.clock import today
from tests.company import TODAY
from tests.routes.assurance import DOES_ACTION, SEES_OBJECTIVE, SEES_REVIEW, of_reviews
from tests.routes.certifications import (
    CLAIRE,
    FAR_SOA,
    NEAR_CONFORMITY,
    NEAR_INSPECTION,
    NEAR_INSPECTOR,
    NEAR_SERVICE,
    OTHERS,
    SEES_CENTRE,
    SEES_CERTIFICATE,
    SEES_INSPECTION,
    SEES_INSPECTOR,
    SEES_SCHEMES,
    SEES_SOA,
    clause,
    in_room,
    near,
)
from tests.routes.certifications import (
    file as shown_file,
)
from tests.routes.certifications import (
    piece as shown_piece,
)
from tests.routes.directory import (
    ADMIN,
    CARES,
    SEES_EMMA,
    account,
    calendar,
    clearance,
    leave,
    person,
    proposal,
    role_of,
    site,
    site_facts,
    starter,
    unit,
    unit_facts,
    why,
)
from tests.routes.lines import (
    ALL,
    AUDITORS,
    DECLARES,
    FAR,
    INSIDE,
    LOADS,
    NEAR,
    NOBODY,
    OFFICERS,
    OUTSIDE,
    PLANS,
    SEES_EVIDENCE,
    SEES_FINDING,
    SEES_PROCESS,
    SEES_SUPPLIER,
    TEAM,
    UPLOADS,
    acceptance,
    empty,
    entry,
    meeting,
    nothing,
    outsider,
    people,
    remote_access,
    row,
)
from tests.routes.lines import (
    seat as seat_of_priya,
)
from tests.routes.people import (
    FAR_NOMINATION,
    NO_IMPORTS,
    NOMINATES,
    SEES_NOMINATION,
)
from tests.world import World


@dataclass(frozen=True)
class Call:
    """`read` may GET, `write` may send `body` by `method`; `foreign` is a row the `strangers` may not see.

    `own_body` and `foreign_body` differ in one row that they name: who may name the one may not name the other.
    """

    read: frozenset[str] = NOBODY
    write: frozenset[str] = NOBODY
    method: str = "post"
    own: Callable[[World], tuple] = nothing
    foreign: Callable[[World], tuple] | None = None
    strangers: Iterable[str] = ()
    body: Callable[[World], dict[str, Any]] = empty
    needs_more: bool = False  # an empty body is let in and refused for what it lacks
    headers: dict[str, str] = field(default_factory=dict)


TUS = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}


def uuids(*names: str) -> Callable[[World], tuple]:
    return row(*names)


MANAGES = OFFICERS | people("samir")

NO_REVIEW = INSIDE - SEES_REVIEW | OUTSIDE

SEES_ACTION = SEES_REVIEW | people("emma")

SEES_PASS = OFFICERS | TEAM | people("leo", "petra", "helena", "samir")

NEAR_PASS: dict[str, Any] = {
    "own": uuids("gate_pass"),
    "foreign": uuids("far_pass"),
    "strangers": NEAR | people("emma"),
}


def line_of(world: World) -> str:
    """A line of My work; who has it not finds nothing done."""
    return f"verify_effect:{world.finding.uuid}"


def question(of: str) -> Callable[[World], tuple]:
    return lambda world: (getattr(world, of).items.order_by("order")[2].uuid,)


def sampled(of: str) -> Callable[[World], tuple]:
    return lambda world: (getattr(world, of).items.first().uuid,)


def seat(of: str) -> Callable[[World], tuple]:
    return lambda world: (getattr(world, of).team.get(part="lead").uuid,)


def stored(world: World) -> tuple:
    return (world.evidence.files.get().uuid,)


def piece(world: World) -> tuple:
    return (world.evidence.evidence.uuid,)


def requirement(world: World) -> tuple:
    return (world.company.framework.requirements.first().uuid,)


def told(about: str, own: Callable[[World], tuple], read: frozenset[str], **more: Any) -> dict[str, Call]:
    """The story of a record: who sees it reads and speaks."""
    comment = {"body": lambda world: {"text": "Seen."}, "write": read}
    return {
        f"api:{about}-events": Call(read=read, own=own, **more),
        f"api:{about}-comments": Call(read=read, own=own, **comment, **more),
    }


def certificate_to_plan(world: World) -> dict[str, Any]:
    facts = {"title": "Services", "unit": world.company.units["TS"].uuid, "grading": "internal"}
    return facts | {"scheme": world.scheme.uuid, "edition": world.company.framework.uuid, "body": world.body.uuid}


def scheme_to_add(world: World) -> dict[str, Any]:
    facts = {"code": "other", "name": "Other", "kind": "product", "family": "Internal baseline"}
    return facts | {"surveillance": "none", "holder_retention_years": 3}


def audit_to_plan(world: World) -> dict[str, Any]:
    first = date(2026, 12, 14)
    facts = {"title": "Access", "kind": "internal", "method": "on_site", "planned_start": first, "planned_end": first}
    return facts | {"unit": world.company.units["TS"].uuid, "frameworks": [world.company.framework.uuid]}


SEES_PROGRAMME = PLANS | people("tobias", "priya", "leo", "helena")


def soa_line(of: str) -> Callable[[World], tuple]:
    return lambda world: (getattr(world, of).lines.first().uuid,)


def soa_to_begin(world: World) -> dict[str, Any]:
    facts = {"unit": world.company.units["TS"].uuid, "framework": world.soa.framework.uuid}
    return facts | {"title": "Repairs", "scope": "The repair centre."}


def programme_to_draft(world: World) -> dict[str, Any]:
    return {"title": "Programme 2028", "year": 2028, "unit": world.company.units["HQ"].uuid, "auditor_days": 40}


def line_to_plan(world: World) -> dict[str, Any]:
    return {
        "title": "Yearly", "kind": "internal", "method": "on_site", "unit": world.company.units["TS"].uuid,
        "anchor": date(2026, 12, 14), "interval_months": 12, "working_days": 2,
        "frameworks": [world.company.framework.uuid],
    }  # fmt: skip


def qualification_to_give(world: World) -> dict[str, Any]:
    facts = {"grade": "expert", "valid_from": "2026-01-01", "valid_until": "2027-01-01"}
    return facts | {"person": world.company.person("emma").uuid, "framework": world.company.framework.uuid}


def session_to_plan(world: World) -> dict[str, Any]:
    facts = {"day": TODAY, "starts": "13:00", "ends": "14:00", "topic": "Records"}
    return facts | {"auditor": world.company.person("priya").uuid}


def conflict_to_declare(world: World) -> dict[str, Any]:
    return {"kind": "family", "unit": world.company.units["TS"].uuid, "from_on": "2026-01-01"}


def control_to_add(world: World) -> dict[str, Any]:
    unit = world.company.units["TS"].uuid
    return {"code": "C-NEW", "statement": "Done.", "kind": "detective", "evidence_freshness_months": 12, "unit": unit}


def finding_to_log(world: World) -> dict[str, Any]:
    return {"type": "minor", "statement": "One drill has no record.", "objective_evidence": "Register, page 2."}


def template_to_write(world: World) -> dict[str, Any]:
    return {"framework": world.company.framework.uuid, "title": "Late", "statement": "The review of … was late."}


def question_to_write(world: World) -> dict[str, Any]:
    about = world.company.framework.requirements.get(ref="MCB-16").uuid
    return {"requirement": about, "title": "Patched", "text": "How soon is it patched?"}


def evidence_to_ask_for(world: World) -> dict[str, Any]:
    about = {"about": "assurance.process", "row": world.company.processes["remote-access"].uuid}
    return about | {"title": "Access review", "asked_of": world.company.person("emma").uuid, "due_on": "2030-01-15"}


def owner_to_be(world: World) -> dict[str, Any]:
    return {"owner": world.company.person("emma").uuid}


def actions_to_come(world: World) -> dict[str, Any]:
    """The register of corrective actions, every month, to Petra."""
    facts = {"report": "corrective-actions", "title": "Mine", "rhythm": "month:1"}
    return facts | {"recipients": "petra@meridane.example"}


def webhook_to_add(world: World) -> dict[str, Any]:
    facts = {"name": "Chat", "url": "https://hooks.example.com/attest", "kinds": ["finding.*"]}
    return facts | {"unit": world.company.units["TS"].uuid, "owner": world.company.cast["ines"].uuid}


ASKS_FOR_EVIDENCE = OFFICERS | TEAM | people("leo", "samir", "omar")

SEES_REQUEST = OFFICERS | TEAM | people("leo", "petra", "helena", "emma")


def shown(
    noun: str,
    own: Callable[[World], tuple],
    foreign: Callable[[World], tuple],
    strangers: frozenset[str],
    body: Callable[[World], dict[str, Any]] = empty,
) -> dict[str, Call]:
    """Rows of a room, as its grantee reads them; with a `body`, what the grantee says there."""
    room = {"own": uuids("grant"), "foreign": uuids("grant"), "strangers": OTHERS}
    says = {"write": CLAIRE, "body": body} if body is not empty else {}
    return {
        f"api:room-{noun}-list": Call(read=CLAIRE, **room, **says),
        f"api:room-{noun}-detail": Call(read=CLAIRE, own=own, foreign=foreign, strangers=strangers),
    }


LEADS = people("tobias", "leo")


def far_person(body: Callable[[World], dict[str, Any]], *, of: str = "emma", **more: Any) -> Call:
    """What administration alone writes about people."""
    return Call(write=ADMIN, own=person(of), foreign=person("omar"), strangers=NEAR, body=body, **more)


def far_account(body: Callable[[World], dict[str, Any]], **more: Any) -> Call:
    """What administration alone does with accounts."""
    return Call(write=ADMIN, own=account("emma"), foreign=account("omar"), strangers=NEAR, body=body, **more)


def ladder(world: World) -> tuple:
    return ("audits.ladder",)


def same_ladder(world: World) -> dict[str, Any]:
    """A value of the right shape; a preview of it says that nothing changes."""
    return {"value": policy.declaration("audits.ladder").value, "effective_from": today()}


ASKS = OFFICERS | LEADS

SEES_TEMPLATES = ASKS | people("priya", "petra")

WATCHERS = OFFICERS | ADMIN

POLICIES = INSIDE - people("emma")

NEAR_UNIT: dict[str, Any] = {"own": unit("TS"), "foreign": unit("MEADEL"), "strangers": NEAR}

NEAR_SITE: dict[str, Any] = {"own": site("LAB"), "foreign": site("FAR"), "strangers": NEAR}

NEAR_CERTIFICATE: dict[str, Any] = {
    "own": uuids("certificate"),
    "foreign": uuids("far_certificate"),
    "strangers": people("helena", "samir", "emma"),
}

FAR_GRANT: dict[str, Any] = {"foreign": uuids("grant"), "strangers": people("samir", "tobias")}

SEES_WEBHOOK = OFFICERS | ADMIN

SEES_SUBSCRIPTION = OFFICERS | people("adam", "helena", "samir")
FAR_SUBSCRIPTION: dict[str, Any] = {"foreign": uuids("subscription"), "strangers": FAR}
NEAR_WEBHOOK: dict[str, Any] = {"foreign": uuids("webhook"), "strangers": NEAR}

SEES_REPORT = TEAM | OFFICERS

SEES_CELL = OFFICERS | TEAM | people("leo", "petra", "helena", "samir")

SEES_CONTROL = OFFICERS | TEAM | people("leo", "petra", "helena")

SEES_DOCUMENT = INSIDE - FAR

WRITES_DOCUMENT = OFFICERS | people("samir")

NEAR_DOCUMENT: dict[str, Any] = {"foreign": uuids("far_document"), "strangers": NEAR}

NEAR_EDITION: dict[str, Any] = {"foreign": uuids("far_version"), "strangers": NEAR}

DECIDES = OFFICERS | people("petra", "helena")

NEAR_FINDING: dict[str, Any] = {"foreign": uuids("far_finding"), "strangers": NEAR}

NEAR_AUDIT: dict[str, Any] = {"foreign": uuids("far_audit"), "strangers": NEAR}

NEAR_SESSION: dict[str, Any] = {"foreign": uuids("far_session"), "strangers": NEAR}

FAR_PIECE: dict[str, Any] = {"foreign": piece, "strangers": FAR}

NEAR_SUPPLIER: dict[str, Any] = {"own": uuids("supplier"), "foreign": uuids("far_supplier"), "strangers": NEAR}

NEAR_PRODUCT: dict[str, Any] = {"own": uuids("product"), "foreign": uuids("far_product"), "strangers": NEAR}

NEAR_VERSION: dict[str, Any] = {
    "own": uuids("product_version"), "foreign": uuids("far_product_version"), "strangers": NEAR,
}  # fmt: skip

MANAGES = OFFICERS | people("samir")


def supplier_to_add(world: World) -> dict[str, Any]:
    place = {"unit": world.company.units["TS"].uuid, "owner": world.company.person("samir").uuid}
    return {"name": "Tessary Optics", "category": "materials", "criticality": "normal", "country": "XD", **place}


def statement_to_record(world: World) -> dict[str, Any]:
    return {"says": "continues", "source_kind": "press", "quote": "So it is said."}


def component_to_add(world: World) -> dict[str, Any]:
    unit = world.company.units["TS"].uuid
    return {"number": "OPT-1", "name": "Optics", "unit": unit, "suppliers": [world.supplier.uuid]}


def product_to_add(world: World) -> dict[str, Any]:
    place = {"unit": world.company.units["TS"].uuid, "owner": world.company.person("samir").uuid}
    return {"code": "GW-2", "name": "Second gateway", **place}


def build_to_register(world: World) -> dict[str, Any]:
    return {"number": "7", "sha256": "cd" * 32, "builder": "Release line 2"}


CALLS: dict[str, Call] = {
    "api:me": Call(read=ALL),
    "api:schema": Call(read=ALL),
    "api:docs": Call(read=ALL),
    "api:my-work": Call(read=INSIDE),
    "api:search": Call(read=INSIDE),
    "api:metrics": Call(read=OFFICERS | people("petra", "helena", "malik")),
    "api:figures": Call(read=OFFICERS | people("petra", "helena", "malik")),
    "api:audit-list": Call(read=INSIDE, write=PLANS | LEADS, body=audit_to_plan),
    "api:audit-detail": Call(read=SEES_FINDING, own=uuids("audit"), **NEAR_AUDIT),
    "api:audit-steps": Call(read=SEES_FINDING, own=uuids("audit"), **NEAR_AUDIT),
    **told("audit", uuids("audit"), SEES_FINDING, **NEAR_AUDIT),
    "api:team-member-list": Call(read=INSIDE),
    "api:team-member-detail": Call(read=SEES_FINDING, own=seat("audit"), foreign=seat("far_audit"), strangers=NEAR),
    "api:auditor-qualification-list": Call(read=INSIDE, write=PLANS, body=qualification_to_give),
    "api:auditor-qualification-detail": Call(
        read=AUDITORS, own=uuids("qualification"), foreign=uuids("qualification"), strangers=FAR
    ),
    "api:auditor-qualification-change": Call(
        write=PLANS,
        own=uuids("qualification"),
        foreign=uuids("qualification"),
        strangers=FAR,
        body=lambda world: {"valid_until": "2030-01-01", "reason": "Renewed."},
    ),
    "api:conflict-list": Call(read=INSIDE, write=DECLARES, body=conflict_to_declare),
    "api:conflict-detail": Call(
        read=PLANS | people("leo"), own=uuids("conflict"), foreign=uuids("conflict"), strangers=FAR | TEAM
    ),
    "api:conflict-end": Call(
        write=PLANS | people("leo"),
        own=uuids("conflict"),
        foreign=uuids("conflict"),
        strangers=FAR | TEAM,
        body=lambda world: {"to_on": "2026-11-20"},
    ),
    "api:conflict-decide": Call(
        write=PLANS,
        own=uuids("conflict"),
        foreign=uuids("conflict"),
        strangers=FAR | TEAM,
        body=lambda world: {"decision": "stands", "note": "It does."},
    ),
    "api:audit-add-session": Call(write=people("tobias"), own=uuids("audit"), **NEAR_AUDIT, body=session_to_plan),
    "api:meeting-list": Call(read=INSIDE),
    "api:meeting-detail": Call(read=SEES_FINDING, own=meeting("audit"), foreign=meeting("far_audit"), strangers=NEAR),
    "api:meeting-attend": Call(
        write=TEAM,
        own=meeting("audit"),
        foreign=meeting("far_audit"),
        strangers=NEAR,
        body=lambda world: {"role": "Head of services", "was_present": False},
    ),
    "api:plan-session-list": Call(read=INSIDE),
    "api:plan-session-detail": Call(read=SEES_FINDING, own=uuids("session"), **NEAR_SESSION),
    "api:plan-session-change": Call(
        write=people("tobias"), own=uuids("session"), **NEAR_SESSION, body=lambda world: {"topic": "Other records"}
    ),
    "api:plan-session-cancel": Call(write=people("tobias"), own=uuids("session"), **NEAR_SESSION),
    "api:audit-add-outsider": Call(
        write=people("tobias"),
        own=uuids("audit"),
        **NEAR_AUDIT,
        body=lambda world: {"external_name": "A", "part": "guide"},
    ),
    "api:team-member-accept": Call(
        write=people("priya"), own=seat_of_priya("audit"), foreign=seat_of_priya("far_audit"), strangers=NEAR
    ),
    "api:team-member-days": Call(
        write=people("tobias"),
        own=seat_of_priya("audit"),
        foreign=seat_of_priya("far_audit"),
        strangers=NEAR,
        body=lambda world: {"days": 2},
    ),
    "api:team-member-remove": Call(
        write=people("tobias"), own=outsider("audit"), foreign=outsider("far_audit"), strangers=NEAR
    ),
    "api:checklist-item-list": Call(read=INSIDE),
    "api:checklist-item-detail": Call(
        read=TEAM,
        write=TEAM,
        method="patch",
        own=question("audit"),
        foreign=question("far_audit"),
        strangers=NEAR,
        body=lambda world: {"note": "Seen."},
    ),
    "api:checklist-item-evidence": Call(
        write=TEAM,
        own=question("audit"),
        foreign=question("far_audit"),
        strangers=NEAR,
        body=lambda world: {"evidence": [world.evidence.uuid]},
    ),
    "api:checklist-item-findings": Call(
        write=TEAM, own=question("audit"), foreign=question("far_audit"), strangers=NEAR, body=finding_to_log
    ),
    "api:audit-working-papers": Call(
        write=TEAM,
        own=uuids("audit"),
        **NEAR_AUDIT,
        body=lambda world: {"kind": "interview", "title": "Keys", "at": "2026-11-20T09:30", "text": "Seen."},
    ),
    "api:audit-samples": Call(
        write=TEAM,
        own=uuids("audit"),
        **NEAR_AUDIT,
        body=lambda world: {"title": "People", "source": "people", "description": "Today.", "method": "all"},
    ),
    "api:audit-sites": Call(read=TEAM, own=uuids("audit"), **NEAR_AUDIT),
    "api:audit-sample-list": Call(read=INSIDE),
    "api:audit-sample-detail": Call(read=TEAM, own=uuids("audit_sample"), foreign=uuids("far_sample"), strangers=NEAR),
    **told("audit-sample", uuids("audit_sample"), TEAM, foreign=uuids("far_sample"), strangers=NEAR),
    "api:audit-sample-finish": Call(
        write=TEAM,
        own=uuids("audit_sample"),
        foreign=uuids("far_sample"),
        strangers=NEAR,
    ),
    "api:sample-item-list": Call(read=INSIDE),
    "api:sample-item-detail": Call(
        read=TEAM,
        write=TEAM,
        method="patch",
        own=sampled("audit_sample"),
        foreign=sampled("far_sample"),
        strangers=NEAR,
        body=lambda world: {"result": "conforms"},
    ),
    "api:working-paper-list": Call(read=INSIDE),
    "api:working-paper-detail": Call(
        read=TEAM,
        write=people("priya"),
        method="patch",
        own=uuids("paper"),
        foreign=uuids("far_paper"),
        strangers=NEAR,
        body=lambda world: {"place": "Lab"},
    ),
    **told("working-paper", uuids("paper"), TEAM, foreign=uuids("far_paper"), strangers=NEAR),
    "api:working-paper-sign-off": Call(write=TEAM, own=uuids("paper"), foreign=uuids("far_paper"), strangers=NEAR),
    "api:working-paper-take-back": Call(
        write=people("tobias"),
        own=uuids("signed_paper"),
        foreign=uuids("far_paper"),
        strangers=NEAR,
        body=lambda world: {"reason": "A page is missing."},
    ),
    "api:finding-list": Call(read=INSIDE),
    "api:finding-detail": Call(read=SEES_FINDING, own=uuids("finding"), **NEAR_FINDING),
    "api:finding-detail#draft": Call(
        read=TEAM,
        write=TEAM,
        method="patch",
        own=uuids("draft"),
        foreign=uuids("draft"),
        strangers=FAR | NEAR,
        body=lambda world: {"statement": "Two drills have no record."},
    ),
    "api:checklist-template-list": Call(read=INSIDE, write=ASKS, body=lambda world: {"name": "Releases"}),
    "api:checklist-template-detail": Call(read=SEES_TEMPLATES, own=uuids("checklist_template")),
    "api:checklist-template-versions": Call(write=ASKS, own=uuids("checklist_template")),
    "api:template-version-list": Call(read=INSIDE),
    "api:template-version-detail": Call(read=SEES_TEMPLATES, own=uuids("template_version")),
    "api:template-version-steps": Call(read=SEES_TEMPLATES, own=uuids("template_version")),
    "api:template-version-chosen": Call(write=ASKS, own=uuids("template_version"), needs_more=True),
    "api:template-version-questions": Call(write=ASKS, own=uuids("template_version"), body=question_to_write),
    "api:template-question-list": Call(read=INSIDE),
    "api:template-question-detail": Call(read=SEES_TEMPLATES, own=uuids("template_question")),
    "api:template-question-drop": Call(write=ASKS, own=uuids("template_question")),
    "api:finding-template-list": Call(read=INSIDE, write=ASKS, body=template_to_write),
    "api:finding-template-detail": Call(
        read=SEES_TEMPLATES,
        write=ASKS,
        method="patch",
        own=uuids("finding_template"),
        body=lambda world: {"evidence": "The register."},
    ),
    "api:finding-template-retire": Call(write=ASKS, own=uuids("finding_template")),
    "api:finding-steps": Call(read=SEES_FINDING, own=uuids("finding"), **NEAR_FINDING),
    **told("finding", uuids("finding"), SEES_FINDING, **NEAR_FINDING),
    "api:action-list": Call(read=INSIDE),
    "api:action-detail": Call(read=SEES_FINDING, own=uuids("action"), foreign=uuids("action"), strangers=FAR),
    "api:action-complete": Call(
        write=people("samir"),
        own=uuids("action"),
        foreign=uuids("action"),
        strangers=FAR,
        body=lambda world: {"evidence": [world.evidence.uuid]},
    ),
    "api:programme-list": Call(read=INSIDE, write=people("petra"), body=programme_to_draft),
    "api:programme-detail": Call(
        read=SEES_PROGRAMME, own=uuids("programme"), foreign=uuids("programme"), strangers=FAR
    ),
    "api:programme-steps": Call(read=SEES_PROGRAMME, own=uuids("programme"), foreign=uuids("programme"), strangers=FAR),
    "api:programme-paper": Call(
        write=SEES_PROGRAMME,
        own=uuids("programme"),
        foreign=uuids("programme"),
        strangers=FAR,
        body=lambda world: {"name": "programme"},
    ),
    **told("programme", uuids("programme"), SEES_PROGRAMME, foreign=uuids("programme"), strangers=FAR),
    "api:programme-line-list": Call(read=INSIDE, write=PLANS, body=line_to_plan),
    "api:programme-line-detail": Call(
        read=PLANS | people("tobias", "priya", "leo", "helena"), own=uuids("line"), foreign=uuids("line"), strangers=FAR
    ),
    "api:programme-line-end": Call(
        write=PLANS, own=uuids("line"), foreign=uuids("line"), strangers=FAR, body=lambda world: {"reason": "Merged."}
    ),
    "api:report-list": Call(read=INSIDE),
    "api:report-detail": Call(
        read=SEES_REPORT,
        own=lambda world: (world.audit.report.uuid,),
        foreign=lambda world: (world.audit.report.uuid,),
        strangers=FAR,
    ),
    "api:area-list": Call(read=INSIDE),
    "api:area-detail": Call(
        read=INSIDE,
        write=OFFICERS,
        method="patch",
        needs_more=True,
        body=lambda world: {"order": 9},
        own=lambda world: (world.company.processes["remote-access"].area.uuid,),
    ),
    "api:process-list": Call(
        read=INSIDE,
        write=OFFICERS,
        body=lambda world: {
            "name": "Patch delivery",
            "code": "PATCH",
            "area": world.company.processes["remote-access"].area.uuid,
            "unit": world.company.units["TS"].uuid,
        },
    ),
    "api:process-steps": Call(read=SEES_PROCESS, own=remote_access, foreign=acceptance, strangers=NEAR),
    "api:process-change": Call(
        write=MANAGES, own=remote_access, foreign=acceptance, strangers=NEAR, body=lambda world: {"purpose": "Consent."}
    ),
    "api:process-gates": Call(
        write=MANAGES,
        own=remote_access,
        foreign=acceptance,
        strangers=NEAR,
        body=lambda world: {"code": "G-NEW", "name": "Consent"},
    ),
    "api:gate-list": Call(read=INSIDE),
    "api:gate-detail": Call(read=SEES_PROCESS, own=uuids("gate"), foreign=uuids("far_gate"), strangers=NEAR),
    **told("gate", uuids("gate"), SEES_PROCESS, foreign=uuids("far_gate"), strangers=NEAR),
    "api:gate-change": Call(
        write=MANAGES, own=uuids("gate"), foreign=uuids("far_gate"), strangers=NEAR, body=lambda world: {"order": 2}
    ),
    "api:gate-passes": Call(
        write=MANAGES,
        own=uuids("gate"),
        foreign=uuids("far_gate"),
        strangers=NEAR,
        body=lambda world: {"kind": "ticket", "title": "Ticket 9", "opened_on": today()},
    ),
    "api:gate-pass-list": Call(read=INSIDE),
    "api:gate-pass-detail": Call(read=SEES_PASS, **NEAR_PASS),
    "api:gate-pass-steps": Call(read=SEES_PASS, **NEAR_PASS),
    **told("gate-pass", uuids("gate_pass"), SEES_PASS, foreign=uuids("far_pass"), strangers=NEAR | people("emma")),
    "api:gate-pass-evidence": Call(
        write=MANAGES, needs_more=True, body=lambda world: {"control": world.control.uuid}, **NEAR_PASS
    ),
    "api:process-detail": Call(read=SEES_PROCESS, own=remote_access, foreign=acceptance, strangers=NEAR),
    "api:process-owner": Call(write=MANAGES, own=remote_access, foreign=acceptance, strangers=NEAR, body=owner_to_be),
    **told("process", remote_access, SEES_PROCESS, foreign=acceptance, strangers=NEAR),
    "api:framework-list": Call(read=INSIDE),
    "api:framework-detail": Call(read=INSIDE, own=lambda world: (world.company.framework.uuid,)),
    "api:framework-activate": Call(
        write=LOADS,
        own=uuids("prepared"),
        body=lambda world: {"published_on": "2026-11-01"},
        foreign=uuids("prepared"),
        strangers=OUTSIDE,
    ),
    "api:framework-transition": Call(
        write=LOADS,
        own=lambda world: (world.company.framework.uuid,),
        body=lambda world: {"new": world.prepared.uuid, "ends_on": "2027-12-31"},
    ),
    "api:framework-import-list": Call(read=INSIDE, write=LOADS, needs_more=True),
    "api:framework-import-detail": Call(
        read=LOADS, own=uuids("reading"), foreign=uuids("reading"), strangers=people("samir", "petra")
    ),
    "api:framework-import-steps": Call(
        read=LOADS, own=uuids("reading"), foreign=uuids("reading"), strangers=people("samir", "petra")
    ),
    "api:edition-transition-list": Call(read=INSIDE),
    "api:edition-transition-detail": Call(read=INSIDE, own=uuids("transition")),
    "api:mapping-list": Call(read=INSIDE),
    "api:mapping-detail": Call(read=INSIDE, own=uuids("mapping"), foreign=uuids("mapping"), strangers=OUTSIDE),
    "api:mapping-remove": Call(write=LOADS, own=uuids("mapping"), body=lambda world: {"reason": "It is not so."}),
    "api:requirement-map": Call(
        write=LOADS,
        own=lambda world: (world.company.framework.requirements.last().uuid,),
        body=lambda world: {"relation": "overlaps", "b": world.mapping.b.uuid},
    ),
    "api:requirement-list": Call(read=INSIDE),
    "api:requirement-detail": Call(read=INSIDE, own=requirement),
    "api:control-list": Call(read=INSIDE, write=OFFICERS, body=control_to_add),
    "api:control-detail": Call(read=SEES_CONTROL, own=uuids("control"), foreign=uuids("far_control"), strangers=NEAR),
    "api:control-steps": Call(read=SEES_CONTROL, own=uuids("control"), foreign=uuids("far_control"), strangers=NEAR),
    **told("control", uuids("control"), SEES_CONTROL, foreign=uuids("far_control"), strangers=NEAR),
    "api:control-guidance": Call(
        write=OFFICERS,
        own=uuids("control"),
        foreign=uuids("far_control"),
        strangers=NEAR,
        body=lambda world: {"documents": [world.document.uuid]},
    ),
    "api:cell-list": Call(read=INSIDE),
    "api:cell-detail": Call(read=SEES_CELL, own=uuids("cell"), foreign=uuids("far_cell"), strangers=NEAR),
    **told("cell", uuids("cell"), SEES_CELL, foreign=uuids("far_cell"), strangers=NEAR),
    "api:cell-edit": Call(
        write=OFFICERS | people("samir"),
        own=uuids("cell"),
        foreign=uuids("far_cell"),
        strangers=NEAR,
        body=lambda world: {"owner": world.company.person("emma").uuid},
    ),
    "api:cell-include": Call(
        write=OFFICERS | people("samir"), own=uuids("excluded"), foreign=uuids("far_cell"), strangers=NEAR
    ),
    "api:document-list": Call(
        read=INSIDE,
        write=OFFICERS | people("samir", "omar"),
        needs_more=True,
        body=lambda world: {"title": "Rules"},
    ),
    "api:document-detail": Call(read=SEES_DOCUMENT, own=uuids("document"), **NEAR_DOCUMENT),
    **told("document", uuids("document"), SEES_DOCUMENT, **NEAR_DOCUMENT),
    "api:document-change": Call(write=WRITES_DOCUMENT, own=uuids("document"), needs_more=True, **NEAR_DOCUMENT),
    "api:document-versions": Call(write=WRITES_DOCUMENT, own=uuids("document"), needs_more=True, **NEAR_DOCUMENT),
    "api:document-version-list": Call(read=INSIDE),
    "api:document-version-detail": Call(read=SEES_DOCUMENT, own=uuids("document_version"), **NEAR_EDITION),
    "api:document-version-steps": Call(read=SEES_DOCUMENT, own=uuids("document_version"), **NEAR_EDITION),
    **told("document-version", uuids("document_version"), SEES_DOCUMENT, **NEAR_EDITION),
    "api:document-version-change": Call(
        write=WRITES_DOCUMENT,
        own=uuids("document_draft"),
        foreign=uuids("document_draft"),
        strangers=FAR,
        body=lambda world: {"change_note": "Other words"},
    ),
    "api:evidence-list": Call(read=INSIDE, write=UPLOADS, needs_more=True),
    "api:evidence-detail": Call(read=SEES_EVIDENCE, own=piece, **FAR_PIECE),
    "api:evidence-versions": Call(
        write=OFFICERS | TEAM | people("samir"), own=piece, needs_more=True, foreign=piece, strangers=people("omar")
    ),
    **told("evidence", piece, SEES_EVIDENCE, **FAR_PIECE),
    "api:evidence-version-list": Call(read=INSIDE),
    "api:evidence-version-detail": Call(
        read=SEES_EVIDENCE, own=uuids("evidence"), foreign=uuids("evidence"), strangers=FAR
    ),
    "api:evidence-version-steps": Call(
        read=SEES_EVIDENCE, own=uuids("evidence"), foreign=uuids("evidence"), strangers=FAR
    ),
    "api:evidence-file-list": Call(read=INSIDE),
    "api:evidence-file-detail": Call(read=SEES_EVIDENCE, own=stored, foreign=stored, strangers=FAR),
    "api:evidence-file-content": Call(read=SEES_EVIDENCE, own=stored, foreign=stored, strangers=FAR),
    "api:evidence-holds": Call(
        write=OFFICERS,
        own=piece,
        foreign=piece,
        strangers=FAR,
        body=lambda world: {"matter": "Case 8", "reason": "A suit is expected."},
    ),
    "api:evidence-file-clear": Call(
        write=OFFICERS,
        own=stored,
        foreign=stored,
        strangers=FAR,
        needs_more=True,
    ),
    "api:evidence-gap-list": Call(read=INSIDE),
    "api:evidence-gap-detail": Call(
        read=OFFICERS | TEAM | people("leo", "petra", "helena", "samir"),
        own=uuids("gap"),
        foreign=uuids("gap"),
        strangers=FAR,
    ),
    "api:evidence-request-list": Call(read=INSIDE, write=ASKS_FOR_EVIDENCE, body=evidence_to_ask_for),
    "api:evidence-request-detail": Call(
        read=SEES_REQUEST, own=uuids("request"), foreign=uuids("far_request"), strangers=NEAR
    ),
    "api:evidence-request-steps": Call(
        read=SEES_REQUEST, own=uuids("request"), foreign=uuids("far_request"), strangers=NEAR
    ),
    **told("evidence-request", uuids("request"), SEES_REQUEST, foreign=uuids("far_request"), strangers=NEAR),
    "api:legal-hold-list": Call(read=INSIDE),
    "api:legal-hold-detail": Call(read=OFFICERS, own=uuids("hold"), foreign=uuids("hold"), strangers=FAR),
    "api:legal-hold-lift": Call(own=uuids("hold"), foreign=uuids("hold"), strangers=FAR),
    "api:unit-list": Call(
        read=INSIDE, write=CARES, body=lambda world: unit_facts(world) | {"parent": world.company.units["HQ"].uuid}
    ),
    "api:unit-detail": Call(
        read=INSIDE - FAR, write=CARES, method="patch", **NEAR_UNIT, body=lambda world: {"name": "Technical service"}
    ),
    "api:site-list": Call(read=INSIDE, write=CARES, body=site_facts),
    "api:site-detail": Call(
        read=INSIDE - FAR, write=CARES, method="patch", **NEAR_SITE, body=lambda world: {"name": "Lab 2"}
    ),
    "api:person-list": Call(read=INSIDE, write=ADMIN, body=starter),
    "api:person-detail": Call(
        read=INSIDE - people("malik", "omar"),
        write=ADMIN,
        method="patch",
        own=person("emma"),
        foreign=person("omar"),
        strangers=NEAR,
        body=lambda world: {"name": "Emma Cole-Haddad"},
    ),
    **told("person", person("emma"), SEES_EMMA, foreign=person("omar"), strangers=NEAR),
    "api:person-job": far_person(
        lambda world: {"job": "Lead", "unit": world.company.units["TS"].uuid, "from_on": TODAY}
    ),
    "api:person-absences": far_person(lambda world: {"from_on": TODAY}, of="samir"),
    "api:person-leave": far_person(lambda world: {"left_on": TODAY}),
    "api:person-back": far_person(empty, needs_more=True),
    "api:person-clearances": Call(
        write=OFFICERS,
        own=person("emma"),
        foreign=person("omar"),
        strangers=NEAR,
        body=lambda world: {"code": "lead auditor", "from_on": TODAY, "source": "Course of 3 March, certificate 118."},
    ),
    "api:account-list": Call(
        read=INSIDE,
        write=ADMIN,
        body=lambda world: {"person": world.company.person("emma").uuid, "email": "emma.two@meridane.example"},
    ),
    "api:account-outsider": Call(
        write=ADMIN,
        body=lambda world: {"name": "Carl Weiss", "email": "carl@kestrel.example", "organisation": "Kestrel"},
    ),
    "api:account-detail": Call(
        read=CARES, own=account("emma"), foreign=account("omar"), strangers=people("helena", "samir", "malik")
    ),
    **told("account", account("emma"), CARES, foreign=account("omar"), strangers=people("helena", "samir", "malik")),
    "api:account-rename": far_account(lambda world: {"name": "Emma Cole-Haddad"}),
    "api:account-address": far_account(lambda world: {"email": "emma.new@meridane.example", "reason": "She married."}),
    "api:account-invite": far_account(empty),
    "api:account-close": far_account(why),
    "api:account-reopen": far_account(empty, needs_more=True),
    "api:account-role": far_account(proposal),
    "api:role-list": Call(read=INSIDE),
    "api:role-detail": Call(
        read=CARES | people("emma"), own=role_of("emma"), foreign=role_of("omar"), strangers=people("helena", "samir")
    ),
    "api:role-end": Call(
        write=CARES,
        own=role_of("emma"),
        foreign=role_of("omar"),
        strangers=people("helena", "samir"),
        body=lambda world: {"ended_on": "2099-01-01", "reason": "She moves on."},
    ),
    "api:clearance-list": Call(read=INSIDE),
    "api:clearance-detail": Call(
        read=SEES_EMMA, own=clearance("emma"), foreign=clearance("omar"), strangers=people("helena", "samir")
    ),
    "api:clearance-withdraw": Call(
        write=OFFICERS, own=clearance("emma"), foreign=clearance("omar"), strangers=people("helena", "samir"), body=why
    ),
    "api:notification-list": Call(read=ALL),
    "api:notification-detail": Call(
        read=people("samir"), own=uuids("notification"), foreign=uuids("notification"), strangers=people("emma")
    ),
    "api:notification-read": Call(write=people("samir"), own=uuids("notification")),
    "api:notification-read-all": Call(write=INSIDE),
    "api:notification-mails": Call(read=ALL, write=INSIDE, body=lambda world: {"due": "daily", "rests": True}),
    "api:approval-list": Call(read=INSIDE),
    "api:approval-detail": Call(read=DECIDES, own=uuids("approval"), foreign=uuids("approval"), strangers=FAR),
    "api:approval-decide": Call(
        write=OFFICERS | people("helena"),
        own=uuids("approval"),
        foreign=uuids("approval"),
        strangers=FAR,
        body=lambda world: {"yes": False, "note": "It stays."},
    ),
    "api:grant-list": Call(read=INSIDE, write=ASKS, needs_more=True),
    "api:grant-detail": Call(
        read=OFFICERS,
        write=people("ines"),
        method="patch",
        own=uuids("draft_grant"),
        foreign=uuids("grant"),
        strangers=people("samir", "tobias"),
        body=lambda world: {"purpose": "Later still"},
    ),
    "api:grant-steps": Call(read=OFFICERS, own=uuids("grant"), **FAR_GRANT),
    "api:grant-renew": Call(write=OFFICERS, own=uuids("grant"), **FAR_GRANT, needs_more=True),
    "api:grant-log": Call(read=OFFICERS, own=uuids("grant"), **FAR_GRANT),
    **told("grant", uuids("grant"), OFFICERS, **FAR_GRANT),
    "api:certificate-list": Call(read=INSIDE, write=OFFICERS, body=certificate_to_plan),
    "api:certificate-detail": Call(
        read=SEES_CERTIFICATE,
        write=OFFICERS,
        method="patch",
        body=lambda world: {"title": "Services"},
        **NEAR_CERTIFICATE,
    ),
    "api:certificate-cycle": Call(read=SEES_CERTIFICATE, **NEAR_CERTIFICATE),
    "api:certificate-lineage": Call(read=SEES_CERTIFICATE, **NEAR_CERTIFICATE),
    "api:certificate-steps": Call(read=SEES_CERTIFICATE, **NEAR_CERTIFICATE),
    **told("certificate", read=SEES_CERTIFICATE, **NEAR_CERTIFICATE),
    "api:scheme-list": Call(read=INSIDE, write=OFFICERS, body=scheme_to_add),
    "api:scheme-detail": Call(
        read=SEES_SCHEMES, write=OFFICERS, method="patch", own=uuids("scheme"), body=lambda world: {"name": "Baselines"}
    ),
    **told("scheme", uuids("scheme"), SEES_SCHEMES),
    "api:certification-body-list": Call(read=INSIDE, write=OFFICERS, body=lambda world: {"name": "Aldane Assurance"}),
    "api:certification-body-detail": Call(
        read=SEES_SCHEMES, write=OFFICERS, method="patch", own=uuids("body"), body=lambda world: {"name": "Aldane"}
    ),
    **told("certification-body", uuids("body"), SEES_SCHEMES),
    "api:question-list": Call(read=INSIDE),
    "api:question-detail": Call(
        read=OFFICERS, own=uuids("question"), foreign=uuids("question"), strangers=people("samir")
    ),
    "api:question-steps": Call(
        read=OFFICERS, own=uuids("question"), foreign=uuids("question"), strangers=people("samir")
    ),
    **told("question", uuids("question"), OFFICERS, foreign=uuids("question"), strangers=people("samir")),
    "api:sample-list": Call(read=INSIDE),
    "api:sample-detail": Call(read=OFFICERS, own=uuids("sample"), foreign=uuids("sample"), strangers=people("samir")),
    "api:sample-steps": Call(read=OFFICERS, own=uuids("sample"), foreign=uuids("sample"), strangers=people("samir")),
    "api:reports": Call(read=INSIDE),
    "api:made-report-list": Call(read=INSIDE),
    "api:made-report-detail": Call(
        read=OFFICERS | people("adam", "priya"),
        own=uuids("report_job"),
        foreign=uuids("report_job"),
        strangers=people("tobias", "helena"),
    ),
    "api:subscription-list": Call(read=INSIDE, write=INSIDE, body=actions_to_come),
    "api:subscription-detail": Call(read=SEES_SUBSCRIPTION, own=uuids("subscription"), **FAR_SUBSCRIPTION),
    "api:subscription-steps": Call(read=SEES_SUBSCRIPTION, own=uuids("subscription"), **FAR_SUBSCRIPTION),
    **told("subscription", uuids("subscription"), SEES_SUBSCRIPTION, **FAR_SUBSCRIPTION),
    "api:webhook-list": Call(read=INSIDE, write=ADMIN, body=webhook_to_add),
    "api:webhook-detail": Call(read=SEES_WEBHOOK, own=uuids("webhook"), **NEAR_WEBHOOK),
    "api:webhook-steps": Call(read=SEES_WEBHOOK, own=uuids("webhook"), **NEAR_WEBHOOK),
    **told("webhook", uuids("webhook"), SEES_WEBHOOK, **NEAR_WEBHOOK),
    "api:webhook-secret": Call(write=ADMIN, own=uuids("webhook"), **NEAR_WEBHOOK),
    "api:webhook-old-secret": Call(write=ADMIN, own=uuids("replaced"), **NEAR_WEBHOOK),
    "api:webhook-test": Call(write=ADMIN, own=uuids("webhook"), **NEAR_WEBHOOK),
    "api:webhook-again": Call(write=ADMIN, own=uuids("webhook"), **NEAR_WEBHOOK),
    "api:delivery-list": Call(read=INSIDE),
    "api:delivery-detail": Call(read=SEES_WEBHOOK, own=uuids("delivery"), foreign=uuids("delivery"), strangers=NEAR),
    "api:delivery-again": Call(write=ADMIN, own=uuids("delivery"), foreign=uuids("delivery"), strangers=NEAR),
    "api:approval-withdraw": Call(
        write=people("petra"), own=uuids("approval"), foreign=uuids("approval"), strangers=FAR
    ),
    "api:job-list": Call(read=INSIDE, write=INSIDE, body=lambda world: {"paper": "actions"}),
    "api:plan-session-calendar": Call(read=INSIDE, write=INSIDE),
    "api:plan-session-revoke-calendar": Call(write=INSIDE),
    "api:saved-view-list": Call(
        read=INSIDE,
        write=INSIDE,
        body=lambda world: {
            "list": "findings",
            "name": "Late",
            "title": "Findings",
            "place": "/audits/findings/",
            "query": "sort=due",
        },
    ),
    "api:saved-view-detail": Call(
        read=people("samir"),
        write=people("samir"),
        method="patch",
        body=lambda world: {"name": "Other"},
        own=uuids("saved_view"),
        foreign=uuids("saved_view"),
        strangers=people("ines", "omar"),
    ),
    "api:saved-view-remove": Call(
        write=people("samir"), own=uuids("saved_view"), foreign=uuids("saved_view"), strangers=people("ines", "omar")
    ),
    "api:job-detail": Call(read=people("ines"), own=uuids("job"), foreign=uuids("job"), strangers=people("carla")),
    "api:supplier-figures": Call(read=OFFICERS | people("petra", "helena", "malik")),
    "api:supplier-list": Call(read=INSIDE, write=OFFICERS, body=supplier_to_add),
    "api:supplier-detail": Call(
        read=SEES_SUPPLIER, write=MANAGES, method="patch", body=lambda world: {"country": "XC"}, **NEAR_SUPPLIER
    ),
    "api:supplier-assessments": Call(
        write=MANAGES, body=lambda world: {"assessed_on": "2026-11-02", "score": 70}, **NEAR_SUPPLIER
    ),
    "api:supplier-agreement": Call(write=MANAGES, needs_more=True, **NEAR_SUPPLIER),
    "api:supplier-statements": Call(write=MANAGES, body=statement_to_record, **NEAR_SUPPLIER),
    "api:supplier-continuity": Call(read=SEES_SUPPLIER, **NEAR_SUPPLIER),
    "api:supplier-steps": Call(read=SEES_SUPPLIER, **NEAR_SUPPLIER),
    **told("supplier", uuids("supplier"), SEES_SUPPLIER, foreign=uuids("far_supplier"), strangers=NEAR),
    "api:assessment-list": Call(read=INSIDE),
    "api:assessment-detail": Call(
        read=SEES_SUPPLIER, own=uuids("assessment"), foreign=uuids("far_assessment"), strangers=NEAR
    ),
    "api:statement-list": Call(read=INSIDE),
    "api:statement-detail": Call(
        read=SEES_SUPPLIER, own=uuids("statement"), foreign=uuids("far_statement"), strangers=NEAR
    ),
    "api:statement-steps": Call(
        read=SEES_SUPPLIER, own=uuids("statement"), foreign=uuids("far_statement"), strangers=NEAR
    ),
    "api:component-list": Call(read=INSIDE, write=OFFICERS, body=component_to_add),
    "api:component-detail": Call(
        read=SEES_SUPPLIER,
        write=OFFICERS,
        method="patch",
        body=lambda world: {"stock_cover_days": 40},
        own=uuids("component"),
        foreign=uuids("far_component"),
        strangers=NEAR,
    ),
    **told("component", uuids("component"), SEES_SUPPLIER, foreign=uuids("far_component"), strangers=NEAR),
    "api:product-list": Call(read=INSIDE, write=OFFICERS, body=product_to_add),
    "api:product-detail": Call(read=SEES_SUPPLIER, **NEAR_PRODUCT),
    "api:product-versions": Call(write=MANAGES, body=lambda world: {"number": "7"}, **NEAR_PRODUCT),
    **told("product", uuids("product"), SEES_SUPPLIER, foreign=uuids("far_product"), strangers=NEAR),
    "api:product-version-list": Call(read=INSIDE),
    "api:product-version-detail": Call(
        read=SEES_SUPPLIER,
        write=MANAGES,
        method="patch",
        body=lambda world: {"supported_until": "2031-11-20"},
        **NEAR_VERSION,
    ),
    "api:product-version-builds": Call(write=MANAGES, body=build_to_register, **NEAR_VERSION),
    "api:build-list": Call(read=INSIDE),
    "api:build-detail": Call(read=SEES_SUPPLIER, own=uuids("build"), foreign=uuids("far_build"), strangers=NEAR),
    "api:audit-paper": Call(write=SEES_REPORT, own=uuids("audit"), **NEAR_AUDIT, body=lambda world: {"name": "audit"}),
    **told("unit", unit("TS"), INSIDE - FAR, foreign=unit("MEADEL"), strangers=NEAR),
    "api:unit-move": Call(
        write=CARES,
        **NEAR_UNIT,
        body=lambda world: {"parent": world.company.units["MEA"].uuid, "reason": "It serves that region."},
    ),
    "api:unit-end": Call(write=CARES, **NEAR_UNIT, body=lambda world: {"reason": "It is dissolved."}, needs_more=True),
    **told("site", site("LAB"), INSIDE - FAR, foreign=site("FAR"), strangers=NEAR),
    "api:site-close": Call(
        write=CARES, **NEAR_SITE, body=lambda world: {"closed_on": TODAY, "reason": "The lease is over."}
    ),
    "api:calendar-list": Call(read=INSIDE, write=CARES, body=lambda world: {"name": "Lagos", "code": "LOS"}),
    "api:calendar-detail": Call(
        read=INSIDE, write=CARES, method="patch", own=calendar, body=lambda world: {"name": "Head office"}
    ),
    **told("calendar", calendar, INSIDE),
    "api:calendar-holidays": Call(
        read=INSIDE, write=CARES, own=calendar, body=lambda world: {"day": "2027-05-01", "name": "Labour day"}
    ),
    "api:calendar-take-holidays": Call(write=CARES, own=calendar, body=lambda world: {"days": "2027-05-01,Labour day"}),
    "api:calendar-remove-holiday": Call(
        write=CARES, own=calendar, body=lambda world: {"day": "2026-12-25", "reason": "It is moved."}
    ),
    "api:person-end-absence": far_person(lambda world: {"from_on": leave("emma")(world)[1], "to_on": TODAY}),
    "api:person-record": Call(read=SEES_EMMA, own=person("emma"), foreign=person("omar"), strangers=NEAR),
    "api:soa-list": Call(read=INSIDE, write=OFFICERS, body=soa_to_begin),
    "api:soa-detail": Call(read=SEES_SOA, own=uuids("soa"), **FAR_SOA),
    "api:soa-steps": Call(read=SEES_SOA, own=uuids("soa"), **FAR_SOA),
    "api:soa-matrix": Call(read=SEES_SOA, own=uuids("soa"), **FAR_SOA),
    "api:soa-difference": Call(read=SEES_SOA, own=uuids("soa_draft"), **FAR_SOA),
    "api:soa-revise": Call(write=OFFICERS, own=uuids("far_soa"), **FAR_SOA),
    "api:soa-set-lines": Call(
        write=OFFICERS,
        own=uuids("soa_draft"),
        **FAR_SOA,
        body=lambda world: {"lines": [world.soa_draft.lines.first().uuid], "implementation": "partial"},
    ),
    "api:soa-paper": Call(write=SEES_SOA, own=uuids("soa"), **FAR_SOA, body=lambda world: {"name": "soa"}),
    **told("soa", uuids("soa"), SEES_SOA, **FAR_SOA),
    "api:certificate-soa": Call(
        write=OFFICERS,
        own=uuids("certificate"),
        foreign=uuids("far_certificate"),
        strangers=NEAR,
        body=lambda world: {"soa": None},
    ),
    "api:soa-line-list": Call(read=INSIDE),
    "api:soa-line-detail": Call(
        read=SEES_SOA,
        write=OFFICERS,
        method="patch",
        own=soa_line("soa_draft"),
        foreign=soa_line("far_soa"),
        strangers=NEAR | people("emma", "claire", "igor"),
        body=lambda world: {"inclusion": "Our customers ask for it."},
    ),
    "api:room-list": Call(read=ALL),
    "api:room-detail": Call(read=CLAIRE, own=uuids("grant"), foreign=uuids("grant"), strangers=OTHERS),
    "api:room-rules": Call(
        read=CLAIRE,
        write=CLAIRE,
        own=uuids("rules_unread"),
        foreign=uuids("grant"),
        strangers=OTHERS,
        body=lambda world: {"read": True},
    ),
    "api:room-log": Call(read=CLAIRE, own=uuids("grant"), foreign=uuids("grant"), strangers=OTHERS),
    **shown("clause", clause, clause, OTHERS),
    **shown("audit", in_room("audit"), in_room("far_audit"), OTHERS | CLAIRE),
    **shown("soa", in_room("soa"), in_room("far_soa"), OTHERS | CLAIRE),
    **shown("finding", in_room("finding"), in_room("far_finding"), OTHERS | CLAIRE),
    **shown("evidence", shown_piece, lambda world: (world.grant.uuid, *piece(world)), OTHERS | CLAIRE),
    **shown("certificate", in_room("room_certificate"), in_room("far_certificate"), OTHERS | CLAIRE),
    "api:room-file-content": Call(
        read=CLAIRE, own=shown_file, foreign=lambda world: (world.grant.uuid, *stored(world)), strangers=OTHERS | CLAIRE
    ),
    **shown("question", in_room("question"), in_room("question"), OTHERS, lambda world: {"text": "Which tickets?"}),
    "api:room-question-reply": Call(
        write=CLAIRE,
        own=in_room("question"),
        foreign=in_room("question"),
        strangers=OTHERS,
        body=lambda world: {"text": "And the others?"},
    ),
    "api:room-question-close": Call(
        write=CLAIRE, own=in_room("question"), foreign=in_room("question"), strangers=OTHERS
    ),
    **shown(
        "sample",
        in_room("sample"),
        in_room("sample"),
        OTHERS,
        lambda world: {"population": "Sessions of October", "items": "Five"},
    ),
    "api:room-sample-pick": Call(
        write=CLAIRE,
        own=uuids("grant"),
        foreign=uuids("grant"),
        strangers=OTHERS,
        body=lambda world: {"source": "findings", "picks": [world.finding.uuid]},
    ),
    "api:job-content": Call(
        read=people("priya"), own=uuids("report_job"), foreign=uuids("report_job"), strangers=people("carla", "tobias")
    ),
    "api:ledger": Call(read=ALL),
    "api:ledger-consistency": Call(read=ALL),
    "api:ledger-entry-detail": Call(
        read=SEES_FINDING, own=entry("finding"), foreign=entry("far_finding"), strangers=NEAR | OUTSIDE
    ),
    "api:ledger-integrity": Call(read=WATCHERS),
    "api:ledger-check-verify": Call(write=WATCHERS),
    "api:status": Call(read=WATCHERS),
    "api:policy-list": Call(read=POLICIES),
    "api:policy-detail": Call(read=POLICIES, own=ladder),
    "api:policy-preview": Call(write=WATCHERS, own=ladder, body=same_ladder),
    "api:policy-propose": Call(
        write=WATCHERS,
        own=ladder,
        needs_more=True,
        body=lambda world: same_ladder(world) | {"reason": "It is too short.", "seen": "nothing"},
    ),
    "api:any-job-list": Call(read=WATCHERS),
    "api:any-job-detail": Call(read=WATCHERS, own=uuids("job")),
    "api:any-job-retry": Call(write=ADMIN, own=uuids("failed_job")),
    "api:any-job-cancel": Call(write=ADMIN, own=uuids("job")),
    "api:mail-list": Call(read=WATCHERS),
    "api:mail-detail": Call(read=WATCHERS, own=uuids("notification")),
    "api:mail-again": Call(write=ADMIN, body=lambda world: {"mails": [world.notification.uuid]}),
    "api:export-list": Call(read=WATCHERS),
    "api:trail-list": Call(read=WATCHERS),
    "api:scope-list": Call(read=INSIDE, write=OFFICERS, needs_more=True, body=lambda world: {"text": "All."}),
    "api:scope-detail": Call(
        read=OFFICERS, own=uuids("scope_draft"), foreign=uuids("scope_draft"), strangers=INSIDE - OFFICERS | OUTSIDE
    ),
    **told("scope", uuids("scope"), INSIDE, foreign=uuids("scope_draft"), strangers=INSIDE - OFFICERS),
    "api:scope-steps": Call(
        read=OFFICERS, own=uuids("scope_draft"), foreign=uuids("scope_draft"), strangers=INSIDE - OFFICERS | OUTSIDE
    ),
    "api:scope-change": Call(
        write=OFFICERS,
        own=uuids("scope_draft"),
        foreign=uuids("scope_draft"),
        strangers=INSIDE - OFFICERS | OUTSIDE,
        body=lambda world: {"text": "All regions, all sites.", "change_note": "Sites"},
    ),
    "api:management-review-list": Call(
        read=INSIDE,
        write=OFFICERS,
        body=lambda world: {
            "title": "Half-year review",
            "planned_on": TODAY,
            "chair": world.signed_review.chair.uuid,
        },
    ),
    "api:management-review-detail": Call(read=SEES_REVIEW, **of_reviews("review")),
    **told("management-review", uuids("review"), SEES_REVIEW, foreign=uuids("review"), strangers=NO_REVIEW),
    "api:management-review-steps": Call(read=SEES_REVIEW, **of_reviews("review")),
    "api:management-review-change": Call(
        write=OFFICERS, body=lambda world: {"title": "Half-year review"}, **of_reviews("review")
    ),
    "api:management-review-record": Call(
        write=OFFICERS,
        body=lambda world: {"kind": "decision", "text": "The scope stays."},
        **of_reviews("review"),
    ),
    "api:review-input-list": Call(read=INSIDE),
    "api:review-input-detail": Call(read=SEES_REVIEW, **of_reviews("review_input")),
    "api:review-input-note": Call(
        write=OFFICERS, body=lambda world: {"note": "As before."}, **of_reviews("review_input")
    ),
    "api:review-outcome-list": Call(read=INSIDE),
    "api:review-outcome-detail": Call(read=SEES_ACTION, **of_reviews("review_action", SEES_ACTION)),
    **told(
        "review-outcome",
        uuids("review_action"),
        SEES_ACTION,
        foreign=uuids("review_action"),
        strangers=INSIDE - SEES_ACTION | OUTSIDE,
    ),
    "api:review-outcome-change": Call(
        write=OFFICERS, body=lambda world: {"text": "The scope grows."}, **of_reviews("review_outcome")
    ),
    "api:review-outcome-remove": Call(write=OFFICERS, **of_reviews("review_outcome")),
    "api:review-outcome-done": Call(
        write=DOES_ACTION,
        body=lambda world: {"done_note": "Renewed."},
        **of_reviews("review_action", SEES_ACTION),
    ),
    "api:objective-list": Call(
        read=INSIDE,
        write=OFFICERS,
        body=lambda world: {
            "title": "No account of a leaver",
            "metric": "K-21",
            "aim": "at_most",
            "target": 0,
            "by_on": "2027-06-30",
            "owner": world.company.person("samir").uuid,
        },
    ),
    "api:objective-detail": Call(read=SEES_OBJECTIVE, **of_reviews("objective", SEES_OBJECTIVE)),
    **told(
        "objective",
        uuids("objective"),
        SEES_OBJECTIVE,
        foreign=uuids("objective"),
        strangers=INSIDE - SEES_OBJECTIVE | OUTSIDE,
    ),
    "api:objective-withdraw": Call(
        write=OFFICERS,
        body=lambda world: {"reason": "The figure changes."},
        **of_reviews("objective", SEES_OBJECTIVE),
    ),
    "api:upload-list": Call(read=INSIDE, write=UPLOADS, headers=TUS | {"Upload-Length": "4"}),
    "api:upload-detail": Call(
        read=people("priya"),
        write=people("priya"),
        method="patch",
        own=uuids("upload"),
        foreign=uuids("upload"),
        strangers=ALL - people("priya"),
        headers=TUS | {"Upload-Offset": "0"},
    ),
    "api:seat-list": Call(
        read=INSIDE,
        write=OFFICERS,
        body=lambda world: {
            "kind": "member",
            "unit": world.company.units["MN"].uuid,
            "person": world.company.person("emma").uuid,
            "from_on": TODAY,
        },
    ),
    "api:seat-detail": Call(read=INSIDE, own=uuids("seat"), foreign=uuids("seat"), strangers=OUTSIDE),
    "api:seat-end": Call(
        write=OFFICERS,
        own=uuids("seat"),
        foreign=uuids("seat"),
        strangers=OUTSIDE,
        body=lambda world: {"until_on": TODAY, "reason": "She retires."},
    ),
    "api:work-line-remind": Call(write=INSIDE, body=lambda world: {"lines": [line_of(world)]}),
    "api:work-line-snooze": Call(
        write=INSIDE,
        body=lambda world: {
            "lines": [line_of(world)],
            "until": str(today() + timedelta(days=1)),
            "reason": "Not now.",
        },
    ),
    "api:work-line-wake": Call(write=INSIDE, body=lambda world: {"lines": [line_of(world)]}),
    "api:work-line-hand-on": Call(
        write=INSIDE, body=lambda world: {"lines": [line_of(world)], "person": str(world.company.person("omar").uuid)}
    ),
}


def inspection_to_request(world: World) -> dict[str, Any]:
    days = {"first_day": TODAY, "last_day": TODAY, "kind": "document", "criteria": "Documents"}
    rows = {"authority": world.inspection.authority, "build": world.build, "site": world.inspection.site}
    return days | {name: row.uuid for name, row in rows.items()} | {"unit": world.company.units["TS"].uuid}


def authorisation_to_enter(world: World) -> dict[str, Any]:
    known = world.authorisation
    rows = {name: getattr(known, name).uuid for name in ("authority", "unit", "letter", "nda")}
    covers = {"products": [world.product.uuid], "sites": [world.inspection.site.uuid]}
    return rows | covers | {"name": "Ada", "number": "2", "valid_from": TODAY, "valid_until": TODAY}


def conformity_to_record(world: World) -> dict[str, Any]:
    known = world.conformity
    rows = {name: getattr(known, name).uuid for name in ("version", "scheme", "laboratory", "report")}
    days = {"evaluated_on": date(2026, 11, 19), "result": "pass"}
    return rows | days | {"specifications": "Set 2", "report_grading": "internal"}


CALLS |= {
    "api:inspection-list": Call(
        read=INSIDE, write=OFFICERS, body=inspection_to_request
    ),
    "api:inspection-detail": Call(read=SEES_INSPECTION, **NEAR_INSPECTION),
    "api:inspection-steps": Call(read=SEES_INSPECTION, **NEAR_INSPECTION),
    **told("inspection", uuids("inspection"), SEES_INSPECTION, foreign=uuids("far_inspection"), strangers=NEAR),
    **shown("inspection", in_room("inspection"), in_room("far_inspection"), OTHERS | CLAIRE),
    "api:inspector-authorisation-list": Call(
        read=INSIDE, write=OFFICERS, body=authorisation_to_enter
    ),
    "api:inspector-authorisation-detail": Call(
        read=SEES_INSPECTOR, write=OFFICERS, method="patch", body=lambda world: {"number": "3"}, **NEAR_INSPECTOR
    ),
    "api:inspector-authorisation-steps": Call(read=SEES_INSPECTOR, **NEAR_INSPECTOR),
    **told(
        "inspector-authorisation", uuids("authorisation"), SEES_INSPECTOR,
        foreign=uuids("far_authorisation"), strangers=NEAR,
    ),
    "api:delivery-service-list": Call(
        read=INSIDE, write=OFFICERS,
        body=lambda world: {
            "code": "S-2", "name": "Repair", "unit": world.company.units["TS"].uuid,
            "owner": world.company.person("samir").uuid,
        },
    ),
    "api:delivery-service-detail": Call(
        read=SEES_INSPECTION, write=OFFICERS, method="patch", body=lambda world: {"name": "Repair"}, **NEAR_SERVICE
    ),
    **told("delivery-service", uuids("service"), SEES_INSPECTION, foreign=uuids("far_service"), strangers=NEAR),
    "api:product-conformity-list": Call(
        read=INSIDE, write=OFFICERS, body=conformity_to_record
    ),
    "api:product-conformity-detail": Call(
        read=SEES_INSPECTION | people("petra"), write=OFFICERS, method="patch",
        body=lambda world: {"specifications": "Set 3"}, **NEAR_CONFORMITY,
    ),
    **told(
        "product-conformity", uuids("conformity"), SEES_INSPECTION | people("petra"),
        foreign=uuids("far_conformity"), strangers=NEAR,
    ),
}  # fmt: skip


def as_customer(world: World) -> dict[str, Any]:
    """A visit for a customer, in a week from whatever day it is."""
    day = today() + timedelta(days=7)
    return {
        "customer": "Telvia",
        "purpose": "Acceptance",
        "visitors": "Ada Ruiz; Telvia",
        "host": world.company.person("ines").uuid,
        "room": world.centre.rooms.get().uuid,
        "from_at": f"{day}T14:00",
        "until_at": f"{day}T15:00",
    }


NEW_AUTHORITY: dict[str, Any] = {"name": "Authority", "country": "XB", "contact": "Switchboard"}

NEAR_NEED, NEAR_CENTRE = near("need", "far_need"), near("centre", "far_centre")

NEAR_VISIT, NEAR_AUTHORITY = near("visit", "far_visit"), near("authority", "far_authority")

NEAR_BOOKING, NEAR_ITEM = near("booking", "far_booking"), near("public_item", "far_item")

CALLS |= {
    "api:needs-assessment-list": Call(
        read=INSIDE,
        write=OFFICERS,
        body=lambda world: {
            "unit": world.company.units["TS"].uuid,
            "drivers": ["law"],
            "reasons": "Law.",
            "options": "None.",
        },
    ),
    "api:needs-assessment-detail": Call(read=SEES_CENTRE, **NEAR_NEED),
    "api:needs-assessment-steps": Call(read=SEES_CENTRE, **NEAR_NEED),
    **told("needs-assessment", read=SEES_CENTRE, **NEAR_NEED),
    "api:centre-list": Call(read=INSIDE, write=OFFICERS, needs_more=True),
    "api:centre-detail": Call(read=SEES_CENTRE, **NEAR_CENTRE),
    "api:centre-steps": Call(read=SEES_CENTRE, **NEAR_CENTRE),
    "api:centre-visits": Call(write=OFFICERS, body=as_customer, **NEAR_CENTRE),
    **told("centre", read=SEES_CENTRE, **NEAR_CENTRE),
    "api:visit-list": Call(read=INSIDE),
    "api:visit-detail": Call(read=SEES_CENTRE, **NEAR_VISIT),
    "api:visit-steps": Call(read=SEES_CENTRE, **NEAR_VISIT),
    **told("visit", read=SEES_CENTRE, **NEAR_VISIT),
    "api:booking-list": Call(read=INSIDE),
    "api:booking-detail": Call(read=SEES_CENTRE, **NEAR_BOOKING),
    "api:booking-steps": Call(read=SEES_CENTRE, **NEAR_BOOKING),
    "api:authority-list": Call(
        read=INSIDE, write=OFFICERS, body=lambda world: NEW_AUTHORITY | {"unit": world.company.units["TS"].uuid}
    ),
    "api:authority-detail": Call(
        read=SEES_CENTRE, write=OFFICERS, method="patch", body=lambda world: {"contact": "Front desk"}, **NEAR_AUTHORITY
    ),
    "api:authority-call-back": Call(
        write=OFFICERS, body=lambda world: {"called_on": TODAY, "number_from": "Register"}, **NEAR_AUTHORITY
    ),
    **told("authority", read=SEES_CENTRE, **NEAR_AUTHORITY),
    "api:public-item-list": Call(
        read=INSIDE,
        write=OFFICERS,
        body=lambda world: {"unit": world.company.units["TS"].uuid, "title": "Visits", "text": "Write to us."},
    ),
    "api:public-item-detail": Call(read=SEES_CENTRE, **NEAR_ITEM),
    "api:public-item-steps": Call(read=SEES_CENTRE, **NEAR_ITEM),
    **told("public-item", read=SEES_CENTRE, **NEAR_ITEM),
    "api:hr-import-list": Call(read=INSIDE, write=people("adam"), needs_more=True),
    "api:hr-import-detail": Call(read=people("adam"), own=uuids("hr_import"), **NO_IMPORTS),
    "api:hr-import-steps": Call(read=people("adam"), own=uuids("hr_import"), **NO_IMPORTS),
    "api:hr-import-take": Call(write=people("adam"), own=uuids("hr_import"), **NO_IMPORTS),
    "api:hr-import-line-list": Call(read=INSIDE),
    "api:hr-import-line-detail": Call(
        read=people("adam"), own=uuids("hr_line"), foreign=uuids("hr_line"), strangers=people("samir", "petra")
    ),
}

CALLS |= {
    "api:needs-assessment-list": Call(
        read=INSIDE,
        write=OFFICERS,
        body=lambda world: {
            "unit": world.company.units["TS"].uuid,
            "drivers": ["law"],
            "reasons": "Law.",
            "options": "None.",
        },
    ),
    "api:needs-assessment-detail": Call(read=SEES_CENTRE, **NEAR_NEED),
    "api:needs-assessment-steps": Call(read=SEES_CENTRE, **NEAR_NEED),
    **told("needs-assessment", read=SEES_CENTRE, **NEAR_NEED),
    "api:centre-list": Call(read=INSIDE, write=OFFICERS, needs_more=True),
    "api:centre-detail": Call(read=SEES_CENTRE, **NEAR_CENTRE),
    "api:centre-steps": Call(read=SEES_CENTRE, **NEAR_CENTRE),
    "api:centre-visits": Call(write=OFFICERS, body=as_customer, **NEAR_CENTRE),
    **told("centre", read=SEES_CENTRE, **NEAR_CENTRE),
    "api:visit-list": Call(read=INSIDE),
    "api:visit-detail": Call(read=SEES_CENTRE, **NEAR_VISIT),
    "api:visit-steps": Call(read=SEES_CENTRE, **NEAR_VISIT),
    **told("visit", read=SEES_CENTRE, **NEAR_VISIT),
    "api:booking-list": Call(read=INSIDE),
    "api:booking-detail": Call(read=SEES_CENTRE, **NEAR_BOOKING),
    "api:booking-steps": Call(read=SEES_CENTRE, **NEAR_BOOKING),
    "api:authority-list": Call(
        read=INSIDE, write=OFFICERS, body=lambda world: NEW_AUTHORITY | {"unit": world.company.units["TS"].uuid}
    ),
    "api:authority-detail": Call(
        read=SEES_CENTRE, write=OFFICERS, method="patch", body=lambda world: {"contact": "Front desk"}, **NEAR_AUTHORITY
    ),
    "api:authority-call-back": Call(
        write=OFFICERS, body=lambda world: {"called_on": TODAY, "number_from": "Register"}, **NEAR_AUTHORITY
    ),
    **told("authority", read=SEES_CENTRE, **NEAR_AUTHORITY),
    "api:public-item-list": Call(
        read=INSIDE,
        write=OFFICERS,
        body=lambda world: {"unit": world.company.units["TS"].uuid, "title": "Visits", "text": "Write to us."},
    ),
    "api:public-item-detail": Call(read=SEES_CENTRE, **NEAR_ITEM),
    "api:public-item-steps": Call(read=SEES_CENTRE, **NEAR_ITEM),
    **told("public-item", read=SEES_CENTRE, **NEAR_ITEM),
    "api:nomination-list": Call(
        read=INSIDE,
        write=NOMINATES,
        body=lambda world: {
            "nominees": [world.company.person("adam").uuid],
            "title": "Restored in an hour",
            "kind": "practice",
            "story": "He had tried it the week before.",
        },
    ),
    "api:nomination-detail": Call(
        read=people("tobias"),
        write=people("tobias"),
        method="patch",
        own=uuids("nomination_draft"),
        body=lambda world: {"title": "Said better"},
        **FAR_NOMINATION,
    ),
    "api:nomination-steps": Call(read=SEES_NOMINATION, own=uuids("nomination"), **FAR_NOMINATION),
    "api:nomination-hold": Call(write=people("petra"), own=uuids("nomination"), **FAR_NOMINATION),
    **told("nomination", uuids("nomination"), SEES_NOMINATION, **FAR_NOMINATION),
    "api:nomination-hold-list": Call(read=INSIDE),
    "api:nomination-hold-detail": Call(read=people("petra"), own=uuids("hold_on_nomination")),
    "api:nomination-hold-steps": Call(read=people("petra"), own=uuids("hold_on_nomination")),
}

# Courses, and who is asked to take them.

SEES_EMMA = OFFICERS | people("helena", "samir", "emma")

NEAR_ASSIGNMENT = {
    "own": row("assignment"),
    "foreign": row("far_assignment"),
    "strangers": people("helena", "samir", "emma", "claire", "igor"),
}

FAR_COURSE = {"own": row("course"), "foreign": row("course"), "strangers": people("claire", "igor")}


def course_to_add(world: World) -> dict[str, Any]:
    """Audience by every part."""
    role = world.company.person("emma").spells.get().role
    audience = {"roles": [role.uuid], "kinds": ["employee"], "units": [world.company.units["TS"].uuid]}
    numbers = {"minutes": 30, "renewal_window_days": 45, "pass_mark": 80, "max_attempts": 3}
    return {"code": "NEW", "title": "Secure coding", "unit": world.company.units["TS"].uuid} | numbers | audience


CALLS |= {
    "api:course-list": Call(read=INSIDE, write=OFFICERS | people("adam"), body=course_to_add),
    "api:course-detail": Call(
        read=INSIDE, write=OFFICERS, method="patch", body=lambda world: {"minutes": 25}, **FAR_COURSE
    ),
    "api:course-retire": Call(write=OFFICERS, body=lambda world: {"reason": "A new one is there."}, **FAR_COURSE),
    "api:course-assign": Call(
        write=OFFICERS, body=lambda world: {"person": world.company.person("priya").uuid}, **FAR_COURSE
    ),
    **told("course", read=INSIDE, **FAR_COURSE),
    "api:assignment-list": Call(read=INSIDE),
    "api:assignment-detail": Call(read=SEES_EMMA, **NEAR_ASSIGNMENT),
    "api:assignment-steps": Call(read=SEES_EMMA, **NEAR_ASSIGNMENT),
    **told("assignment", read=SEES_EMMA, **NEAR_ASSIGNMENT),
    "api:completion-list": Call(read=INSIDE),
    "api:completion-detail": Call(
        read=SEES_EMMA,
        own=row("completion"),
        foreign=row("completion"),
        strangers=people("malik", "omar", "claire", "igor"),
    ),
}

# Proofs of training outside.

SEES_PROOF = OFFICERS | people("emma")

NEAR_PROOF = {
    "own": row("proof"),
    "foreign": row("far_proof"),
    "strangers": people("helena", "samir", "emma", "claire", "igor"),
}

NEAR_PROOF_FILE = NEAR_PROOF | {"own": row("proof_file"), "foreign": row("far_proof_file")}

CALLS |= {
    "api:proof-list": Call(read=INSIDE, write=INSIDE, needs_more=True),
    "api:proof-detail": Call(read=SEES_PROOF, **NEAR_PROOF),
    "api:proof-steps": Call(read=SEES_PROOF, **NEAR_PROOF),
    **told("proof", read=SEES_PROOF, **NEAR_PROOF),
    "api:proof-file-list": Call(read=INSIDE),
    "api:proof-file-detail": Call(read=SEES_PROOF, **NEAR_PROOF_FILE),
    "api:proof-file-content": Call(read=SEES_PROOF, **NEAR_PROOF_FILE),
}


# Signing.


def campaign_to_plan(world: World) -> dict[str, Any]:
    """Audience by every part; the text is one that nobody signs yet."""
    role = world.company.person("emma").spells.get().role
    audience = {"roles": [role.uuid], "kinds": ["employee"], "units": [world.company.units["TS"].uuid]}
    facts = {"title": "Remote access", "statement": "I have read it.", "opens_on": today(), "yearly": True}
    return facts | {"version": world.document_version.uuid, "unit": world.company.units["TS"].uuid} | audience


SEES_ANSWER = OFFICERS | people("helena", "emma")

SEES_CAMPAIGN = OFFICERS | people("helena")

ONE_CAMPAIGN = {"own": row("campaign"), "foreign": row("far_campaign"), "strangers": NEAR | people("emma", "claire")}

ONE_ANSWER = {
    "own": row("attestation"),
    "foreign": row("far_attestation"),
    "strangers": people("helena", "samir", "emma", "claire", "igor"),
}

CALLS |= {
    "api:campaign-list": Call(read=INSIDE, write=OFFICERS, body=campaign_to_plan),
    "api:campaign-detail": Call(read=SEES_CAMPAIGN, **ONE_CAMPAIGN),
    "api:campaign-steps": Call(read=SEES_CAMPAIGN, **ONE_CAMPAIGN),
    **told("campaign", read=SEES_CAMPAIGN, **ONE_CAMPAIGN),
    "api:attestation-list": Call(read=INSIDE),
    "api:attestation-detail": Call(read=SEES_ANSWER, **ONE_ANSWER),
    **told("attestation", read=SEES_ANSWER, **ONE_ANSWER),
}
