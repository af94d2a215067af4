"""The tasks of audits in the words of who holds them and of who chases them."""

from django.utils.translation import gettext_lazy as _

from audits.offers import findings, work
from foundation.offers import Hand, Task, Work, offer_work

OWNER = ("warn", "clock", _("Waiting for the owner"))
FINDING_ON = Hand("audits.hand_finding_on", "finding", "owner")
LEAD_ON = Hand("audits.name_lead", "audit", "lead")
UNDER_WAY = ("info", "wrench", _("Action under way"))

offer_work(
    Work(
        "audits.findings",
        (
            Task(
                "issue_major",
                _("Issue the major or keep it for the report"),
                _("Get the major issued"),
                "audits:finding",
                ("warn", "flag", _("Logged, not issued")),
            ),
            Task(
                "plan_action",
                _("Plan the corrective action"),
                _("Chase the plan"),
                "audits:finding",
                OWNER,
                hand_on=FINDING_ON,
            ),
            Task(
                "decide_opportunity",
                _("Decide on the opportunity"),
                _("Get a decision on the opportunity"),
                "audits:finding",
                OWNER,
                hand_on=FINDING_ON,
            ),
            Task(
                "judge_dispute",
                _("Decide on the dispute"),
                _("Chase the panel"),
                "audits:finding",
                ("warn", "users", _("Disputed")),
            ),
            Task(
                "review_plan",
                _("Review the plan"),
                _("Chase the review of the plan"),
                "audits:finding",
                ("info", "inbox", _("Plan handed in")),
            ),
            Task(
                "settle_opportunity",
                _("Put the opportunity into practice"),
                _("Chase the opportunity that was taken"),
                "audits:finding",
                ("info", "wrench", _("Opportunity taken")),
                hand_on=FINDING_ON,
            ),
            Task(
                "finish_actions",
                _("Report that all actions are done"),
                _("Chase the word that all is done"),
                "audits:finding",
                ("info", "check-circle", _("All actions done")),
                hand_on=FINDING_ON,
            ),
            Task(
                "verify_effect",
                _("Verify the effect"),
                _("Chase the verification"),
                "audits:finding",
                ("info", "eye", _("Ready to verify")),
                hand_on=Hand("audits.name_verifier", "finding", "verifier"),
            ),
        ),
        findings.majors,
        ladder=work.ladder,
        dated=False,
    ),
    *(
        Work(f"audits.{rows.__name__}", (), rows, overdue=findings.overdue)
        for rows in (findings.to_plan, findings.to_decide, findings.disputed, findings.to_finish, findings.to_verify)
    ),
    *(Work(f"audits.{rows.__name__}", (), rows, dated=False) for rows in (findings.to_review, findings.to_settle)),
    Work(
        "audits.corrections",
        (
            Task(
                "record_correction",
                _("Record the correction"),
                _("Chase the correction"),
                "audits:finding",
                ("warn", "wrench", _("Not repaired yet")),
                hand_on=FINDING_ON,
            ),
        ),
        work.corrections,
        ladder=work.ladder,
        overdue=work.overdue_corrections,
    ),
    Work(
        "audits.actions",
        (
            Task(
                "carry_out_action",
                _("Carry out the corrective action"),
                _("Chase the corrective action"),
                "audits:finding",
                UNDER_WAY,
                hand_on=Hand("audits.hand_action_on", "action", "owner"),
            ),
        ),
        work.actions,
        ladder=work.ladder,
        overdue=work.overdue_actions,
    ),
    Work(
        "audits.audits",
        (
            Task(
                "name_lead",
                _("Name a lead auditor"),
                _("Get a lead auditor named"),
                "audits:audit",
                ("warn", "user-plus", _("Nobody leads it")),
                hand_on=LEAD_ON,
            ),
            Task(
                "initiate_audit",
                _("Initiate the audit"),
                _("Chase the start of the audit"),
                "audits:audit",
                ("mute", "calendar", _("Planned")),
                hand_on=LEAD_ON,
            ),
            Task(
                "prepare_audit",
                _("Prepare the audit"),
                _("Chase the preparation"),
                "audits:audit",
                ("info", "clipboard-document-list", _("Being prepared")),
                hand_on=LEAD_ON,
            ),
            Task(
                "open_audit",
                _("Hold the opening meeting"),
                _("Chase the opening meeting"),
                "audits:audit",
                ("info", "check-circle", _("Prepared")),
                hand_on=LEAD_ON,
            ),
            Task(
                "begin_external",
                _("Note that the body began"),
                _("Chase the audit by the body"),
                "audits:audit",
                ("mute", "calendar", _("A body from outside comes")),
                hand_on=LEAD_ON,
            ),
            Task(
                "record_external_report",
                _("Record the body's report"),
                _("Chase the body's report"),
                "audits:audit",
                ("info", "document-text", _("A body from outside audits")),
                hand_on=LEAD_ON,
            ),
            Task(
                "answer_checklist",
                _("Work on the checklist"),
                _("Chase the checklist"),
                "audits:fieldwork",
                ("info", "play", _("Fieldwork")),
            ),
            Task(
                "finish_fieldwork",
                _("Finish the fieldwork"),
                _("Chase the fieldwork"),
                "audits:audit",
                ("info", "play", _("Fieldwork")),
                hand_on=LEAD_ON,
            ),
            Task(
                "review_report",
                _("Review the report"),
                _("Chase the review of the report"),
                "audits:audit",
                ("info", "document-text", _("Report written")),
            ),
            Task(
                "issue_report",
                _("Write and issue the report"),
                _("Chase the report"),
                "audits:audit",
                ("info", "document-text", _("Reporting")),
                hand_on=LEAD_ON,
            ),
            Task(
                "close_audit",
                _("Close the audit"),
                _("Chase the closing of the audit"),
                "audits:audit",
                ("good", "check-circle", _("No open finding")),
            ),
        ),
        work.audits,
        overdue=work.overdue_audits,
    ),
    Work(
        "audits.programmes",
        (
            Task(
                "approve_programme",
                _("Approve the programme"),
                _("Chase the approval of the programme"),
                "audits:programme_record",
                ("warn", "inbox", _("Waits for approval")),
            ),
        ),
        work.programmes,
        dated=False,
    ),
    Work("audits.evidence", (), work.evidence, dated=False),  # the task is that of assurance
)
