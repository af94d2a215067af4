"""Two audits side by side: what became better, worse, new or gone, for who may read both."""

import pytest
from django.urls import reverse

from audits.actions import answer_item, log_finding
from audits.comparison import compared
from audits.models import Audit
from tests.company import TODAY, start_audit

pytestmark = pytest.mark.usefixtures("company_day")


@pytest.fixture
def two(company, cast, audit) -> tuple[Audit, Audit]:
    """The later audit found a minor where the earlier conformed, and put right what the earlier found."""
    later = start_audit(company, title="Second look")
    for one, clean, bad in ((audit, "MCB-15", "MCB-16"), (later, "MCB-16", "MCB-15")):
        answer_item(actor=cast["priya"], item=one.items.get(number=clean), result="conforms")
        facts = {"item": one.items.get(number=bad), "type": "minor", "statement": f"Wrong in {bad}."}
        log_finding(actor=cast["priya"], audit=one, on=TODAY, **facts)
    return audit, later


def test_each_requirement_says_what_changed(cast, two):
    earlier, later = two
    answer_item(actor=cast["priya"], item=earlier.items.get(number="MCB-18"), result="conforms")
    table = {"MCB-15": "worse", "MCB-16": "better", "MCB-18": "unknown"}

    there = dict(compared(earlier, later, cast["priya"]).values_list("ref", "change"))
    back = dict(compared(later, earlier, cast["priya"]).values_list("ref", "change"))
    later.items.filter(number="MCB-18").delete()
    gone = compared(earlier, later, cast["priya"]).get(ref="MCB-18").change
    new = compared(later, earlier, cast["priya"]).get(ref="MCB-18").change

    assert there == table
    assert (back["MCB-15"], back["MCB-16"]) == ("better", "worse")
    assert (gone, new) == ("gone", "new")


def test_the_page_puts_both_side_by_side_in_few_queries(browse, two, django_assert_max_num_queries):
    earlier, later = two
    priya, page = browse("priya"), reverse("audits:comparison", args=[later.uuid, earlier.uuid])
    priya.get(page)

    with django_assert_max_num_queries(12):
        said = priya.get(page).content.decode()
    worse = priya.get(page, {"change": "worse"}).content.decode()
    chosen = priya.get(reverse("audits:compare", args=[later.uuid]), {"other": str(earlier.uuid)})

    assert [one.ref in said for one in earlier.findings.all() | later.findings.all()] == [True, True]
    assert "MCB-15" in worse
    assert "MCB-16" not in worse
    assert chosen.url == page
    assert browse("tobias").get(page).status_code == 200
    assert browse("ines").get(page).status_code == 404
    assert browse("priya").get(reverse("audits:comparison", args=[later.uuid, later.uuid])).status_code == 404
