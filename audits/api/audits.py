"""Audits, from schedule to close, and who audits them."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.api.names import FrameworkNameSerializer
from audits.actions import (
    accept_seat,
    add_outsider,
    add_session,
    draw_sample,
    plan_days,
    remove_outsider,
    schedule_audit,
    write_paper,
)
from audits.api.papers import PaperBody as WorkingPaperBody
from audits.api.papers import WorkingPaperSerializer, sheet
from audits.api.plan import PlanSessionSerializer
from audits.api.samples import AuditSampleSerializer, SampleBody, SitesSerializer
from audits.forms import ScheduleForm
from audits.forms.plan import SessionForm
from audits.forms.samples import SampleForm
from audits.forms.seats import OutsiderForm, SeatDaysForm
from audits.lists import AuditList
from audits.models import Audit, Sample, TeamMember, WorkingPaper
from audits.permissions import ACCEPT_SEAT, LEAD_AUDIT, SCHEDULE_AUDIT, WORK_ON_AUDIT
from audits.records.samples import sites_for
from audits.workflows import AUDIT
from foundation import reports
from foundation.access import require
from foundation.api.bodies import Body, body_of
from foundation.api.doors import Collection, act, reads, writes
from foundation.api.fields import Choice
from foundation.api.names import CodeNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.rooms.inbox import JobSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today


class TeamSeatSerializer(serializers.ModelSerializer):
    """Somebody's part in a team."""

    person = PersonNameSerializer(allow_null=True)
    independence = serializers.ChoiceField(choices=TeamMember.Independence.choices, allow_blank=True)

    class Meta:
        model = TeamMember
        fields = [
            "uuid", "person", "external_name", "part", "days", "independence", "checked_on", "accepted_on",
        ]  # fmt: skip


class AuditSerializer(serializers.ModelSerializer):
    """An audit as its page shows it."""

    unit = UnitNameSerializer()
    region = UnitNameSerializer(allow_null=True)
    area = CodeNameSerializer(allow_null=True)
    lead = PersonNameSerializer(allow_null=True)
    frameworks = FrameworkNameSerializer(many=True)
    processes = CodeNameSerializer(many=True)
    team = TeamSeatSerializer(many=True)
    checklist_version = serializers.UUIDField(source="checklist_version.uuid", default=None, allow_null=True)
    checklist_from = serializers.UUIDField(source="checklist_from.uuid", default=None, allow_null=True)
    item_count = serializers.IntegerField(default=0)
    answered_count = serializers.IntegerField(default=0)
    report_due_on = serializers.DateField(default=None, allow_null=True)

    class Meta:
        model = Audit
        fields = [
            "uuid", "ref", "title", "kind", "method", "state", "objectives", "scope", "unit", "region", "area", "lead",
            "frameworks", "processes", "team", "organisation", "grading", "in_programme", "planned_start",
            "planned_end", "baseline_start", "baseline_end", "latest_end", "nc_cap_on", "cap_source", "plan_sent_on",
            "documents_reviewed", "actual_start", "actual_end", "closed_on", "postponed_count", "reopened_count",
            "item_count", "answered_count", "report_due_on", "checklist_version", "checklist_from",
        ]  # fmt: skip


class AuditLineSerializer(serializers.ModelSerializer):
    """An audit as a line of the list."""

    unit = UnitNameSerializer()
    area = CodeNameSerializer(allow_null=True)
    lead = PersonNameSerializer(allow_null=True)
    open_findings = serializers.IntegerField()

    class Meta:
        model = Audit
        fields = [
            "uuid", "ref", "title", "kind", "method", "state", "unit", "area", "lead", "in_programme", "planned_start",
            "planned_end", "baseline_end", "open_findings",
        ]  # fmt: skip


class PaperBody(Body):
    """Which paper about the audit."""

    name = Choice(
        choices=[
            ("audit", "Its report as PDF"),
            ("findings", "Its findings as a workbook"),
            ("oscal-plan", "Its plan as OSCAL"),
            ("oscal-results", "Its results as OSCAL"),
            ("oscal-milestones", "Its plan of action as OSCAL"),
        ]
    )


@with_steps(AUDIT)
class Audits(Told, Collection):
    """Every audit the reader may know of."""

    noun = tag = "audit"
    model, shows, lists, table = Audit, AuditSerializer, AuditLineSerializer, AuditList

    def listed(self) -> QuerySet[Any]:
        return Audit.objects.visible_to(self.person).for_list()

    def detailed(self) -> QuerySet[Any]:
        return Audit.objects.visible_to(self.person).for_page().with_training(today())

    @writes(body_of(ScheduleForm, "ScheduleAudit"), gives=AuditSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Schedule one audit."""
        require(self.person, SCHEDULE_AUDIT)
        given = self.cleaned(lambda *sent: ScheduleForm(*sent, actor=self.person, on=today()))
        return self.after(schedule_audit(actor=self.person, on=today(given["unit"]), **given), status=201)

    @act("sessions", body_of(SessionForm, "PlanSession"), gives=PlanSessionSerializer, status=201)
    def add_session(self, request: Request, uuid: UUID) -> Response:
        """Plan a session."""
        row = self.to_change(uuid)
        require(self.person, LEAD_AUDIT, row)
        given = self.cleaned(lambda *sent: SessionForm(*sent, audit=row))
        made = add_session(actor=self.person, audit=row, **given)
        return self.made(made, PlanSessionSerializer, "plan-session")

    @act("outsiders", body_of(OutsiderForm, "TeamOutsider"), gives=TeamSeatSerializer, status=201)
    def add_outsider(self, request: Request, uuid: UUID) -> Response:
        """Give somebody from outside a seat."""
        row = self.to_change(uuid)
        require(self.person, LEAD_AUDIT, row)
        made = add_outsider(actor=self.person, audit=row, **self.cleaned(OutsiderForm))
        return self.made(made, TeamSeatSerializer, "team-member")

    @act("papers", PaperBody, gives=JobSerializer, status=202)
    def paper(self, request: Request, uuid: UUID) -> Response:
        """Have a paper about it made, such as its report as PDF or its results as OSCAL: the job that leaves the file."""
        row = self.to_change(uuid)
        _body, given = self.given()
        wanted = reports.paper_of(given["name"])
        if wanted is None or reports.find(self.person, wanted, uuid) is None:
            raise Http404
        job = reports.ask(actor=self.person, paper=wanted, subject=row)
        return Response(JobSerializer(job).data, status=202)

    @act("working-papers", WorkingPaperBody, gives=WorkingPaperSerializer, status=201)
    def working_papers(self, request: Request, uuid: UUID) -> Response:
        """Write a working paper, with evidence on file or new files."""
        row = self.to_change(uuid)
        require(self.person, WORK_ON_AUDIT, row)
        given = self.cleaned(sheet(self.person, row))
        paper = write_paper(actor=self.person, audit=row, on=today(row.unit), **given)
        return self.made(WorkingPaper.objects.for_list().get(pk=paper.pk), WorkingPaperSerializer, "working-paper")

    @act("samples", SampleBody, gives=AuditSampleSerializer, status=201)
    def samples(self, request: Request, uuid: UUID) -> Response:
        """Draw a sample from a list of the tracker, or from a list sent along."""
        row = self.to_change(uuid)
        require(self.person, WORK_ON_AUDIT, row)
        given = self.cleaned(lambda *sent: SampleForm(*sent, audit=row))
        sample = draw_sample(actor=self.person, audit=row, on=today(row.unit), **given)
        return self.made(Sample.objects.for_list().get(pk=sample.pk), AuditSampleSerializer, "audit-sample")

    @reads("sites", gives=SitesSerializer, query={"seed": {"type": "string"}})
    def sites(self, request: Request, uuid: UUID) -> Response:
        """Which sites to visit; the same seed proposes the same sites."""
        row = self.found(uuid)
        require(self.person, WORK_ON_AUDIT, row)
        seed = request.query_params.get("seed", "").strip()[:50] or row.ref
        return Response(SitesSerializer(sites_for(row, seed=seed)).data)


class TeamMemberSerializer(TeamSeatSerializer):
    """A seat in the team of an audit."""

    audit = serializers.UUIDField(source="audit.uuid")

    class Meta:
        model = TeamMember
        fields = ["uuid", "audit", *TeamSeatSerializer.Meta.fields[1:]]


class TeamMembers(Collection):
    """Who audits what."""

    noun = tag = "team-member"
    model, shows = TeamMember, TeamMemberSerializer

    def rows(self) -> QuerySet[Any]:
        audits = Audit.objects.visible_to(self.person).filter(pk=OuterRef("audit"))
        return TeamMember.objects.filter(Exists(audits)).select_related("audit__unit", "person")

    @act("accept", gives=TeamMemberSerializer)
    def accept(self, request: Request, uuid: UUID) -> Response:
        """Accept the seat, as who has it."""
        row = self.to_change(uuid)
        require(self.person, ACCEPT_SEAT, row)
        return self.after(accept_seat(actor=self.person, seat=row, on=today(row.audit.unit)))

    @act("days", body_of(SeatDaysForm, "SeatDays"), gives=TeamMemberSerializer)
    def days(self, request: Request, uuid: UUID) -> Response:
        """Say how many days it takes."""
        row = self.to_change(uuid)
        require(self.person, LEAD_AUDIT, row.audit)
        return self.after(plan_days(actor=self.person, seat=row, **self.cleaned(SeatDaysForm)))

    @act("remove", gives=TeamMemberSerializer)
    def remove(self, request: Request, uuid: UUID) -> Response:
        """Take somebody from outside out of the team."""
        row = self.to_change(uuid)
        require(self.person, LEAD_AUDIT, row.audit)
        return self.after(remove_outsider(actor=self.person, seat=row))
