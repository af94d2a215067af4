"""The pages of statements of applicability, their papers, what the matrix says of them, and how a room shows one."""

import json
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pypdf import PdfReader

from assurance.models import Requirement, RequirementMapping
from certifications.actions import cite_soa, edit_soa_line, follow_matrix, revise_soa
from certifications.backing import backing_of
from certifications.models import SoaLine, StatementOfApplicability
from certifications.offers.papers import soa_for
from certifications.paper.soa import soa_pdf, soa_xlsx
from certifications.scope import scope_of
from foundation.models.trail import Event
from foundation.models.work import Job
from tests.assurance import cells
from tests.certifications.soas import begun, in_force, justified, submitted, to_certify
from tests.certifications.test_room_by_api import Caller
from tests.company import TODAY, Company
from tests.room import K, approved, entered

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def line(soa: StatementOfApplicability, ref: str = "A.5.1") -> SoaLine:
    return SoaLine.objects.select_related("soa", "requirement").get(soa=soa, requirement__ref=ref)


def page(name: str, soa: StatementOfApplicability, *more: Any) -> str:
    return reverse(f"certifications:{name}", args=[soa.uuid, *more])


@pytest.fixture
def draft(company: Company) -> StatementOfApplicability:
    return justified(company, begun(company))


@pytest.fixture
def current(company: Company) -> StatementOfApplicability:
    return in_force(company)


# Reading and writing lines.


def test_pages_cost_few_queries(company, cast, current, browse, django_assert_max_num_queries):
    revised = revise_soa(actor=cast["ines"], soa=current, on=TODAY)
    client = browse("ines")
    addresses = [reverse("certifications:soas"), page("soa", current), page("soa", revised), page("soa_lines", revised)]
    for address in [*addresses, page("soa_lines", current), page("soa_difference", current, revised.uuid)]:
        assert client.get(address).status_code == 200

        with django_assert_max_num_queries(12):
            client.get(address)


def test_a_statement_is_begun_on_a_page(company, browse, draft):
    asked = {"unit": company.units["TS"].uuid, "framework": draft.framework.uuid, "title": "Repairs", "scope": "All."}

    answer = browse("ines").post(reverse("certifications:soa_start"), asked)

    made = StatementOfApplicability.objects.get(title="Repairs")
    assert (answer.url, made.lines.count()) == (page("soa_lines", made), 4)


def test_a_refused_beginning_comes_back_filled(company, browse, draft):
    answer = browse("ines").post(reverse("certifications:soa_start"), {"title": "Repairs"})

    assert answer.status_code == 422
    assert "Repairs" in answer.content.decode()


def test_a_field_is_saved_by_itself(browse, draft):
    sent = {"field": "exclusion", "exclusion": "The landlord's.", "reasons": ["law"]}

    answer = browse("ines").post(
        page("soa_line", draft, line(draft, "A.7.1").uuid), sent, headers={"HX-Request": "true"}
    )

    saved = line(draft, "A.7.1")
    assert (saved.exclusion, saved.reasons) == ("The landlord's.", ["risk"])
    assert f'id="mark-{saved.uuid}"' in answer.content.decode()
    assert "4 of 4 lines say why" in answer.content.decode()


def test_without_script_the_whole_line_is_sent(browse, draft):
    sent = {"applicable": "no", "exclusion": "", "inclusion": "", "implementation": "partial"}

    answer = browse("ines").post(page("soa_line", draft, line(draft).uuid), sent)

    saved = line(draft)
    assert (saved.applicable, saved.reasons, saved.implementation) == (False, [], "partial")
    assert answer.url.endswith(f"#line-{saved.uuid}")


def test_a_refused_line_comes_back_as_it_was_typed(browse, draft):
    wrong = {"applicable": "yes", "reasons": ["habit"], "inclusion": "As I typed it.", "implementation": "partial"}

    answer = browse("ines").post(f"{page('soa_line', draft, line(draft).uuid)}?theme=physical", wrong)

    assert answer.status_code == 422
    assert "As I typed it." in answer.content.decode()
    assert "habit is not one of the available choices" in answer.content.decode()


def test_a_line_of_what_is_under_review_is_not_saved(company, browse):
    soa = submitted(company)

    answer = browse("ines").post(page("soa_line", soa, line(soa).uuid), {"inclusion": "Later."})

    assert answer.status_code == 409
    assert "Only a draft is changed" in answer.content.decode()


def test_several_lines_are_set_at_once(browse, draft):
    ticked = [line(draft, ref).key for ref in ("A.5.1", "A.8.9")]

    answer = browse("ines").post(page("soa_lines_set", draft), {"lines": ticked, "implementation": "partial"})

    assert answer.status_code == 302
    assert sorted(draft.lines.filter(implementation="partial").values_list("requirement__ref", flat=True)) == [
        "A.5.1",
        "A.8.9",
    ]
    refused = browse("ines").post(page("soa_lines_set", draft), {"lines": ticked})
    assert refused.status_code == 422
    assert refused.content.decode().count("checked aria-label=") == 2


@pytest.mark.parametrize(
    ("asked", "refs"),
    [
        ("theme=physical", ["A.7.1"]),
        ("theme=physical&theme=technological", ["A.7.1", "A.8.9"]),
        ("show=excluded", ["A.7.1"]),
        ("show=implemented&theme=organizational", ["A.5.1", "A.5.2"]),
        ("show=unjustified", []),
        ("words=config", ["A.8.9"]),
        ("show=nonsense", ["A.5.1", "A.5.2", "A.7.1", "A.8.9"]),
    ],
)
def test_the_lines_are_narrowed_by_the_address(browse, draft, asked, refs):
    answer = browse("priya").get(f"{page('soa_lines', draft)}?{asked}")

    assert [one.requirement.ref for one in answer.context["sheet"].shown] == refs


def test_readers_get_no_form(browse, draft, current):
    for who, soa in (("priya", draft), ("ines", current)):
        text = browse(who).get(page("soa_lines", soa)).content.decode()

        assert "data-autosave=" not in text
        assert "soa-many" not in text


def test_what_is_in_force_above_is_read_below(company, browse):
    group = in_force(company, unit=company.units["MN"], title="Group")
    begun(company, unit=company.units["MN"], title="Another of the group")

    text = browse("omar").get(reverse("certifications:soas")).content.decode()

    assert "Group" in text
    assert "Another of the group" not in text
    assert browse("omar").get(page("soa", group)).status_code == 200


def test_the_difference_names_old_and_new_words(cast, browse, current):
    revised = revise_soa(actor=cast["ines"], soa=current, on=TODAY)
    edit_soa_line(actor=cast["ines"], line=line(revised, "A.7.1"), applicable=True, reasons=["law"])
    edit_soa_line(actor=cast["ines"], line=line(revised), inclusion="Our customers ask for it.")

    text = browse("priya").get(page("soa_difference", current, revised.uuid)).content.decode()

    assert "2 controls differ" in text
    assert "<del>Excluded</del><ins>Applies</ins>" in text
    assert "<del>No building of its own.</del>" in text
    assert "<ins>Our customers ask for it.</ins>" in text


# The matrix.


@pytest.fixture
def mapped(company: Company, draft: StatementOfApplicability) -> list[Any]:
    """MCB-15 speaks for A.5.1 and A.8.9: two cells of technical services, one of them proven."""
    ours = Requirement.objects.get(framework__code="MCB", ref="MCB-15")
    for ref in ("A.5.1", "A.8.9"):
        control = Requirement.objects.get(framework=draft.framework, ref=ref)
        RequirementMapping.objects.create(a=ours, b=control, relation="overlaps")
    company.processes["mea-acceptance"].unit = company.units["TS"]
    company.processes["mea-acceptance"].save(update_fields=["unit"])
    cells.in_force(company)
    made = cells.control(company)
    found = [cells.cell(company, process=name, control=made) for name in ("remote-access", "mea-acceptance")]
    cells.prove(company, found[0])
    return found


def test_the_matrix_proposes_an_implementation(company, cast, draft, mapped):
    backing = backing_of(draft, cast["ines"], TODAY)

    found = {one.requirement.ref: backing[one.requirement_id] for one in draft.lines.in_order()}
    assert {ref: (one.total, one.covered, one.proposed) for ref, one in found.items()} == {
        "A.5.1": (2, 1, "partial"),
        "A.5.2": (0, 0, ""),
        "A.7.1": (0, 0, ""),
        "A.8.9": (2, 1, "partial"),
    }
    assert backing_of(draft, cast["omar"], TODAY)[line(draft).requirement_id].total == 1  # as far as one sees


def test_what_the_matrix_says_is_taken_over(company, cast, draft, mapped):
    follow_matrix(actor=cast["carla"], soa=draft, on=TODAY)

    said = dict(draft.lines.values_list("requirement__ref", "implementation"))
    assert said == {"A.5.1": "partial", "A.5.2": "implemented", "A.7.1": "implemented", "A.8.9": "partial"}
    event = Event.objects.get(kind="soa.follow_matrix")
    assert event.content.details["lines"] == ["A.5.1", "A.8.9"]
    assert company.person("carla") in draft.editors.all()


# Papers.


def test_the_pdf_tells_every_line_and_is_tagged(cast, current):
    made = soa_pdf(soa_for(cast["priya"], current.uuid), user=cast["priya"], at=AT)

    reader = PdfReader(BytesIO(made))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    for words in ("SOA-2026-0001", "Configuration management", "No building of its own.", "Excluded", current.sha256):
        assert words in text
    assert "DRAFT" not in text


def test_the_pdf_of_a_draft_says_so(cast, draft):
    made = soa_pdf(soa_for(cast["priya"], draft.uuid), user=cast["priya"], at=AT)

    assert "DRAFT" in PdfReader(BytesIO(made)).pages[0].extract_text()


def test_the_workbook_has_a_row_for_each_line(cast, current):
    book = openpyxl.load_workbook(BytesIO(soa_xlsx(soa_for(cast["ines"], current.uuid), user=cast["ines"], at=AT)))

    rows = list(book["Lines"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == ["A.5.1", "A.5.2", "A.7.1", "A.8.9"]
    assert rows[2][3:] == ("Excluded", None, "No building of its own.", None)
    assert ("SHA-256", current.sha256) in list(book["About"].iter_rows(values_only=True))


def test_an_approved_version_is_printed_as_it_was_approved(cast, current):
    Requirement.objects.filter(framework=current.framework, ref="A.8.9").update(title="Another title")

    made = soa_pdf(soa_for(cast["ines"], current.uuid), user=cast["ines"], at=AT)

    assert "Another title" not in " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


@pytest.mark.parametrize("name", ["soa", "soa-sheets"])
def test_a_paper_is_asked_for_on_the_page(browse, current, name):
    browse("priya").post(reverse("foundation:ask_report", args=[name, current.uuid]))

    assert Job.objects.filter(kind=f"report.{name}").exists()


# Certificates.


def test_a_certificate_cites_an_approved_version_of_its_edition(company, cast, current, browse):
    certificate = to_certify(company, current, unit="TS", title="Controls")

    browse("ines").post(reverse("certifications:certificate_soa", args=[certificate.uuid]), {"soa": current.uuid})

    certificate.refresh_from_db()
    assert certificate.soa == current
    assert Event.objects.get(kind="certificate.soa_cited").content.details == {"from": None, "to": "SOA-2026-0001 v1"}
    assert str(certificate) in browse("priya").get(page("soa", current)).content.decode()


def test_neither_a_draft_nor_another_framework_is_cited(company, cast, current):
    certificate = to_certify(company, current, unit="TS", title="Controls")
    revised = revise_soa(actor=cast["ines"], soa=current, on=TODAY)

    with pytest.raises(ValidationError, match="approved version"):
        cite_soa(actor=cast["ines"], certificate=certificate, soa=revised)
    certificate.edition = company.framework
    certificate.save()
    with pytest.raises(ValidationError, match="another framework"):
        cite_soa(actor=cast["ines"], certificate=certificate, soa=current)
    with pytest.raises(PermissionDenied):
        cite_soa(actor=cast["samir"], certificate=certificate, soa=None)


# My work.


def test_an_officer_who_did_not_write_it_finds_it_in_my_work(company, cast, browse):
    soa = submitted(company)

    assert soa.title in browse("carla").get(reverse("foundation:my_work")).content.decode()
    assert soa.name not in browse("ines").get(reverse("foundation:my_work")).content.decode()


# Rooms.


def test_a_room_shows_exactly_the_version_that_was_granted(company, cast, current, browse):
    room = entered(company, [(K.SOA, current)])
    revised = revise_soa(actor=cast["ines"], soa=current, on=TODAY)
    client = browse("claire")

    home = client.get(reverse("certifications:room_soas", args=[room.uuid])).content.decode()
    text = client.get(reverse("certifications:room_soa", args=[room.uuid, current.uuid])).content.decode()

    assert current.name in home
    assert revised.name not in home
    for words in ("No building of its own.", "Configuration management", current.sha256):
        assert words in text
    assert "Ines" not in text.partition("<main")[2]  # who wrote it is not told
    assert client.get(reverse("certifications:room_soa", args=[room.uuid, revised.uuid])).status_code == 404
    for name in ("soa", "soa_lines"):
        assert client.get(page(name, current)).status_code in (403, 404)


def test_a_draft_in_a_grant_stays_closed(company, draft):
    room = approved(company, [(K.SOA, draft)])

    assert not scope_of(room).soas.exists()
    assert not StatementOfApplicability.objects.visible_to(room.grantee).exists()


def test_an_outsider_asks_about_a_statement(company, current, browse):
    room = entered(company, [(K.SOA, current)])

    answer = browse("claire").post(
        f"{reverse('certifications:room_questions', args=[room.uuid])}?about=soa:{current.uuid}", {"text": "Why A.7.1?"}
    )

    assert answer.status_code == 302
    assert room.questions.get().subject == current


# By program.


def test_a_program_reads_and_writes_a_statement(cast, draft):
    ines = Caller(cast["ines"])
    found = ines.get("soa-lines/", soa=draft.uuid, theme="physical").json()["results"]
    assert [(one["control"]["ref"], one["applicable"], one["is_justified"]) for one in found] == [
        ("A.7.1", False, True)
    ]

    sent = json.dumps({"applicable": True, "reasons": ["law", "risk"], "inclusion": "A new building."})
    answer = ines.client.patch(f"/api/v1/soa-lines/{found[0]['uuid']}/", sent, content_type="application/json").json()

    assert (answer["applicable"], answer["justification"], answer["implementation"]) == (
        True,
        "A new building.",
        "implemented",
    )
    wrong = ines.post(f"soas/{draft.uuid}/set-lines/", {"lines": [found[0]["uuid"]]})
    assert "Choose what the ticked lines are to say." in wrong.content.decode()
    assert ines.post(f"soas/{draft.uuid}/steps/submit/").json()["state"] == "in_review"
    assert Caller(cast["carla"]).post(f"soas/{draft.uuid}/steps/approve/").json()["state"] == "approved"


def test_a_program_reads_what_changed_and_what_the_matrix_says(cast, current):
    ines = Caller(cast["ines"])
    revised = ines.post(f"soas/{current.uuid}/revise/").json()
    edit_soa_line(
        actor=cast["ines"], line=line(StatementOfApplicability.objects.get(number=2)), implementation="partial"
    )

    told = ines.get(f"soas/{revised['uuid']}/difference/").json()

    assert [(one["kind"], one["control"]["ref"]) for one in told["results"]] == [("changed", "A.5.1")]
    assert told["results"][0]["words"] == [{"label": "Implementation", "before": "Implemented", "after": "Partial"}]
    assert ines.get(f"soas/{current.uuid}/difference/").status_code == 404
    assert [one["cells"] for one in ines.get(f"soas/{current.uuid}/matrix/").json()["results"]] == [0, 0, 0, 0]


def test_a_program_of_somebody_outside_reads_the_version_of_the_room(company, cast, current):
    room = entered(company, [(K.SOA, current)])
    claire = Caller(cast["claire"])

    told = claire.get(f"rooms/{room.uuid}/soas/{current.uuid}/").json()

    assert [one["control"] for one in told["lines"]] == ["A.5.1", "A.5.2", "A.7.1", "A.8.9"]
    assert told["soa"]["sha256"] == current.sha256
    assert claire.get("soas/").status_code in (403, 404)
