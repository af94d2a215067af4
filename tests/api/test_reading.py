"""Lists and rows: pages, filters, orders, and nothing of what one may not see."""

import pytest

import assurance.api
import audits.api
import certifications.api
import foundation.api.rooms
import people.api
from audits.actions import log_finding
from foundation.access import Role
from tests.company import TODAY, grant, start_audit

CANARY = "Zephyr-canary"
LISTS = [
    *audits.api.ROUTES,
    *assurance.api.ROUTES,
    *certifications.api.ROUTES,
    *people.api.ROUTES,
    *foundation.api.rooms.ROUTES,
]


@pytest.fixture
def far_finding(company):
    """An issued finding of Middle East and Africa that says the canary."""
    audit = start_audit(company, process="mea-acceptance", title=CANARY)
    facts = {"statement": CANARY, "objective_evidence": CANARY, "owner": company.person("omar"), "type": "major"}
    process = company.processes["mea-acceptance"]
    return log_finding(actor=company.cast["priya"], audit=audit, process=process, on=TODAY, **facts)


def test_a_page_leads_to_the_next_and_back(program, company, audit):
    priya = program("priya")

    first = priya.get("checklist-items/", {"page_size": 1}).json()
    second = priya.client.get(first["next"], headers=priya.headers).json()
    back = priya.client.get(second["previous"], headers=priya.headers).json()

    numbers = [item["number"] for page in (first, second) for item in page["results"]]
    assert len(set(numbers)) == len(numbers) == 2
    assert back["results"] == first["results"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page_size=201", "page_size"),
        ("page_size=0", "page_size"),
        ("cursor=nonsense", "cursor"),
        ("sort=statement", "sort"),
        ("state=no-such", "state"),
        ("owner__email__startswith=o", "owner__email__startswith"),
        ("expand=audit", "expand"),
        ("page_size=2&page_size=3", "page_size"),
        ("overdue=1", "overdue"),
        ("audit=%00", "audit"),
    ],
)
def test_a_query_that_is_not_understood_is_refused_by_name(program, company, query, field):
    answer = program("ines").get(f"findings/?{query}")

    assert answer.status_code == 400
    assert list(answer.json()) == [field]


def test_a_row_has_no_parameters(program, finding):
    assert program("ines").get(f"findings/{finding.uuid}/?id=1").json() == {"id": ["There is no such parameter."]}


@pytest.mark.parametrize("path", LISTS)
def test_nothing_of_another_region_stands_in_any_list(program, far_finding, path):
    answer = program("samir").get(f"{path}/", {"page_size": 200})

    assert answer.status_code == 200
    assert CANARY not in answer.content.decode()
    assert str(far_finding.uuid) not in answer.content.decode()


def test_filters_and_orders_give_no_hint_of_what_one_may_not_see(program, far_finding):
    samir = program("samir")

    theirs, none = far_finding.audit.ref, "A-0000-0000"
    queries = ({"audit": theirs}, {"audit": none}, {"audit": theirs, "sort": "-due"})
    found = [samir.get("findings/", query).content for query in queries]

    assert found[0] == found[1] == found[2] == b'{"next":null,"previous":null,"results":[]}'


def test_choosing_an_owner_one_may_not_know_of_is_refused_like_one_who_does_not_exist(program, company, far_finding):
    samir = program("samir")

    theirs = samir.get("findings/", {"owner": company.person("omar").uuid})
    none = samir.get("findings/", {"owner": "00000000-0000-4000-8000-000000000000"})

    assert theirs.status_code == none.status_code == 400
    assert theirs.content == none.content


def test_figures_count_only_what_one_manages(program, company, far_finding, finding):
    helena = program("helena").get("figures/").json()

    assert helena["units"] == ["Headquarters"]
    assert {kind["type"]: kind["count"] for kind in helena["open_findings"]} == {"ofi": 0, "minor": 0, "major": 1}


def test_no_answer_holds_a_key_of_the_database(program, finding):
    def keys(value):
        if isinstance(value, dict):
            yield from value
            for one in value.values():
                yield from keys(one)
        elif isinstance(value, list):
            for one in value:
                yield from keys(one)

    ines = program("ines")
    for path in LISTS:
        seen = set(keys(ines.get(f"{path}/").json()))
        assert not {name for name in seen if name in ("id", "pk") or name.endswith(("_id", "_pk", "_type_id"))}, path


@pytest.mark.parametrize("path", ["findings", "audits", "checklist-items", "evidence", "controls", "requirements"])
def test_a_list_costs_a_fixed_number_of_queries(program, finding, path, django_assert_max_num_queries):
    priya = program("priya")

    with django_assert_max_num_queries(12):
        priya.get(f"{path}/", {"page_size": 200})


def test_addresses_that_do_not_exist_answer_as_rows_that_do_not(program, company):
    ines = program("ines")

    missing = ines.get("findings/00000000-0000-4000-8000-000000000000/")
    for path in ("nothing/", "findings/1/", "findings/steps/", "../v1/x"):
        assert (ines.get(path).status_code, ines.get(path).content) == (404, missing.content)


def test_a_role_that_ends_ends_with_the_next_call(program, company, finding):
    emma = program("emma")
    grant(company.cast["emma"], (Role.CO, company.units["MN"]))
    before = emma.get(f"findings/{finding.uuid}/").status_code

    company.cast["emma"].role_grants.filter(role=Role.CO).update(to_on="2021-01-01")

    assert (before, emma.get(f"findings/{finding.uuid}/").status_code) == (200, 404)


def test_headers_of_the_request_find_no_way_into_addresses(program, audit):
    page = program("priya").get("checklist-items/", {"page_size": 1}, Host="evil.example").json()

    assert page["next"].startswith("/api/v1/checklist-items/?")
