"""What suppliers, components and products offer to the screens that span all apps."""

from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy

from assurance.models import Assessment, ContinuityStatement, ProductVersion, Supplier
from assurance.parts import Part, offer_part
from assurance.querysets import Proven, SupplierQuerySet, of_supply_chain, seen_through
from foundation.access import Role, reach
from foundation.directory.models import Unit
from foundation.directory.ties import Holding, offer_holdings
from foundation.offers import Task, Work, offer_work

AHEAD = timedelta(days=60)  # how long before its date a line appears
NO_TEXT = Value("", CharField())


def _lines(rows: QuerySet[Any], task: str, due_by: Any, to: str = "") -> QuerySet[Any]:
    """The columns of My work; `to` leads from a row to its supplier."""
    return rows.annotate(
        task=Value(task, CharField()),
        row_uuid=F(f"{to}uuid"),
        row_ref=F(f"{to}ref"),
        row_title=F(f"{to}name"),
        row_detail=NO_TEXT,
        clause=NO_TEXT,
        area_code=Value("SC", CharField()),
        unit_name=F(f"{to}unit__name"),
        unit_path=F(f"{to}unit__path"),
        grade=NO_TEXT,
        opens_on=Cast(Value(None), DateField()),
        due_by=due_by,
    )


def _held(user: Any) -> SupplierQuerySet:
    """Admitted suppliers that `user` owns, or whose owners they chase."""
    chased = reach(user, Role.CO, Role.MGR) | of_supply_chain(user, Unit)
    own = Q(owner=user.person_id, owner__isnull=False)
    held = {"held_by_id": F("owner_id"), "held_by": F("owner__name")}
    return Supplier.objects.visible_to(user).admitted().filter(own | chased).annotate(**held)


def assessments(user: Any, on: date) -> QuerySet[Supplier]:
    """Suppliers whose assessment is missing, overdue or due within two months. Source: T-42."""
    rows = _held(user).with_assessment(on).filter(Q(next_on=None) | Q(next_on__lte=on + AHEAD))
    return _lines(rows, "assess_supplier", F("next_on"))


def overdue_assessments(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    return rows.filter(pk__in=Assessment.objects.filter(next_on__lt=on).values("supplier"))


def agreements(user: Any, on: date) -> QuerySet[Supplier]:
    """Suppliers whose security agreement ends within two months or has ended, and critical ones without any."""
    missing = Q(agreement=None, criticality=Supplier.Criticality.CRITICAL)
    rows = _held(user).filter(missing | Q(agreement_until__lte=on + AHEAD))
    return _lines(rows, "renew_agreement", F("agreement_until"))


def statements(user: Any, on: date) -> QuerySet[ContinuityStatement]:
    """Statements that wait for an officer who did not record them. Source: S-14."""
    rows = ContinuityStatement.objects.visible_to(user).to_judge(on)
    rows = rows.filter(reach(user, Role.CO, unit="supplier__unit")).exclude(recorded_by=user)
    if user.person_id is not None:
        rows = rows.exclude(recorded_by__person=user.person_id)
    held = {"held_by_id": Value(user.person_id, BigIntegerField()), "held_by": Value(user.name, CharField())}
    return _lines(rows.annotate(**held), "verify_statement", Cast(Value(None), DateField()), "supplier__")


offer_work(
    Work(
        "assurance.assessments",
        (
            Task(
                "assess_supplier",
                gettext_lazy("Assess the supplier"),
                gettext_lazy("Chase the assessment of the supplier"),
                "assurance:supplier",
                ("warn", "clipboard-document-check", gettext_lazy("Assessment due")),
            ),
        ),
        assessments,
        overdue=overdue_assessments,
    ),
    Work(
        "assurance.agreements",
        (
            Task(
                "renew_agreement",
                gettext_lazy("Get the security agreement signed"),
                gettext_lazy("Chase the security agreement"),
                "assurance:supplier",
                ("warn", "document-check", gettext_lazy("Agreement missing or ending")),
            ),
        ),
        agreements,
    ),
    Work(
        "assurance.statements",
        (
            Task(
                "verify_statement",
                gettext_lazy("Verify the statement on continuity"),
                gettext_lazy("Chase the verification of the statement"),
                "assurance:supplier",
                ("info", "chat-bubble-left", gettext_lazy("Recorded, not verified")),
            ),
        ),
        statements,
        dated=False,
    ),
)


READERS = (Role.CO, Role.PM, Role.LA, Role.AU, Role.MGR, Role.PO)
offer_part(
    Part(
        gettext_lazy("Suppliers"),
        gettext_lazy("Who delivers to us, how safe that is, and whether it goes on."),
        "assurance:suppliers",
        "truck",
        70,
        READERS,
    ),
    Part(
        gettext_lazy("Components"),
        gettext_lazy("What is bought, from whom, and what could take its place."),
        "assurance:components",
        "cpu-chip",
        72,
        READERS,
    ),
    Part(
        gettext_lazy("Products"),
        gettext_lazy("What we deliver, with versions and builds by their hash."),
        "assurance:products",
        "cube",
        75,
        READERS,
    ),
)
seen_through(
    Proven(
        lambda: Supplier,
        lambda user: Supplier.objects.proving_to(user).values("uuid"),
        "ref",
        "name",
        ("assurance:supplier", "uuid"),
    ),
    Proven(
        lambda: ContinuityStatement,
        lambda user: ContinuityStatement.objects.proving_to(user).values("uuid"),
        "supplier__ref",
        "supplier__name",
        ("assurance:supplier", "supplier__uuid"),
    ),
    Proven(
        lambda: ProductVersion,
        lambda user: ProductVersion.objects.proving_to(user).values("uuid"),
        "number",
        "product__name",
        ("assurance:product", "product__uuid"),
    ),
)
offer_holdings(
    Holding(
        "suppliers",
        gettext_lazy("suppliers"),
        lambda person: Supplier.objects.filter(owner=person).exclude(state=Supplier.State.EXITED),
        F("name"),
        "assurance:supplier",
        in_unit=lambda unit: Supplier.objects.filter(unit=unit).exclude(state=Supplier.State.EXITED),
    ),
)
