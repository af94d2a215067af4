"""One field of many rows: the preview tells of each what would happen and why not, and the change does exactly that."""

import pytest
from django.urls import reverse

from assurance.actions import add_supplier
from assurance.models import Control, Supplier
from foundation.lists.bulk import BULK_LIMIT
from foundation.lists.edits import editable
from foundation.models.trail import Event
from tests.company import TODAY

EDITED = ("controls", "processes", "documents", "suppliers", "audits", "findings")


@pytest.fixture
def suppliers(company, cast) -> list[Supplier]:
    """Two of technical services, one of a unit far away; Samir owns the first already."""
    owners = [("TS", "samir", "Boards"), ("TS", "ines", "Cables"), ("MEADEL", "omar", "Masts")]
    return [
        add_supplier(
            actor=cast["ines"],
            unit=company.units[unit],
            name=name,
            country="PT",
            category="materials",
            criticality="important",
            owner=company.person(owner),
            on=TODAY,
        )
        for unit, owner, name in owners
    ]


def edit(client, name: str, step: str, rows, **more):
    sent = {"step": step, "row": [str(row.uuid) for row in rows], **more}
    return client.post(reverse("foundation:edit_rows", args=[name]), sent)


def test_several_lists_can_be_edited_and_each_edit_says_what_it_does():
    for name in EDITED:
        found = editable(name)
        assert found is not None, name
        assert all(str(one.label) for one in found.edits)


def test_ticked_rows_are_asked_for_the_new_value_first(suppliers, browse):
    page = edit(browse("ines"), "suppliers", "owner", suppliers)

    assert page.status_code == 200
    assert not page.context["form"].is_bound
    assert page.context["editing"].lines == []


def test_the_preview_tells_of_each_row_what_happens_and_changes_nothing(suppliers, company, browse):
    value = str(company.person("samir").uuid)

    page = edit(browse("ines"), "suppliers", "owner", suppliers, seen="yes", value=value)

    told = {
        str(line.row.name): (line.changes, str(line.refusal or ""), str(line.before))
        for line in page.context["editing"].lines
    }
    assert told == {
        "Boards": (False, "It is so already.", "Samir Haddad"),
        "Cables": (True, "", "Ines Moreau"),
        "Masts": (True, "", "Omar Said"),
    }
    assert Supplier.objects.filter(owner=company.person("samir")).count() == 1
    assert not Event.objects.filter(kind="supplier.changed").exists()


def test_the_change_does_what_the_preview_said(suppliers, company, browse):
    value, back = str(company.person("samir").uuid), f"{reverse('assurance:suppliers')}?sort=name"

    answer = edit(browse("ines"), "suppliers", "owner", suppliers, seen="yes", value=value, go="yes", next=back)

    assert answer["Location"] == back
    assert Supplier.objects.filter(owner=company.person("samir")).count() == 3
    assert Event.objects.filter(kind="supplier.changed").count() == 2


def test_rows_one_may_not_see_are_left_out_and_those_one_may_not_change_are_refused(suppliers, company, browse):
    value = str(company.person("samir").uuid)

    answer = edit(browse("omar"), "suppliers", "criticality", suppliers, seen="yes", value="normal", go="yes")

    assert answer.status_code == 302
    assert set(Supplier.objects.exclude(criticality="normal").values_list("name", flat=True)) >= {"Boards", "Cables"}
    assert edit(browse("emma"), "suppliers", "owner", suppliers, seen="yes", value=value, go="yes").status_code == 404


def test_a_code_is_told_in_words(suppliers, browse):
    page = edit(browse("ines"), "suppliers", "criticality", suppliers[:1], seen="yes", value="normal")

    assert page.context["editing"].lines[0].before == suppliers[0].get_criticality_display()


def test_a_wrong_value_comes_back_with_its_rows(suppliers, browse):
    page = edit(browse("ines"), "suppliers", "owner", suppliers, seen="yes", value="nonsense", go="yes")

    assert page.status_code == 422
    assert str(suppliers[2].uuid) in page.content.decode()


def test_too_many_rows_are_refused_with_all_of_them_still_ticked(suppliers, browse, monkeypatch):
    monkeypatch.setattr("foundation.lists.bulk.BULK_LIMIT", 2)

    page = edit(browse("ines"), "suppliers", "owner", suppliers, seen="yes", value="x")

    assert (page.status_code, BULK_LIMIT) == (422, 200)
    assert page.content.decode().count("checked") >= 3


@pytest.mark.parametrize(("name", "step"), [("nothing", "owner"), ("suppliers", "nothing"), ("jobs", "owner")])
def test_what_no_list_offers_is_not_there(company, browse, name, step):
    assert edit(browse("ines"), name, step, []).status_code == 404


def test_nothing_ticked_leads_back(company, browse):
    answer = edit(browse("ines"), "suppliers", "owner", [], next="https://example.org/")

    assert answer["Location"] == reverse("assurance:suppliers")


def test_boxes_stand_only_where_the_reader_changes_something(suppliers, browse):
    page, plain = reverse("assurance:suppliers"), reverse("assurance:suppliers")

    assert 'name="row"' in browse("ines").get(page).content.decode()
    assert 'name="row"' not in browse("tobias").get(plain).content.decode()


def test_a_control_goes_to_a_trained_owner_only(company, cast, browse):
    """The rule of one row (M-19) is the rule of many."""
    assert Control.objects.count() == 0
    assert edit(browse("ines"), "controls", "owner", []).status_code == 302
