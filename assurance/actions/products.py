"""Products with their versions and builds; a build is registered once and never changed."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.actions.evidence import link_evidence
from assurance.actions.suppliers import accounts_of
from assurance.models import Build, EvidenceLink, EvidenceVersion, Product, ProductVersion
from assurance.permissions import ADD_PRODUCT, MANAGE_PRODUCTS
from foundation.access import require
from foundation.directory.models import Person, Unit, User
from foundation.trail import record
from foundation.verbs import verb


@verb("assurance.add_product")
def add_product(*, actor: User, unit: Unit, owner: Person, code: str, name: str, purpose: str = "") -> Product:
    """Registers a product. Source: M-29."""
    require(actor, ADD_PRODUCT, unit)
    product = Product(unit=unit, owner=owner, code=code, name=name, purpose=purpose)
    product.full_clean()
    product.save()
    told = accounts_of(owner)
    record(actor=actor, kind="product.added", subject=product, summary=_("Product added"), notify=told)
    return product


@verb("assurance.add_product_version")
def add_product_version(
    *, actor: User, product: Product, number: str, sbom: EvidenceVersion | None = None, **days: date | None
) -> ProductVersion:
    """Registers a version; `days` are `released_on` and `supported_until`, `sbom` is its bill of materials. Source: M-29."""
    require(actor, MANAGE_PRODUCTS, product)
    version = ProductVersion(product=product, number=number, sbom=sbom, **days)
    version.full_clean()
    version.save()
    _link_sbom(version, actor=actor)
    summary = _("Version %(number)s registered") % {"number": number}
    record(actor=actor, kind="product.version_added", subject=product, summary=summary, details={"version": version})
    return version


@verb("assurance.change_product_version")
def change_product_version(
    *, actor: User, version: ProductVersion, sbom: EvidenceVersion | None = None, **days: date | None
) -> ProductVersion:
    """Sets the days of release and end of support, and the bill of materials; the number of a version never changes."""
    locked = ProductVersion.objects.select_for_update().get(pk=version.pk)
    require(actor, MANAGE_PRODUCTS, locked)
    changes: dict[str, Any] = {"sbom": sbom, **days}
    before = {name: getattr(locked, name) for name in changes}
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    _link_sbom(locked, actor=actor)
    record(
        actor=actor,
        kind="product.version_changed",
        subject=locked.product,
        summary=_("Version %(number)s changed") % {"number": locked.number},
        details={"version": locked, "from": before, "to": changes},
    )
    return locked


@verb("assurance.register_build")
def register_build(
    *, actor: User, version: ProductVersion, number: str, sha256: str, built_on: date, on: date, **facts: Any
) -> Build:
    """Registers what was built, by its hash, for good: the database refuses every later change. Source: M-29.

    `facts` are builder, toolchain_sha256, reproducible and signed_by. Raises ValidationError for a day to come.
    """
    require(actor, MANAGE_PRODUCTS, version)
    if built_on > on:
        raise ValidationError({"built_on": _("This day has not come yet.")})
    build = Build(version=version, number=number, sha256=sha256, built_on=built_on, **facts)
    build.full_clean()
    build.save()
    record(
        actor=actor,
        kind="product.build_registered",
        subject=version.product,
        summary=_("Build %(number)s of %(version)s registered") % {"number": number, "version": version.number},
        details={"build": build, "sha256": sha256},
    )
    return build


def _link_sbom(version: ProductVersion, *, actor: User) -> None:
    if version.sbom is None:
        return
    links = EvidenceLink.objects.about(version).filter(version=version.sbom, purpose="sbom")
    if not links.exists():
        link_evidence(actor=actor, version=version.sbom, subject=version, purpose="sbom")
