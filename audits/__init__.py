"""Audits from schedule to verified closure: programme lines, audits, fieldwork, findings and corrective action.

Nouns: programme, programme line, audit, team member, checklist item, working paper, sample, meeting, report, finding,
cause, corrective action, verification.
Verbs: approve_programme, schedule_audit, set_team, build_checklist, answer_item, draw_sample, log_finding, issue_report,
submit_plan, complete_action, verify_finding …
An audit is initiated, staffed with people free of ties to what is audited, prepared and opened; auditors work down the
checklist and log findings; after the closing meeting the report is issued and dues start; owners plan, correct and
implement; somebody else verifies the effect, and only then is a finding closed.
"""
