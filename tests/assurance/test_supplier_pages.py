"""The pages of suppliers, components and products: what they say, what they cost, what they refuse."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from assurance.actions import add_process, add_product, add_product_version, assess_supplier, register_build
from assurance.models import Area, Component, ContinuityStatement, Supplier
from foundation.access import robot
from foundation.work import WorkList
from tests.assurance.supply import component, said, supplier
from tests.company import TODAY

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def that_day():
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00Z", tick=True):
        yield


@pytest.fixture
def boards(company):
    """Disputed since the press spoke a week ago, with an assessment and a component."""
    row = supplier(company)
    said(company, row, days=-60, verified=True)
    said(company, row, "stopped", "press", days=-6)
    assess_supplier(actor=company.cast["ines"], supplier=row, assessed_on=TODAY, score=80, on=TODAY)
    component(company, row)
    return row


@pytest.fixture
def product(company):
    row = add_product(
        actor=company.cast["ines"], unit=company.units["TS"], owner=company.person("samir"), code="GW", name="Gateway"
    )
    version = add_product_version(actor=company.cast["ines"], product=row, number="6.2")
    built = {"sha256": "ab" * 32, "built_on": TODAY, "builder": "Line 2", "on": TODAY}
    register_build(actor=company.cast["ines"], version=version, number="6.2.0-118", **built)
    return row


def test_no_door_names_a_supplier_or_alternative_elsewhere(browse, company, boards):
    elsewhere = supplier(company, "Tessary Optics", unit="MEADEL", owner=company.person("omar"))
    other = component(company, elsewhere, number="BRD-200")
    other.unit = company.units["MEADEL"]
    other.save(update_fields=["unit"])
    part = Component.objects.get(number="BRD-100")
    part.suppliers.add(elsewhere)
    part.alternatives.add(other)

    client = browse("samir")
    doors = [reverse("assurance:components"), part.get_absolute_url(), "/api/v1/components/"]
    said_there = [client.get(door).content.decode() for door in doors]

    assert [("Halcyon" in one, "Tessary" in one, "BRD-200" in one) for one in said_there] == [(True, False, False)] * 3


def names(response):
    return [row.name for row in response.context["list"].rows]


@pytest.mark.parametrize("page", ["suppliers", "supplier_gaps", "components", "products"])
def test_a_list_costs_twelve_queries_at_most(browse, boards, product, page, django_assert_max_num_queries):
    client = browse("ines")

    with django_assert_max_num_queries(12):
        response = client.get(reverse(f"assurance:{page}"))

    assert response.status_code == 200


def test_a_yes_or_no_that_is_not_asked_for_says_so_as_other_choices_do(browse, boards):
    page = browse("ines").get(reverse("assurance:suppliers"), {"panel": "filter"}).content.decode()

    assert '<option value="unknown" selected>–</option>' in page


@pytest.mark.parametrize("who", ["ines", "samir"])
def test_a_record_costs_twelve_queries_at_most(browse, boards, product, who, django_assert_max_num_queries):
    client = browse(who)
    for row in (boards, boards.components.get(), product):
        with django_assert_max_num_queries(12):
            assert client.get(row.get_absolute_url()).status_code == 200


def test_the_page_says_what_holds_today_and_why(browse, boards):
    page = browse("priya").get(boards.get_absolute_url()).content.decode()

    assert 'data-continuity="disputed"' in page
    assert "Leads" in page
    assert "Stands against it" in page


def test_the_page_shows_the_past_as_of_a_day(browse, boards):
    page = browse("priya").get(f"{boards.get_absolute_url()}?on={TODAY - 7 * DAY}").content.decode()

    assert 'data-continuity="continues"' in page
    assert "What held on 13 Nov 2026" in page
    assert "Stands against it" not in page


@pytest.mark.parametrize("asked", ["tomorrow", "2026-13-01", "", str(TODAY + DAY)])
def test_a_day_that_is_none_or_has_not_come_is_today(browse, boards, asked):
    page = browse("priya").get(boards.get_absolute_url(), {"on": asked}).content.decode()

    assert 'data-continuity="disputed"' in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("continuity=disputed", ["Halcyon Boards"]),
        ("continuity=unknown", ["Orvid Software"]),
        ("criticality=normal", ["Orvid Software"]),
        ("overdue=true", ["Orvid Software"]),
        ("gap=continuity", ["Orvid Software"]),
        ("gap=any&criticality=critical", ["Halcyon Boards"]),
        ("search=halc", ["Halcyon Boards"]),
        ("state=blocked", []),
    ],
)
def test_the_list_is_narrowed(browse, company, boards, query, expected):
    supplier(company, "Orvid Software", criticality="normal")

    assert names(browse("ines").get(f"{reverse('assurance:suppliers')}?{query}")) == expected


def test_m43_the_gaps_are_those_of_critical_suppliers(browse, company, boards):
    supplier(company, "Orvid Software", criticality="normal")

    assert names(browse("ines").get(reverse("assurance:supplier_gaps"))) == ["Halcyon Boards"]


def test_single_sources_are_found(browse, company, boards):
    page = browse("ines").get(f"{reverse('assurance:components')}?exposed=true")

    assert [row.number for row in page.context["list"].rows] == ["BRD-100"]
    assert "Single source, no alternative" in page.content.decode()


def test_a_supplier_is_registered_assessed_and_changed_by_page(browse, company):
    client = browse("ines")
    place = {"unit": company.units["TS"].uuid, "owner": company.person("samir").uuid}
    facts = {"name": "Tessary Optics", "category": "materials", "criticality": "normal", "country": "XD", **place}

    client.post(reverse("assurance:supplier_add"), facts)
    row = Supplier.objects.get(name="Tessary Optics")
    client.post(reverse("assurance:supplier_assess", args=[row.uuid]), {"assessed_on": str(TODAY), "score": 70})
    client.post(reverse("assurance:supplier_edit", args=[row.uuid]), facts | {"criticality": "critical"})

    row.refresh_from_db()
    assert (row.state, row.criticality, row.assessments.get().score) == ("candidate", "critical", 70)


def test_a_statement_is_recorded_by_page_and_a_refused_one_says_why(browse, boards):
    client, address = browse("samir"), reverse("assurance:supplier_statement", args=[boards.uuid])
    told = {"says": "continues", "source_kind": "own_written", "source_on": str(TODAY), "received_on": str(TODAY)}

    refused = client.post(address, told)
    client.post(address, told | {"quote": "We go on."})

    assert refused.status_code == 422
    assert ContinuityStatement.objects.get(quote="We go on.").recorded_by.name == "Samir Haddad"


def test_a_component_is_added_and_changed_by_page(browse, company, boards):
    client = browse("ines")
    facts = {"number": "OPT-1", "name": "Optics", "suppliers": [boards.uuid]}

    client.post(reverse("assurance:component_add"), facts | {"unit": company.units["TS"].uuid})
    row = Component.objects.get(number="OPT-1")
    other = Component.objects.get(number="BRD-100")
    client.post(reverse("assurance:component_edit", args=[row.uuid]), facts | {"alternatives": [other.uuid]})

    assert list(row.alternatives.all()) == [other]


@pytest.mark.parametrize("door", ["page", "api"])
def test_saving_a_component_keeps_what_the_editor_does_not_see_of_it(browse, company, boards, product, door):
    add_process(
        actor=robot(), unit=company.units["MEA"], area=Area.objects.get(code="SC"), code="SC-SUP", name="Supply",
        owner=company.person("omar"),
    )  # fmt: skip
    far, near = Component.objects.get(number="BRD-100"), component(company, boards, number="NEAR")
    near.alternatives.set([far])
    near.used_in.set(product.versions.all())
    Component.objects.filter(pk=near.pk).update(unit=company.units["MEADEL"])
    client, facts = browse("omar"), {"number": "NEAR", "name": "Base band board", "stock_cover_days": 9}

    if door == "page":
        client.post(reverse("assurance:component_edit", args=[near.uuid]), facts)
    else:
        client.patch(f"/api/v1/components/{near.uuid}/", {"stock_cover_days": 9}, content_type="application/json")

    near.refresh_from_db()
    assert near.stock_cover_days == 9
    assert [list(tied.all()) for tied in (near.suppliers, near.alternatives)] == [[boards], [far]]
    assert near.used_in.count() == 1


def test_a_build_is_registered_by_page(browse, product):
    version = product.versions.get()
    built = {"number": "7", "sha256": "cd" * 32, "built_on": str(TODAY), "builder": "Line 1"}

    browse("samir").post(reverse("assurance:build_add", args=[version.uuid]), built)

    assert version.builds.get(number="7").sha256 == "cd" * 32
    assert "cd" * 32 in browse("priya").get(product.get_absolute_url()).content.decode()


# My work


def tasks(user, rf):
    """What My work asks of `user`, as (task, supplier)."""
    user.__dict__.pop("_work_offered", None)
    request = rf.get("/my-work/")
    request.user = user
    return {(line.task, line.title) for line in WorkList(request, on=TODAY).lines}


def test_the_owner_has_what_is_missing_and_officers_what_waits_for_them(company, rf, boards):
    said(company, boards, days=-1)

    assert ("Get the security agreement signed", "Halcyon Boards") in tasks(company.cast["samir"], rf)
    assert ("Chase the security agreement", "Halcyon Boards") in tasks(company.cast["ines"], rf)
    to_verify = ("Verify the statement on continuity", "Halcyon Boards")
    assert to_verify in tasks(company.cast["carla"], rf)
    assert to_verify not in tasks(company.cast["ines"], rf)  # who recorded it does not judge it (S-14)


def test_an_assessment_comes_two_months_ahead_and_stays_until_it_is_done(company, rf):
    row, task = supplier(company), ("Assess the supplier", "Halcyon Boards")
    missing = tasks(company.cast["samir"], rf)
    assess_supplier(actor=company.cast["ines"], supplier=row, assessed_on=TODAY - 320 * DAY, score=80, on=TODAY)
    ahead = tasks(company.cast["samir"], rf)
    assess_supplier(actor=company.cast["ines"], supplier=row, assessed_on=TODAY, score=80, on=TODAY)

    assert task in missing & ahead
    assert task not in tasks(company.cast["samir"], rf)


def test_k17_stands_on_the_board(browse, boards):
    page = browse("helena").get(reverse("foundation:board")).content.decode()

    assert "Suppliers that go on" in page
    assert "1 disputed" in page
