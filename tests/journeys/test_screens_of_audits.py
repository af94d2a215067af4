"""The screens of programmes, auditors, papers, templates and departures, full of rows: sound in both themes, at all sizes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audits.actions import dispute_finding
from audits.models import (
    Audit,
    AuditorQualification,
    ChecklistItem,
    ChecklistTemplate,
    ConflictDeclaration,
    Finding,
    FindingTemplate,
    PlanSession,
    Programme,
    Sample,
    TemplateVersion,
    WorkingPaper,
)
from tests.company import TODAY
from tests.journeys.doing import open_step
from tests.journeys.people import People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

TOBIAS, PRIYA, INES, SAMIR = "Tobias Lindqvist", "Priya Raman", "Ines Moreau", "Samir Haddad"
BEATRIZ, HELENA = "Beatriz Quintana", "Helena Brandt"


def audit(number: str = "14") -> Audit:
    """One of the year; the fourteenth is in the middle of its fieldwork."""
    return Audit.objects.get(ref=f"A-2026-{number}")


def of(name: str, row: object) -> str:
    return reverse(f"audits:{name}", args=[row.uuid])


def step(workflow: str, row: object, name: str) -> str:
    return reverse("foundation:step", args=[workflow, row.uuid, name])


def year(state: str) -> Programme:
    return Programme.objects.get(state=state)


def line() -> object:
    return year("approved").lines.order_by("pk").first()


def finding(ref: str) -> str:
    return Finding.objects.get(ref=ref).get_absolute_url()


def paper(**facts: object) -> WorkingPaper:
    return WorkingPaper.objects.filter(audit=audit(), **facts).order_by("pk").first()


def sampled(*, finished: bool) -> str:
    return Sample.objects.filter(finished_on__isnull=not finished).order_by("pk").first().get_absolute_url()


def compared() -> str:
    return reverse("audits:comparison", args=[audit("08").uuid, audit("01").uuid])


def with_a_draft() -> ChecklistTemplate:
    return TemplateVersion.objects.get(state="draft").template


SCREENS = {
    "the year approved": (BEATRIZ, lambda: year("approved").get_absolute_url()),
    "the next year for management": (HELENA, lambda: year("in_review").get_absolute_url()),
    "calendar of the year": (BEATRIZ, lambda: of("programme_year", year("approved"))),
    "a new programme": (BEATRIZ, lambda: reverse("audits:programme_add")),
    "coverage": (INES, lambda: reverse("audits:coverage")),
    "a line": (BEATRIZ, lambda: of("line", line())),
    "another line": (BEATRIZ, lambda: reverse("audits:line_add")),
    "end of a line": (BEATRIZ, lambda: of("line_end", line())),
    "moving an audit": (BEATRIZ, lambda: step("audit", audit("17"), "postpone")),
    "closing the year": (INES, lambda: step("programme", year("approved"), "close_year")),
    "auditors": (BEATRIZ, lambda: reverse("audits:auditors")),
    "a qualification": (BEATRIZ, lambda: reverse("audits:qualification_add")),
    "another end of a qualification": (
        BEATRIZ,
        lambda: of("qualification_change", AuditorQualification.objects.order_by("pk").first()),
    ),
    "my independence": (PRIYA, lambda: reverse("audits:independence")),
    "declarations that wait": (BEATRIZ, lambda: reverse("audits:independence")),
    "declaring a tie": (PRIYA, lambda: reverse("audits:conflict_declare")),
    "deciding a tie": (
        BEATRIZ,
        lambda: of("conflict_decide", ConflictDeclaration.objects.filter(decision="waiting").first()),
    ),
    "plan of an audit": (TOBIAS, lambda: of("plan", audit())),
    "a session": (TOBIAS, lambda: of("session_add", audit())),
    "another session": (TOBIAS, lambda: of("session_change", PlanSession.objects.filter(audit=audit()).last())),
    "somebody from outside": (TOBIAS, lambda: of("outsider_add", audit())),
    "days of a seat": (TOBIAS, lambda: of("seat_days", audit().team.order_by("pk").first())),
    "attendance": (TOBIAS, lambda: of("attendance", audit().meetings.first())),
    "calendar feed": (PRIYA, lambda: reverse("audits:calendar")),
    "working papers": (TOBIAS, lambda: of("papers", audit())),
    "a paper to sign off": (TOBIAS, lambda: paper(reviewed_on=None).get_absolute_url()),
    "a paper signed off": (TOBIAS, lambda: paper(reviewed_on__isnull=False).get_absolute_url()),
    "a new paper": (PRIYA, lambda: of("paper_add", audit())),
    "a sample under way": (TOBIAS, lambda: sampled(finished=False)),
    "a sample finished": (TOBIAS, lambda: sampled(finished=True)),
    "drawing a sample": (PRIYA, lambda: of("sample_add", audit())),
    "sites": (TOBIAS, lambda: of("sites", audit())),
    "checklist templates": (TOBIAS, lambda: reverse("audits:checklist_templates")),
    "a new checklist template": (TOBIAS, lambda: reverse("audits:checklist_template_add")),
    "a checklist template": (TOBIAS, lambda: with_a_draft().get_absolute_url()),
    "choosing questions": (TOBIAS, lambda: of("questions_choose", TemplateVersion.objects.get(state="draft"))),
    "writing a question": (TOBIAS, lambda: of("question_write", TemplateVersion.objects.get(state="draft"))),
    "finding templates": (TOBIAS, lambda: reverse("audits:finding_templates")),
    "a finding template": (TOBIAS, lambda: of("finding_template", FindingTemplate.objects.order_by("pk").first())),
    "a new finding template": (TOBIAS, lambda: reverse("audits:finding_template_add")),
    "what to compare": (TOBIAS, lambda: of("compare", audit("08"))),
    "comparison": (TOBIAS, compared),
    "a question with its papers": (
        PRIYA,
        lambda: ChecklistItem.objects.get(working_papers=with_a_question()).get_absolute_url(),
    ),
    "a finding with its causes": (INES, lambda: finding("F-018")),
    "a finding with a limit": (INES, lambda: finding("F-015")),
    "asking for time": (SAMIR, lambda: step("finding", of_samir(), "extend")),
    "accepting a risk": (INES, lambda: step("finding", Finding.objects.get(ref="F-003"), "accept_risk")),
    "how I am mailed": (SAMIR, lambda: reverse("foundation:mails_of_mine")),
}


def with_a_question() -> WorkingPaper:
    return WorkingPaper.objects.filter(audit=audit(), item__isnull=False).first()


def of_samir() -> Finding:
    return Finding.objects.filter(owner__name=SAMIR, state="action").order_by("pk").first()


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_audits_is_sound(personas: People, name: str) -> None:
    who, address = SCREENS[name]
    page = personas(who)
    answer = page.goto(address())

    assert answer.status == 200
    sound(page)


@pytest.fixture
def disputed(demonstration: None) -> Finding:
    """Issued two days ago; its owner does not agree."""
    Finding.objects.filter(ref="F-022").update(issued_on=TODAY - timedelta(days=2))
    row = Finding.objects.select_related("owner").get(ref="F-022")
    why = "The three records carry the operator's signature on their second page; the copy in the file ends before it."
    return dispute_finding(actor=row.owner.accounts.get(), finding=row, reason=why, on=TODAY)


def test_a_disputed_finding_is_sound_for_its_owner_and_for_who_decides(personas: People, disputed: Finding) -> None:
    owner = personas(disputed.owner.name)
    owner.goto(disputed.get_absolute_url())
    expect(owner.get_by_text("the copy in the file ends before it").first).to_be_visible()
    sound(owner)

    officer = personas(INES)
    officer.goto(disputed.get_absolute_url())
    open_step(officer, "Give it a lower type")
    sound(officer)


@pytest.mark.parametrize("name", ["programme_add", "conflict_declare", "finding_template_add"])
def test_a_refused_form_is_sound_and_keeps_what_was_typed(personas: People, name: str) -> None:
    page = personas(BEATRIZ if name != "finding_template_add" else TOBIAS)
    page.goto(reverse(f"audits:{name}"))
    typed = page.locator("main form textarea").first
    typed.fill("Typed before it was refused.")
    page.locator("main form button[type=submit]").last.click()

    expect(page.locator("[data-refused]").first).to_be_visible()
    expect(typed).to_have_value("Typed before it was refused.")
    sound(page)
