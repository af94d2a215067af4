"""The room as its grantee meets it: what is in it, under which clause, until when, and who to ask."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from assurance.models import (
    Control,
    Evidence,
    EvidenceFile,
    EvidenceLink,
    EvidenceVersion,
    Framework,
    Process,
    Requirement,
)
from assurance.querysets import EvidenceQuerySet, EvidenceVersionQuerySet
from audits.models import Audit, Finding
from certifications.models import Certificate, Grant, Inspection, Question, Sample, StatementOfApplicability
from certifications.querysets import QuestionQuerySet, SampleQuerySet, SoaQuerySet
from certifications.scope import HIDDEN_FINDINGS
from certifications.seals import seal_of_version
from certifications.windows import Window
from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.openings import Openings
from foundation.outside import REFUSED

KINDS = ("audit", "finding", "evidence", "requirement", "certificate", "soa")


@dataclass
class Chapter:
    """Requirements that stand together, with how many pieces of evidence there are under them."""

    title: str
    rows: list[Any] = field(default_factory=list)

    @property
    def evidence_count(self) -> int:
        return sum(row.evidence_count for row in self.rows)


class Room:
    """What one grant shows to its grantee at this moment; every queryset is bound to the grant."""

    def __init__(self, grant: Grant, user: User, *, now: datetime) -> None:
        self.grant, self.user, self.now = grant, user, now
        self.uuid: UUID = grant.uuid
        self.host = ZoneInfo(grant.unit.zone)
        self.openings = Openings(user, grant.uuid)

    @property
    def is_entered(self) -> bool:
        """Whether the rules are acknowledged; on a grant of `with_rules_read()`."""
        return bool(self.grant.rules_read)  # type: ignore[attr-defined]  # annotated

    @property
    def audits(self) -> models.QuerySet:
        return Audit.objects.filter(self.openings.of(Audit))

    @property
    def inspections(self) -> models.QuerySet:
        return Inspection.objects.filter(self.openings.of(Inspection, grading="audit__grading")).for_page()

    @property
    def findings(self) -> models.QuerySet:
        shown = self.openings.of(Finding, grading="audit__grading")
        return Finding.objects.filter(shown).exclude(state__in=HIDDEN_FINDINGS)

    def findings_of(self, requirement: Requirement) -> models.QuerySet:
        """Those against a requirement, of the engagement first, then the earlier ones."""
        earlier = Case(When(audit=self.grant.audit_id, then=0), default=1)
        rows = self.findings.filter(requirement=requirement).select_related("audit", "requirement")
        return rows.order_by(earlier, "-raised_on", "-pk")

    def findings_for_page(self) -> models.QuerySet:
        """With what its page shows; `requirement_shown` and `audit_shown` say whether those have a page in the room."""
        return (
            self.findings.select_related("audit", "requirement__framework", "process")
            .prefetch_related("actions")
            .annotate(
                requirement_shown=Exists(self.requirements.filter(pk=OuterRef("requirement"))),
                audit_shown=Exists(self.audits.filter(pk=OuterRef("audit"))),
            )
        )

    @property
    def evidence(self) -> EvidenceQuerySet:
        return Evidence.objects.opened_by(self.openings)

    @property
    def versions(self) -> EvidenceVersionQuerySet:
        """The versions of evidence that are open here, none after the cut-off."""
        return EvidenceVersion.objects.opened_by(self.openings)

    def pieces(self, proving: models.QuerySet | None = None) -> EvidenceQuerySet:
        """The evidence with its newest open version, the hash of the first file of that, and the entry that seals it.

        `proving` are links: then only the evidence of those whose version is open.
        """
        versions = self.versions
        if proving is not None:
            shown = proving.filter(version__in=versions.values("pk"))
            versions = versions.filter(evidence__in=shown.values("version__evidence"))
        first = EvidenceFile.objects.filter(version=OuterRef("versions")).order_by("pk").values("sha256")[:1]
        found = {"latest_sha256": Subquery(first), "latest_seal": seal_of_version("versions__uuid")}
        return Evidence.objects.with_version(versions.newest()).annotate(**found)

    @property
    def window(self) -> Window:
        """The twelve months up to the cut-off, or to today."""
        return Window(min(self.grant.cut_off or self.today, self.today))

    @property
    def certificates(self) -> models.QuerySet:
        return Certificate.objects.filter(self.openings.of(Certificate))

    @property
    def earlier_findings(self) -> models.QuerySet:
        """The findings of audits before the engagement; all of them where there is none."""
        rows = self.findings.select_related("audit", "requirement__framework", "process")
        return rows.exclude(audit=self.grant.audit_id) if self.grant.audit_id else rows

    @property
    def soas(self) -> SoaQuerySet:
        approved: SoaQuerySet = StatementOfApplicability.objects.frozen()
        return approved.filter(self.openings.of(StatementOfApplicability)).order_by("ref", "-number")

    @property
    def frameworks(self) -> models.QuerySet:
        return Framework.objects.filter(self.openings.of(Framework))

    @property
    def requirements(self) -> models.QuerySet:
        return Requirement.objects.filter(self.openings.of(Requirement))

    @property
    def controls(self) -> models.QuerySet:
        return Control.objects.filter(self.openings.of(Control))

    @property
    def processes(self) -> models.QuerySet:
        return Process.objects.filter(self.openings.of(Process))

    @property
    def questions(self) -> QuestionQuerySet:
        return Question.objects.filter(grant=self.grant)

    @property
    def samples(self) -> SampleQuerySet:
        return Sample.objects.filter(grant=self.grant)

    def find(self, kind: str, uuid: Any) -> models.Model | None:
        """A row of the room by the kind a page names it with; None when it is not in it."""
        rows: dict[str, models.QuerySet] = {
            "audit": self.audits,
            "finding": self.findings,
            "soa": self.soas,
            "evidence": self.evidence,
            "requirement": self.requirements,
            "certificate": self.certificates,
        }
        return rows[kind].filter(uuid=uuid).first() if kind in rows else None

    def chapters(self, wanted: str = "") -> list[Chapter]:
        """The requirements of the room with `evidence_count`, under the clauses and themes they belong to (one query).

        `wanted` leaves those whose reference or title holds it.
        """
        if not self.openings.has(Requirement):
            return []
        found = Q(ref__icontains=wanted) | Q(title__icontains=wanted) if wanted else Q()
        return _in_chapters(self.clauses().filter(found).order_by("framework__title", "order"))

    def clauses(self) -> models.QuerySet:
        """The requirements of the room with `evidence_count` and what they stand below."""
        rows = self.requirements.select_related("framework", "parent__framework", "parent__parent__framework")
        return rows.annotate(evidence_count=Coalesce(Subquery(self._counted()), 0))

    def _counted(self) -> models.QuerySet:
        """How many pieces of evidence stand under the requirement of the outer query."""
        about = self._about(OuterRef("uuid"), OuterRef(OuterRef("pk")))
        shown = EvidenceLink.objects.filter(about, version__in=self.versions.values("pk"))
        return shown.order_by().values(all=Value(1)).annotate(n=Count("version__evidence", distinct=True)).values("n")

    def _about(self, uuid: Any, pk: Any) -> Q:
        """Links of a requirement: its own, those of its controls and of its findings."""
        controls = self.controls.filter(requirements=pk).values("uuid")
        findings = self.findings.filter(requirement=pk).values("uuid")
        return (
            Q(subject_type=_kind(Requirement), subject_uuid=uuid)
            | Q(subject_type=_kind(Control), subject_uuid__in=controls)
            | Q(subject_type=_kind(Finding), subject_uuid__in=findings)
        )

    def evidence_of(self, requirement: Requirement) -> models.QuerySet:
        links = EvidenceLink.objects.filter(self._about(requirement.uuid, requirement.pk))
        return self.pieces(links).order_by("ref")

    def evidence_about(self, *rows: models.Model) -> models.QuerySet:
        return self.pieces(EvidenceLink.objects.about_rows(*rows)).order_by("ref")

    @property
    def today(self) -> date:
        """The day it is for the host."""
        return self.now.astimezone(self.host).date()

    @property
    def last_day(self) -> date:
        """The last day on which it is open, in the host's zone."""
        return (self._until - timedelta(microseconds=1)).astimezone(self.host).date()

    @property
    def host_end(self) -> datetime:
        return self._until.astimezone(self.host)

    @property
    def days_left(self) -> int:
        return (self.last_day - self.today).days

    @property
    def _until(self) -> datetime:
        return self.grant.until_at or self.now


def looks_at(grant: Grant) -> models.QuerySet[Event]:
    """What the account did in its room, and what it was refused meanwhile: both sides read the same rows, newest first."""
    own = Event.objects.filter(content__actor=grant.grantee_id)
    meanwhile = Q(kind=REFUSED, at__gte=grant.from_at, at__lt=grant.until_at) if grant.from_at else Q(pk__in=[])
    return (
        own.filter(Q(grant_uuid=grant.uuid) | meanwhile).select_related("content__actor", "leaf").order_by("-at", "-pk")
    )


def _kind(model: type[models.Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def _in_chapters(rows: Iterable[Any]) -> list[Chapter]:
    found: list[Chapter] = []
    for row in rows:
        title = chapter_of(row)
        if not found or found[-1].title != title:
            found.append(Chapter(title))
        if row.assessable:
            found[-1].rows.append(row)
    return [chapter for chapter in found if chapter.rows]


def chapter_of(row: Any) -> str:
    """The clause or theme that a requirement stands under, with its framework."""
    top = row
    while top.parent_id is not None and top.parent is not None:
        top = top.parent
    if top.kind == Requirement.Kind.CLAUSE:
        return f"{top.framework}, {top}"
    if top.kind == Requirement.Kind.CONTROL and top.theme:
        return _("%(framework)s, Annex A, %(theme)s") % {"framework": top.framework, "theme": top.theme}
    return str(top.framework)
