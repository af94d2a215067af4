"""One of everything, in two regions: what the access matrix walks through."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils import timezone

from assurance.actions import (
    add_component,
    add_control,
    add_document,
    add_gate,
    add_product,
    add_product_version,
    add_supplier,
    appoint,
    approve_document,
    approve_scope,
    assess_supplier,
    link_evidence,
    load_framework,
    map_requirements,
    open_pass,
    place_hold,
    put_into_matrix,
    read_import,
    record_statement,
    register_build,
    request_evidence,
    set_transition,
    submit_document,
    submit_scope,
    upload_evidence,
    write_scope,
    write_version,
)
from assurance.models import (
    Assessment,
    Build,
    Cell,
    Component,
    ContinuityStatement,
    Control,
    Document,
    DocumentVersion,
    EditionTransition,
    EvidenceRequest,
    EvidenceVersion,
    Framework,
    FrameworkImport,
    Gate,
    GatePass,
    GovernanceRole,
    LegalHold,
    ManagementReview,
    Objective,
    Process,
    Product,
    ProductVersion,
    RequirementMapping,
    ReviewInput,
    ReviewOutcome,
    ScopeStatement,
    Supplier,
)
from assurance.reading import Listing
from assurance.workflows import CONTROL
from audits.actions import (
    add_action,
    add_checklist_template,
    add_finding_template,
    add_line,
    add_outsider,
    add_programme,
    add_session,
    answer_sample_item,
    declare_conflict,
    draw_sample,
    issue_finding,
    log_finding,
    make_calendar_feed,
    release_version,
    sign_off_paper,
    write_paper,
    write_question,
)
from audits.models import (
    Audit,
    AuditorQualification,
    ChecklistTemplate,
    ConflictDeclaration,
    CorrectiveAction,
    Finding,
    FindingTemplate,
    PlanSession,
    Programme,
    ProgrammeLine,
    Report,
    RiskAcceptance,
    TemplateQuestion,
    TemplateVersion,
    WorkingPaper,
)
from audits.models import Sample as AuditSample
from audits.workflows import FINDING
from certifications.models import (
    AuthorisingAuthority,
    Booking,
    Centre,
    Certificate,
    CertificationBody,
    CycleAudit,
    DeliveryService,
    EvidencePack,
    Grant,
    Inspection,
    InspectorAuthorisation,
    NeedsAssessment,
    ProductConformity,
    PublicItem,
    Question,
    Sample,
    Scheme,
    StatementOfApplicability,
    Visit,
)
from foundation.access import robot
from foundation.approvals import take_step
from foundation.directory.actions import add_site, grant_clearance, record_leave
from foundation.directory.models import Site
from foundation.files import resumable
from foundation.models.imports import FileImport
from foundation.models.programs import ApiToken
from foundation.models.saved import SavedView
from foundation.models.subscriptions import Subscription
from foundation.models.trail import Event, Notification
from foundation.models.uploads import Upload
from foundation.models.webhooks import Delivery, Webhook
from foundation.models.work import Approval, Job
from foundation.saved_views import keep_view
from foundation.tokens import make_token
from foundation.verbs import pack
from foundation.webhooks.secrets import add_secret, replace_secret
from people.cases.models import Case
from people.models import (
    Assignment,
    Attestation,
    Campaign,
    Completion,
    Course,
    CoursePage,
    CourseQuestion,
    Edition,
    HrImport,
    HrLine,
    Nomination,
    NominationHold,
    Proof,
    ProofFile,
    Sitting,
    TrainingCertificate,
)
from tests.accused import of_the_world as cases_of_the_world
from tests.attested import stand
from tests.centre import open_centres
from tests.certifications.soas import of_the_world
from tests.certified import planned as plan_certificate
from tests.company import TODAY, Company, found, plan_audit, start_audit
from tests.hr import read_files
from tests.imported import read_imports
from tests.inspected import inspect
from tests.kept import kept_picture, kept_text
from tests.learned import learn
from tests.nominated import of_the_world as nominations_of_the_world
from tests.packs import packed
from tests.reported import reports_of_the_world
from tests.reviewed import reviews_in
from tests.room import open_room
from tests.sealed import seal_once
from tests.snapshot import met
from tests.training import teach


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
    programme: Programme
    approval: Approval
    notification: Notification
    job: Job
    failed_job: Job
    report_job: Job
    subscription: Subscription
    planned: Audit
    webhook: Webhook
    replaced: Webhook
    delivery: Delivery
    far_audit: Audit
    far_finding: Finding
    far_control: Control
    cell: Cell
    far_cell: Cell
    site: Site
    grant: Grant
    draft_grant: Grant
    pack: EvidencePack
    shown: EvidenceVersion
    question: Question
    sample: Sample
    rules_unread: Grant
    shown_picture: EvidenceVersion
    room_certificate: Certificate
    token: ApiToken
    reading: FrameworkImport
    mapping: RequirementMapping
    prepared: Framework
    transition: EditionTransition
    supplier: Supplier
    far_supplier: Supplier
    statement: ContinuityStatement
    far_statement: ContinuityStatement
    assessment: Assessment
    far_assessment: Assessment
    component: Component
    far_component: Component
    product: Product
    far_product: Product
    product_version: ProductVersion
    far_product_version: ProductVersion
    build: Build
    far_build: Build
    document: Document
    document_version: DocumentVersion
    document_draft: DocumentVersion
    far_document: Document
    far_version: DocumentVersion
    request: EvidenceRequest
    far_request: EvidenceRequest
    hold: LegalHold
    gap: Cell
    review: ManagementReview
    signed_review: ManagementReview
    review_input: ReviewInput
    review_outcome: ReviewOutcome
    review_action: ReviewOutcome
    objective: Objective
    scope: ScopeStatement
    scope_draft: ScopeStatement
    seat: GovernanceRole
    process: Process
    gate: Gate
    far_gate: Gate
    gate_pass: GatePass
    far_pass: GatePass
    hr_import: HrImport
    hr_line: HrLine
    file_import: FileImport
    taken_import: FileImport
    excluded: Cell
    upload: Upload
    saved_view: SavedView
    finding_template: FindingTemplate
    checklist_template: ChecklistTemplate
    template_version: TemplateVersion
    template_question: TemplateQuestion
    paper: WorkingPaper
    signed_paper: WorkingPaper
    far_paper: WorkingPaper
    audit_sample: AuditSample
    far_sample: AuditSample
    qualification: AuditorQualification
    conflict: ConflictDeclaration
    session: PlanSession
    far_session: PlanSession
    soa: StatementOfApplicability
    soa_draft: StatementOfApplicability
    far_soa: StatementOfApplicability
    inspection: Inspection
    far_inspection: Inspection
    authorisation: InspectorAuthorisation
    far_authorisation: InspectorAuthorisation
    service: DeliveryService
    far_service: DeliveryService
    conformity: ProductConformity
    far_conformity: ProductConformity
    certificate: Certificate
    far_certificate: Certificate
    cycle_audit: CycleAudit
    far_cycle_audit: CycleAudit
    scheme: Scheme
    body: CertificationBody
    need: NeedsAssessment
    far_need: NeedsAssessment
    authority: AuthorisingAuthority
    far_authority: AuthorisingAuthority
    centre: Centre
    far_centre: Centre
    visit: Visit
    far_visit: Visit
    booking: Booking
    far_booking: Booking
    public_item: PublicItem
    far_item: PublicItem
    nomination: Nomination
    far_nomination: Nomination
    nomination_draft: Nomination
    hold_on_nomination: NominationHold
    course: Course
    assignment: Assignment
    far_assignment: Assignment
    completion: Completion
    learning: Assignment
    passed: Sitting
    learned: Completion
    certificate_of_training: TrainingCertificate
    edition: Edition
    edition_draft: Edition
    course_page: CoursePage
    course_question: CourseQuestion
    proof: Proof
    far_proof: Proof
    proof_file: ProofFile
    far_proof_file: ProofFile
    campaign: Campaign
    campaign_draft: Campaign
    far_campaign: Campaign
    attestation: Attestation
    far_attestation: Attestation
    case: Case
    open_case: Case


def build() -> None:
    """Writes the company and one of everything around it."""
    company = found()
    cast = company.cast
    finding = _issued(company, start_audit(company), "remote-access", "samir")
    _draft(company, finding.audit)
    text = {"title": "Not recorded", "statement": "Of … sampled, … have no recording."}
    add_finding_template(actor=cast["tobias"], framework=company.framework, **text)
    _checklist(company)
    _evidence(company, finding)
    far = _issued(company, start_audit(company, process="mea-acceptance"), "mea-acceptance", "omar")
    _carried(company, far)
    make_calendar_feed(actor=cast["tobias"])
    for audit in (finding.audit, far.audit):
        _papers(company, audit)
    Report.objects.create(audit=finding.audit, summary="Recordings are missing.", conclusion=Report.Conclusion.MINORS)
    planned = plan_audit(company, title="Planned", on=date(2026, 12, 7))
    take_step(actor=cast["petra"], subject=planned, step="cancel", on=TODAY, reason="Closed.")
    for unit, code in (("TS", "C-TS"), ("MEADEL", "C-MEA")):
        _asked(company, _control(company, unit, code))
    for unit, owner, name in (("TS", "samir", "Near"), ("MEADEL", "omar", "Far")):
        _supply(company, unit, owner, name)
    for unit, number, owner in (("TS", "TS-SPEC-1", "samir"), ("MEADEL", "DE-REG-1", "omar")):
        _document(company, unit, number, owner)
    _conflict(company)
    for audit in Audit.objects.filter(state="in_progress"):
        _session(company, audit)
    for process in ("remote-access", "mea-acceptance"):
        _cell(company, process)
    _gap(company)
    _system(company)
    reviews_in(company)
    for key, control in (("remote-access", "C-TS"), ("mea-acceptance", "C-MEA")):
        _gate(company, company.processes[key], Control.objects.get(code=control))
    _line(company)
    add_programme(actor=company.cast["petra"], unit=company.units["HQ"], year=2027, title="Programme 2027")
    _directory(company)
    make_token(actor=cast["samir"], name="Nightly export", scope="read", days=30)
    facts = {"list_name": "findings", "title": "Findings", "place": "/audits/findings/"}
    keep_view(actor=cast["samir"], name="Mine", query="sort=-due", **facts)
    Job.objects.create(kind="tests.count", owner=cast["ines"])
    Job.objects.create(kind="tests.broke", owner=cast["ines"], state=Job.State.FAILED, finished_at=timezone.now())
    of_the_world(company)
    nominations_of_the_world(company)
    open_centres(company)
    _certificates(company)
    inspect(company, finding.audit, "TS")
    inspect(company, far.audit, "MEADEL")
    open_room(company, finding)
    packed(Grant.objects.get(purpose="Surveillance of the gateway"))
    teach(company)
    learn(company)
    stand(company)
    cases_of_the_world(company)
    _report_job(company, finding.audit)
    reports_of_the_world(company)
    _webhook(company, finding)
    _lists(company)
    _excluded(company)
    read_files(company)
    read_imports(company)
    resumable.begin(Upload(user=cast["priya"], name="Half a log.txt", size=1000), now=timezone.now())
    Notification.objects.filter(mailed_at=None).update(tries=1, last_error="421 Try again later.")
    seal_once()


def meet() -> "World":
    """The world as it stands in the database."""
    company = met()
    here, there = company.processes["remote-access"], company.processes["mea-acceptance"]
    findings = Finding.objects.exclude(state="draft").select_related("audit")
    near, far = findings.get(process=here), findings.get(process=there)
    return World(
        company=company,
        case=Case.objects.get(state="sanctioned"),
        open_case=Case.objects.get(state="investigating"),
        audit=near.audit,
        finding=near,
        draft=Finding.objects.get(state="draft"),
        action=near.actions.get(),
        evidence=EvidenceVersion.objects.get(evidence__title="Session register"),
        control=Control.objects.get(code="C-TS"),
        line=ProgrammeLine.objects.get(),
        programme=Programme.objects.get(),
        approval=Approval.objects.get(),
        notification=Notification.objects.filter(user=company.cast["samir"]).first(),
        job=Job.objects.get(kind="tests.count"),
        failed_job=Job.objects.get(kind="tests.broke"),
        report_job=Job.objects.get(kind="report.audit"),
        subscription=Subscription.objects.get(),
        planned=Audit.objects.get(title="Planned"),
        webhook=Webhook.objects.get(name="Tickets"),
        replaced=Webhook.objects.get(name="Alarms"),
        delivery=Delivery.objects.get(),
        far_audit=far.audit,
        far_finding=far,
        far_control=Control.objects.get(code="C-MEA"),
        cell=Cell.objects.get(process=here, control=None, applicable=True),
        far_cell=Cell.objects.get(process=there),
        site=Site.objects.get(unit__code="TS", code="LAB"),
        grant=Grant.objects.get(purpose="Surveillance of the gateway"),
        draft_grant=Grant.objects.get(purpose="Later"),
        pack=EvidencePack.objects.get(),
        shown=EvidenceVersion.objects.get(evidence__title="Recorder settings"),
        question=Question.objects.get(),
        sample=Sample.objects.get(),
        rules_unread=Grant.objects.get(purpose="Unread"),
        shown_picture=EvidenceVersion.objects.get(evidence__title="Recorder picture"),
        room_certificate=Certificate.objects.get(title="Shown in the room"),
        token=ApiToken.objects.get(),
        reading=FrameworkImport.objects.get(),
        hr_import=HrImport.objects.get(file_name="near.csv"),
        file_import=FileImport.objects.get(file_name="waiting.csv"),
        taken_import=FileImport.objects.get(file_name="taken.csv"),
        hr_line=HrLine.objects.filter(hr_import__file_name="near.csv").earliest("place"),
        mapping=RequirementMapping.objects.get(),
        prepared=Framework.objects.get(code="NEXT"),
        transition=EditionTransition.objects.get(),
        supplier=Supplier.objects.get(name="Near Boards"),
        far_supplier=Supplier.objects.get(name="Far Boards"),
        statement=ContinuityStatement.objects.get(supplier__name="Near Boards"),
        far_statement=ContinuityStatement.objects.get(supplier__name="Far Boards"),
        assessment=Assessment.objects.get(supplier__name="Near Boards"),
        far_assessment=Assessment.objects.get(supplier__name="Far Boards"),
        component=Component.objects.get(name="Near board"),
        far_component=Component.objects.get(name="Far board"),
        product=Product.objects.get(name="Near gateway"),
        far_product=Product.objects.get(name="Far gateway"),
        product_version=ProductVersion.objects.get(product__name="Near gateway"),
        far_product_version=ProductVersion.objects.get(product__name="Far gateway"),
        soa=StatementOfApplicability.objects.get(title="Remote services", state="approved"),
        soa_draft=StatementOfApplicability.objects.get(state="draft"),
        far_soa=StatementOfApplicability.objects.get(title="Deliveries"),
        build=Build.objects.get(version__product__name="Near gateway"),
        far_build=Build.objects.get(version__product__name="Far gateway"),
        document=Document.objects.get(number="TS-SPEC-1"),
        document_version=DocumentVersion.objects.get(document__number="TS-SPEC-1", state="effective"),
        document_draft=DocumentVersion.objects.get(document__number="TS-SPEC-1", state="draft"),
        far_document=Document.objects.get(number="DE-REG-1"),
        far_version=DocumentVersion.objects.get(document__number="DE-REG-1", state="effective"),
        request=EvidenceRequest.objects.get(unit__code="TS"),
        far_request=EvidenceRequest.objects.get(unit__code="MEADEL"),
        hold=LegalHold.objects.get(),
        gap=Cell.objects.get(control__code="C-GAP"),
        review=ManagementReview.objects.get(state="gathered"),
        signed_review=ManagementReview.objects.get(state="signed"),
        review_input=ReviewInput.objects.get(review__state="gathered", topic="issues"),
        review_outcome=ReviewOutcome.objects.get(review__state="gathered", kind="decision"),
        review_action=ReviewOutcome.objects.get(review__state="signed", kind="action"),
        objective=Objective.objects.get(),
        scope=ScopeStatement.objects.get(state="approved"),
        scope_draft=ScopeStatement.objects.get(state="draft"),
        seat=GovernanceRole.objects.get(),
        process=here,
        gate=Gate.objects.get(process=here),
        far_gate=Gate.objects.get(process=there),
        gate_pass=GatePass.objects.get(gate__process=here),
        far_pass=GatePass.objects.get(gate__process=there),
        excluded=Cell.objects.get(applicable=False),
        upload=Upload.objects.get(),
        saved_view=SavedView.objects.get(),
        finding_template=FindingTemplate.objects.get(),
        checklist_template=ChecklistTemplate.objects.get(name="Released"),
        template_version=TemplateVersion.objects.get(state="draft"),
        template_question=TemplateQuestion.objects.get(version__state="draft"),
        paper=near.audit.working_papers.get(number=1),
        signed_paper=near.audit.working_papers.get(number=2),
        far_paper=far.audit.working_papers.get(number=1),
        audit_sample=near.audit.samples.get(),
        far_sample=far.audit.samples.get(),
        qualification=AuditorQualification.objects.get(person=company.person("leo")),
        conflict=ConflictDeclaration.objects.get(),
        session=near.audit.sessions.get(),
        far_session=far.audit.sessions.get(),
        inspection=Inspection.objects.get(unit__code="TS"),
        far_inspection=Inspection.objects.get(unit__code="MEADEL"),
        authorisation=InspectorAuthorisation.objects.get(unit__code="TS"),
        far_authorisation=InspectorAuthorisation.objects.get(unit__code="MEADEL"),
        service=DeliveryService.objects.get(unit__code="TS"),
        far_service=DeliveryService.objects.get(unit__code="MEADEL"),
        conformity=ProductConformity.objects.get(version__product__name="Near gateway"),
        far_conformity=ProductConformity.objects.get(version__product__name="Far gateway"),
        certificate=Certificate.objects.get(unit__code="TS"),
        far_certificate=Certificate.objects.get(unit__code="MEADEL"),
        cycle_audit=CycleAudit.objects.get(cycle__certificate__unit__code="TS"),
        far_cycle_audit=CycleAudit.objects.get(cycle__certificate__unit__code="MEADEL"),
        scheme=Scheme.objects.get(kind="management_system"),
        body=CertificationBody.objects.get(name="Kestrel Certification"),
        need=NeedsAssessment.objects.get(state="draft", unit__code="TS"),
        far_need=NeedsAssessment.objects.get(state="draft", unit__code="MEADEL"),
        authority=AuthorisingAuthority.objects.get(unit__code="TS"),
        far_authority=AuthorisingAuthority.objects.get(unit__code="MEADEL"),
        centre=Centre.objects.get(name="Near centre"),
        far_centre=Centre.objects.get(name="Far centre"),
        visit=Visit.objects.get(centre__name="Near centre"),
        far_visit=Visit.objects.get(centre__name="Far centre", state="booked"),
        booking=Booking.objects.get(room__centre__name="Near centre"),
        far_booking=Booking.objects.get(visit__centre__name="Far centre", visit__state="booked"),
        public_item=PublicItem.objects.get(unit__code="TS"),
        far_item=PublicItem.objects.get(unit__code="MEADEL"),
        nomination=Nomination.objects.get(unit__code="TS", state="submitted"),
        far_nomination=Nomination.objects.get(unit__code="MEADEL"),
        nomination_draft=Nomination.objects.get(state="draft"),
        hold_on_nomination=NominationHold.objects.get(),
        course=Course.objects.get(code="WORLD"),
        assignment=Assignment.objects.get(person=company.person("emma"), course__code="WORLD"),
        far_assignment=Assignment.objects.get(person=company.person("omar")),
        completion=Completion.objects.get(course__code="EARLY"),
        learning=Assignment.objects.get(person=company.person("emma"), course__code="LEARN"),
        passed=Sitting.objects.select_related("assignment").exclude(attempt=None).get(),
        learned=Completion.objects.get(course__code="LEARN"),
        certificate_of_training=TrainingCertificate.objects.get(),
        edition=Edition.objects.get(course__code="LEARN", state="published"),
        edition_draft=Edition.objects.get(course__code="LEARN", state="draft"),
        course_page=CoursePage.objects.get(edition__course__code="LEARN", edition__state="draft", kind="image"),
        course_question=CourseQuestion.objects.filter(edition__course__code="LEARN", edition__state="draft").first(),
        proof=Proof.objects.get(person=company.person("emma")),
        far_proof=Proof.objects.get(person=company.person("omar")),
        proof_file=ProofFile.objects.get(proof__person=company.person("emma")),
        far_proof_file=ProofFile.objects.get(proof__person=company.person("omar")),
        campaign=Campaign.objects.get(unit__code="TS", state="open"),
        campaign_draft=Campaign.objects.get(state="draft"),
        far_campaign=Campaign.objects.get(unit__code="MEADEL"),
        attestation=Attestation.objects.get(person=company.person("emma")),
        far_attestation=Attestation.objects.get(person=company.person("omar")),
    )


def _certificates(company: Company) -> None:
    for unit in ("TS", "MEADEL"):
        certificate = plan_certificate(company, unit=unit, title=f"Services of {unit}")
        audit = Audit.objects.filter(unit=certificate.unit).order_by("pk").last()
        CycleAudit.objects.create(cycle=certificate.cycles.get(), audit=audit, role=CycleAudit.Role.SPECIAL)


def _session(company: Company, audit: Audit) -> None:
    facts = {"day": TODAY, "starts": time(9), "ends": time(10), "auditor": company.person("tobias")}
    add_outsider(actor=company.cast["tobias"], audit=audit, external_name="Ada Ruiz", part="observer")
    add_session(actor=company.cast["tobias"], audit=audit, topic="Access records", **facts)


def _conflict(company: Company) -> None:
    """Leo is tied to a supplier that nobody audits."""
    leo, supplier = company.cast["leo"], Supplier.objects.get(name="Near Boards")
    declare_conflict(actor=leo, person=leo.person, on=TODAY, kind="financial", supplier=supplier, from_on=TODAY)


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


def _checklist(company: Company) -> None:
    """A template that is worked on, and one that is released."""
    tobias, about = company.cast["tobias"], company.framework.requirements.get(ref="MCB-15")
    for name in ("Draft", "Released"):
        version = add_checklist_template(actor=tobias, name=name).versions.get()
        write_question(actor=tobias, version=version, requirement=about, title="Recorded", text="Is it recorded?")
    release_version(actor=tobias, template_version=version, on=TODAY)


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


def _papers(company: Company, audit: Audit) -> None:
    """Two working papers of Priya's, of which Tobias has signed off one, and a sample."""
    facts = {"kind": "interview", "text": "Every session has a ticket.", "persons": "Shift lead"}
    at = timezone.now() - timedelta(days=1)
    papers = [
        write_paper(actor=company.cast["priya"], audit=audit, title=title, at=at, on=timezone.localdate(), **facts)
        for title in ("Remote sessions", "Tickets")
    ]
    sign_off_paper(actor=company.cast["tobias"], paper=papers[1], on=TODAY)
    drawn = {"title": "People", "source": "people", "description": "At work today.", "method": "all"}
    sample = draw_sample(actor=company.cast["priya"], audit=audit, on=TODAY, **drawn)
    for item in sample.items.all():
        answer_sample_item(actor=company.cast["priya"], item=item, result="conforms", at=at)


def _report_job(company: Company, audit: Audit) -> Job:
    """A report that Priya asked for and that is made."""
    [(_received, facts)] = kept_text("report.txt", "The report.")
    made = {"state": Job.State.DONE, "result_name": facts.name, "result_sha256": facts.sha256, "result_size": 11}
    asked = {"parameters": pack({"subject": audit}), "owner": company.cast["priya"]}
    return Job.objects.create(kind="report.audit", **asked, **made)


def _carried(company: Company, finding: Finding) -> None:
    """The manager of the region carries the risk of a finding."""
    RiskAcceptance.objects.create(
        finding=finding,
        reason="The sites are rebuilt in spring.",
        asked_by=finding.owner,
        accepted_by=company.person("malik"),
        accepted_on=TODAY,
        review_on=date(2027, 2, 1),
        expires_on=date(2027, 5, 31),
        state_before=finding.state,
    )


def _evidence(company: Company, finding: Finding) -> EvidenceVersion:
    actor = company.cast["priya"]
    facts = {"unit": finding.unit, "title": "Session register", "as_of": TODAY}
    version = upload_evidence(actor=actor, kept=kept_picture(), **facts)
    link_evidence(actor=actor, version=version, subject=finding, purpose="objective")
    hold = {"matter": "Case 7", "reason": "A suit is expected."}
    place_hold(actor=company.cast["ines"], evidence=version.evidence, **hold)
    return version


def _lists(company: Company) -> None:
    """A list that was read and not taken over, an edition that is not in use yet, and a mapping onto it."""
    line = {"ref": "N-1", "title": "Remote access", "kind": "control", "assessable": "yes"}
    facts = {"title": "Internal baseline", "edition": "2027", "issuer": "Meridane Networks", "active": False}
    load_framework(actor=robot(), code="NEXT", facts=facts, rows=[line])
    following = Framework.objects.get(code="NEXT").requirements.get()
    map_requirements(actor=robot(), a=company.framework.requirements.first(), b=following, relation="equal")
    set_transition(actor=robot(), old=company.framework, new=following.framework, ends_on=date(2027, 12, 31))
    read_import(actor=company.cast["ines"], code="MCB", listing=Listing([line], "list.csv", "0" * 64))


def _gap(company: Company) -> Cell:
    """A control that operates, in a cell that nothing proves."""
    control = _control(company, "TS", "C-GAP")
    CONTROL.move(control, "operate", actor=company.cast["ines"], on=TODAY)
    process = company.processes["remote-access"]
    type(process).objects.filter(pk=process.pk).update(state="active")
    return Cell.objects.create(process=process, requirement=company.framework.requirements.last(), control=control)


def _gate(company: Company, process: Process, control: Control) -> None:
    """A gate that requires a control, with a ticket before it; its process runs."""
    type(process).objects.filter(pk=process.pk).update(state="active")
    ines, code = company.cast["ines"], f"G-{control.code}"
    gate = add_gate(actor=ines, process=process, code=code, name="Acceptance", controls=[control])
    open_pass(actor=ines, gate=gate, kind="ticket", title=f"Ticket {code}", on=TODAY)


def _system(company: Company) -> None:
    """A scope in force, the next as a draft, and a seat."""
    ines, whole = company.cast["ines"], company.units["MN"]
    scope = submit_scope(actor=ines, scope=write_scope(actor=ines, unit=whole, text="All regions."), on=TODAY)
    approve_scope(actor=company.cast["carla"], scope=scope, on=TODAY)
    write_scope(actor=ines, unit=whole, text="All regions and sites.", change_note="Sites")
    appoint(actor=ines, kind="chair", unit=whole, person=company.person("helena"), from_on=TODAY)


def _excluded(company: Company) -> Cell:
    """What does not apply to the process, as a second person said."""
    decided = {"applicable": False, "reason": "Nobody logs in.", "decided_on": TODAY}
    decided["decided_by"] = company.person("ines")
    requirement = Framework.objects.get(code="NEXT").requirements.get()
    return Cell.objects.create(process=company.processes["remote-access"], requirement=requirement, **decided)


def _asked(company: Company, control: Control) -> EvidenceRequest:
    """Ines asks Emma here, Omar there."""
    person = company.person("emma" if control.unit.code == "TS" else "omar")
    facts = {"title": "Access review", "asked_of": person, "due_on": date(2026, 12, 18), "on": TODAY}
    return request_evidence(actor=company.cast["ines"], subject=control, **facts)


def _control(company: Company, unit: str, code: str) -> Control:
    facts = {"code": code, "statement": "Sessions are recorded.", "kind": "detective"}
    return add_control(actor=company.cast["ines"], unit=company.units[unit], **facts, on=TODAY)


def _supply(company: Company, unit: str, owner: str, name: str) -> None:
    """A supplier with a statement, an assessment and a component; a product with a version and a build."""
    ines, place = company.cast["ines"], {"unit": company.units[unit], "owner": company.person(owner)}
    facts = {"country": "XB", "category": "ems", "criticality": "critical"}
    supplier = add_supplier(actor=ines, name=f"{name} Boards", on=TODAY, **place, **facts)
    days = {"source_on": TODAY, "received_on": TODAY}
    said = {"says": "continues", "source_kind": "own_written", "quote": "We go on supplying."}
    record_statement(actor=ines, supplier=supplier, on=TODAY, **days, **said)
    assess_supplier(actor=ines, supplier=supplier, assessed_on=TODAY, score=80, on=TODAY)
    part = {"number": f"BRD-{unit}", "name": f"{name} board", "unit": company.units[unit]}
    add_component(actor=ines, suppliers=[supplier], **part)
    product = add_product(actor=ines, code=f"GW-{unit}", name=f"{name} gateway", **place)
    version = add_product_version(actor=ines, product=product, number="6.2")
    built = {"sha256": "ab" * 32, "built_on": TODAY, "builder": "Release line 2", "on": TODAY}
    register_build(actor=ines, version=version, number="6.2.0-118", **built)


def _document(company: Company, unit: str, number: str, owner: str) -> None:
    """One version in effect, and the next as a draft."""
    ines, author = company.cast["ines"], company.cast[owner]
    facts = {"number": number, "title": "Remote access", "kind": "specification", "owner": author.person}
    document = add_document(actor=ines, unit=company.units[unit], **facts)
    version = write_version(actor=author, document=document, on=TODAY, kept=kept_text(f"{number}.txt", number))
    submit_document(actor=author, document=version, on=TODAY)
    approve_document(actor=ines, document=version, on=TODAY, effective_from=TODAY)
    write_version(actor=author, document=document, on=TODAY, change_note="The recorder")


def _cell(company: Company, process: str) -> None:
    """One requirement of an active process, in the matrix without a control."""
    Process.objects.filter(pk=company.processes[process].pk).update(state=Process.State.ACTIVE)
    requirements = company.framework.requirements.filter(ref="MCB-15")
    put_into_matrix(actor=company.cast["ines"], process=company.processes[process], requirements=requirements)


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
