"""One of everything, in two regions: what the access matrix walks through."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from assurance.actions import add_control, link_evidence, upload_evidence
from assurance.models import Control, EvidenceVersion
from audits.actions import add_action, add_line, issue_finding, log_finding
from audits.models import Audit, CorrectiveAction, Finding, ProgrammeLine, Report
from audits.workflows import FINDING
from certifications.models import Grant, Question, Sample
from foundation.access import robot
from foundation.approvals import take_step
from foundation.directory.actions import add_site, grant_clearance, record_leave
from foundation.directory.models import Site
from foundation.models.programs import ApiToken
from foundation.models.trail import Event, Notification
from foundation.models.webhooks import Delivery, Webhook
from foundation.models.work import Approval, Job
from foundation.tokens import make_token
from foundation.verbs import pack
from foundation.webhooks.secrets import add_secret, replace_secret
from tests.company import TODAY, Company, found, plan_audit, start_audit
from tests.kept import kept_text
from tests.room import open_room
from tests.snapshot import met


@dataclass
class World:
    """`here` is in technical services at headquarters, `there` in delivery, Middle East and Africa."""

    company: Company
    audit: Audit
    finding: Finding
    draft: Finding
    action: CorrectiveAction
    evidence: EvidenceVersion
    control: Control
    line: ProgrammeLine
    approval: Approval
    notification: Notification
    job: Job
    failed_job: Job
    report_job: Job
    planned: Audit
    webhook: Webhook
    replaced: Webhook
    delivery: Delivery
    far_audit: Audit
    far_finding: Finding
    far_control: Control
    site: Site
    grant: Grant
    draft_grant: Grant
    shown: EvidenceVersion
    question: Question
    sample: Sample
    rules_unread: Grant
    token: ApiToken


def build() -> None:
    """Writes the company and one of everything around it."""
    company = found()
    cast = company.cast
    finding = _issued(company, start_audit(company), "remote-access", "samir")
    _draft(company, finding.audit)
    _evidence(company, finding)
    _issued(company, start_audit(company, process="mea-acceptance"), "mea-acceptance", "omar")
    Report.objects.create(audit=finding.audit, summary="Recordings are missing.", conclusion=Report.Conclusion.MINORS)
    planned = plan_audit(company, title="Planned", on=date(2026, 12, 7))
    take_step(actor=cast["petra"], subject=planned, step="cancel", on=TODAY, reason="Closed.")
    for unit, code in (("TS", "C-TS"), ("MEADEL", "C-MEA")):
        _control(company, unit, code)
    _line(company)
    _directory(company)
    make_token(actor=cast["samir"], name="Nightly export", scope="read", days=30)
    Job.objects.create(kind="tests.count", owner=cast["ines"])
    Job.objects.create(kind="tests.broke", owner=cast["ines"], state=Job.State.FAILED, finished_at=timezone.now())
    open_room(company, finding)
    _report_job(company, finding.audit)
    _webhook(company, finding)
    Notification.objects.filter(mailed_at=None).update(tries=1, last_error="421 Try again later.")


def meet() -> "World":
    """The world as it stands in the database."""
    company = met()
    here, there = company.processes["remote-access"], company.processes["mea-acceptance"]
    findings = Finding.objects.exclude(state="draft").select_related("audit")
    near, far = findings.get(process=here), findings.get(process=there)
    return World(
        company=company,
        audit=near.audit,
        finding=near,
        draft=Finding.objects.get(state="draft"),
        action=near.actions.get(),
        evidence=EvidenceVersion.objects.get(evidence__title="Session register"),
        control=Control.objects.get(code="C-TS"),
        line=ProgrammeLine.objects.get(),
        approval=Approval.objects.get(),
        notification=Notification.objects.filter(user=company.cast["samir"]).first(),
        job=Job.objects.get(kind="tests.count"),
        failed_job=Job.objects.get(kind="tests.broke"),
        report_job=Job.objects.get(kind="report.audit"),
        planned=Audit.objects.get(title="Planned"),
        webhook=Webhook.objects.get(name="Tickets"),
        replaced=Webhook.objects.get(name="Alarms"),
        delivery=Delivery.objects.get(),
        far_audit=far.audit,
        far_finding=far,
        far_control=Control.objects.get(code="C-MEA"),
        site=Site.objects.get(unit__code="TS"),
        grant=Grant.objects.get(purpose="Surveillance"),
        draft_grant=Grant.objects.get(purpose="Later"),
        shown=EvidenceVersion.objects.get(evidence__title="Recorder settings"),
        question=Question.objects.get(),
        sample=Sample.objects.get(),
        rules_unread=Grant.objects.get(purpose="Unread"),
        token=ApiToken.objects.get(),
    )


def _issued(company: Company, audit: Audit, process: str, owner: str) -> Finding:
    draft = log_finding(
        actor=company.cast["priya"],
        audit=audit,
        item=audit.items.first(),
        type=Finding.Type.MAJOR,
        statement="Two of five sampled sessions have no recording.",
        objective_evidence="Sample of five, seed 4471.",
        process=company.processes[process],
        owner=company.person(owner),
        on=TODAY,
    )
    finding = issue_finding(actor=company.cast["tobias"], finding=draft, on=TODAY)
    FINDING.place(finding, Finding.State.ACTION, actor=robot(), on=TODAY, source="the tests")
    text = "Switch the recorder on by default."
    due_on = date(2027, 1, 29)
    add_action(actor=company.cast[owner], finding=finding, text=text, owner=finding.owner, due_on=due_on, on=TODAY)
    return finding


def _draft(company: Company, audit: Audit) -> Finding:
    return log_finding(
        actor=company.cast["priya"],
        audit=audit,
        item=audit.items.last(),
        type=Finding.Type.MINOR,
        statement="One drill has no record.",
        owner=company.person("samir"),
        on=TODAY,
    )


def _report_job(company: Company, audit: Audit) -> Job:
    """A report that Priya asked for and that is made."""
    [(_received, facts)] = kept_text("report.txt", "The report.")
    made = {"state": Job.State.DONE, "result_name": facts.name, "result_sha256": facts.sha256, "result_size": 11}
    asked = {"parameters": pack({"subject": audit}), "owner": company.cast["priya"]}
    return Job.objects.create(kind="report.audit", **asked, **made)


def _evidence(company: Company, finding: Finding) -> EvidenceVersion:
    actor = company.cast["priya"]
    version = upload_evidence(actor=actor, unit=finding.unit, title="Session register", as_of=TODAY, kept=kept_text())
    link_evidence(actor=actor, version=version, subject=finding, purpose="objective")
    return version


def _control(company: Company, unit: str, code: str) -> Control:
    facts = {"code": code, "statement": "Sessions are recorded.", "kind": "detective"}
    return add_control(actor=company.cast["ines"], unit=company.units[unit], **facts)


def _directory(company: Company) -> None:
    """A site in each region, an absence and two clearances."""
    for unit, code in (("TS", "LAB"), ("MEADEL", "FAR")):
        facts = {"code": code, "name": f"Site {code}", "kind": "lab", "country": "XA"}
        add_site(actor=company.cast["adam"], unit=company.units[unit], **facts)
    emma, omar = company.person("emma"), company.person("omar")
    record_leave(actor=company.cast["adam"], person=emma, from_on=date(2026, 11, 10))
    for person in (emma, omar):
        proof = {"code": "own a control", "from_on": TODAY, "source": "Course of 3 March."}
        grant_clearance(actor=company.cast["ines"], person=person, **proof)


def _line(company: Company) -> ProgrammeLine:
    return add_line(
        actor=company.cast["petra"],
        unit=company.units["TS"],
        title="Yearly",
        anchor=TODAY,
        interval_months=12,
        frameworks=[company.framework],
    )


def _webhook(company: Company, finding: Finding) -> None:
    """In operation, in the name of Ines, with one message that was given up; and one whose secret is being replaced."""
    now = timezone.now()
    kept = {"url": "https://hooks.example.com/", "kinds": ["finding.*"], "unit": company.units["TS"]}
    start = {"state": Webhook.State.ACTIVE, "active_from": now, "after_event": 0}
    webhook = Webhook.objects.create(name="Tickets", owner=company.cast["ines"], **kept, **start)
    add_secret(webhook)
    other = Webhook.objects.create(name="Alarms", owner=company.cast["ines"], **kept, **start)
    add_secret(other)
    replace_secret(other, now)
    event = Event.objects.about(finding).order_by("pk").first()
    told = {"state": Delivery.State.DEAD, "finished_at": now, "next_try_at": now}
    Delivery.objects.create(webhook=webhook, event=event, **told)


__all__ = ["World", "build", "kept_text", "meet"]
