"""Management reviews with their topics, and what comes of them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import (
    carry_out_review_action,
    change_outcome,
    change_review,
    note_input,
    plan_review,
    record_outcome,
    remove_outcome,
)
from assurance.forms import DoneForm, InputForm, OutcomeForm, ReviewForm
from assurance.lists import ManagementReviewList
from assurance.models import ManagementReview, ReviewInput, ReviewOutcome
from assurance.paper.minutes import is_intact
from assurance.permissions import CARRY_OUT_REVIEW_ACTION, PREPARE_REVIEW
from assurance.records.system import whole
from assurance.review_words import ACTION_CHOICES
from assurance.workflows import REVIEW
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today


class ReviewSerializer(serializers.ModelSerializer):
    """A management review as the list tells it."""

    unit = UnitNameSerializer()
    chair = PersonNameSerializer()
    prepared_by = serializers.CharField(source="prepared_by.name")
    signed_by = serializers.CharField(source="signed_by.name", default=None, allow_null=True)

    class Meta:
        model = ManagementReview
        fields = [
            "uuid", "ref", "title", "unit", "planned_on", "chair", "prepared_by", "cut_off", "held_on", "signed_by",
            "signed_on", "sha256", "state",
        ]  # fmt: skip


class ReviewInputSerializer(serializers.ModelSerializer):
    """A topic: the figures of the cut-off, earlier actions or objectives as they stood, and the note."""

    class Meta:
        model = ReviewInput
        fields = ["uuid", "topic", "figures", "rows", "note"]


class ReviewOutcomeSerializer(serializers.ModelSerializer):
    """A decision, or an action with its owner; `standing` is decided, open, late or done."""

    review = serializers.UUIDField(source="review.uuid")
    review_ref = serializers.CharField(source="review.ref")
    owner = PersonNameSerializer(allow_null=True)
    done_by = serializers.CharField(source="done_by.name", default=None, allow_null=True)
    standing = serializers.SerializerMethodField()

    class Meta:
        model = ReviewOutcome
        fields = [
            "uuid", "review", "review_ref", "number", "kind", "text", "owner", "due_on", "done_on", "done_by",
            "done_note", "standing",
        ]  # fmt: skip

    @extend_schema_field({"type": "string", "enum": [name for name, _label in ACTION_CHOICES]})
    def get_standing(self, row: ReviewOutcome) -> str:
        return str(vars(row)["standing"])


class WholeReviewSerializer(ReviewSerializer):
    """A review with everything that is said in it; `intact` says whether it still is what was signed."""

    inputs = ReviewInputSerializer(many=True)
    outcomes = ReviewOutcomeSerializer(many=True)
    intact = serializers.SerializerMethodField()

    class Meta(ReviewSerializer.Meta):
        fields = [*ReviewSerializer.Meta.fields, "agenda", "attendance", "minutes", "inputs", "outcomes", "intact"]

    @extend_schema_field({"type": "boolean", "nullable": True})
    def get_intact(self, row: ManagementReview) -> bool | None:
        return is_intact(row) if row.state == ManagementReview.State.SIGNED else None


@with_steps(REVIEW)
class ManagementReviews(Told, Collection):
    """The management reviews of the whole organisation."""

    noun = tag = "management-review"
    model, shows, lists, table = ManagementReview, WholeReviewSerializer, ReviewSerializer, ManagementReviewList

    def listed(self) -> QuerySet[Any]:
        return ManagementReview.objects.visible_to(self.person).for_list(today())

    def detailed(self) -> QuerySet[Any]:
        return ManagementReview.objects.visible_to(self.person).for_page(today())

    @writes(body_of(ReviewForm, "ManagementReview"), gives=WholeReviewSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Plan a review."""
        unit = whole()
        require(self.person, PREPARE_REVIEW, unit)
        given = self.cleaned(lambda *sent: ReviewForm(*sent, unit=unit, on=today(unit)))
        return self.after(plan_review(actor=self.person, unit=unit, on=today(unit), **given), status=201)

    @act(
        "change",
        body_of(ReviewForm, "ManagementReviewPlan", optional=tuple(ReviewForm.base_fields)),  # type: ignore[attr-defined]
        gives=WholeReviewSerializer,
    )
    def change(self, request: Request, uuid: UUID) -> Response:
        """Change the plan; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, PREPARE_REVIEW, row)
        known = {"title": row.title, "planned_on": row.planned_on, "chair": row.chair, "agenda": row.agenda}
        on = today(row.unit)
        given = self.cleaned(lambda *sent: ReviewForm(*sent, initial=known, unit=row.unit, on=on))
        return self.after(change_review(actor=self.person, review=row, on=on, **given))

    @act("outcomes", body_of(OutcomeForm, "ReviewOutcome"), gives=ReviewOutcomeSerializer, status=201)
    def record(self, request: Request, uuid: UUID) -> Response:
        """Record a decision, or an action with its owner."""
        row = self.to_change(uuid)
        require(self.person, PREPARE_REVIEW, row)
        on = today(row.unit)
        given = self.cleaned(lambda *sent: OutcomeForm(*sent, on=on))
        made = record_outcome(actor=self.person, review=row, on=on, **given)
        shown = ReviewOutcome.objects.with_standing(on).for_list().get(pk=made.pk)
        return self.made(shown, ReviewOutcomeSerializer, "review-outcome")


class ReviewInputs(Collection):
    """The topics of reviews."""

    noun = tag = "review-input"
    model, shows, order = ReviewInput, ReviewInputSerializer, ("-review__planned_on", "pk")

    def listed(self) -> QuerySet[Any]:
        return ReviewInput.objects.visible_to(self.person).select_related("review__unit")

    @act("note", body_of(InputForm, "ReviewNote"), gives=ReviewInputSerializer)
    def note(self, request: Request, uuid: UUID) -> Response:
        """Say something of the topic, in place of what is said there."""
        row = self.to_change(uuid)
        require(self.person, PREPARE_REVIEW, row.review)
        return self.after(note_input(actor=self.person, review_input=row, **self.cleaned(InputForm)))


class ReviewOutcomes(Told, Collection):
    """Decisions and actions of the reviews one sees, and the actions one was given."""

    noun = tag = "review-outcome"
    model, shows, order = ReviewOutcome, ReviewOutcomeSerializer, ("-review__planned_on", "number")

    def listed(self) -> QuerySet[Any]:
        return ReviewOutcome.objects.visible_to(self.person).with_standing(today()).for_list()

    @act(
        "change",
        body_of(OutcomeForm, "ReviewOutcomeChange", optional=tuple(OutcomeForm.base_fields)),  # type: ignore[attr-defined]
        gives=ReviewOutcomeSerializer,
    )
    def change(self, request: Request, uuid: UUID) -> Response:
        """Change what is recorded; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, PREPARE_REVIEW, row)
        known, on = {name: getattr(row, name) for name in ("kind", "text", "owner", "due_on")}, today(row.unit)
        given = self.cleaned(lambda *sent: OutcomeForm(*sent, initial=known, on=on))
        return self.after(change_outcome(actor=self.person, outcome=row, on=on, **given))

    @act("remove", gives=OpenApiResponse(None, "Done."), status=204)
    def remove(self, request: Request, uuid: UUID) -> Response:
        """Take it out of a review whose meeting is not recorded yet."""
        row = self.to_change(uuid)
        require(self.person, PREPARE_REVIEW, row)
        remove_outcome(actor=self.person, outcome=row)
        return Response(status=204)

    @act("done", body_of(DoneForm, "ReviewActionDone"), gives=ReviewOutcomeSerializer)
    def done(self, request: Request, uuid: UUID) -> Response:
        """Say that an action is done, and what was done."""
        row = self.to_change(uuid)
        require(self.person, CARRY_OUT_REVIEW_ACTION, row)
        given = self.cleaned(DoneForm)
        return self.after(carry_out_review_action(actor=self.person, outcome=row, on=today(row.unit), **given))
