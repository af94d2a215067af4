"""Every main screen, full of believable rows, as the person who uses it: it is sound in light and dark, large and small."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assurance.models import (
    Component,
    Control,
    Document,
    Evidence,
    EvidenceLink,
    EvidenceRequest,
    Framework,
    Gate,
    GatePass,
    Process,
    Product,
    Requirement,
    ScopeStatement,
    Supplier,
)
from audits.models import Audit, Finding
from audits.policies import FINDING_DUES
from foundation.directory.models import Calendar, Person, Unit, User
from foundation.models import FileImport
from tests.journeys.doing import open_step
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

PRIYA, TOBIAS, INES, SAMIR = "Priya Raman", "Tobias Lindqvist", "Ines Moreau", "Samir Haddad"
HELENA, BEATRIZ, DARIO, RUTH = "Helena Brandt", "Beatriz Quintana", "Dario Keller", "Ruth Okafor"
MINA = "Mina Osei"

IN_FIELDWORK = "A-2026-14"


def audit() -> Audit:
    return Audit.objects.get(ref=IN_FIELDWORK)


def fieldwork() -> str:
    """A question that nobody has answered yet."""
    return audit().items.filter(result="").first().get_absolute_url()


def of_samir() -> Finding:
    return Finding.objects.filter(owner__name=SAMIR).order_by("pk").first()


def numbered(number: str) -> Document:
    return Document.objects.get(number=number)


def issued() -> Finding:
    """A nonconformity that waits for its plan."""
    waiting = Finding.objects.filter(state=Finding.State.ISSUED, type__in=Finding.NONCONFORMITIES)
    return waiting.select_related("owner").order_by("pk").first()


def step(row: Audit | Finding, name: str) -> str:
    workflow = "audit" if isinstance(row, Audit) else "finding"
    return reverse("foundation:step", args=[workflow, row.uuid, name])


def of_policy(name: str) -> str:
    return reverse(f"foundation:{name}", args=[FINDING_DUES])


def of_ines(name: str) -> str:
    return reverse(f"directory:{name}", args=[User.objects.get(name=INES).uuid])


def calendar(name: str) -> str:
    return reverse(f"directory:{name}", args=[Calendar.objects.order_by("pk").first().uuid])


def first(model: type) -> str:
    return model.objects.order_by("pk").first().get_absolute_url()


def named(name: str) -> str:
    return Supplier.objects.get(name=name).get_absolute_url()


def viewer(kind: str) -> str:
    """The viewer on a file of a kind, beside what it is to prove."""
    link = EvidenceLink.objects.filter(version__files__detected_type=kind, version__state="accepted").first()
    return f"{reverse('assurance:evidence_view', args=[link.version.uuid])}?link={link.uuid}"


SCREENS = {
    "my work": (SAMIR, lambda: reverse("foundation:my_work")),
    "my work of an auditor": (PRIYA, lambda: reverse("foundation:my_work")),
    "board": (HELENA, lambda: reverse("foundation:board")),
    "board of a day that has been": (HELENA, lambda: reverse("foundation:board") + "?on=2026-06-30"),
    "comparison": (HELENA, lambda: reverse("foundation:comparison")),
    "board of the officer": (INES, lambda: reverse("foundation:board")),
    "audits": (BEATRIZ, lambda: reverse("audits:audits")),
    "audit": (TOBIAS, lambda: audit().get_absolute_url()),
    "report": (
        TOBIAS,
        lambda: reverse("audits:report", args=[Audit.objects.filter(report__isnull=False).first().uuid]),
    ),
    "schedule": (BEATRIZ, lambda: reverse("audits:schedule")),
    "programme": (BEATRIZ, lambda: reverse("audits:programme")),
    "a recurring audit": (BEATRIZ, lambda: reverse("audits:line_add")),
    "fieldwork": (PRIYA, fieldwork),
    "finding of its owner": (SAMIR, lambda: of_samir().get_absolute_url()),
    "finding of the lead": (TOBIAS, lambda: of_samir().get_absolute_url()),
    "page of a step": (TOBIAS, lambda: step(audit(), "hold_closing")),
    "findings": (INES, lambda: reverse("audits:findings")),
    "all evidence": (INES, lambda: reverse("assurance:evidence_list")),
    "evidence": (INES, lambda: first(Evidence)),
    "evidence as a page": (INES, lambda: viewer("application/pdf")),
    "evidence as text": (INES, lambda: viewer("text/plain")),
    "the matrix": (INES, lambda: reverse("assurance:matrix")),
    "requests for evidence": (INES, lambda: reverse("assurance:requests")),
    "a request for evidence": (INES, lambda: first(EvidenceRequest)),
    "asking for evidence": (INES, lambda: reverse("assurance:request_add")),
    "gaps in evidence": (INES, lambda: reverse("assurance:evidence_gaps")),
    "placing a hold": (INES, lambda: reverse("assurance:evidence_hold", args=[Evidence.objects.first().uuid])),
    "new evidence": (PRIYA, lambda: reverse("assurance:evidence_add")),
    "many pieces of evidence": (PRIYA, lambda: reverse("assurance:evidence_many")),
    "the assurance system": (INES, lambda: reverse("assurance:system")),
    "the assurance system of an employee": (MINA, lambda: reverse("assurance:system")),
    "a scope in review": (INES, lambda: ScopeStatement.objects.get(state="in_review").get_absolute_url()),
    "a new scope": (INES, lambda: reverse("assurance:scope_write")),
    "an appointment": (INES, lambda: reverse("assurance:seat_add")),
    "processes": (INES, lambda: reverse("assurance:processes")),
    "list of processes": (INES, lambda: reverse("assurance:process_list")),
    "gaps of processes": (INES, lambda: reverse("assurance:process_gaps")),
    "facts of a process": (
        SAMIR,
        lambda: reverse("assurance:process_edit", args=[Process.objects.get(code="TS-REM").uuid]),
    ),
    "gates": (INES, lambda: reverse("assurance:gates")),
    "at the gates": (INES, lambda: reverse("assurance:passes")),
    "a gate": (INES, lambda: Gate.objects.filter(passes__state="open").first().get_absolute_url()),
    "at a gate": (INES, lambda: GatePass.objects.filter(state="open").first().get_absolute_url()),
    "a waiver": (INES, lambda: GatePass.objects.filter(state="waived").first().get_absolute_url()),
    "before a gate": (INES, lambda: reverse("assurance:pass_open", args=[Gate.objects.first().uuid])),
    "process": (INES, lambda: first(Process)),
    "documents": (INES, lambda: reverse("assurance:documents")),
    "documents of a reader": (MINA, lambda: reverse("assurance:documents")),
    "new document": (INES, lambda: reverse("assurance:document_add")),
    "document": (INES, lambda: numbered("RD-REG-006").get_absolute_url()),
    "late document": (INES, lambda: numbered("SC-REG-005").get_absolute_url()),
    "withdrawn document": (SAMIR, lambda: numbered("TS-SPEC-018").get_absolute_url()),
    "new version": (SAMIR, lambda: reverse("assurance:document_write", args=[numbered("TS-SPEC-031").uuid])),
    "guidance": (INES, lambda: reverse("assurance:control_guidance", args=[Control.objects.first().uuid])),
    "frameworks": (INES, lambda: reverse("assurance:frameworks")),
    "framework": (INES, lambda: first(Framework)),
    "requirement": (INES, lambda: first(Requirement)),
    "controls": (INES, lambda: reverse("assurance:controls")),
    "control": (INES, lambda: first(Control)),
    "suppliers": (INES, lambda: reverse("assurance:suppliers")),
    "suppliers with gaps": (INES, lambda: reverse("assurance:supplier_gaps")),
    "a disputed supplier": (INES, lambda: named("Cormel Semiconductors")),
    "a supplier in the past": (INES, lambda: f"{named('Tessary Optics')}?on=2026-10-01"),
    "a supplier for an auditor": (PRIYA, lambda: named("Halcyon Boards")),
    "a new supplier": (INES, lambda: reverse("assurance:supplier_add")),
    "components": (INES, lambda: reverse("assurance:components")),
    "a component": (INES, lambda: first(Component)),
    "products": (INES, lambda: reverse("assurance:products")),
    "a product": (INES, lambda: first(Product)),
    "notifications": (SAMIR, lambda: reverse("foundation:notifications")),
    "approvals": (INES, lambda: reverse("foundation:approvals")),
    "account": (SAMIR, lambda: reverse("foundation:account")),
    "second factor": (DARIO, lambda: reverse("mfa_index")),
    "is it you": (INES, lambda: reverse("demonstration_again")),
    "setting up an app": (INES, lambda: reverse("mfa_activate_totp")),
    "choosing a second factor": (INES, lambda: reverse("mfa_choose")),
    "adding a passkey": (INES, lambda: reverse("mfa_add_webauthn")),
    "tokens": (INES, lambda: reverse("foundation:tokens")),
    "what programs can do": (INES, lambda: reverse("api:docs")),
    "administration": (DARIO, lambda: reverse("foundation:administration")),
    "import centre": (INES, lambda: reverse("foundation:imports")),
    "importing": (INES, lambda: reverse("foundation:import_add", args=["suppliers"])),
    "an import": (INES, lambda: first(FileImport)),
    "the columns of an import": (INES, lambda: f"{first(FileImport)}columns/"),
    "people": (DARIO, lambda: reverse("directory:people")),
    "person": (DARIO, lambda: first(Person)),
    "accounts": (DARIO, lambda: reverse("directory:accounts")),
    "account of another": (DARIO, lambda: User.objects.get(name=INES).get_absolute_url()),
    "proposing a role": (DARIO, lambda: of_ines("role_propose")),
    "roles": (DARIO, lambda: reverse("directory:roles")),
    "clearances": (INES, lambda: reverse("directory:clearances")),
    "units": (DARIO, lambda: reverse("directory:units")),
    "unit": (DARIO, lambda: first(Unit)),
    "sites": (DARIO, lambda: reverse("directory:sites")),
    "calendars": (DARIO, lambda: reverse("directory:calendars")),
    "calendar": (DARIO, lambda: first(Calendar)),
    "import of holidays": (DARIO, lambda: calendar("holidays_import")),
    "policies": (INES, lambda: reverse("foundation:policies")),
    "policy": (INES, lambda: of_policy("policy")),
    "proposing a policy": (INES, lambda: of_policy("propose_policy")),
    "webhooks": (DARIO, lambda: reverse("foundation:webhooks")),
    "status": (DARIO, lambda: reverse("foundation:status")),
    "jobs": (DARIO, lambda: reverse("foundation:jobs")),
    "mails": (DARIO, lambda: reverse("foundation:mails")),
    "exports": (DARIO, lambda: reverse("foundation:exports")),
    "trail": (INES, lambda: reverse("foundation:trail")),
    "sessions": (INES, lambda: reverse("usersessions_list")),
    "test mail": (DARIO, lambda: reverse("foundation:test_mail")),
    "start of an outsider": (RUTH, lambda: reverse("foundation:home")),
    "help": (INES, lambda: reverse("foundation:help")),
    "help of an outsider": (RUTH, lambda: reverse("foundation:help")),
    "terms": (MINA, lambda: reverse("foundation:glossary")),
    "the first audit": (TOBIAS, lambda: reverse("audits:first_audit")),
    "nothing there": (SAMIR, lambda: "/audits/findings/00000000-0000-0000-0000-000000000000/"),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_sound(personas, name):
    who, address = SCREENS[name]
    page = personas(who)
    answer = page.goto(address())

    assert answer.status == (404 if name == "nothing there" else 200)
    sound(page)


def test_the_door_is_sound(personas):
    page = personas.nobody()
    page.goto(reverse("account_login"))

    sound(page)


def test_a_refused_sign_in_is_sound(personas):
    page = personas.nobody()
    page.goto(reverse("account_login"))
    page.get_by_label("E-mail").fill("priya.raman@meridane.example")
    page.get_by_label("Password", exact=True).fill("not my password")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("alert").or_(page.locator("[data-refused]")).first).to_be_visible()
    sound(page)


def test_the_finding_sheet_over_the_fieldwork_is_sound(personas):
    page = opened(personas(PRIYA), fieldwork(), key="f", name="Log a finding")

    sound(page)


def test_a_refused_finding_is_sound_and_says_what_is_missing(personas):
    page = opened(personas(PRIYA), fieldwork(), key="f", name="Log a finding")
    page.get_by_role("dialog").get_by_role("button", name="Log finding").click()

    expect(page.get_by_role("dialog").locator("[data-refused]").first).to_be_visible()
    sound(page)


def test_the_sheet_of_a_step_is_sound(personas):
    finding = issued()
    page = personas(finding.owner.name)
    page.goto(finding.get_absolute_url())
    open_step(page, "Submit the plan")

    sound(page)


def test_a_refused_step_is_sound(personas):
    finding = issued()
    page = personas(finding.owner.name)
    page.goto(step(finding, "submit_plan"))
    page.get_by_role("button", name="Submit the plan").click()

    expect(page.get_by_text(re.compile(r"Not saved: \d+ things? need"))).to_be_visible()
    sound(page)


def test_a_refused_schedule_is_sound(personas):
    page = personas(BEATRIZ)
    page.goto(reverse("audits:schedule"))
    page.locator("main form button[type=submit]").last.click()

    expect(page.get_by_text(re.compile(r"Not saved: \d+ things? need"))).to_be_visible()
    sound(page)


def test_a_term_that_was_opened_is_sound(personas):
    page = personas(SAMIR)
    page.goto(of_samir().get_absolute_url())
    page.locator(".term").first.click()

    expect(page.locator(".term-text:popover-open")).to_be_visible()
    sound(page)


def test_the_keys_are_sound(personas):
    page = personas(PRIYA)
    page.goto(fieldwork())
    page.keyboard.press("?")

    expect(page.locator("#keys")).to_be_visible()
    sound(page)


def opened(page: Page, address: str, *, key: str, name: str) -> Page:
    page.goto(address)
    page.keyboard.press(key)
    expect(page.get_by_role("dialog", name=name)).to_be_visible()
    return page
