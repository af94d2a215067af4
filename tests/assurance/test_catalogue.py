"""Frameworks are loaded line by line, areas are fixed, processes have owners, and their pages stay small."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from assurance.actions import change_process_owner, load_framework, map_requirements
from assurance.models import Area, Control, Framework, Requirement
from foundation.loading import DryRunError
from tests.company import TODAY

FACTS = {"title": "House rules", "edition": "2026", "issuer": "Meridane Networks"}


def line(ref: str, **facts: str) -> dict[str, str]:
    return {
        "ref": ref,
        "title": f"Rule {ref}",
        "kind": "internal",
        "theme": "",
        "parent": "",
        "assessable": "yes",
    } | facts


def load(cast, rows, **options):
    return load_framework(actor=cast["ines"], code="house", facts=FACTS, rows=rows, **options)


# Frameworks


def test_a_framework_is_loaded_with_its_tree(cast):
    counts = load(cast, [line("1"), line("1.1", parent="1")])

    assert counts == {"added": 2, "changed": 0, "unchanged": 0}
    assert Requirement.objects.get(framework__code="house", ref="1.1").parent.ref == "1"


def test_loading_again_changes_only_what_differs(cast):
    load(cast, [line("1"), line("2")])

    counts = load(cast, [line("1"), line("2", title="Another title")])

    assert counts == {"added": 0, "changed": 1, "unchanged": 1}


def test_an_edition_stands_until_its_successor_is_out_or_as_long_as_it_says(cast, db):
    first = Framework.objects.create(code="Q-1", title="Q", edition="1", issuer="Q")
    second = Framework.objects.create(
        code="Q-2", title="Q", edition="2", issuer="Q", predecessor=first, published_on=TODAY
    )

    assert set(Framework.objects.in_force(TODAY - timedelta(days=1)).filter(title="Q")) == {first, second}
    assert set(Framework.objects.in_force(TODAY).filter(title="Q")) == {second}
    Framework.objects.filter(pk=first.pk).update(withdrawn_on=TODAY + timedelta(days=9))
    assert set(Framework.objects.in_force(TODAY).filter(title="Q")) == {first, second}
    assert set(Framework.objects.in_force(TODAY + timedelta(days=9)).filter(title="Q")) == {second}


def test_a_dry_run_says_what_would_happen_and_writes_nothing(cast):
    with pytest.raises(DryRunError) as told:
        load(cast, [line("1")], dry_run=True)

    assert told.value.counts == {"added": 1, "changed": 0, "unchanged": 0}
    assert not Framework.objects.filter(code="house").exists()


def test_each_faulty_line_is_named_and_nothing_is_written(cast):
    rows = [line("1"), line("1"), line("2", parent="9"), line("3", assessable="maybe"), line("", title="")]

    with pytest.raises(ValidationError) as refused:
        load(cast, rows)

    assert refused.value.message_dict["rows"] == [
        "Line 3: the reference 1 stands twice",
        "Line 4: the parent 9 is not in the list",
        "Line 5: assessable is yes or no",
        "Line 6: the reference is missing",
        "Line 6: the title is missing",
    ]
    assert not Framework.objects.filter(code="house").exists()


def test_the_text_of_requirements_is_not_taken(cast):
    with pytest.raises(ValidationError, match="ids and short titles only"):
        load(cast, [line("1", text="The organisation shall")])


def test_an_auditor_loads_no_framework(cast):
    with pytest.raises(PermissionDenied):
        load_framework(actor=cast["priya"], code="house", facts=FACTS, rows=[line("1")])


# Areas and processes


def test_the_five_areas_are_there(db):
    assert list(Area.objects.values_list("code", flat=True)) == ["RD", "SC", "SM", "DEL", "TS"]


@pytest.mark.parametrize(
    "change", [lambda area: area.delete(), lambda area: Area.objects.filter(pk=area.pk).update(code="SM")]
)
def test_no_area_is_deleted_or_recoded(db, change):
    area = Area.objects.get(code="RD")

    with pytest.raises(DatabaseError), transaction.atomic():
        change(area)


def test_a_process_is_handed_over_and_both_owners_hear_of_it(company, cast):
    process = company.processes["remote-access"]

    change_process_owner(actor=cast["ines"], process=process, owner=company.person("emma"))

    process.refresh_from_db()
    assert process.owner == company.person("emma")
    for name in ("samir", "emma"):
        assert cast[name].notifications.filter(event__kind="process.owner_changed").exists()


def test_the_owner_is_changed_on_the_page_of_the_process(company, browse):
    process = company.processes["remote-access"]

    response = browse("ines").post(
        reverse("assurance:process_owner", args=[process.uuid]), {"owner": company.person("emma").pk}
    )

    process.refresh_from_db()
    assert response.url == process.get_absolute_url()
    assert process.owner.name == "Emma Cole"


def test_the_owner_of_a_process_does_not_hand_it_over_alone(company, browse):
    process = company.processes["remote-access"]

    assert browse("samir").get(reverse("assurance:process_owner", args=[process.uuid])).status_code == 403


def test_a_finding_stands_on_the_pages_of_its_process_and_requirement(company, finding, browse):
    process = browse("samir").get(company.processes["remote-access"].get_absolute_url()).content.decode()
    requirement = browse("priya").get(finding.requirement.get_absolute_url()).content.decode()

    assert finding.ref in process
    assert finding.ref in requirement


def test_mapped_requirements_name_each_other(company, cast, browse):
    load(cast, [line("1")])
    ours, other = Requirement.objects.get(ref="MCB-15"), Requirement.objects.get(framework__code="house", ref="1")
    map_requirements(actor=cast["ines"], a=ours, b=other, relation="overlaps")

    assert "Rule 1" in browse("priya").get(ours.get_absolute_url()).content.decode()
    assert "MCB-15" in browse("priya").get(other.get_absolute_url()).content.decode()


def test_requirements_are_found_by_reference_and_by_words(company, browse):
    address = company.framework.get_absolute_url()

    by_ref = browse("priya").get(address + "?q=mcb-16").content.decode()
    by_words = browse("priya").get(address + "?q=disclosure").content.decode()
    nothing = browse("priya").get(address + "?q=zebra").content.decode()

    assert "Vulnerability handling" in by_ref
    assert "Incident response" not in by_ref
    assert "Incident response and disclosure" in by_words
    assert "No match" in nothing


# Controls


def test_a_control_is_added_as_a_draft_and_put_into_operation(company, browse):
    facts = {
        "code": "C-REC",
        "statement": "Every remote session is recorded.",
        "kind": "preventive",
        "evidence_freshness_months": 12,
        "unit": company.units["TS"].pk,
        "requirements": [Requirement.objects.get(ref="MCB-15").pk],
    }
    ines = browse("ines")

    ines.post(reverse("assurance:control_add"), facts)
    control = Control.objects.get()
    ines.post(reverse("foundation:step", args=["control", control.uuid, "operate"]))

    control.refresh_from_db()
    assert (control.state, control.requirements.get().ref) == ("operating", "MCB-15")


def test_an_auditor_adds_no_control(browse):
    assert browse("priya").get(reverse("assurance:control_add")).status_code == 403


@pytest.mark.parametrize("name", ["processes", "frameworks", "controls", "control_add"])
def test_no_page_of_the_catalogue_needs_more_than_twelve_queries(company, browse, name, django_assert_max_num_queries):
    client = browse("ines")
    client.get(reverse(f"assurance:{name}"))

    with django_assert_max_num_queries(12):
        assert client.get(reverse(f"assurance:{name}")).status_code == 200


def test_no_record_of_the_catalogue_needs_more_than_twelve_queries(
    company, cast, finding, browse, django_assert_max_num_queries
):
    control = Control.objects.create(code="C-1", statement="x", kind="preventive", unit=company.units["TS"])
    client = browse("ines")
    for row in (company.processes["remote-access"], company.framework, finding.requirement, control):
        client.get(row.get_absolute_url())

        with django_assert_max_num_queries(12):
            assert client.get(row.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", ["processes", "frameworks", "controls", "evidence_list"])
def test_outsiders_find_no_catalogue(company, browse, name):
    assert browse("claire").get(reverse(f"assurance:{name}")).status_code == 404
