"""Suppliers with their continuity and assessments, statements, and components."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assurance.actions import (
    add_component,
    add_supplier,
    assess_supplier,
    change_component,
    change_supplier,
    file_agreement,
    record_statement,
)
from assurance.figures import k17
from assurance.forms import (
    AgreementForm,
    AssessmentForm,
    ComponentForm,
    NewComponentForm,
    NewSupplierForm,
    StatementForm,
    SupplierForm,
)
from assurance.lists import ComponentList, SupplierList
from assurance.models import Assessment, Component, ContinuityStatement, Supplier
from assurance.permissions import MANAGE_SUPPLIERS, require_supply
from assurance.records.suppliers import component_facts, supplier_facts
from assurance.workflows import STATEMENT, SUPPLIER
from foundation.access import require
from foundation.api.bodies import body_of
from foundation.api.days import asked_day
from foundation.api.doors import Collection, Door, act, reads, writes
from foundation.api.names import PersonNameSerializer, UnitNameSerializer
from foundation.api.steps import with_steps
from foundation.api.stories import Told
from foundation.clock import today
from foundation.permissions import VIEW_BOARD


class SupplierNameSerializer(serializers.Serializer):
    """A supplier."""

    uuid = serializers.UUIDField()
    ref = serializers.CharField()
    name = serializers.CharField()


class AssessmentSerializer(serializers.ModelSerializer):
    """A security assessment."""

    supplier = SupplierNameSerializer()
    assessed_by = serializers.CharField(source="assessed_by.name")

    class Meta:
        model = Assessment
        fields = ["uuid", "supplier", "on", "score", "note", "assessed_by", "next_on"]


class StatementSerializer(serializers.ModelSerializer):
    """What was said of whether a supplier goes on supplying."""

    supplier = SupplierNameSerializer()
    recorded_by = serializers.CharField(source="recorded_by.name")
    verified_by = serializers.CharField(source="verified_by.name", default=None, allow_null=True)

    class Meta:
        model = ContinuityStatement
        fields = [
            "uuid", "supplier", "says", "source_kind", "source_on", "received_on", "quote", "valid_until", "state",
            "recorded_by", "verified_by", "verified_on", "judgement",
        ]  # fmt: skip


class SupplierSerializer(serializers.ModelSerializer):
    """A supplier as it stands today; what it lacks is 1, what it has 0."""

    unit = UnitNameSerializer()
    owner = PersonNameSerializer()
    agreement = serializers.UUIDField(source="agreement.uuid", default=None, allow_null=True)
    continuity = serializers.ChoiceField(choices=Supplier.Continuity.choices)
    continuity_until = serializers.DateField(allow_null=True)
    assessed_on = serializers.DateField(allow_null=True)
    score = serializers.IntegerField(allow_null=True)
    next_on = serializers.DateField(allow_null=True)
    lacks_assessment = serializers.IntegerField()
    lacks_agreement = serializers.IntegerField()
    lacks_continuity = serializers.IntegerField()

    class Meta:
        model = Supplier
        fields = [
            "uuid", "ref", "name", "country", "category", "criticality", "unit", "owner", "state", "agreement",
            "agreement_until", "continuity", "continuity_until", "assessed_on", "score", "next_on", "lacks_assessment",
            "lacks_agreement", "lacks_continuity",
        ]  # fmt: skip


class ContinuitySerializer(serializers.Serializer):
    """What is known of a supplier's continuity on a day: the statement that leads, and those against it."""

    on = serializers.DateField()
    continuity = serializers.ChoiceField(choices=Supplier.Continuity.choices)
    leading = StatementSerializer(allow_null=True)
    against = StatementSerializer(many=True)


@with_steps(SUPPLIER)
class Suppliers(Told, Collection):
    """Suppliers of one's units, and those one owns."""

    noun = tag = "supplier"
    model, shows, table = Supplier, SupplierSerializer, SupplierList

    def listed(self) -> QuerySet[Any]:
        return Supplier.objects.visible_to(self.person).with_gaps(today()).for_list().select_related("agreement")

    @writes(body_of(NewSupplierForm, "Supplier"), gives=SupplierSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Register a candidate."""
        require_supply(self.person)
        given = self.cleaned(lambda *sent: NewSupplierForm(*sent, actor=self.person, on=today()))
        return self.after(add_supplier(actor=self.person, on=today(), **given), status=201)

    @writes(
        body_of(SupplierForm, "SupplierFacts", optional=tuple(SupplierForm.base_fields)),  # type: ignore[attr-defined]
        gives=SupplierSerializer,
    )
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change its facts."""
        row, on = self._managed(uuid), today()
        given = self.cleaned(lambda *sent: SupplierForm(*sent, initial=supplier_facts(row), on=on))
        return self.after(change_supplier(actor=self.person, supplier=row, on=on, **given))

    @act(
        "assessments", body_of(AssessmentForm, "Assessment", optional=("assessed_on",)),
        gives=AssessmentSerializer, status=201,
    )  # fmt: skip
    def assessments(self, request: Request, uuid: UUID) -> Response:
        """Record an assessment; the next is due by the criticality."""
        row = self._managed(uuid)
        on = today(row.unit)
        given = self.cleaned(lambda *sent: AssessmentForm(*sent, on=on))
        done = assess_supplier(actor=self.person, supplier=row, on=on, **given)
        return self.made(done, AssessmentSerializer, "assessment")

    @act("agreement", body_of(AgreementForm, "Agreement", optional=("until",)), gives=SupplierSerializer)
    def agreement(self, request: Request, uuid: UUID) -> Response:
        """Put a security agreement on file."""
        row = self._managed(uuid)
        given = self.cleaned(lambda *sent: AgreementForm(*sent, actor=self.person))
        return self.after(file_agreement(actor=self.person, supplier=row, **given))

    @act(
        "statements", body_of(StatementForm, "Statement", optional=("source_on", "received_on")),
        gives=StatementSerializer, status=201,
    )  # fmt: skip
    def statements(self, request: Request, uuid: UUID) -> Response:
        """Record a statement word for word; somebody else judges it."""
        row = self._managed(uuid)
        on = today(row.unit)
        given = self.cleaned(lambda *sent: StatementForm(*sent, actor=self.person, row=row, on=on))
        told = record_statement(actor=self.person, supplier=row, on=on, **given)
        return self.made(told, StatementSerializer, "statement")

    @reads("continuity", gives=ContinuitySerializer, query={"on": {"type": "string", "format": "date"}})
    def continuity(self, request: Request, uuid: UUID) -> Response:
        """What is known of its continuity today, or was on a day, by what is verified now."""
        row = self.found(uuid)
        asked = request.query_params.get("on")
        on = asked_day(asked) if asked else today(row.unit)
        told = row.statements.for_list()
        leading = told.leading(on).first()
        against = told.against(leading, on).order_by("-source_on", "-pk") if leading is not None else []
        known = Supplier.objects.with_continuity(on).get(pk=row.pk).continuity
        facts = {"on": on, "continuity": known, "leading": leading, "against": against}
        return Response(ContinuitySerializer(facts).data)

    def _managed(self, uuid: UUID) -> Any:
        row = self.to_change(uuid)
        require(self.person, MANAGE_SUPPLIERS, row)
        return row


class Assessments(Collection):
    """Assessments of suppliers."""

    noun = tag = "assessment"
    model, shows, order = Assessment, AssessmentSerializer, ("-on",)

    def listed(self) -> QuerySet[Any]:
        return Assessment.objects.visible_to(self.person).select_related("supplier", "assessed_by")


@with_steps(STATEMENT)
class Statements(Collection):
    """Statements on the continuity of suppliers."""

    noun = tag = "statement"
    model, shows, order = ContinuityStatement, StatementSerializer, ("-source_on",)

    def listed(self) -> QuerySet[Any]:
        return ContinuityStatement.objects.visible_to(self.person).for_list()


class ComponentNameSerializer(serializers.Serializer):
    """A component."""

    uuid = serializers.UUIDField()
    number = serializers.CharField()
    name = serializers.CharField()


class ComponentSerializer(serializers.ModelSerializer):
    """A component; `sources` are its suppliers that are neither blocked nor gone."""

    unit = UnitNameSerializer()
    suppliers = SupplierNameSerializer(many=True)
    alternatives = ComponentNameSerializer(many=True)
    sources = serializers.IntegerField()

    class Meta:
        model = Component
        fields = ["uuid", "number", "name", "unit", "suppliers", "alternatives", "sources", "stock_cover_days"]


class Components(Told, Collection):
    """Components of one's units, and those that suppliers one owns deliver."""

    noun = tag = "component"
    model, shows, table = Component, ComponentSerializer, ComponentList

    def listed(self) -> QuerySet[Any]:
        return Component.objects.visible_to(self.person).for_list(self.person)

    @writes(body_of(NewComponentForm, "Component"), gives=ComponentSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Register a component."""
        require_supply(self.person)
        given = self.cleaned(lambda *sent: NewComponentForm(*sent, actor=self.person))
        return self.after(add_component(actor=self.person, **given), status=201)

    @writes(
        body_of(ComponentForm, "ComponentFacts", optional=tuple(ComponentForm.base_fields)),  # type: ignore[attr-defined]
        gives=ComponentSerializer,
    )
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change it; what is left out stays."""
        row = self.to_change(uuid)
        require(self.person, MANAGE_SUPPLIERS, row)
        known = {"initial": component_facts(row, self.person), "actor": self.person, "component": row}
        given = self.cleaned(lambda *sent: ComponentForm(*sent, **known))
        return self.after(change_component(actor=self.person, component=row, **given))


class ListedSerializer(serializers.Serializer):
    """A critical supplier that is not known to go on."""

    ref = serializers.CharField()
    name = serializers.CharField()
    continuity = serializers.CharField()


class SupplierContinuitySerializer(serializers.Serializer):
    """Of the critical suppliers, how many are known to go on; components with a single source and no alternative."""

    numerator = serializers.IntegerField()
    denominator = serializers.IntegerField()
    states = serializers.DictField(child=serializers.IntegerField())
    listed = ListedSerializer(many=True)
    exposed_components = serializers.IntegerField()


class SupplierFigures(Door):
    """Supplier continuity on the board."""

    noun = tag = "supplier-figures"
    shows = SupplierContinuitySerializer

    def show(self, request: Request) -> Response:
        """The share of critical suppliers that go on, under the units one manages."""
        require(self.person, VIEW_BOARD)
        return Response(SupplierContinuitySerializer(k17(self.person, on=today())).data)
