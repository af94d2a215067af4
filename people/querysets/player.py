"""Everything that reads what a course holds, who sits over its questions, certificates, and proofs from outside."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from foundation.access import Role, reach
from people.querysets.training import own

AUTHORS = (Role.CO,)  # who writes what a course holds
REVIEWERS = (Role.CO,)  # who judges proofs
PAPERS = (Role.CO, Role.HR)  # who may have the certificates of others


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever writes courses of the unit. Learners see an edition only through what they were asked to take."""
        return self.filter(reach(user, *AUTHORS, unit="course__unit"))

    def published(self) -> Self:
        return self.filter(state="published")

    def for_page(self) -> Self:
        return self.select_related("course__unit", "published_by")


class OfEditionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """As the edition is."""
        return self.filter(reach(user, *AUTHORS, unit="edition__course__unit"))

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class PageFileQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(reach(user, *AUTHORS, unit="course__unit"))


class SittingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Answers are nobody's but one's own."""
        return self.filter(own(user, "assignment__person"))

    def open(self) -> Self:
        return self.filter(handed_in_at=None)

    def with_counts(self) -> Self:
        """Adds `asked_count` and `answered_count`."""
        answered = Count("drawn", filter=~Q(drawn__given=[]))
        return self.annotate(asked_count=Count("drawn"), answered_count=answered)


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Officers of the unit and whoever it names; managers see states, never papers. Source: domain 2.21."""
        return self.filter(reach(user, *PAPERS, unit="completion__person__unit") | own(user, "completion__person"))

    def for_page(self) -> Self:
        return self.select_related("completion__person__unit", "completion__course")


class ProofQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever reviews proofs of the unit, and everybody their own."""
        return self.filter(reach(user, *REVIEWERS, unit="person__unit") | own(user))

    def waiting(self) -> Self:
        return self.filter(state="submitted")

    def to_review(self, user: Any) -> Self:
        """Those this person may judge: never their own. Source: S-06."""
        rows = self.waiting().filter(reach(user, *REVIEWERS, unit="person__unit"))
        return rows.exclude(person=user.person_id) if user.person_id else rows

    def for_list(self) -> Self:
        return self.select_related("person__unit", "course", "decided_by")

    def for_page(self) -> Self:
        return self.for_list().select_related("completion")


class ProofFileQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """As the proof is."""
        return self.filter(reach(user, *REVIEWERS, unit="proof__person__unit") | own(user, "proof__person"))


class DrawnQuerySet(models.QuerySet):
    def in_order(self) -> Self:
        return self.order_by("position")

    def for_page(self) -> Self:
        return self.in_order().select_related("question__page").prefetch_related("question__choices")


class PageReadQuerySet(models.QuerySet):
    def of(self, assignment: models.Model, edition: models.Model) -> Self:
        return self.filter(assignment=assignment, page__edition=edition)


class QuestionQuerySet(OfEditionQuerySet):
    def with_choices(self) -> Self:
        return self.in_order().select_related("page").prefetch_related("choices")

    def unanswerable(self) -> Self:
        """Those with fewer than two choices, or without a right one."""
        choices = self.model._meta.get_field("choices").related_model.objects.filter(question=OuterRef("pk"))
        counted = self.annotate(choice_count=Count("choices"))
        return counted.filter(Q(choice_count__lt=2) | ~Q(Exists(choices.filter(is_right=True))))
