"""Two hundred files dropped at once all arrive, each with its state; a lost connection is gone on with; nothing hostile runs."""

import hashlib
import json
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from assurance.models import Evidence, EvidenceFile
from foundation.models.uploads import Upload
from tests.company import Company
from tests.foundation import hostile
from tests.journeys.people import People

pytestmark = pytest.mark.journey

ALL = 200
CONDITIONS = "Network.emulateNetworkConditions"
QUICK = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
SLOW = QUICK | {"uploadThroughput": 3_000_000}
PATIENCE = 120_000  # of a machine that has much else to do; alone it takes a tenth of that


def test_two_hundred_files_dropped_at_once_all_arrive_each_with_its_state(people: People, company: Company) -> None:
    page, dialogs = people("samir"), []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(reverse("assurance:evidence_mine"))
    page.get_by_role("link", name="Add many").click()
    page.get_by_label("Grading").select_option("confidential")
    page.wait_for_load_state()  # before its scripts are there nothing takes what is dropped
    drop(page, logs(ALL - 3) | {"Register.pdf": hostile.HTML, "Plan.svg": hostile.SVG, "Twin.txt": b"Door 0.\n"})

    expect(lines(page)).to_have_count(ALL)
    expect(lines(page, "checked")).to_have_count(ALL - 1, timeout=PATIENCE)
    expect(line(page, "Register.pdf")).to_contain_text("Refused: The content of “Register.pdf” is not what its ending")
    expect(summary(page)).to_contain_text(f"{ALL} of {ALL} files have arrived; 0 added, 1 refused.")
    page.get_by_role("button", name="Add as evidence").click()

    expect(lines(page, "added")).to_have_count(ALL - 2, timeout=PATIENCE)
    expect(line(page, "Twin.txt")).to_contain_text("Already here: ")
    assert Evidence.objects.filter(grading="confidential").count() == ALL - 2
    assert set(Upload.objects.values_list("name", flat=True)) == {"Twin.txt"}
    the_drawing_is_handed_out_and_never_shown(page)
    assert dialogs == []


def the_drawing_is_handed_out_and_never_shown(page: Page) -> None:
    line(page, "Plan.svg").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Plan")).to_be_visible()
    assert page.locator("svg script, object, embed, iframe").count() == 0
    file = EvidenceFile.objects.get(name="Plan.svg")
    assert file.active_content
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Plan.svg").first.click()
    assert waiting.value.suggested_filename == "Plan.svg"


def test_an_upload_cut_at_sixty_percent_goes_on_where_it_stood(people: People, company: Company) -> None:
    content = b"10-112 emergency, no recording\n" * 320_000
    page, offsets = people("samir"), []
    page.on("request", lambda asked: asked.method == "PATCH" and offsets.append(int(asked.headers["upload-offset"])))
    page.goto(reverse("assurance:evidence_many"))
    wire = page.context.new_cdp_session(page)
    wire.send(CONDITIONS, SLOW)
    choose(page, "register.log", content)
    register = line(page, "register.log")
    register.locator("progress").evaluate("bar => new Promise(go => setInterval(() => bar.value >= 60 && go(), 10))")

    wire.send(CONDITIONS, SLOW | {"offline": True})
    expect(register).to_contain_text("Connection lost at")
    wire.send(CONDITIONS, QUICK)

    expect(register).to_contain_text("Checked, ready to be added", timeout=PATIENCE)
    assert offsets[-1] > 1_000_000
    only_the_lost_connection_was_said(people)
    page.get_by_role("button", name="Add as evidence").click()
    expect(register).to_contain_text("Added: ")
    assert EvidenceFile.objects.get(name="register.log").sha256 == hashlib.sha256(content).hexdigest()


def test_an_upload_goes_on_after_the_page_was_left(people: People, company: Company) -> None:
    content = b"10-113 maintenance, recorded\n" * 320_000
    page = people("samir")
    page.goto(reverse("assurance:evidence_many"))
    wire = page.context.new_cdp_session(page)
    wire.send(CONDITIONS, SLOW)
    choose(page, "maintenance.log", content)
    left = line(page, "maintenance.log")
    left.locator("progress").evaluate("bar => new Promise(go => setInterval(() => bar.value >= 40 && go(), 10))")
    left.get_by_role("button", name="Pause").click()
    expect(left).to_contain_text("Paused at")
    wire.send(CONDITIONS, QUICK)

    page.reload()
    before = page.locator("[data-before]")
    expect(before).to_contain_text("maintenance.log")
    assert int(before.get_attribute("data-arrived") or 0) > 1_000_000
    choose(page, "maintenance.log", content)

    expect(before).to_have_count(0)
    expect(line(page, "maintenance.log")).to_contain_text("Checked, ready to be added", timeout=PATIENCE)
    assert Upload.objects.filter(name="maintenance.log").count() == 1


def logs(number: int) -> dict[str, bytes]:
    return {f"Door log {one}.txt": f"Door {one}.\n".encode() for one in range(number)}


def drop(page: Page, papers: dict[str, bytes]) -> None:
    carrier = page.evaluate_handle(
        """papers => {
          const carrier = new DataTransfer();
          Object.entries(JSON.parse(papers)).forEach(([name, text]) => carrier.items.add(new File([text], name)));
          return carrier;
        }""",
        json.dumps({name: content.decode() for name, content in papers.items()}),
    )
    page.locator("[data-many-drop]").dispatch_event("drop", {"dataTransfer": carrier})


def choose(page: Page, name: str, content: bytes) -> None:
    """A file as it lies on a disk: the same each time it is chosen."""
    page.locator("[data-many-drop] input[type=file]").evaluate(
        """(input, {name, line, times}) => {
          const carrier = new DataTransfer();
          carrier.items.add(new File([line.repeat(times)], name, {lastModified: 1_790_000_000_000}));
          input.files = carrier.files;
          input.dispatchEvent(new Event("change"));
        }""",
        repeated(name, content),
    )


def repeated(name: str, content: bytes) -> dict[str, Any]:
    """What the browser makes the content of: ten megabytes are not sent to it as text."""
    first = content.partition(b"\n")[0] + b"\n"
    return {"name": name, "line": first.decode(), "times": len(content) // len(first)}


def lines(page: Page, state: str = "") -> Locator:
    return page.locator(f"[data-many-rows] > li[data-state={state}]" if state else "[data-many-rows] > li")


def line(page: Page, name: str) -> Locator:
    return lines(page).filter(has=page.locator(".file-name", has_text=name)).first


def summary(page: Page) -> Locator:
    return page.locator("[data-many-sum]")


def only_the_lost_connection_was_said(people: People) -> None:
    """What a browser says while it is offline is what this is about; anything else is a fault."""
    said = [one for seat in people.seats.values() for one in seat.watch.take()]
    assert said
    assert [one for one in said if "ERR_INTERNET_DISCONNECTED" not in one] == []
