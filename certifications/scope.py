"""What a grant shows, worked out from its rules: the rows by kind, and what is left out with the reason.

Never part of it: working papers and checklists, people, cases, legal opinions, reports of other bodies, drafts of
findings, evidence nobody has accepted, and whatever is graded above the ceiling. Source: M-12 (docs/rooms.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assurance.models import Control, Evidence, EvidenceLink, Framework, Process, Requirement
from assurance.querysets import NEVER_OUTSIDE, SHOWN_OUTSIDE
from audits.models import Audit, CorrectiveAction, Finding
from certifications.models import Certificate, Grant, GrantRule, Inspection, StatementOfApplicability
from certifications.spans import judged_before
from foundation.access import Role, reach, units_of
from foundation.directory.models import User
from foundation.querysets import CEILINGS

K = GrantRule.Kind
Rule = tuple[str, models.Model]
Named = tuple[str, UUID]  # a rule with the uuid of the row it names
HIDDEN_FINDINGS = ("draft", "void")
CLOSED_TO_INSPECTORS: dict[str, str] = {  # by kind of rule, the field it is chosen in
    K.PROCESS: "processes",
    K.FRAMEWORK_CONTROLS: "framework_controls",
    K.SOA: "soas",
    K.CERTIFICATE: "certificates",
}
OF_THE_HOUSE = (Audit.Kind.INTERNAL, Audit.Kind.UNANNOUNCED, Audit.Kind.FOLLOW_UP, Audit.Kind.SECOND_PARTY)


def is_of_another_body(audit: Any, organisation: str) -> bool:
    """Whether somebody else than the house or the grantee's own organisation audited: its report stays with them."""
    return audit.kind not in OF_THE_HOUSE and audit.organisation.casefold() != organisation.casefold()


@dataclass(frozen=True)
class Part:
    """The rows of one kind."""

    label: str | Promise
    rows: models.QuerySet


@dataclass(frozen=True)
class CutOff:
    """Evidence that speaks for a later day than `on`, or was accepted from the moment `before`, stays closed."""

    on: date
    before: datetime


def cut_off_of(on: date | None, zone: str) -> CutOff | None:
    return CutOff(on, judged_before(on, zone)) if on else None


class Scope:
    """What rules show to somebody of an organisation, up to a grading, and of evidence up to a cut-off."""

    def __init__(
        self, rules: Iterable[Named], *, organisation: str, max_grading: str, cut_off: CutOff | None = None
    ) -> None:
        self.organisation, self.gradings, self.cut_off = organisation, CEILINGS[max_grading], cut_off
        self._named: dict[str, list[UUID]] = {kind: [] for kind in K.values}
        for kind, uuid in rules:
            self._named[kind].append(uuid)

    @cached_property
    def audits(self) -> models.QuerySet:
        return self._own(Audit.objects.filter(uuid__in=self._named[K.AUDIT]))

    @cached_property
    def findings(self) -> models.QuerySet:
        shown = Finding.objects.exclude(state__in=HIDDEN_FINDINGS)
        against = Requirement.objects.filter(framework__uuid__in=self._named[K.FRAMEWORK_FINDINGS])
        named = Q(uuid__in=self._named[K.FINDING]) | Q(requirement__in=against.values("pk"))
        own = self._own(Audit.objects.all()).values("pk")
        return shown.filter(Q(audit__in=self.audits.values("pk")) | (named & Q(audit__in=own)))

    @cached_property
    def _proven_findings(self) -> models.QuerySet:
        audits = self._own(Audit.objects.filter(uuid__in=self._named[K.AUDIT_EVIDENCE])).values("pk")
        return self.findings.filter(Q(audit__in=audits) | Q(uuid__in=self._named[K.FINDING_EVIDENCE]))

    @cached_property
    def actions(self) -> models.QuerySet:
        """They carry the evidence of what was done; the room shows of them only whether they are implemented."""
        return CorrectiveAction.objects.filter(finding__in=self._proven_findings.values("pk"))

    @cached_property
    def frameworks(self) -> models.QuerySet:
        return Framework.objects.filter(uuid__in=[*self._named[K.FRAMEWORK], *self._named[K.FRAMEWORK_CONTROLS]])

    @cached_property
    def soas(self) -> models.QuerySet:
        """Exactly the versions that were named, once they are approved."""
        return StatementOfApplicability.objects.frozen().filter(uuid__in=self._named[K.SOA])

    @cached_property
    def requirements(self) -> models.QuerySet:
        return Requirement.objects.filter(framework__in=self.frameworks.values("pk"))

    @cached_property
    def controls(self) -> models.QuerySet:
        met = Requirement.objects.filter(framework__uuid__in=self._named[K.FRAMEWORK_CONTROLS])
        running = Control.objects.filter(state=Control.State.OPERATING)
        return running.filter(requirements__in=met.values("pk")).distinct()

    @cached_property
    def processes(self) -> models.QuerySet:
        return Process.objects.filter(uuid__in=self._named[K.PROCESS])

    @cached_property
    def certificates(self) -> models.QuerySet:
        """Only those of the body that the grantee comes from. Source: domain.md 5 (Vg own body)."""
        own = Certificate.objects.filter(uuid__in=self._named[K.CERTIFICATE], body__name__iexact=self.organisation)
        return self._open(own)

    @cached_property
    def inspections(self) -> models.QuerySet:
        """Those whose audits it shows."""
        return Inspection.objects.filter(audit__in=self.audits.values("pk"))

    @cached_property
    def evidence(self) -> models.QuerySet:
        met = Requirement.objects.filter(framework__uuid__in=self._named[K.FRAMEWORK_CONTROLS])
        proven = self.audits.filter(uuid__in=self._named[K.AUDIT_EVIDENCE])
        proofs: tuple[tuple[type[models.Model], models.QuerySet], ...] = (
            (Finding, self._proven_findings),
            (Audit, proven),
            (Requirement, met),
            (CorrectiveAction, self.actions),
            (Control, self.controls),
        )
        shown = EvidenceLink.objects.filter(self._shown("version__")).order_by()
        parts = [shown.about_any(model, rows.values("uuid")).values("version__evidence") for model, rows in proofs]
        named = Evidence.objects.filter(uuid__in=self._named[K.EVIDENCE]).order_by().values("pk")
        judged = Evidence.objects.filter(self._shown("versions__"), pk__in=named.union(*parts, all=True))
        return self._open(judged.exclude(kind__in=NEVER_OUTSIDE)).distinct()

    def _shown(self, to: str) -> Q:
        """Versions that were accepted, within the cut-off; `to` leads to them."""
        terms: dict[str, Any] = {f"{to}state__in": SHOWN_OUTSIDE}
        if self.cut_off is not None:
            terms |= {f"{to}as_of__lte": self.cut_off.on, f"{to}first_accepted_at__lt": self.cut_off.before}
        return Q(**terms)

    def _own(self, audits: models.QuerySet) -> models.QuerySet:
        """Audits of the house and of the grantee's organisation."""
        return self._open(audits.filter(Q(kind__in=OF_THE_HOUSE) | Q(organisation__iexact=self.organisation)))

    def _open(self, rows: models.QuerySet) -> models.QuerySet:
        return rows.filter(grading__in=self.gradings)

    @cached_property
    def parts(self) -> list[Part]:
        """What the grantee will meet, kind by kind."""
        return [
            Part(_("Audits"), self.audits),
            Part(_("Inspections"), self.inspections),
            Part(_("Findings"), self.findings),
            Part(_("Evidence"), self.evidence),
            Part(_("Statements of applicability"), self.soas),
            Part(_("Frameworks"), self.frameworks),
            Part(_("Requirements"), self.requirements),
            Part(_("Controls"), self.controls),
            Part(_("Processes"), self.processes),
            Part(_("Certificates"), self.certificates),
        ]

    def rows(self, officer: User) -> list[models.QuerySet]:
        """Everything that becomes a granted object, as far as the officer who approves answers for it."""
        answered = [part.rows.filter(answered_for(officer, part.rows.model)) for part in self.parts]
        return [*answered, self.actions]

    def is_within(self, officer: User) -> bool:
        """Whether the officer answers for all of it: nobody opens what lies beyond their own units (one query)."""
        if any(unit.parent_id is None for unit in units_of(officer, Role.CO)):
            return True
        asked = [(part.rows, answered_for(officer, part.rows.model)) for part in self.parts]
        first, *others = [rows.order_by().exclude(theirs).values_list("uuid") for rows, theirs in asked if theirs]
        return not first.union(*others, all=True).exists()

    def counts(self) -> list[tuple[str | Promise, int]]:
        """How many rows of each kind it shows (one query)."""
        sizes = [
            part.rows.order_by().annotate(_part=Value(number)).values("_part").annotate(n=Count("pk", distinct=True))
            for number, part in enumerate(self.parts)
        ]
        found = dict(sizes[0].values_list("_part", "n").union(*[one.values_list("_part", "n") for one in sizes[1:]]))
        return [(part.label, found.get(number, 0)) for number, part in enumerate(self.parts)]


def answered_for(officer: User, model: type[models.Model]) -> Q:
    """The rows an officer may open: those of their units, evidence that they see, and what belongs to no unit."""
    if model is Evidence:
        return Q(pk__in=Evidence.objects.visible_to(officer).values("pk"))
    return Q() if model in (Framework, Requirement) else reach(officer, Role.CO)


def open_to(kind: str, rules: Iterable[Named]) -> list[Named]:
    """The rules that open something to grantees of a kind. Source: domain.md 5."""
    closed = CLOSED_TO_INSPECTORS if kind == Grant.Kind.INSPECTOR else {}
    return [rule for rule in rules if rule[0] not in closed]


def scope_of(grant: Any) -> Scope:
    """The scope of a grant by its rules (one query for the rules)."""
    rules = grant.rules.values_list("kind", "subject_uuid")
    return scope_by(rules, grant)


def scope_by(rules: Iterable[Named], grant: Any) -> Scope:
    """The scope of a grant by rules that were read already."""
    cut_off = cut_off_of(grant.cut_off, grant.unit.zone)
    return Scope(
        open_to(grant.kind, rules), organisation=grant.organisation, max_grading=grant.max_grading, cut_off=cut_off
    )


NAMES: dict[type[models.Model], tuple[Any, Any]] = {
    Audit: (F("ref"), F("title")),
    Finding: (F("ref"), F("title")),
    Evidence: (F("ref"), F("title")),
    StatementOfApplicability: (
        F("ref"),
        Concat(Value("v"), F("number"), Value(" "), F("title"), output_field=TextField()),
    ),
    Framework: (F("title"), F("edition")),
    Process: (F("code"), F("name")),
    Certificate: (F("ref"), F("title")),
}


def named_rules(grant: Any) -> models.QuerySet[GrantRule]:
    """The rules of a grant, each with `row`, the name of what it shows (one query)."""
    names = [
        Subquery(
            model._default_manager.filter(uuid=OuterRef("subject_uuid")).values(
                _name=Concat(first, Value(" "), second, output_field=TextField())
            )[:1]
        )
        for model, (first, second) in NAMES.items()
    ]
    return grant.rules.annotate(row=Coalesce(*names, Value("–"), output_field=TextField()))
