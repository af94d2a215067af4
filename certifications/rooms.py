"""The room as its grantee meets it: what is in it, under which clause, until when, and who to ask."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from assurance.models import Control, Evidence, EvidenceLink, Framework, Process, Requirement
from assurance.querysets import SHOWN_OUTSIDE, EvidenceQuerySet
from audits.models import Audit, Finding
from certifications.models import Grant, Inspection, Question, Sample
from certifications.querysets import QuestionQuerySet
from foundation.access import granted
from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.outside import REFUSED

KINDS = ("audit", "finding", "evidence", "requirement")


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

    @property
    def is_entered(self) -> bool:
        """Whether the rules are acknowledged; on a grant of `with_rules_read()`."""
        return bool(self.grant.rules_read)  # type: ignore[attr-defined]  # annotated

    @property
    def audits(self) -> models.QuerySet:
        return Audit.objects.visible_to(self.user).filter(granted(self.user, Audit, room=self.uuid))

    @property
    def inspections(self) -> models.QuerySet:
        shown = granted(self.user, Inspection, grading="audit__grading", room=self.uuid)
        return Inspection.objects.visible_to(self.user).filter(shown).for_page()

    @property
    def findings(self) -> models.QuerySet:
        shown = granted(self.user, Finding, grading="audit__grading", room=self.uuid)
        return Finding.objects.visible_to(self.user).filter(shown).exclude(state="void")

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
        return Evidence.objects.opened_to(self.user, room=self.uuid)

    @property
    def frameworks(self) -> models.QuerySet:
        return Framework.objects.filter(granted(self.user, Framework, room=self.uuid))

    @property
    def requirements(self) -> models.QuerySet:
        return Requirement.objects.filter(granted(self.user, Requirement, room=self.uuid))

    @property
    def controls(self) -> models.QuerySet:
        return Control.objects.filter(granted(self.user, Control, room=self.uuid))

    @property
    def processes(self) -> models.QuerySet:
        return Process.objects.filter(granted(self.user, Process, room=self.uuid))

    @property
    def questions(self) -> QuestionQuerySet:
        return Question.objects.filter(grant=self.grant)

    @property
    def samples(self) -> models.QuerySet:
        return Sample.objects.filter(grant=self.grant).select_related("proposed_by")

    def find(self, kind: str, uuid: Any) -> models.Model | None:
        """A row of the room by the kind a page names it with; None when it is not in it."""
        rows: dict[str, models.QuerySet] = {
            "audit": self.audits,
            "finding": self.findings,
            "evidence": self.evidence,
            "requirement": self.requirements,
        }
        return rows[kind].filter(uuid=uuid).first() if kind in rows else None

    def chapters(self, wanted: str = "") -> list[Chapter]:
        """The requirements of the room with `evidence_count`, under the clauses and themes they belong to (one query).

        `wanted` leaves those whose reference or title holds it.
        """
        found = Q(ref__icontains=wanted) | Q(title__icontains=wanted) if wanted else Q()
        return _in_chapters(self.clauses().filter(found).order_by("framework__title", "order"))

    def clauses(self) -> models.QuerySet:
        """The requirements of the room with `evidence_count` and what they stand below."""
        rows = self.requirements.select_related("framework", "parent__parent")
        return rows.annotate(evidence_count=Coalesce(Subquery(self._counted()), 0))

    def _counted(self) -> models.QuerySet:
        """How many pieces of evidence stand under the requirement of the outer query."""
        about = self._about(OuterRef("uuid"), OuterRef(OuterRef("pk")))
        links = EvidenceLink.objects.filter(about, version__state__in=SHOWN_OUTSIDE)
        shown = links.filter(version__evidence__in=self.evidence.values("pk"))
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
        proving = links.filter(version__state__in=SHOWN_OUTSIDE).values("version__evidence")
        return self.evidence.filter(pk__in=proving).with_shown().order_by("ref")

    def evidence_about(self, *rows: models.Model) -> models.QuerySet:
        links = EvidenceLink.objects.about_rows(*rows).filter(version__state__in=SHOWN_OUTSIDE)
        return self.evidence.filter(pk__in=links.values("version__evidence")).with_shown().order_by("ref")

    @property
    def last_day(self) -> date:
        """The last day on which it is open, in the host's zone."""
        return (self._until - timedelta(microseconds=1)).astimezone(self.host).date()

    @property
    def host_end(self) -> datetime:
        return self._until.astimezone(self.host)

    @property
    def days_left(self) -> int:
        return (self.last_day - self.now.astimezone(self.host).date()).days

    @property
    def _until(self) -> datetime:
        return self.grant.until_at or self.now


def looks_at(grant: Grant) -> models.QuerySet[Event]:
    """What the account did in its room, and what it was refused meanwhile: both sides read the same rows, newest first."""
    own = Event.objects.filter(content__actor=grant.grantee_id)
    meanwhile = Q(kind=REFUSED, at__gte=grant.from_at, at__lt=grant.until_at) if grant.from_at else Q(pk__in=[])
    return own.filter(Q(grant_uuid=grant.uuid) | meanwhile).select_related("content__actor").order_by("-at", "-pk")


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
