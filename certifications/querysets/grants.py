"""Reads of grants, questions and samples."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When

from foundation.access import Role, granted, reach
from foundation.models.rooms import GrantedObject
from foundation.rows import AboutQuerySet


class GrantQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "GrantQuerySet":
        """Officers and counsel by unit, whoever asked for it, and its grantee while it is open."""
        return self.filter(reach(user, Role.CO, Role.LEG) | Q(requested_by=user) | granted(user, self.model))

    def open_to(self, user: Any) -> "GrantQuerySet":
        """The rooms that an outsider may enter now, the one that ends first on top."""
        return self.filter(granted(user, self.model)).select_related("unit", "requested_by", "grantee", "audit")

    def with_rules_read(self, user: Any, rules: str) -> "GrantQuerySet":
        """Adds `rules_read`: whether the user has acknowledged this edition of the rules."""
        signed = self.model._meta.get_field("acknowledgements").related_model.objects.filter(user=user, rules=rules)
        return self.annotate(rules_read=Exists(signed.filter(grant=OuterRef("pk"))))

    def with_soas(self) -> "GrantQuerySet":
        """Adds `shows_soas`: whether a statement of applicability is open in the room."""
        opened = GrantedObject.objects.filter(grant_uuid=OuterRef("uuid"))
        named = {"subject_type__app_label": "certifications", "subject_type__model": "statementofapplicability"}
        return self.annotate(shows_soas=Exists(opened.filter(**named)))

    def running(self) -> "GrantQuerySet":
        """Approved and not over."""
        return self.filter(state__in=["approved", "live"])

    def to_start(self, *, now: datetime) -> "GrantQuerySet":
        return self.filter(state="approved", from_at__lte=now)

    def to_end(self, *, now: datetime) -> "GrantQuerySet":
        """Over by the clock, or without the agreement they rest on."""
        lost = ~Q(nda__state__in=["accepted", "superseded"])
        return self.running().filter(Q(until_at__lte=now) | lost)

    def ending(self, *, by: date) -> "GrantQuerySet":
        return self.filter(state="live", valid_until__lte=by)

    def with_questions(self) -> "GrantQuerySet":
        """Adds `open_questions`, a count of those that wait for an answer."""
        return self.annotate(open_questions=Count("questions", filter=Q(questions__state="open"), distinct=True))

    def for_page(self) -> "GrantQuerySet":
        people = ("grantee", "requested_by__person", "cleared_by__person", "approved_by__person")
        return self.select_related("unit", "audit", "nda__evidence", "renews", *people)

    def with_turn(self) -> "GrantQuerySet":
        """Adds `turn`: what waits for somebody first, then what is open, then what is over."""
        turns = {0: ["submitted", "draft"], 1: ["approved", "live"]}
        cases = [When(state__in=states, then=Value(turn)) for turn, states in turns.items()]
        return self.annotate(turn=Case(*cases, default=Value(2), output_field=models.IntegerField()))

    def for_list(self) -> "GrantQuerySet":
        return self.with_turn().with_questions().select_related("unit", "grantee", "requested_by")


class InRoomQuerySet(AboutQuerySet):
    """Rows of a grant: who sees the grant sees them; an outsider only those of a room that is open."""

    def visible_to(self, user: Any) -> Any:
        grants = self.model._meta.get_field("grant").related_model.objects.visible_to(user)
        return self.filter(Exists(grants.filter(pk=OuterRef("grant"))))


class QuestionQuerySet(InRoomQuerySet):
    def unanswered(self) -> "QuestionQuerySet":
        return self.filter(state="open")

    def for_list(self) -> "QuestionQuerySet":
        """With who asked and the number of words said, what waits first."""
        waits = Case(When(state="open", then=0), When(state="answered", then=1), default=2)
        rows = self.select_related("asked_by", "grant__unit").annotate(words_said=Count("messages"))
        return rows.order_by(waits, "due_on", "-created_at", "-pk")


class SampleQuerySet(InRoomQuerySet):
    def undecided(self) -> "SampleQuerySet":
        return self.filter(state="proposed")

    def for_page(self, shown: models.QuerySet | None = None) -> "SampleQuerySet":
        """With who proposed them, what was picked, and the evidence that answers it, as far as it is in `shown`."""
        answered = models.Prefetch("shown", queryset=shown)
        rows = self.select_related("grant__unit", "grant__requested_by", "proposed_by")
        return rows.prefetch_related("picks", answered)


class PackQuerySet(InRoomQuerySet):
    def for_page(self) -> "PackQuerySet":
        """With their jobs and who asked, the newest first."""
        return self.select_related("job", "asked_by").order_by("-created_at", "-pk")

    def under_way(self) -> "PackQuerySet":
        return self.filter(job__state__in=["waiting", "running"])
