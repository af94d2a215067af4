"""What the pages of suppliers, components and products show, gathered in few queries; nothing here writes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from assurance.builds import marks_of
from assurance.models import Component, ContinuityStatement, Evidence, EvidenceLink, Product, ProductVersion, Supplier
from assurance.permissions import MANAGE_PRODUCTS, MANAGE_SUPPLIERS
from assurance.querysets import PLACE
from assurance.standing import Piece, pieces, standing
from foundation.access import permits
from foundation.clock import EARLIEST, today
from foundation.directory.models import User
from foundation.steps import Move, moves_of
from foundation.stories import story_of


@dataclass(frozen=True)
class Said:
    """A statement as the page of its supplier tells it: what it weighs on the day looked at, its steps and evidence."""

    row: ContinuityStatement
    weight: str
    moves: list[Move]
    pieces: list[Piece]


def statements_of(supplier: Any, user: User, *, on: date, now: date) -> list[Said]:
    """The statements dated up to a day, the newest first; `weight` is “leads”, “against” or “”. Source: M-44."""
    told = supplier.statements.for_list().filter(source_on__lte=on).order_by("-source_on", "-pk")
    if supplier.continuity_by is not None:
        told = told.with_weight([getattr(supplier, f"leading_{name}") for name in PLACE], on)
    rows = list(told)
    proofs = _proofs(rows, user)
    return [
        Said(
            row,
            "leads" if row.pk == supplier.continuity_by else "against" if _is_against(row) else "",
            moves_of(row, actor=user, on=now),
            pieces(proofs.get(row.uuid, []), on=now),
        )
        for row in rows
    ]


def supplier_record(supplier: Any, user: User, *, on: date, now: date) -> dict[str, Any]:
    """The context of a supplier's page, with its continuity on a day; takes a row annotated for that day."""
    agreement = supplier.agreement
    return {
        "supplier": supplier,
        "continuity": Supplier.Continuity(supplier.continuity),
        "on": on,
        "today": now,
        "is_past": on != now,
        "said": statements_of(supplier, user, on=on, now=now),
        "assessments": list(supplier.assessments.select_related("assessed_by").order_by("-on")),
        "components": list(Component.objects.visible_to(user).filter(suppliers=supplier).with_sources()),
        "agreement": standing(agreement, on=now) if agreement else None,
        "shows_agreement": agreement is not None
        and Evidence.objects.visible_to(user).filter(pk=agreement.evidence_id).exists(),
        "moves": moves_of(supplier, actor=user, on=now),
        "may_manage": permits(user, MANAGE_SUPPLIERS, supplier),
        **story_of(supplier, actor=user),
    }


def day_asked(text: str, *, now: date) -> date:
    """The day that a reader asks to look at; today where they name none, or one that has not come."""
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return now
    return asked if EARLIEST <= asked <= now else now


def component_record(component: Component, user: User) -> dict[str, Any]:
    """The context of a component's page: who delivers it and how they stand, what could replace it, where it is used."""
    on = today(component.unit)
    suppliers = Supplier.objects.visible_to(user).filter(components=component).with_continuity(on)
    versions = component.used_in.visible_to(user).select_related("product")  # type: ignore[attr-defined]
    return {
        "component": component,
        "suppliers": list(suppliers),
        "versions": list(versions),
        "may_manage": permits(user, MANAGE_SUPPLIERS, component),
        "today": on,
        **story_of(component, actor=user),
    }


def supplier_facts(supplier: Supplier) -> dict[str, Any]:
    """What the form of a supplier shows before anybody types."""
    return {name: getattr(supplier, name) for name in ("name", "category", "criticality", "country", "owner")}


def component_facts(component: Component, user: User) -> dict[str, Any]:
    """What the form of a component shows before anybody types: of its ties those that `user` sees."""
    ties = {name: list(getattr(component, name).visible_to(user)) for name in ("suppliers", "alternatives", "used_in")}
    return {**ties, **{name: getattr(component, name) for name in ("number", "name", "stock_cover_days")}}


def support_facts(version: ProductVersion) -> dict[str, Any]:
    """What the form of a version shows before anybody types."""
    return {name: getattr(version, name) for name in ("released_on", "supported_until", "sbom")}


def product_record(product: Product, user: User) -> dict[str, Any]:
    """The context of a product's page: its versions with their components, each with its builds and what is said of them."""
    seen = Evidence.objects.visible_to(user).filter(pk=OuterRef("sbom__evidence"))
    rows = product.versions.visible_to(user).select_related("sbom__evidence").annotate(shows_sbom=Exists(seen))  # type: ignore[attr-defined]
    named = Prefetch("components", Component.objects.visible_to(user))
    versions = list(rows.order_by("-released_on", "-pk").prefetch_related("builds", named))
    marks = marks_of([build for version in versions for build in version.builds.all()], user)
    return {
        "product": product,
        "versions": [(version, [(one, marks[one.pk]) for one in version.builds.all()]) for version in versions],
        "may_manage": permits(user, MANAGE_PRODUCTS, product),
        "today": today(product.unit),
        **story_of(product, actor=user),
    }


def _is_against(row: Any) -> bool:
    """As with_weight() says; where no statement leads, nothing can stand against it."""
    return getattr(row, "stands_against", False)


def _proofs(rows: list[ContinuityStatement], user: User) -> dict[Any, list[EvidenceLink]]:
    """The links of each statement whose evidence `user` may see."""
    found: dict[Any, list[EvidenceLink]] = {}
    if rows:
        seen = Evidence.objects.visible_to(user).filter(pk=OuterRef("version__evidence"))
        links = EvidenceLink.objects.about_any(ContinuityStatement, [row.uuid for row in rows]).filter(Exists(seen))
        for link in links.for_list():
            found.setdefault(link.subject_uuid, []).append(link)
    return found
