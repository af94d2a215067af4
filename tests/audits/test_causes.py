"""What repeats, what may be systemic, and the diagram of causes."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from assurance.models import Requirement
from audits.models import Audit, CauseAnalysis, Finding
from audits.records.finding_sheet import Sheet
from audits.records.fishbone import Fishbone
from tests.audits.chain import CAUSE, planned
from tests.audits.conftest import SHEET
from tests.company import TODAY, start_audit

pytestmark = pytest.mark.usefixtures("company_day")


@pytest.fixture
def second(company, finding) -> Audit:
    """Another audit of the same process, a day later."""
    Audit.objects.filter(pk=finding.audit_id).update(lead=None)
    return start_audit(company)


def proposed(second: Audit, user, ref: str = "MCB-15") -> list[Finding]:
    return Sheet(user, second, second.items.filter(requirement__ref=ref).first()).repeats


def test_a_finding_of_the_same_family_and_area_is_proposed_for_24_months(second, finding, cast, company):
    """K-14: the requirement itself, its framework's family, or its clause; not another area, type or age."""
    lead = cast["tobias"]
    assert proposed(second, lead) == [finding]
    assert proposed(second, lead, "MCB-16") == []

    Requirement.objects.filter(ref__in=("MCB-15", "MCB-16")).update(family="access")
    assert proposed(second, lead, "MCB-16") == [finding]
    Requirement.objects.update(family="")
    Requirement.objects.filter(ref="MCB-16").update(parent=finding.requirement)
    assert proposed(second, lead, "MCB-16") == [finding]

    for changed in (
        {"issued_on": date(2024, 11, 19)},
        {"type": "ofi"},
        {"state": "void"},
        {"process": company.processes["mea-acceptance"]},
    ):
        before = {name: getattr(finding, name) for name in changed}
        Finding.objects.filter(pk=finding.pk).update(**changed)
        assert proposed(second, lead) == [], changed
        Finding.objects.filter(pk=finding.pk).update(**before)


def test_the_sheet_offers_what_may_be_repeated_and_keeps_the_choice(browse, second, finding):
    item = second.items.filter(requirement__ref="MCB-15").first()
    address = reverse("audits:log_finding", args=[second.uuid, item.uuid])
    said = browse("tobias").get(address, headers=SHEET).content.decode()
    assert f"Repeat of {finding.ref} (Major, 20 Nov 2026)" in said

    given = {
        "type": "minor", "statement": "Again.", "objective_evidence": "Seen.", "repeat_of": str(finding.uuid),
        "process": finding.process_id,
    }  # fmt: skip
    browse("tobias").post(address, given)

    assert second.findings.get().repeat_of == finding


def test_the_same_failure_in_another_unit_is_said_to_be_perhaps_systemic(browse, finding, cast, company):
    planned(finding, cast)
    other = Finding.objects.get(pk=finding.pk)
    other.pk, other.ref, other._state.adding = None, "F-2026-0099", True
    other.unit, other.owner = company.units["MEADEL"], company.person("omar")
    other.uuid = company.units["MEADEL"].uuid
    other.save()
    words = "The same requirement failed in another unit too:"

    said = browse("ines").get(finding.get_absolute_url()).content.decode()
    assert words in said
    assert "F-2026-0099" in said
    assert words not in browse("helena").get(finding.get_absolute_url()).content.decode()

    Finding.objects.filter(pk=other.pk).update(requirement=None)
    CauseAnalysis.objects.create(finding=other, **CAUSE)
    said = browse("ines").get(finding.get_absolute_url()).content.decode()
    assert words not in said
    assert "The cause was of the same kind (unclear rule) in another unit too:" in said

    Finding.objects.filter(pk=other.pk).update(issued_on=TODAY - timedelta(days=731))
    assert "This may be systemic." not in browse("ines").get(finding.get_absolute_url()).content.decode()


FISHBONE = {
    "method": "fishbone",
    "causes_tool": "Recording is a separate program.\nIt has no alarm.",
    "causes_unclear_rule": "Nobody owns its start.",
    "text": "Nobody owns the start of the recording.",
    "category": "unclear_rule",
    "similar_found": "no",
    "similar_where": "Both gateways were looked at.",
    "correction": "Recording is switched on.",
    "action-0-text": "Start the recording with the gateway.",
    "action-0-owner": "Emma Cole (P-0011)",
    "action-0-due_on": "2027-01-15",
}


def test_causes_by_category_are_drawn_and_stand_in_a_table(browse, finding):
    address = reverse("foundation:step", args=["finding", finding.uuid, "submit_plan"])
    refused = browse("samir").post(address, {**FISHBONE, "causes_tool": ""}, headers=SHEET)
    assert refused.status_code == 422
    assert "in two categories at least" in refused.content.decode()
    assert "Nobody owns its start." in refused.content.decode()

    browse("samir").post(address, FISHBONE)

    assert finding.cause.branches == [
        {"category": "tool", "causes": ["Recording is a separate program.", "It has no alarm."]},
        {"category": "unclear_rule", "causes": ["Nobody owns its start."]},
    ]
    said = browse("tobias").get(finding.get_absolute_url()).content.decode()
    assert 'aria-label="Causes by category"' in said
    assert "Recording is a separate program.; It has no alarm." in said


def test_every_line_of_the_diagram_lies_inside_it():
    categories = CauseAnalysis.Category.values
    for count in (0, 1, 2, 7):
        branches = [{"category": name, "causes": ["A cause that is longer than its bone"] * 4} for name in categories]
        cause = CauseAnalysis(method="fishbone", category="people", text="Why.", branches=branches[:count])

        chart = Fishbone(cause, "A title of a finding that is long enough to need several lines of its own and more")

        places = [(line.x, line.y) for bone in chart.bones for line in bone.lines]
        places += [(line.x, line.y) for line in chart.head_lines] + [(bone.x, bone.label_y) for bone in chart.bones]
        assert all(0 <= x < chart.width and 8 < y < chart.height for x, y in places), count
        assert len(chart.bones) == max(1, count)
