"""The rows behind the OSCAL files of audits: read for some audits at a time, and only what the reader may see."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from assurance.models import EvidenceLink, EvidenceVersion, Framework, Process, Requirement
from assurance.oscal.resources import Place, stored
from assurance.oscal.writing import LONG_AGO, in_pieces
from audits.models import (
    Audit,
    ChecklistItem,
    CorrectiveAction,
    Finding,
    PlanSession,
    Report,
    RiskAcceptance,
    TeamMember,
    Verification,
    WorkingPaper,
)
from foundation.directory.models import Person, Unit, User
from foundation.models.work import Due

AT_ONCE = 500  # audits read together: more than a year's of a large company, and what a worker holds at most
Told = Callable[[int, int], None]  # done, total


@dataclass(frozen=True)
class Asked:
    """Which audits, for whom; `place` says where the bytes of a file of evidence are, `progress` hears how far it is.

    `findings` and `versions` of evidence narrow what is told beyond what `user` may see, such as to one room.
    """

    keys: Sequence[int]
    user: User
    place: Place = stored
    progress: Told = lambda done, total: None
    findings: QuerySet[Finding] | None = None
    versions: QuerySet[EvidenceVersion] | None = None

    def only(self, audits: QuerySet[Audit]) -> "Asked":
        """Of the audits those that are among some others."""
        kept = set(audits.filter(pk__in=self.keys).values_list("pk", flat=True))
        return replace(self, keys=[key for key in self.keys if key in kept])

    def materials(self) -> Iterator["Material"]:
        """The audits, read once for all lists of a file; more than AT_ONCE in pieces, which each list reads again."""
        total = len(self.keys)
        if total <= AT_ONCE:
            yield self._only
            self.progress(total, total)
            return
        for number, keys in enumerate(in_pieces(self.keys, AT_ONCE), start=1):
            yield Material(keys, self)
            self.progress(min(number * AT_ONCE, total), total)

    @cached_property
    def _only(self) -> "Material":
        return Material(self.keys, self)

    def named(self, *learn: Callable[["Named", "Material"], None]) -> "Named":
        """What the file will name, by what it tells of: known before its first line is written."""
        found = Named(tells_people=self.user.kind == User.Kind.INSIDE)
        for material in self.materials():
            for one in learn:
                one(found, material)
        return found


class Material:
    """Some audits with what belongs to them; the number of queries is the same however many they are.

    Outsiders are told what was found and not by whom, nor what is done about it (docs/rooms.md).
    """

    def __init__(self, keys: Sequence[int], asked: Asked) -> None:
        self.asked, self.user = asked, asked.user
        self.tells_people = asked.user.kind == User.Kind.INSIDE
        rows = Audit.objects.visible_to(self.user).filter(pk__in=keys).select_related("unit", "area", "lead")
        team = TeamMember.objects.select_related("person").order_by("pk")
        together = ("frameworks", "processes__area", Prefetch("team", team), "meetings")
        self.audits = list(rows.prefetch_related(*together).order_by("ref"))
        self._of = {"audit__in": [audit.pk for audit in self.audits]}

    @cached_property
    def sessions(self) -> dict[int, list[PlanSession]]:
        rows = PlanSession.objects.visible_to(self.user).live().filter(**self._of)
        return grouped(rows.select_related("auditor").order_by("audit__ref", "day", "starts", "pk"), "audit_id")

    @cached_property
    def items(self) -> dict[int, list[ChecklistItem]]:
        """The questions, for whom they are: the team, and officers once the report is issued."""
        rows = ChecklistItem.objects.visible_to(self.user).filter(**self._of)
        rows = rows.select_related("requirement__framework", "answered_by").order_by("audit__ref", "order", "pk")
        return grouped(shared(rows, "requirement", "answered_by"), "audit_id")

    @cached_property
    def kinds(self) -> dict[int, set[str]]:
        """How each question was looked into, by the kinds of its working papers; what they say stays with the team."""
        found: dict[int, set[str]] = {}
        rows = WorkingPaper.objects.visible_to(self.user).filter(**self._of, item__isnull=False)
        for item, kind in rows.values_list("item", "kind"):
            found.setdefault(item, set()).add(kind)
        return found

    @cached_property
    def reports(self) -> dict[int, Report]:
        rows = Report.objects.visible_to(self.user).filter(**self._of, issued_on__isnull=False)
        return {report.audit_id: report for report in rows.select_related("reviewer").defer("content")}

    @cached_property
    def findings(self) -> dict[int, list[Finding]]:
        rows = Finding.objects.visible_to(self.user).filter(**self._of).exclude(state=Finding.State.VOID)
        if self.asked.findings is not None:
            rows = rows.filter(pk__in=self.asked.findings.values("pk"))
        facts = ("requirement__framework", "process", "site", "owner", "raised_by", "repeat_of", "cause")
        later = (
            Prefetch("actions", CorrectiveAction.objects.select_related("owner").order_by("order")),
            Prefetch("verifications", Verification.objects.select_related("by").order_by("on", "pk")),
            Prefetch("acceptances", RiskAcceptance.objects.select_related("accepted_by").order_by("accepted_on", "pk")),
        )
        return grouped(
            rows.select_related(*facts).prefetch_related(*later).order_by("audit__ref", "ref", "pk"), "audit_id"
        )

    @cached_property
    def dues(self) -> dict[UUID, dict[str, Due]]:
        """The dates of each finding, by step."""
        found: dict[UUID, dict[str, Due]] = {}
        for due in Due.objects.about_any(Finding, [row.uuid for row in self.all_findings]):
            found.setdefault(due.subject_uuid, {})[due.step] = due
        return found

    @cached_property
    def proofs(self) -> dict[UUID, list[EvidenceVersion]]:
        """The evidence that the reader sees of each question, finding and action, each version once."""
        rows: dict[Any, list[Any]] = {ChecklistItem: self.all_items, Finding: self.all_findings}
        rows[CorrectiveAction] = [action for row in self.all_findings for action in row.actions.all()]
        pairs = [
            pair
            for model, some in rows.items()
            for pair in EvidenceLink.objects.about_any(model, [row.uuid for row in some])
            .order_by("version__evidence__ref", "version__number", "pk")
            .values_list("subject_uuid", "version")
        ]
        versions = EvidenceVersion.objects.visible_to(self.user).filter(pk__in={version for _uuid, version in pairs})
        if self.asked.versions is not None:
            versions = versions.filter(pk__in=self.asked.versions.values("pk"))
        seen = {version.pk: version for version in versions.for_choice()}
        found: dict[UUID, dict[int, EvidenceVersion]] = {}
        for uuid, key in pairs:
            if key in seen:
                found.setdefault(uuid, {})[key] = seen[key]
        return {uuid: list(versions.values()) for uuid, versions in found.items()}

    def told(self, *people: Person | None) -> list[Person]:
        """Those who are named to the reader."""
        return [one for one in people if one is not None and self.tells_people]

    @property
    def all_items(self) -> list[ChecklistItem]:
        return [item for items in self.items.values() for item in items]

    @property
    def nonconformities(self) -> list[Finding]:
        """Those that are issued: a draft asks nothing of anybody."""
        return [one for one in self.all_findings if one.is_nonconformity and one.state != Finding.State.DRAFT]

    @property
    def all_findings(self) -> list[Finding]:
        return [finding for findings in self.findings.values() for finding in findings]


def grouped(rows: Iterable[Any], name: str) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


def shared(rows: QuerySet, *names: str) -> Iterator[Any]:
    """The rows, with one object in memory for each that several of them name."""
    known: dict[tuple[str, int], Any] = {}
    for row in rows.iterator():
        for name in names:
            other = getattr(row, name)
            if other is not None:
                setattr(row, name, known.setdefault((name, other.pk), other))
        yield row


@dataclass
class Named:
    """What a file of some audits names: people, criteria, what is audited, evidence; and when it was last changed."""

    refs: dict[UUID, str] = field(default_factory=dict)
    team: list[TeamMember] = field(default_factory=list)
    people: dict[int, Person] = field(default_factory=dict)
    guests: dict[UUID, str] = field(default_factory=dict)  # seats of a team without a person of ours
    requirements: dict[int, Requirement] = field(default_factory=dict)
    is_general: bool = False  # a finding names no requirement
    frameworks: dict[int, Framework] = field(default_factory=dict)
    processes: dict[int, Process] = field(default_factory=dict)
    units: dict[int, Unit] = field(default_factory=dict)
    evidence: set[int] = field(default_factory=set)
    nonconformities: int = 0
    tells_people: bool = True
    changed: datetime = LONG_AGO

    def audits(self, material: Material) -> None:
        for audit in material.audits:
            seats = list(audit.team.all())
            self.refs[audit.uuid] = str(audit)
            self.team += seats if self.tells_people else []
            self.units[audit.unit_id] = audit.unit
            self.frameworks |= {one.pk: one for one in audit.frameworks.all()}
            self.processes |= {one.pk: one for one in audit.processes.all()}
            guests = (seat for seat in seats if seat.person is None and self.tells_people)
            self.guests |= {seat.uuid: seat.external_name for seat in guests}
            self._meet(audit.lead, *(seat.person for seat in seats))
            self._date(audit.updated_at, *(seat.updated_at for seat in seats))

    def plans(self, material: Material) -> None:
        for item in material.all_items:
            self._ask(item.requirement)
            self._date(item.created_at)
        for session in [one for some in material.sessions.values() for one in some]:
            self._meet(session.auditor)
            self._date(session.updated_at)

    def answers(self, material: Material) -> None:
        for item in material.all_items:
            self._meet(item.answered_by)
            self._date(item.updated_at)
            self._prove(material, item)
        self._date(*(report.updated_at for report in material.reports.values()))
        self._date(*(one.updated_at for audit in material.audits for one in audit.meetings.all()))

    def findings(self, material: Material) -> None:
        for finding in material.all_findings:
            self._find(material, finding)

    def actions(self, material: Material) -> None:
        for finding in material.nonconformities:
            self.nonconformities += 1
            self._find(material, finding)

    def _find(self, material: Material, finding: Finding) -> None:
        self._ask(finding.requirement)
        if finding.process is not None:
            self.processes[finding.process.pk] = finding.process
        actions, checks, carried = finding.actions.all(), finding.verifications.all(), finding.acceptances.all()
        self._meet(finding.owner, finding.raised_by, *(one.owner for one in actions))
        self._meet(*(one.by for one in checks), *(one.accepted_by for one in carried))
        self._date(*(one.updated_at for one in (finding, *actions, *checks, *carried)))
        self._prove(material, finding, *actions)

    def _ask(self, requirement: Requirement | None) -> None:
        if requirement is None:
            self.is_general = True
        else:
            self.requirements[requirement.pk] = requirement
            self.frameworks[requirement.framework_id] = requirement.framework

    def _prove(self, material: Material, *rows: Any) -> None:
        for version in [one for row in rows for one in material.proofs.get(row.uuid, ())]:
            self.evidence.add(version.pk)
            self._date(version.updated_at, version.evidence.updated_at)

    def _meet(self, *people: Person | None) -> None:
        self.people |= {one.pk: one for one in people if one is not None and self.tells_people}

    def _date(self, *moments: datetime) -> None:
        self.changed = max(self.changed, *moments) if moments else self.changed
