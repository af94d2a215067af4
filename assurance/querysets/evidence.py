"""Everything that reads evidence, its versions and links; reads for people start at visible_to(user)."""

import functools
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber

from assurance.querysets.freshness import with_freshness
from assurance.querysets.readers import REVIEWERS
from foundation.access import Role, reach, reaches_all
from foundation.openings import Openings, Terms
from foundation.rows import AboutQuerySet, pointer

SHOWN_OUTSIDE = ("accepted", "superseded")  # what nobody has judged, and what was refused, stays inside
NEVER_OUTSIDE = ("opinion",)  # legal opinions


@dataclass(frozen=True)
class Proven:
    """A kind of row that evidence proves something about: through which rows `user` sees it, and how one is named.

    `uuids(user)` is a queryset of one column. `ref` and `title` are paths to texts, `url` is the address with the
    paths of its arguments. `unlink(user, row, link)` raises what stands in the way of taking a link away, and says
    why something has to stay attached, or nothing; without it links stay. `ended(uuids)` gives the day on which those
    of the rows ended that have: from then on evidence is kept for the years of the class `retention`, and no longer.
    `years(uuids)` are those that some rows ask for themselves: they count where the class asks for fewer.
    `beside` names the paths of texts, each with its label, that the viewer shows beside the evidence.
    """

    model: Callable[[], type[models.Model]]
    uuids: Callable[[Any], models.QuerySet]
    ref: str
    title: str
    url: tuple[str, ...]
    unlink: Callable[[Any, Any, Any], str] | None = None
    ended: Callable[[Iterable[UUID]], Mapping[UUID, date]] | None = None
    retention: str = "general"
    beside: tuple[tuple[Any, str], ...] = ()
    years: Callable[[Iterable[UUID]], Mapping[UUID, int]] | None = None


# An app above registers here which of its rows a user may see, so that evidence is visible through what it proves.
_proven: list[Proven] = []


def seen_through(*kinds: Proven) -> None:
    _proven.extend(kinds)


def proven() -> list[Proven]:
    return list(_proven)


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "EvidenceQuerySet":
        """Officers and counsel by unit, managers up to internal, uploaders their own, others through what it proves.

        Whoever asked for it sees an answer.
        """
        if user.kind == "outside":
            return self.opened_by(Openings(user))
        if reaches_all(user, Role.CO, Role.LEG):
            return self.all()
        links = self.model._meta.get_field("versions").related_model._meta.get_field("links").related_model.objects
        own = self.model._meta.get_field("versions").related_model.objects.filter(
            evidence=OuterRef("pk"), uploaded_by=user
        )
        answers = self.model._meta.get_field("versions").related_model._meta.get_field("answers").related_model.objects
        asked = answers.filter(answer__evidence=OuterRef("pk"), asked_by=user)
        term = (
            reach(user, Role.CO, Role.LEG)
            | Q(Exists(asked))
            | (reach(user, Role.MGR) & Q(grading__in=["public", "internal"]))
            | Q(Exists(own))
        )
        ContentType.objects.get_for_models(*(kind.model() for kind in _proven))  # known after one query, not one each
        for kind in _proven:
            of_kind = links.about_any(kind.model(), kind.uuids(user))
            term |= Q(Exists(of_kind.filter(version__evidence=OuterRef("pk"))))
        return self.filter(term)

    def opened_by(self, openings: Openings) -> "EvidenceQuerySet":
        """What live grants show an outsider, or one room alone: pieces of which a version is open."""
        versions = self.model._meta.get_field("versions").related_model.objects.opened_by(openings)
        return self.filter(pk__in=versions.values("evidence"))

    def with_version(self, versions: models.QuerySet) -> "EvidenceQuerySet":
        """The evidence of some versions, one of each piece, with number and dates of that as `latest_…`."""
        return self.filter(versions__in=versions.values("pk")).annotate(
            latest_number=F("versions__number"),
            latest_as_of=F("versions__as_of"),
            latest_valid_until=F("versions__valid_until"),
        )

    def with_latest(self, *states: str) -> "EvidenceQuerySet":
        """Adds number, state, dates and uploader of the newest version, or the newest in some states, as `latest_…`."""
        rows = self.model._meta.get_field("versions").related_model.objects
        if states:
            return self._with_latest_of(rows.filter(state__in=states))
        kept = {
            "latest_state": F("newest_state"),
            "latest_as_of": F("newest_as_of"),
            "latest_uploaded_at": F("newest_at"),
        }
        return self._with_latest_of(rows.all()).annotate(**kept)

    def _with_latest_of(self, versions: models.QuerySet) -> "EvidenceQuerySet":
        """Adds the same of the newest among some versions."""
        versions = versions.filter(evidence=OuterRef("pk")).order_by("-number")
        return self.annotate(
            latest_number=Subquery(versions.values("number")[:1]),
            latest_state=Subquery(versions.values("state")[:1]),
            latest_as_of=Subquery(versions.values("as_of")[:1]),
            latest_valid_until=Subquery(versions.values("valid_until")[:1]),
            latest_uploaded_by=Subquery(versions.values("uploaded_by__name")[:1]),
            latest_uploaded_at=Subquery(versions.values("created_at")[:1]),
        )

    def to_review(self, user: Any) -> "EvidenceQuerySet":
        """Submitted by somebody else in a unit where `user` reviews; texts of documents are judged with them. Source: S-06."""
        versions = self.model._meta.get_field("versions").related_model.objects
        waiting = versions.filter(evidence=OuterRef("pk"), state="submitted", document_versions=None)
        waiting = waiting.exclude(uploaded_by=user)
        if user.person_id is not None:
            waiting = waiting.exclude(uploaded_by__person=user.person_id)
        return self.filter(Exists(waiting), reach(user, *REVIEWERS))

    def to_dispose(self, on: date) -> "EvidenceQuerySet":
        """Kept long enough on a day, not held, not disposed of, and nothing of it waits to be judged. Source: T-60."""
        model = self.model._meta
        holds = model.get_field("holds").related_model.objects.live().filter(evidence=OuterRef("pk"))
        versions = model.get_field("versions").related_model.objects.filter(evidence=OuterRef("pk"))
        judged = versions.filter(state__in=["accepted", "superseded", "rejected"])
        waiting = versions.filter(state__in=["quarantined", "submitted"])
        return self.filter(~Exists(holds), ~Exists(waiting), Exists(judged), disposal_due__lt=on)

    def damaged(self) -> "EvidenceQuerySet":
        """With a file whose bytes are no longer those that were uploaded."""
        return self.filter(Exists(_damaged(self.model)))

    def with_twin(self) -> "EvidenceQuerySet":
        """Adds `has_twin`: whether other evidence holds one of the contents."""
        versions = self.model._meta.get_field("versions").related_model._meta
        stored = versions.get_field("files").related_model.objects.filter(disposed_at=None)
        own = stored.filter(version__evidence=OuterRef(OuterRef("pk"))).values("sha256")
        return self.annotate(has_twin=Exists(stored.filter(sha256__in=own).exclude(version__evidence=OuterRef("pk"))))

    def held(self) -> "EvidenceQuerySet":
        """On legal hold."""
        holds = self.model._meta.get_field("holds").related_model.objects.live()
        return self.filter(Exists(holds.filter(evidence=OuterRef("pk"))))

    def uploaded_by(self, user: Any) -> "EvidenceQuerySet":
        versions = self.model._meta.get_field("versions").related_model.objects
        return self.filter(Exists(versions.filter(evidence=OuterRef("pk"), uploaded_by=user)))

    def for_list(self) -> "EvidenceQuerySet":
        """With the newest version, until when it counts, and whether it is held or damaged."""
        holds = self.model._meta.get_field("holds").related_model.objects.live().filter(evidence=OuterRef("pk"))
        rows = with_freshness(self.with_latest())
        rows = rows.annotate(is_held=Exists(holds), is_damaged=Exists(_damaged(self.model)))
        return rows.select_related("unit")


def _damaged(evidence: type[models.Model]) -> models.QuerySet:
    """The suspect files of an outer row of evidence."""
    versions = evidence._meta.get_field("versions").related_model._meta
    files = versions.get_field("files").related_model.objects
    return files.filter(version__evidence=OuterRef("pk"), suspect_since__isnull=False, disposed_at=None)


def _named(openings: Openings, terms: Terms, evidence: type[models.Model], of: dict[str, Any]) -> Q:
    """Versions of the evidence that rooms name on some terms."""
    return Q(evidence__uuid__in=openings.uuids(evidence, **vars(terms), **of)) & _within(terms)


def _within(terms: Terms) -> Q:
    return terms.covering() & Q(evidence__grading__in=terms.gradings)


class EvidenceVersionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "EvidenceVersionQuerySet":
        """Those of evidence the user sees; an outsider those somebody has accepted."""
        if user.kind == "outside":
            return self.opened_by(Openings(user))
        return self.filter(evidence__in=self.model._meta.get_field("evidence").related_model.objects.visible_to(user))

    def opened_by(self, openings: Openings, *, to_take: bool = False) -> "EvidenceVersionQuerySet":
        """Accepted versions that live grants show an outsider, or one room alone.

        Of evidence a grant names and, where it follows, of what was accepted for a granted row; nothing graded above the
        ceiling of its grant, nothing after its cut-off. `to_take` leaves those whose grant includes downloads.
        """
        evidence: Any = self.model._meta.get_field("evidence").related_model
        of = {"may_download": True} if to_take else {}
        ways = [
            *(_named(openings, terms, evidence, of) for terms in openings.terms(evidence, to_take=to_take)),
            *(self._followed(openings, terms, of) for terms in openings.terms(follow=True, to_take=to_take)),
        ]
        rows = self.filter(state__in=SHOWN_OUTSIDE).exclude(evidence__kind__in=NEVER_OUTSIDE)
        if len(ways) < 2:
            return rows.filter(*ways or [Q(pk__in=[])])
        first, *others = [self.model.objects.order_by().filter(way).values("pk") for way in ways]
        return rows.filter(pk__in=first.union(*others, all=True))  # an OR of them would read every version

    def _followed(self, openings: Openings, terms: Terms, of: dict[str, Any]) -> Q:
        """Versions of evidence of which one was accepted for a row that follows, both within the cut-off."""
        rows = openings.rows(follow=True, **vars(terms), **of)
        about = rows.filter(subject_type=OuterRef("subject_type"), subject_uuid=OuterRef("subject_uuid"))
        links = self.model._meta.get_field("links").related_model.objects.order_by()
        linked = links.filter(Exists(about), terms.covering("version__"), version__state__in=SHOWN_OUTSIDE)
        return Q(evidence__in=linked.values("version__evidence")) & _within(terms)

    def newest(self) -> "EvidenceVersionQuerySet":
        """Of each piece of evidence the one with the highest number among them."""
        rank = Window(RowNumber(), partition_by=F("evidence"), order_by=F("number").desc())
        return self.annotate(_rank=rank).filter(_rank=1)

    def accepted(self) -> "EvidenceVersionQuerySet":
        return self.filter(state="accepted")

    def for_choice(self) -> "EvidenceVersionQuerySet":
        """With evidence and files, for chips and evidence lists (two queries)."""
        return self.select_related("evidence__unit").prefetch_related("files")

    def with_files(self, evidence: models.Model) -> "EvidenceVersionQuerySet":
        """Every version of some evidence, the newest first, with uploaders and files (two queries)."""
        return (
            self.filter(evidence=evidence).select_related("uploaded_by").prefetch_related("files").order_by("-number")
        )

    def latest_number(self) -> int:
        return self.aggregate(last=Max("number"))["last"] or 0


class EvidenceLinkQuerySet(AboutQuerySet):
    def about_rows(self, *rows: models.Model) -> "EvidenceLinkQuerySet":
        """Links of any of the rows, of whatever kinds they are."""
        return self.filter(functools.reduce(operator.or_, (Q(**pointer(row)) for row in rows)))

    def of(self, evidence: models.Model) -> "EvidenceLinkQuerySet":
        """Links of any version of some evidence, the newest first."""
        return self.filter(version__evidence=evidence).select_related("version", "subject_type").order_by("-created_at")

    def accepted(self) -> "EvidenceLinkQuerySet":
        return self.filter(version__state="accepted")

    def for_list(self) -> "EvidenceLinkQuerySet":
        """With version, evidence, uploader and files, for the evidence part of a record page (two queries)."""
        return self.select_related("version__evidence__unit", "version__uploaded_by", "added_by").prefetch_related(
            "version__files"
        )

    def live(self, on: date) -> "EvidenceLinkQuerySet":
        return self.filter(Q(keep_until=None) | Q(keep_until__gte=on))
