"""The pages of a certificate, a body and a scheme: what each shows to one reader, gathered in few queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import CharField, Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assurance.models import Evidence, EvidenceLink
from assurance.standing import Piece, pieces
from certifications.models import PREPARING, Certificate, Suspension
from certifications.permissions import MANAGE_CERTIFICATES
from certifications.querysets import GRANTED
from certifications.workflows.certificate_rules import restorable_until
from foundation.access import permits
from foundation.directory.models import User
from foundation.steps import Move, moves_of
from foundation.stories import story_of

S = Certificate.State
FIRST_STEPS = (
    "apply",
    "record_stage1",
    "record_stage2",
    "verify_majors",
    "grant",
    "tell_purchasers",
    "lift",
    "restore",
)
SPACE = Value(" ")
SCOPE: dict[str, tuple[Any, str, str, Any]] = {
    # kind: what it is called, the field of an exclusion, the page, how a row is named
    "sites": (_("Sites"), "site", "directory:site", F("name")),
    "processes": (_("Processes"), "process", "assurance:process", Concat("code", SPACE, "name")),
    "product_versions": (
        _("Product versions"),
        "product_version",
        "assurance:product",
        Concat("product__name", SPACE, "number"),
    ),
    "builds": (_("Builds"), "build", "assurance:product", Concat("version__product__name", SPACE, "number")),
}
PAGES = {"product_versions": "product__uuid", "builds": "version__product__uuid"}


@dataclass(frozen=True)
class Covered:
    """Something the certificate covers, until `out_from` if that is a day."""

    name: str
    url: str
    out_from: date | None


class CertificateRecord:
    """Everything the page of a certificate shows; built on a row of `Certificate.objects.for_page()`."""

    def __init__(self, certificate: Certificate, *, user: User, on: date) -> None:
        self.certificate, self.user, self.on = certificate, user, on
        self.story: Mapping[str, Any] = story_of(certificate, actor=user)
        self.may_manage = permits(user, MANAGE_CERTIFICATES, certificate)
        self.may_change = self.may_manage and certificate.state in PREPARING
        self.restorable_until = restorable_until(certificate)

    @cached_property
    def moves(self) -> list[Move]:
        return moves_of(self.certificate, actor=self.user, on=self.on)

    @cached_property
    def first_move(self) -> Move | None:
        """The step that most likely comes next."""
        free = {move.step.name: move for move in self.moves if move.refusal is None}
        return next((free[name] for name in FIRST_STEPS if name in free), None)

    @cached_property
    def suspensions(self) -> list[Suspension]:
        near = ("letter__evidence", "lift_letter__evidence", "purchasers_told_by")
        return list(self.certificate.suspensions.select_related(*near))

    @property
    def suspension(self) -> Suspension | None:
        """The one that runs."""
        suspended = self.certificate.state == S.SUSPENDED
        return next((one for one in self.suspensions if suspended and one.lifted_on is None), None)

    @property
    def is_past_limit(self) -> bool:
        """Whether a withdrawal by the body is to be expected."""
        running = self.suspension
        return running is not None and running.limit_on is not None and running.limit_on < self.on

    @property
    def purchasers_wait(self) -> bool:
        running = self.suspension
        return running is not None and not running.invalidates and running.purchasers_told_on is None

    @cached_property
    def successors(self) -> list[Certificate]:
        return list(self.certificate.successors.order_by("effective_from", "pk"))

    @property
    def is_followed(self) -> bool:
        """Whether another one was granted after it; one that is planned follows nothing yet."""
        return any(one.state in GRANTED for one in self.successors)

    @cached_property
    def covered(self) -> list[tuple[str | Promise, list[Covered]]]:
        """What it covers, by kind (one query)."""
        parts = [_covered(self.certificate, name) for name in SCOPE]
        found: dict[str, list[Covered]] = {name: [] for name in SCOPE}
        rows = parts[0].union(*parts[1:], all=True).order_by("_kind", "_name")
        for kind, name, page, out in rows:
            found[kind].append(Covered(name, reverse(SCOPE[kind][2], args=[UUID(str(page))]), out))
        return [(SCOPE[kind][0], things) for kind, things in found.items() if things]

    @cached_property
    def pieces(self) -> list[Piece]:
        """The letters and reports that lie in its file, as far as the reader sees them."""
        seen = Evidence.objects.visible_to(self.user).filter(pk=OuterRef("version__evidence"))
        links = EvidenceLink.objects.about(self.certificate).filter(Exists(seen)).for_list()
        return pieces(_each_once(links.order_by("-version__as_of", "-pk")), on=self.on)


def _covered(certificate: Certificate, kind: str) -> models.QuerySet:
    _label, field, _page, name = SCOPE[kind]
    out = certificate.exclusions.filter(**{field: OuterRef("pk")}).order_by().values("from_on")[:1]
    rows = getattr(certificate, kind).order_by()
    return rows.annotate(
        _kind=Value(kind, CharField()),
        _name=models.ExpressionWrapper(name, CharField()),
        _page=F(PAGES.get(kind, "uuid")),
        _out=Subquery(out),
    ).values_list("_kind", "_name", "_page", "_out")


def _each_once(links: Any) -> list[EvidenceLink]:
    """One link per version: a letter may stand for several steps."""
    return list({link.version_id: link for link in links}.values())
