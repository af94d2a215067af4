"""The pages over all apps: the lines of the access matrix."""

from typing import Any

from tests.routes.lines import ALL, FAR, INSIDE, NEAR, OFFICERS, SEES_FINDING, TEAM, Route, entry, people, row
from tests.world import World

WATCHERS = OFFICERS | people("adam")

POLICIES = INSIDE - people("emma")

READS_ACTIONS = INSIDE - people("adam")

SEES_SUBSCRIPTION = OFFICERS | people("adam", "helena", "samir")

KEPT_VIEW = {"name": "Majors", "query": "type=major", "place": "/audits/findings/", "title": "Findings"}

MAILS = {"due": "daily", "decisions": "at_once", "talk": "none", "records": "weekly", "rests": "on"}

SEES_IMPORT = OFFICERS | people("adam")

FAR_FROM_IMPORTS: dict[str, Any] = {"foreign": row("file_import"), "strangers": ALL - SEES_IMPORT}


def suppliers(world: World) -> tuple:
    return ("suppliers",)


def changes_webhook(*rows: str) -> Route:
    """What an administrator alone does, with a webhook that others of headquarters do not see."""
    return Route(write=people("adam"), own=row(*rows), foreign=row(*rows), strangers=NEAR)


PROVEN: dict[str, Any] = {
    "read": SEES_FINDING,
    "own": entry("finding"),
    "foreign": entry("far_finding"),
    "strangers": NEAR,
}

ROUTES: dict[str, Route] = {
    "foundation:theme": Route(public=True),
    "foundation:ledger_checkpoint": Route(public=True),
    "foundation:ledger_key": Route(public=True),
    "foundation:ledger_tile": Route(public=True, own=lambda world: ("0/000",)),
    "foundation:density": Route(public=True),
    "foundation:saved_views": Route(read=INSIDE),
    "foundation:saved_view": Route(
        read=people("samir"),
        write=people("samir"),
        own=row("saved_view"),
        foreign=row("saved_view"),
        strangers=people("ines", "omar"),
        needs_more=True,
    ),
    "foundation:remove_view": Route(
        write=people("samir"), own=row("saved_view"), foreign=row("saved_view"), strangers=people("ines", "omar")
    ),
    "foundation:keep_view": Route(write=INSIDE, own=lambda world: ("findings",), data=lambda world: KEPT_VIEW),
    "foundation:edit_rows": Route(
        write=OFFICERS | people("samir", "omar"),
        own=lambda world: ("suppliers",),
        data=lambda world: {"step": "owner", "row": world.supplier.uuid},
    ),
    "foundation:home": Route(read=ALL),
    "foundation:my_work": Route(read=INSIDE),
    "foundation:search": Route(read=INSIDE, query="?q=audit"),
    "foundation:palette": Route(read=INSIDE, query="?q=audit", headers={"HX-Request": "true"}),
    "foundation:board": Route(read=OFFICERS | people("petra", "helena", "malik")),
    "foundation:imports": Route(read=SEES_IMPORT),
    "foundation:import_add": Route(read=OFFICERS, write=OFFICERS, own=suppliers, needs_more=True),
    "foundation:import_template": Route(read=OFFICERS, own=lambda world: ("suppliers", "csv")),
    "foundation:import": Route(read=SEES_IMPORT, own=row("file_import"), **FAR_FROM_IMPORTS),
    "foundation:import_columns": Route(
        read=people("ines"),
        write=people("ines"),
        own=row("file_import"),
        foreign=row("file_import"),
        strangers=ALL - people("ines"),
        needs_more=True,
    ),
    "foundation:import_take": Route(write=people("ines"), own=row("file_import"), **FAR_FROM_IMPORTS),
    "foundation:import_undo": Route(
        write=people("ines"),
        own=row("taken_import"),
        data=lambda world: {"reason": "The wrong file."},
        **FAR_FROM_IMPORTS,
    ),
    "foundation:import_errors": Route(read=OFFICERS, own=row("file_import"), **FAR_FROM_IMPORTS),
    "foundation:account": Route(read=ALL),
    "foundation:mails_of_mine": Route(read=ALL, write=ALL, data=lambda world: MAILS),
    "foundation:tokens": Route(
        read=ALL, write=ALL, data=lambda world: {"name": "Nightly export", "scope": "read", "days": "30"}
    ),
    "foundation:revoke_token": Route(
        write=people("samir"), own=row("token"), foreign=row("token"), strangers=people("ines", "omar")
    ),
    "foundation:notifications": Route(read=ALL),
    "foundation:read_notifications": Route(write=ALL),
    "foundation:read_notification": Route(write=people("samir"), own=row("notification")),
    "foundation:help": Route(read=ALL),
    "foundation:glossary": Route(read=ALL),
    "foundation:guide_read": Route(write=INSIDE, own=lambda world: ("everyone",)),
    "foundation:approvals": Route(read=INSIDE),
    "foundation:approval": Route(
        read=OFFICERS | people("petra", "helena"),
        write=OFFICERS | people("helena"),
        own=row("approval"),
        data=lambda world: {"yes": "no", "note": "It stays."},
    ),
    "foundation:withdraw_approval": Route(
        write=people("petra"), own=row("approval"), foreign=row("approval"), strangers=people("malik", "omar")
    ),
    "foundation:comment": Route(
        write=SEES_FINDING,
        own=lambda world: ("audits.finding", world.finding.uuid),
        foreign=lambda world: ("audits.finding", world.far_finding.uuid),
        strangers=NEAR,
        data=lambda world: {"text": "Seen."},
    ),
    "foundation:job": Route(read=people("ines"), own=row("job"), foreign=row("job"), strangers=people("carla", "adam")),
    "foundation:job_file": Route(
        read=people("priya"), own=row("report_job"), foreign=row("report_job"), strangers=people("carla", "tobias")
    ),
    "foundation:ask_report": Route(
        write=TEAM | OFFICERS,
        own=lambda world: ("audit", world.audit.uuid),
        foreign=lambda world: ("audit", world.audit.uuid),
        strangers=people("malik", "omar", "helena", "samir"),
    ),
    "foundation:step": Route(
        read=OFFICERS | people("tobias"),
        write=OFFICERS | people("tobias"),
        own=lambda world: ("finding", world.finding.uuid, "name_verifier"),
        foreign=lambda world: ("finding", world.far_finding.uuid, "name_verifier"),
        strangers=NEAR,
        data=lambda world: {"verifier": world.company.person("leo").uuid},
    ),
    "foundation:administration": Route(read=OFFICERS | people("adam")),
    "foundation:status": Route(read=WATCHERS),
    "foundation:jobs": Route(read=WATCHERS),
    "foundation:retry_job": Route(write=people("adam"), own=row("job")),
    "foundation:cancel_job": Route(write=people("adam"), own=row("job")),
    "foundation:mails": Route(read=WATCHERS),
    "foundation:resend_mails": Route(write=people("adam"), data=lambda world: {"row": world.notification.uuid}),
    "foundation:exports": Route(read=WATCHERS),
    "foundation:trail": Route(read=WATCHERS),
    "foundation:ledger": Route(read=WATCHERS),
    "foundation:verify_ledger": Route(write=WATCHERS),
    "foundation:ledger_entry": Route(**PROVEN),
    "foundation:ledger_proof": Route(**PROVEN),
    "foundation:ledger_bytes": Route(**PROVEN),
    "foundation:policies": Route(read=POLICIES),
    "foundation:policy": Route(read=POLICIES, own=lambda world: ("audits.ladder",)),
    "foundation:propose_policy": Route(
        read=OFFICERS | people("adam"),
        write=OFFICERS | people("adam"),
        own=lambda world: ("audits.ladder",),
        needs_more=True,
    ),
    "foundation:test_mail": Route(read=people("adam"), write=people("adam")),
    "foundation:webhooks": Route(read=OFFICERS | people("adam")),
    "foundation:webhook_add": Route(read=people("adam"), write=people("adam"), needs_more=True),
    "foundation:webhook": Route(
        read=OFFICERS | people("adam"), own=row("webhook"), foreign=row("webhook"), strangers=NEAR
    ),
    "foundation:webhook_secret": changes_webhook("webhook"),
    "foundation:webhook_old_secret": changes_webhook("webhook"),
    "foundation:webhook_test": changes_webhook("webhook"),
    "foundation:webhook_again": changes_webhook("webhook"),
    "foundation:delivery_again": changes_webhook("webhook", "delivery"),
    "foundation:work_chosen": Route(
        write=INSIDE, data=lambda world: {"row": f"plan_action:{world.finding.uuid}", "step": "nudge"}
    ),
    "foundation:comparison": Route(read=OFFICERS | people("petra", "helena", "malik")),
    "foundation:reports": Route(read=INSIDE),
    "foundation:report_history": Route(read=INSIDE),
    "foundation:subscriptions": Route(read=INSIDE),
    "foundation:subscription": Route(
        read=SEES_SUBSCRIPTION, own=row("subscription"), foreign=row("subscription"), strangers=FAR
    ),
    "foundation:report": Route(read=READS_ACTIONS, write=READS_ACTIONS, own=lambda world: ("corrective-actions",)),
    "foundation:subscribe": Route(
        read=READS_ACTIONS,
        write=READS_ACTIONS,
        own=lambda world: ("corrective-actions",),
        data=lambda world: {"title": "Mine", "rhythm": "week:0", "recipients": "petra@meridane.example"},
    ),
}
