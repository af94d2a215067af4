"""Everything that reads management reviews, their inputs, decisions and actions."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, CharField, Count, Prefetch, Q, Value, When

from foundation.access import Role, reach

READERS = (Role.CO, Role.MGR, Role.PM, Role.LA)


def _chaired_by(user: Any, to: str = "") -> Q:
    return Q(pk__in=[]) if user.person_id is None else Q(**{f"{to}chair": user.person_id})


class ManagementReviewQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who looks after the whole organisation, and who chairs it: its figures are those of everybody."""
        return self.filter(reach(user, *READERS) | _chaired_by(user))

    def in_work(self) -> Self:
        return self.filter(state__in=["planned", "gathered"])

    def to_sign(self) -> Self:
        return self.filter(state="held")

    def signed(self) -> Self:
        return self.filter(state="signed")

    def in_work_on(self, day: date) -> Self:
        """Those that were planned and not held on a day; what was cancelled since is left out."""
        later = Q(held_on=None) | Q(held_on__gt=day)
        return self.exclude(state="cancelled").filter(later, created_at__date__lte=day)

    def to_sign_on(self, day: date) -> Self:
        """Those that were held and not signed on a day."""
        return self.filter(Q(signed_on=None) | Q(signed_on__gt=day), held_on__lte=day)

    def for_list(self, on: date) -> Self:
        """Adds `decided`, `asked`, how many actions there are, and of these `open_actions` and `late_actions`."""
        asked = Q(outcomes__kind="action")
        left = asked & Q(outcomes__done_on=None)
        return self.select_related("unit", "chair", "prepared_by__person", "signed_by").annotate(
            decided=Count("outcomes", filter=Q(outcomes__kind="decision")),
            asked=Count("outcomes", filter=asked),
            open_actions=Count("outcomes", filter=left),
            late_actions=Count("outcomes", filter=left & Q(outcomes__due_on__lt=on)),
        )

    def for_page(self, on: date) -> Self:
        """With the inputs, the outcomes and how they stand on a day, and who wrote at it."""
        outcomes = self.model._meta.get_field("outcomes").related_model.objects  # type: ignore[union-attr]
        shown = Prefetch("outcomes", outcomes.with_standing(on).for_list())
        return self.for_list(on).prefetch_related("inputs", "writers", shown)


class ReviewInputQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """With their review."""
        return self.filter(reach(user, *READERS, unit="review__unit") | _chaired_by(user, "review__"))


class ReviewOutcomeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """With their review; an action that was signed also to whom it was given."""
        mine = Q(pk__in=[])
        if user.person_id is not None:
            mine = Q(owner=user.person_id, review__state="signed")
        return self.filter(reach(user, *READERS, unit="review__unit") | _chaired_by(user, "review__") | mine)

    def actions(self) -> Self:
        """The actions that count: those of signed reviews."""
        return self.filter(kind="action", review__state="signed")

    def unfinished(self) -> Self:
        return self.actions().filter(done_on=None)

    def unfinished_on(self, day: date) -> Self:
        """Actions that were signed and not done on a day."""
        return self.actions().filter(Q(done_on=None) | Q(done_on__gt=day), review__signed_on__lte=day)

    def carried_into(self, day: date) -> Self:
        """What a review with figures of a day looks back on: actions left open before it, or done since the last one."""
        reviews = self.model._meta.get_field("review").related_model.objects
        last = reviews.signed().filter(held_on__lte=day).order_by("-held_on", "-pk").values("pk")[:1]
        left = Q(done_on=None) | Q(done_on__gt=day)
        return self.actions().filter(left | Q(review__in=last), review__held_on__lte=day)

    def to_chase(self, user: Any) -> Self:
        """Open ones that `user` carries out, or chases as officer, manager of the whole or chair."""
        mine = Q(pk__in=[]) if user.person_id is None else Q(owner=user.person_id)
        return self.unfinished().filter(
            reach(user, Role.CO, Role.MGR, unit="review__unit") | _chaired_by(user, "review__") | mine
        )

    def with_standing(self, on: date) -> Self:
        """Adds `standing`: decided, done, late or open."""
        return self.annotate(
            standing=Case(
                When(kind="decision", then=Value("decided")),
                When(done_on__isnull=False, then=Value("done")),
                When(due_on__lt=on, then=Value("late")),
                default=Value("open"),
                output_field=CharField(),
            )
        )

    def for_list(self) -> Self:
        return self.select_related("review__unit", "review__chair", "owner__unit__calendar", "done_by")
