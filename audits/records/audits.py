"""The record of an audit: facts, team, checklist, findings, meetings, report, steps."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceLink
from assurance.related import Part, facts_about
from audits.models import Audit, Finding, IndependenceException, Meeting, Objection, Report, TeamMember
from audits.permissions import LEAD_AUDIT, REVIEW_REPORT, WORK_ON_AUDIT
from audits.querysets import AFTER_ISSUE, BEFORE_OPENING, LETTER, OPEN_FINDING
from audits.records.papers import may_see_papers
from audits.records.stages import Stage, audit_stages
from foundation.access import permits
from foundation.directory.models import User
from foundation.steps import Move, moves_of
from foundation.stories import story_of

S = Audit.State
SHOWN = 50
FIRST_STEPS = (
    "begin_external", "record_external_report", "initiate", "build_checklist", "send_plan", "review_documents", "prepare", "open",
    "hold_closing", "write_report", "review_report", "issue", "close",
)  # fmt: skip


class AuditRecord:
    """Everything the page of one audit shows to one reader; built on a row of `Audit.objects.for_page()`."""

    def __init__(self, audit: Audit, *, user: User, on: date) -> None:
        self.audit, self.user, self.on = audit, user, on
        self.story: Mapping[str, Any] = story_of(audit, actor=user)
        if audit.actual_start is not None:  # nothing is found and nobody has met before
            findings = Prefetch("findings", Finding.objects.all().of_audit_for(user))
            prefetch_related_objects([audit], "meetings__attendance__person", findings)

    @cached_property
    def moves(self) -> list[Move]:
        """The steps that fit this kind of audit; what never applies to it is left out."""
        moves = moves_of(self.audit, actor=self.user, on=self.on)
        return [move for move in moves if move.refusal is None or move.refusal.code != "type"]

    @cached_property
    def first_move(self) -> Move | None:
        """The one primary step of the page: what usually comes next and may be taken now."""
        free = {move.step.name: move for move in self.moves if move.refusal is None}
        if self.audit.item_count and "build_checklist" in free:  # type: ignore[attr-defined]  # annotated
            del free["build_checklist"]
        if self.audit.plan_sent_on is not None:
            free.pop("send_plan", None)
        if self.audit.state == S.REPORTING and self.report is not None:
            free.pop("write_report", None)
        return next((free[name] for name in FIRST_STEPS if name in free), None)

    @property
    def happened(self) -> dict[str, date]:
        days: dict[str, date] = {}
        for entry in self.story["timeline"]:
            days.setdefault(entry.kind, timezone.localtime(entry.at).date())
        return days

    @property
    def stages(self) -> list[Stage]:
        return audit_stages(self.audit, report_due=self.audit.report_due_on, happened=self.happened)  # type: ignore[attr-defined]

    @property
    def is_postponed(self) -> bool:
        return self.audit.planned_start != self.audit.baseline_start

    @property
    def is_secret(self) -> bool:
        """Whether the audited do not know of it yet."""
        return self.audit.is_kept_quiet

    @cached_property
    def team(self) -> list[TeamMember]:
        members = list(self.audit.team.all())
        return sorted(members, key=lambda member: (member.part != TeamMember.Part.LEAD, member.name))

    @cached_property
    def may_seat(self) -> bool:
        """Whether the reader may still change who sits in the team."""
        return self.audit.state in (S.INITIATED, S.PREPARED, S.IN_PROGRESS) and permits(
            self.user, LEAD_AUDIT, self.audit
        )

    @property
    def may_note(self) -> bool:
        """Whether the reader may still note who was at a meeting."""
        return self.audits_it and self.audit.state in (S.IN_PROGRESS, S.SUSPENDED, S.REPORTING)

    @property
    def own_seat(self) -> TeamMember | None:
        """The reader's seat, while they have not accepted it."""
        mine = (one for one in self.team if one.person_id is not None and one.person_id == self.user.person_id)
        seat = next(mine, None)
        return seat if seat is not None and seat.accepted_on is None and self.audit.state in BEFORE_OPENING else None

    @property
    def objections(self) -> list[Objection]:
        """Those that wait for a decision; the timeline tells of the others."""
        return list(self.audit.objections.open().for_list()) if self.audit.objection_count else []  # type: ignore[attr-defined]

    @cached_property
    def exceptions(self) -> list[IndependenceException]:
        return self.audit.exceptions.with_people()

    @cached_property
    def findings(self) -> list[Finding]:
        """Those the reader may see; drafts are for the team alone."""
        if self.audit.actual_start is None:
            return []
        return [finding for finding in self.audit.findings.all() if finding.may_see]  # type: ignore[attr-defined]

    @property
    def shown(self) -> list[Finding]:
        """As many as the page holds; the list of findings has them all."""
        return self.findings[:SHOWN]

    @property
    def open_count(self) -> int:
        return len([finding for finding in self.findings if finding.state in OPEN_FINDING])

    @property
    def meetings(self) -> list[Meeting]:
        return [] if self.audit.actual_start is None else list(self.audit.meetings.all())

    @cached_property
    def audits_it(self) -> bool:
        return permits(self.user, WORK_ON_AUDIT, self.audit)

    @property
    def sees_checklist(self) -> bool:
        """The team, and officers after the report; a body from outside keeps its own. Source: access table."""
        if self.audit.actual_start is not None and not self.audit.item_count:  # type: ignore[attr-defined]  # annotated
            return False
        return self.audits_it or (self.audit.state in AFTER_ISSUE and permits(self.user, REVIEW_REPORT, self.audit))

    @property
    def sees_papers(self) -> bool:
        """Working papers, samples and documents asked for: the team, and officers after the report."""
        return may_see_papers(self.audit, self.user)

    @property
    def may_take(self) -> bool:
        """Whether the reader may take report and findings away as files; outsiders read them here."""
        return self.user.kind == User.Kind.INSIDE

    @property
    def oscal(self) -> list[tuple[str, Promise]]:
        """The OSCAL files there are of it, each with its paper: results once it began, a plan of action where one is due."""
        begun = self.audit.actual_start is not None
        acts = any(one.is_nonconformity and one.state != Finding.State.DRAFT for one in self.findings)
        offered = [
            ("oscal-plan", _("Plan"), True),
            ("oscal-results", _("Results"), begun),
            ("oscal-milestones", _("Plan of action"), acts),
        ]
        return [(name, label) for name, label, there in offered if there]

    @property
    def letters(self) -> list[EvidenceLink]:
        """What the body from outside sent, for the people here."""
        if not self.audit.is_external or not self.may_take:
            return []
        links = EvidenceLink.objects.about(self.audit).filter(purpose=LETTER)
        return list(links.select_related("version__evidence"))

    @property
    def related(self) -> list[Part]:
        """What apps above say of an audit by a body from outside that has not begun, such as which certificate needs it."""
        asks = self.audit.is_external and self.audit.state in BEFORE_OPENING
        return [part for part in facts_about(self.audit, self.user) if part.rows] if asks else []

    @property
    def report(self) -> Report | None:
        """The report once it is issued; its draft for the team and who may review it."""
        report = getattr(self.audit, "report", None)
        return report if report is not None and may_read(report, self.user) else None


def may_read(report: Report, user: User) -> bool:
    """Whether `user`, who sees the audit, may read its report."""
    if report.issued_on is not None:
        return True
    return permits(user, WORK_ON_AUDIT, report.audit) or permits(user, REVIEW_REPORT, report.audit)
