"""People, as much of each as the role table gives to the reader, and what administration writes about them.

Whoever chooses people for their work reads names; auditors and the programme manager the unit too; administration,
officers, human resources and managers everything below their roles, and everybody themselves. Source: section 5, persons.
"""

from typing import Any
from uuid import UUID

import django_filters as filters
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import Role, reach, require
from foundation.api.bodies import body_of
from foundation.api.doors import Collection, act, reads, writes
from foundation.api.fields import Day
from foundation.api.names import PersonNameSerializer, UnitNameSerializer
from foundation.api.rooms.access import ClearanceSerializer
from foundation.api.stories import Told
from foundation.clock import today
from foundation.directory import actions
from foundation.directory.forms import (
    ClearanceForm,
    EndLeaveForm,
    JobForm,
    LeaveForm,
    LeavingForm,
    PersonForm,
    StarterForm,
)
from foundation.directory.models import JobRoleSpell, Leave, Person, User
from foundation.directory.permissions import CHANGE_PEOPLE, GRANT_CLEARANCE
from foundation.directory.records import person_record
from foundation.lists import Column, TableList

NAMES = (Role.ADM, Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO, Role.PM, Role.HR)  # who reads of others at all
PLACES = (Role.LA, Role.AU, Role.PM)  # who reads where others work; the rest of them see everything or names alone
FOR_ALL = ("uuid", "name")


class PersonSerializer(serializers.ModelSerializer):
    """Somebody who works here; null is what one's roles do not show of them."""

    number = serializers.CharField(allow_null=True)
    email = serializers.CharField(allow_null=True)
    kind = serializers.ChoiceField(choices=Person.Kind.choices, allow_null=True)
    employer = serializers.CharField(allow_null=True)
    unit = UnitNameSerializer(allow_null=True)
    job = serializers.CharField(allow_null=True)
    standing = serializers.CharField(allow_null=True)
    manager = PersonNameSerializer(allow_null=True)
    deputy = PersonNameSerializer(allow_null=True)
    sponsor = PersonNameSerializer(allow_null=True)
    start_on = serializers.DateField(allow_null=True)
    has_account = serializers.BooleanField(allow_null=True)

    class Meta:
        model = Person
        fields = [
            "uuid", "name", "unit", "number", "email", "kind", "employer", "job", "standing", "manager", "deputy",
            "sponsor", "start_on", "contract_end", "left_on", "has_account",
        ]  # fmt: skip

    def to_representation(self, person: Any) -> dict[str, Any]:
        shown = super().to_representation(person)
        if person.is_seen:
            return shown
        known = (*FOR_ALL, "unit") if person.is_placed else FOR_ALL
        return {name: value if name in known else None for name, value in shown.items()}


class JobSpellSerializer(serializers.ModelSerializer):
    """A job from a day to a day."""

    job = serializers.CharField(source="role.name")
    unit = UnitNameSerializer()

    class Meta:
        model = JobRoleSpell
        fields = ["job", "unit", "from_on", "to_on"]


class AbsenceSerializer(serializers.ModelSerializer):
    """An absence and who stands in."""

    deputy = PersonNameSerializer(allow_null=True)

    class Meta:
        model = Leave
        fields = ["from_on", "to_on", "deputy"]


class HeldAccountSerializer(serializers.ModelSerializer):
    """An account of the person."""

    class Meta:
        model = User
        fields = ["uuid", "name", "email", "is_active"]


class HandoverSerializer(serializers.Serializer):
    """How much of one kind somebody answers for, and hands over when leaving."""

    what = serializers.CharField(source="label")
    count = serializers.IntegerField()


class RecordSerializer(serializers.Serializer):
    """What the page of a person shows below the facts, the latest first; of accounts those that one sees."""

    jobs = JobSpellSerializer(source="spells", many=True)
    absences = AbsenceSerializer(source="leaves", many=True)
    clearances = serializers.SerializerMethodField()
    accounts = serializers.SerializerMethodField()
    answers_for = HandoverSerializer(source="held", many=True)

    @extend_schema_field(ClearanceSerializer(many=True))
    def get_clearances(self, record: dict[str, Any]) -> Any:
        return ClearanceSerializer([one for one, _proofs in record["clearances"]], many=True).data

    @extend_schema_field(HeldAccountSerializer(many=True))
    def get_accounts(self, record: dict[str, Any]) -> Any:
        return HeldAccountSerializer([one for one, _held in record["accounts"]], many=True).data


class PersonFilters(filters.FilterSet):
    name = filters.CharFilter(lookup_expr="icontains", label=_("Name contains"))
    number = filters.CharFilter(field_name="shown_number", lookup_expr="iexact", label=_("Personnel number"))

    class Meta:
        model = Person
        fields: list[str] = []


class PeopleList(TableList):
    name = "people"
    title = _("People")
    columns = (Column("name", _("Name"), sort="name"), Column("number", _("Number"), sort="shown_number"))
    default_sort = "name"
    filterset = PersonFilters


def shown_to(user: User) -> QuerySet[Any]:
    """Who works now where one's roles reach, and whom one's pages show; `is_seen` and `is_placed` say how much of each.

    `shown_number` is empty where the number is not shown, so that no filter and no order tells it.
    """
    named, placed = reach(user, *NAMES), reach(user, *PLACES)
    seen = Exists(Person.objects.visible_to(user).filter(pk=OuterRef("pk")))
    at_work = Q(pk__in=Person.objects.active(today()).values("pk"))
    rows = Person.objects.for_list(today()).annotate(
        is_seen=seen, is_placed=ExpressionWrapper(placed, output_field=BooleanField())
    )
    number = Case(When(is_seen=True, then=F("number")), default=Value(""), output_field=CharField())
    return rows.annotate(shown_number=number).filter(Q(is_seen=True) | (named & at_work))


class People(Told, Collection):
    """Who works now in those units, and oneself."""

    noun = tag = "person"
    model, shows, table = Person, PersonSerializer, PeopleList

    def rows(self) -> QuerySet[Any]:
        if self.person.kind != User.Kind.INSIDE:
            return Person.objects.none()
        return shown_to(self.person)

    def found(self, uuid: UUID) -> Any:
        """Of people without a page for the reader only the name is read: nothing that happened, and no verb."""
        row = super().found(uuid)
        if not row.is_seen and self.action != "retrieve":
            raise Http404
        return row

    def after(self, row: Any, *, status: int = 200) -> Response:
        return self.shown(self.detailed().get(pk=row.pk), status=status)

    def to_mend(self, uuid: UUID) -> Person:
        row = self.to_change(uuid)
        require(self.person, CHANGE_PEOPLE, row)
        return row

    def cleaned_for(self, form: Any, **more: Any) -> dict[str, Any]:
        return self.cleaned(lambda *sent: form(*sent, actor=self.person, on=today(), **more))

    @writes(body_of(StarterForm, "Starter"), gives=PersonSerializer, status=201)
    def create(self, request: Request) -> Response:
        """Add somebody new with the first job."""
        require(self.person, CHANGE_PEOPLE)
        return self.after(actions.add_person(actor=self.person, **self.cleaned_for(StarterForm)), status=201)

    @writes(body_of(PersonForm, "PersonFacts", optional=tuple(PersonForm.base_fields)), gives=PersonSerializer)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change the facts; what is left out stays."""
        row = self.to_mend(uuid)
        given = self.cleaned_for(PersonForm, initial=PersonForm.facts_of(row))
        return self.after(actions.edit_person(actor=self.person, person=row, **given))

    @act("job", body_of(JobForm, "Job"), gives=PersonSerializer)
    def job(self, request: Request, uuid: UUID) -> Response:
        """The next job; the present one ends the day before."""
        row = self.to_mend(uuid)
        given = self.cleaned_for(JobForm)
        actions.change_job(actor=self.person, person=row, on=today(row.unit), **given)
        return self.after(row)

    @act("absences", body_of(LeaveForm, "Absence"), gives=PersonSerializer)
    def absences(self, request: Request, uuid: UUID) -> Response:
        """Note an absence; the deputy is told."""
        row = self.to_mend(uuid)
        actions.record_leave(actor=self.person, person=row, **self.cleaned_for(LeaveForm))
        return self.after(row)

    @act("absences/end", body_of(EndLeaveForm, "AbsenceEnd", from_on=Day()), gives=PersonSerializer)
    def end_absence(self, request: Request, uuid: UUID) -> Response:
        """Give the absence that began on a day its last day."""
        row = self.to_mend(uuid)
        actions.end_leave(actor=self.person, person=row, **self.cleaned(EndLeaveForm))
        return self.after(row)

    @reads("record", gives=RecordSerializer)
    def record(self, request: Request, uuid: UUID) -> Response:
        """The jobs, absences and clearances of a person, and the accounts that one sees."""
        row = self.found(uuid)
        return Response(RecordSerializer(person_record(row, self.person, today(row.unit))).data)

    @act("leave", body_of(LeavingForm, "Leaving"), gives=PersonSerializer)
    def leave(self, request: Request, uuid: UUID) -> Response:
        """The last day: jobs, roles and accounts end with it."""
        row = self.to_mend(uuid)
        given = self.cleaned(LeavingForm)
        return self.after(actions.record_leaving(actor=self.person, person=row, on=today(row.unit), **given))

    @act("return", body_of(JobForm, "Return"), gives=PersonSerializer)
    def back(self, request: Request, uuid: UUID) -> Response:
        """Somebody is back; accounts stay closed and roles ended."""
        row = self.to_mend(uuid)
        given = self.cleaned_for(JobForm)
        return self.after(actions.record_return(actor=self.person, person=row, on=today(row.unit), **given))

    @act("clearances", body_of(ClearanceForm, "Clearance"), gives=ClearanceSerializer, status=201)
    def clearances(self, request: Request, uuid: UUID) -> Response:
        """Say what somebody may do until a day, and what shows it."""
        row = self.to_change(uuid)
        require(self.person, GRANT_CLEARANCE, row)
        given = self.cleaned(lambda *sent: ClearanceForm(*sent, actor=self.person))
        made = actions.grant_clearance(actor=self.person, person=row, **given)
        found = type(made).objects.for_list(today()).get(pk=made.pk)
        return self.made(found, ClearanceSerializer, "clearance")
