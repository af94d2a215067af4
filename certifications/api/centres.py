"""Needs assessments and centres with their board, agreements and rooms, and the authorities."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from certifications.actions import (
    add_authority,
    book_visit,
    call_back,
    change_authority,
    propose_centre,
    write_assessment,
)
from certifications.api.visits import VisitSerializer
from certifications.forms import (
    AssessmentForm,
    AuthorityForm,
    CallBackForm,
    CentreForm,
    NewAuthorityForm,
    VisitForm,
)
from certifications.lists import AssessmentList, AuthorityList, CentreList
from certifications.models import Agreement, AuthorisingAuthority, Centre, CentreRoom, NeedsAssessment, Seat
from certifications.permissions import ASSESS_NEED, KEEP_VISITS, MANAGE_CENTRE
from certifications.workflows import ASSESSMENT, CENTRE
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, writes
from foundation.api.names import AccountNameSerializer, CodeNameSerializer, PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today


class NeedsAssessmentSerializer(serializers.ModelSerializer):
    """Whether a region needs a centre, with the decision once there is one."""

    unit = UnitNameSerializer()
    drivers = serializers.ListField(child=serializers.CharField())
    author = AccountNameSerializer()
    decided_by = AccountNameSerializer(allow_null=True)
    follows = serializers.UUIDField(source="follows.uuid", default=None, allow_null=True)

    class Meta:
        model = NeedsAssessment
        fields = [
            "uuid", "ref", "unit", "state", "drivers", "reasons", "options", "author", "decided_by", "decided_on",
            "decision", "revisit_on", "follows",
        ]  # fmt: skip


@with_steps(ASSESSMENT)
class NeedsAssessments(Told, Collection):
    """Needs assessments with their outcomes; that no centre is needed is one."""

    noun = tag = "needs-assessment"
    model, shows, table = NeedsAssessment, NeedsAssessmentSerializer, AssessmentList

    def listed(self) -> QuerySet[Any]:
        return NeedsAssessment.objects.visible_to(self.person).for_list().select_related("follows")

    @writes(body_of(AssessmentForm, "NeedsAssessment"), gives=NeedsAssessmentSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Write an assessment; it is a draft until the decision is asked for."""
        require(self.person, ASSESS_NEED)
        given = self.cleaned(lambda *sent: AssessmentForm(*sent, actor=self.person, on=today()))
        return self.after(write_assessment(actor=self.person, on=today(), **given), status=201)


class AuthoritySerializer(serializers.ModelSerializer):
    """An authority; its contact counts once somebody has called back."""

    unit = UnitNameSerializer()
    called_by = PersonNameSerializer(allow_null=True)

    class Meta:
        model = AuthorisingAuthority
        fields = ["uuid", "name", "country", "unit", "contact", "called_on", "called_by", "number_from"]


class Authorities(Told, Collection):
    """Authorities that agree on centres and send inspectors."""

    noun = tag = "authority"
    model, shows, table = AuthorisingAuthority, AuthoritySerializer, AuthorityList

    def listed(self) -> QuerySet[Any]:
        return AuthorisingAuthority.objects.visible_to(self.person).for_list()

    @writes(body_of(NewAuthorityForm, "Authority"), gives=AuthoritySerializer, status=201)
    def create(self, request: Request) -> Response:
        """Register an authority."""
        require(self.person, MANAGE_CENTRE)
        given = self.cleaned(lambda *sent: NewAuthorityForm(*sent, actor=self.person, on=today()))
        return self.after(add_authority(actor=self.person, **given), status=201)

    @writes(
        body_of(AuthorityForm, "AuthorityFacts", optional=tuple(AuthorityForm.base_fields)),  # type: ignore[attr-defined]
        gives=AuthoritySerializer,
    )
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change what is known of it; another contact has to be called back anew."""
        row = self._managed(uuid)
        known = {name: getattr(row, name) for name in AuthorityForm.base_fields}  # type: ignore[attr-defined]
        given = self.cleaned(lambda *sent: AuthorityForm(*sent, initial=known))
        return self.after(change_authority(actor=self.person, authority=row, **given))

    @act("call-back", body_of(CallBackForm, "CallBack", optional=("called_on",)), gives=AuthoritySerializer)
    def call_back(self, request: Request, uuid: UUID) -> Response:
        """Note that the contact was reached under a number found elsewhere."""
        row = self._managed(uuid)
        on = today(row.unit)
        given = self.cleaned(lambda *sent: CallBackForm(*sent, on=on))
        return self.after(call_back(actor=self.person, authority=row, on=on, **given))

    def _managed(self, uuid: UUID) -> Any:
        row = self.to_change(uuid)
        require(self.person, MANAGE_CENTRE, row)
        return row


class AuthorityNameSerializer(serializers.ModelSerializer):
    """An authority by its name."""

    class Meta:
        model = AuthorisingAuthority
        fields = ["uuid", "name", "country"]


class BoardSeatSerializer(serializers.ModelSerializer):
    """A seat on the board that oversees a centre."""

    class Meta:
        model = Seat
        fields = ["uuid", "party", "organisation", "name", "is_chair", "from_on", "until_on"]


class CentreAgreementSerializer(serializers.ModelSerializer):
    """What an authority or a customer has agreed with a centre."""

    authority = AuthorityNameSerializer(allow_null=True)
    evidence = serializers.UUIDField(source="evidence.uuid", default=None, allow_null=True)

    class Meta:
        model = Agreement
        fields = ["uuid", "authority", "customer", "agreed", "evidence", "from_on", "until_on"]


class CentreRoomSerializer(serializers.ModelSerializer):
    """A room that can be booked."""

    class Meta:
        model = CentreRoom
        fields = ["uuid", "name", "is_clean", "seats", "is_open"]


class CentreLineSerializer(serializers.ModelSerializer):
    """A centre as a line of the list."""

    unit = UnitNameSerializer()
    site = CodeNameSerializer()
    head = PersonNameSerializer()

    class Meta:
        model = Centre
        fields = ["uuid", "name", "state", "unit", "site", "head"]


class CentreSerializer(CentreLineSerializer):
    """A centre with its board, agreements and rooms; `security_concept` is a version of evidence."""

    functions = serializers.ListField(child=serializers.CharField())
    assessment = serializers.UUIDField(source="assessment.uuid", default=None, allow_null=True)
    security_concept = serializers.UUIDField(source="security_concept.uuid", default=None, allow_null=True)
    approved_by = AccountNameSerializer(allow_null=True)
    seats = BoardSeatSerializer(many=True)
    agreements = CentreAgreementSerializer(many=True)
    rooms = CentreRoomSerializer(many=True)

    class Meta:
        model = Centre
        fields = [
            *CentreLineSerializer.Meta.fields, "functions", "independence", "assessment", "security_concept", "rules",
            "rules_edition", "approved_by", "seats", "agreements", "rooms",
        ]  # fmt: skip


@with_steps(CENTRE)
class Centres(Told, Collection):
    """Security certification centres."""

    noun = tag = "centre"
    model, shows, lists, table = Centre, CentreSerializer, CentreLineSerializer, CentreList

    def listed(self) -> QuerySet[Any]:
        return Centre.objects.visible_to(self.person).for_list(on=today())

    def detailed(self) -> QuerySet[Any]:
        return Centre.objects.visible_to(self.person).for_page().prefetch_related("seats", "rooms")

    @writes(body_of(CentreForm, "Centre"), gives=CentreSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Propose a centre."""
        require(self.person, MANAGE_CENTRE)
        given = self.cleaned(lambda *sent: CentreForm(*sent, actor=self.person, on=today()))
        return self.after(propose_centre(actor=self.person, **given), status=201)

    @act("visits", body_of(VisitForm, "CentreVisit"), gives=VisitSerializer, status=201)
    def visits(self, request: Request, uuid: UUID) -> Response:
        """Book a visit of it."""
        row = self.to_change(uuid)
        require(self.person, KEEP_VISITS, row)
        on = today(row.unit)
        given = self.cleaned(lambda *sent: VisitForm(*sent, actor=self.person, centre=row, on=on))
        return self.made(book_visit(actor=self.person, centre=row, on=on, **given), VisitSerializer, "visit")
