"""Audits, fieldwork and findings: the lines of the access matrix."""

from typing import Any

from tests.routes.lines import (
    AUDITORS,
    DECLARES,
    FAR,
    INSIDE,
    NEAR,
    OFFICERS,
    PLANS,
    SEES_FINDING,
    TEAM,
    Route,
    item,
    meeting,
    outsider,
    people,
    row,
    seat,
)

MANAGES_TEMPLATES = OFFICERS | people("tobias", "leo")


def sampled(of: str) -> Any:
    """The arguments of the first item of a sample."""
    return lambda world: (getattr(world, of).uuid, getattr(world, of).items.first().uuid)


ROUTES: dict[str, Route] = {
    "audits:audits": Route(read=INSIDE),
    "audits:schedule": Route(
        read=PLANS | people("tobias", "leo"), write=PLANS | people("tobias", "leo"), needs_more=True
    ),
    "audits:first_audit": Route(read=INSIDE),
    "audits:programme": Route(read=INSIDE),
    "audits:line_add": Route(read=PLANS, write=PLANS, needs_more=True),
    "audits:line": Route(
        read=PLANS | people("tobias", "priya", "leo", "helena"), own=row("line"), foreign=row("line"), strangers=FAR
    ),
    "audits:programme_add": Route(read=people("petra"), write=people("petra"), needs_more=True),
    "audits:programme_record": Route(
        read=PLANS | people("tobias", "priya", "leo", "helena"),
        own=row("programme"),
        foreign=row("programme"),
        strangers=FAR,
    ),
    "audits:programme_year": Route(
        read=PLANS | people("tobias", "priya", "leo", "helena"),
        own=row("programme"),
        foreign=row("programme"),
        strangers=FAR,
    ),
    "audits:coverage": Route(read=PLANS | people("tobias", "priya", "leo", "helena", "malik")),
    "audits:line_end": Route(
        read=PLANS,
        write=PLANS,
        own=row("line"),
        foreign=row("line"),
        strangers=FAR,
        data=lambda world: {"reason": "Merged."},
    ),
    "audits:auditors": Route(read=AUDITORS),
    "audits:qualification_add": Route(read=PLANS, write=PLANS, needs_more=True),
    "audits:qualification_change": Route(
        read=PLANS,
        write=PLANS,
        own=row("qualification"),
        foreign=row("qualification"),
        strangers=FAR,
        data=lambda world: {"valid_until": "2030-01-01", "reason": "Renewed."},
    ),
    "audits:independence": Route(read=DECLARES),
    "audits:conflict_declare": Route(read=DECLARES, write=DECLARES, needs_more=True),
    "audits:conflict_end": Route(
        read=PLANS | people("leo"),
        write=PLANS | people("leo"),
        own=row("conflict"),
        foreign=row("conflict"),
        strangers=FAR | TEAM,
        data=lambda world: {"to_on": "2026-11-20"},
    ),
    "audits:conflict_decide": Route(
        read=PLANS,
        write=PLANS,
        own=row("conflict"),
        foreign=row("conflict"),
        strangers=FAR | TEAM,
        data=lambda world: {"decision": "stands", "note": "It does."},
    ),
    "audits:plan": Route(read=SEES_FINDING, own=row("audit"), foreign=row("far_audit"), strangers=NEAR),
    "audits:audit_calendar": Route(read=SEES_FINDING, own=row("audit"), foreign=row("far_audit"), strangers=NEAR),
    "audits:session_add": Route(
        read=people("tobias"),
        write=people("tobias"),
        own=row("audit"),
        foreign=row("far_audit"),
        strangers=NEAR,
        needs_more=True,
    ),
    "audits:session_change": Route(
        read=people("tobias"),
        write=people("tobias"),
        own=row("session"),
        foreign=row("far_session"),
        strangers=NEAR,
        needs_more=True,
    ),
    "audits:session_cancel": Route(
        write=people("tobias"), own=row("session"), foreign=row("far_session"), strangers=NEAR
    ),
    "audits:outsider_add": Route(
        read=people("tobias"),
        write=people("tobias"),
        own=row("audit"),
        foreign=row("far_audit"),
        strangers=NEAR,
        needs_more=True,
    ),
    "audits:attendance": Route(
        read=TEAM, write=TEAM, own=meeting("audit"), foreign=meeting("far_audit"), strangers=NEAR, needs_more=True
    ),
    "audits:seat_days": Route(
        read=people("tobias"),
        write=people("tobias"),
        own=seat("audit"),
        foreign=seat("far_audit"),
        strangers=NEAR,
        needs_more=True,
    ),
    "audits:seat_accept": Route(write=people("priya"), own=seat("audit"), foreign=seat("far_audit"), strangers=NEAR),
    "audits:seat_remove": Route(
        write=people("tobias"), own=outsider("audit"), foreign=outsider("far_audit"), strangers=NEAR
    ),
    "audits:calendar": Route(read=INSIDE),
    "audits:calendar_make": Route(write=INSIDE),
    "audits:calendar_revoke": Route(write=INSIDE, needs_more=True),
    "calendar_feed": Route(public=True, own=lambda world: ("no-such-secret",)),
    "audits:findings": Route(read=INSIDE),
    "audits:finding": Route(read=SEES_FINDING, own=row("finding"), foreign=row("far_finding"), strangers=NEAR),
    "audits:finding_templates": Route(read=MANAGES_TEMPLATES),
    "audits:finding_template_add": Route(read=MANAGES_TEMPLATES, write=MANAGES_TEMPLATES, needs_more=True),
    "audits:finding_template": Route(
        read=MANAGES_TEMPLATES,
        write=MANAGES_TEMPLATES,
        own=row("finding_template"),
        foreign=row("finding_template"),
        strangers=people("samir", "helena", "emma"),
        needs_more=True,
    ),
    "audits:finding_template_retire": Route(
        write=MANAGES_TEMPLATES,
        own=row("finding_template"),
        foreign=row("finding_template"),
        strangers=people("samir", "helena", "emma"),
    ),
    "audits:checklist_templates": Route(read=MANAGES_TEMPLATES),
    "audits:checklist_template_add": Route(read=MANAGES_TEMPLATES, write=MANAGES_TEMPLATES, needs_more=True),
    "audits:checklist_template": Route(
        read=MANAGES_TEMPLATES | people("priya", "petra"),
        own=row("checklist_template"),
        foreign=row("checklist_template"),
        strangers=people("samir", "helena", "emma"),
    ),
    "audits:version_start": Route(
        write=MANAGES_TEMPLATES,
        own=row("checklist_template"),
        foreign=row("checklist_template"),
        strangers=people("samir", "helena", "emma"),
    ),
    "audits:questions_choose": Route(
        read=MANAGES_TEMPLATES, write=MANAGES_TEMPLATES, own=row("template_version"), needs_more=True
    ),
    "audits:question_write": Route(
        read=MANAGES_TEMPLATES, write=MANAGES_TEMPLATES, own=row("template_version"), needs_more=True
    ),
    "audits:question_drop": Route(write=MANAGES_TEMPLATES, own=row("template_question")),
    "audits:complete_action": Route(
        read=people("samir"),
        write=people("samir"),
        own=row("action"),
        foreign=row("action"),
        strangers=FAR,
        needs_more=True,
    ),
    "audits:audit": Route(read=SEES_FINDING, own=row("audit"), foreign=row("far_audit"), strangers=NEAR),
    "audits:report": Route(read=TEAM | OFFICERS, own=row("audit"), foreign=row("audit"), strangers=FAR),
    "audits:report_write": Route(
        read=people("tobias"),
        write=people("tobias"),
        own=row("audit"),
        foreign=row("audit"),
        strangers=FAR,
        needs_more=True,
    ),
    "audits:compare": Route(read=TEAM, own=row("audit"), foreign=row("far_audit"), strangers=NEAR),
    "audits:comparison": Route(
        read=TEAM, own=row("audit", "far_audit"), foreign=row("far_audit", "audit"), strangers=NEAR
    ),
    "audits:fieldwork": Route(read=TEAM, own=row("audit"), foreign=row("far_audit"), strangers=NEAR),
    "audits:finding_dues": Route(
        read=SEES_FINDING, own=row("audit"), foreign=row("far_audit"), strangers=NEAR, query="?type=major"
    ),
    "audits:fieldwork_item": Route(read=TEAM, own=item("audit"), foreign=item("far_audit"), strangers=NEAR),
    "audits:fieldwork_save": Route(
        write=TEAM,
        own=item("audit"),
        foreign=item("far_audit"),
        strangers=NEAR,
        data=lambda world: {"field": "note", "note": "Seen."},
    ),
    "audits:fieldwork_evidence": Route(
        read=TEAM, write=TEAM, own=item("audit"), foreign=item("far_audit"), strangers=NEAR, needs_more=True
    ),
    "audits:log_finding": Route(
        read=TEAM, write=TEAM, own=item("audit"), foreign=item("far_audit"), strangers=NEAR, needs_more=True
    ),
    "audits:papers": Route(read=TEAM, own=row("audit"), foreign=row("far_audit"), strangers=NEAR),
    "audits:working_paper": Route(read=TEAM, own=row("paper"), foreign=row("far_paper"), strangers=NEAR),
    "audits:paper_add": Route(
        read=TEAM, write=TEAM, own=row("audit"), foreign=row("far_audit"), strangers=NEAR, needs_more=True
    ),
    "audits:paper_change": Route(
        read=people("priya"),
        write=people("priya"),
        own=row("paper"),
        foreign=row("far_paper"),
        strangers=NEAR,
        needs_more=True,
    ),
    "audits:paper_sign_off": Route(write=TEAM, own=row("paper"), foreign=row("far_paper"), strangers=NEAR),
    "audits:paper_take_back": Route(
        read=people("tobias"),
        write=people("tobias"),
        own=row("signed_paper"),
        foreign=row("far_paper"),
        strangers=NEAR,
        data=lambda world: {"reason": "A page is missing."},
    ),
    "audits:sample": Route(read=TEAM, own=row("audit_sample"), foreign=row("far_sample"), strangers=NEAR),
    "audits:sample_add": Route(
        read=TEAM, write=TEAM, own=row("audit"), foreign=row("far_audit"), strangers=NEAR, needs_more=True
    ),
    "audits:sample_item": Route(
        write=TEAM,
        own=sampled("audit_sample"),
        foreign=sampled("far_sample"),
        strangers=NEAR,
        data=lambda world: {"result": "conforms"},
    ),
    "audits:sample_finish": Route(write=TEAM, own=row("audit_sample"), foreign=row("far_sample"), strangers=NEAR),
    "audits:sites": Route(read=TEAM, own=row("audit"), foreign=row("far_audit"), strangers=NEAR),
    "audits:edit_finding": Route(
        read=TEAM, write=TEAM, own=row("draft"), foreign=row("draft"), strangers=NEAR, needs_more=True
    ),
}
