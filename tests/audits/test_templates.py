"""Templates: texts that findings start from, and checklists in versions that audits are built from."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audits.actions import add_finding_template, change_finding_template, log_finding, retire_finding_template
from audits.models import Audit, FindingTemplate
from foundation.refusals import Refused
from tests.audits.conftest import SHEET
from tests.company import TODAY

pytestmark = pytest.mark.usefixtures("company_day")


@pytest.fixture
def template(company, cast) -> FindingTemplate:
    texts = {"statement": "Of … sampled sessions, … have no recording.", "evidence": "Session register."}
    about = company.framework.requirements.get(ref="MCB-15")
    return add_finding_template(
        actor=cast["tobias"], framework=company.framework, requirement=about, title="Not recorded", **texts
    )


def sheet_of(audit: Audit, number: str) -> str:
    return reverse("audits:log_finding", args=[audit.uuid, audit.items.get(number=number).uuid])


def test_a_lead_writes_changes_and_retires_a_template(company, cast, template):
    facts = {"framework": company.framework, "statement": "Late."}
    with pytest.raises(PermissionDenied):
        add_finding_template(actor=cast["priya"], title="Late", **facts)
    with pytest.raises(ValidationError, match="has a template of that title"):
        add_finding_template(actor=cast["ines"], title="not recorded", **facts)

    change_finding_template(actor=cast["ines"], template=template, statement="No recording of ….")
    retire_finding_template(actor=cast["tobias"], template=template, on=TODAY)

    template.refresh_from_db()
    assert (template.statement, template.retired_on) == ("No recording of ….", TODAY)
    with pytest.raises(Refused):
        change_finding_template(actor=cast["ines"], template=template, statement="Again.")
    add_finding_template(actor=cast["ines"], title="Not recorded", **facts)


def test_a_template_fills_what_is_empty_and_leaves_what_was_typed(browse, audit, template):
    priya = browse("priya")
    said = priya.get(sheet_of(audit, "MCB-15"), headers=SHEET).content.decode()
    other = priya.get(sheet_of(audit, "MCB-16"), headers=SHEET).content.decode()
    sent = {"type": "minor", "statement": "Typed.", "template": str(template.uuid), "then": "fill"}
    filled = priya.post(sheet_of(audit, "MCB-15"), sent)

    form = filled.context["form"]
    assert 'data-statement="Of … sampled sessions, … have no recording."' in said
    assert "Not recorded" not in other
    assert (form["statement"].value(), form["objective_evidence"].value()) == ("Typed.", "Session register.")
    assert not audit.findings.exists()


def test_the_sheet_names_the_findings_of_its_clause_and_logs_a_further_one(browse, cast, audit):
    item = audit.items.get(number="MCB-15")
    first = {"audit": audit, "item": item, "type": "minor", "statement": "A column is missing.", "on": TODAY}
    log_finding(actor=cast["priya"], **first)
    priya = browse("priya")

    said = priya.get(sheet_of(audit, "MCB-15"), headers=SHEET).content.decode()
    priya.post(sheet_of(audit, "MCB-15"), {"type": "ofi", "statement": "A reminder would help.", "then": "keep"})

    assert "This audit has logged one finding against MCB-15" in said
    assert "A column is missing." in said
    assert item.findings.count() == 2


def test_the_page_of_templates_keeps_what_was_typed_and_lists_in_few_queries(
    browse, company, template, django_assert_max_num_queries
):
    tobias, facts = browse("tobias"), {"framework": str(company.framework.uuid), "title": "Late", "statement": ""}

    refused = tobias.post(reverse("audits:finding_template_add"), facts)
    tobias.post(reverse("audits:finding_template_add"), facts | {"statement": "The review was late."})

    assert refused.status_code == 422
    assert 'value="Late"' in refused.content.decode()
    with django_assert_max_num_queries(12):
        said = tobias.get(reverse("audits:finding_templates")).content.decode()
    assert "Late" in said
    assert "Not recorded" in said
