"""Products with versions and builds: what is registered stays what it was."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from assurance.actions import (
    add_product,
    add_product_version,
    change_product_version,
    register_build,
    upload_evidence,
)
from assurance.models import Build, Product
from tests.company import TODAY
from tests.kept import kept_text

HASH = "ab" * 32
BUILT = {"sha256": HASH, "built_on": TODAY, "builder": "Release line 2", "on": TODAY}


@pytest.fixture
def product(company):
    return add_product(
        actor=company.cast["ines"], unit=company.units["TS"], owner=company.person("samir"), code="MN-CORE",
        name="Core gateway",
    )  # fmt: skip


@pytest.fixture
def version(cast, product):
    days = {"released_on": TODAY, "supported_until": date(2031, 11, 20)}
    return add_product_version(actor=cast["samir"], product=product, number="6.2", **days)


def test_m29_a_build_is_registered_by_its_hash(cast, version):
    build = register_build(actor=cast["samir"], version=version, number="6.2.0-118", **BUILT)

    assert build.sha256 == HASH


@pytest.mark.parametrize("change", [{"sha256": "cd" * 32}, {"number": "7"}, {"reproducible": True}])
def test_m29_the_database_refuses_to_change_a_build(cast, version, change):
    build = register_build(actor=cast["samir"], version=version, number="6.2.0-118", **BUILT)

    with pytest.raises(DatabaseError, match="A build is never changed"), transaction.atomic():
        Build.objects.filter(pk=build.pk).update(**change)
    with pytest.raises(DatabaseError, match="A build is never changed"), transaction.atomic():
        Build.objects.filter(pk=build.pk).delete()


@pytest.mark.parametrize("text", ["", "AB" * 32, "ab" * 31, "xy" * 32, "ab" * 32 + "\n"])
def test_m29_a_hash_is_64_small_hexadecimal_digits(cast, version, text):
    with pytest.raises(ValidationError) as refused:
        register_build(actor=cast["samir"], version=version, number="1", **BUILT | {"sha256": text})

    assert "sha256" in refused.value.message_dict


def test_m29_a_build_is_registered_once_and_not_before_its_day(cast, version):
    register_build(actor=cast["samir"], version=version, number="1", **BUILT)

    with pytest.raises(ValidationError, match="registered already"):
        register_build(actor=cast["samir"], version=version, number="1", **BUILT)
    late = BUILT | {"built_on": TODAY + timedelta(days=1)}
    with pytest.raises(ValidationError, match="not come yet"):
        register_build(actor=cast["samir"], version=version, number="2", **late)


def test_m29_a_version_has_its_days_of_support_and_its_bill_of_materials(company, cast, version):
    actor = cast["ines"]
    bill = upload_evidence(actor=actor, unit=company.units["TS"], title="SBOM", as_of=TODAY, kept=kept_text())

    changed = change_product_version(
        actor=actor, version=version, sbom=bill, released_on=TODAY, supported_until=date(2032, 1, 1)
    )

    assert (changed.sbom, changed.supported_until) == (bill, date(2032, 1, 1))
    assert type(bill).objects.visible_to(cast["samir"]).filter(pk=bill.pk).exists()


def test_m29_support_cannot_end_before_the_release(cast, product):
    days = {"released_on": TODAY, "supported_until": TODAY - timedelta(days=1)}
    with pytest.raises(ValidationError, match="before the release"):
        add_product_version(actor=cast["samir"], product=product, number="6.3", **days)


@pytest.mark.parametrize("who", ["priya", "helena", "emma", "omar"])
def test_only_officers_and_the_owner_write(cast, product, version, who):
    with pytest.raises(PermissionDenied):
        add_product_version(actor=cast[who], product=product, number="9")
    with pytest.raises(PermissionDenied):
        register_build(actor=cast[who], version=version, number="1", **BUILT)


def test_products_are_added_by_officers(company, cast):
    with pytest.raises(PermissionDenied):
        add_product(actor=cast["samir"], unit=company.units["TS"], owner=company.person("samir"), code="X", name="X")


def test_products_are_seen_by_unit_and_owner_and_by_nobody_outside(cast, product):
    def sees(name):
        return Product.objects.visible_to(cast[name]).exists()

    assert {name for name in cast if sees(name)} == {
        "ines", "carla", "tobias", "priya", "leo", "petra", "helena", "samir",
    }  # fmt: skip
